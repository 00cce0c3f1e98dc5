"""Who is told: those who hold a role at an agency, or whose reach covers it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from caicach.core.agencies import DayTree
from caicach.web.accounts.models import Person, Post
from caicach.web.accounts.roles import Role
from caicach.web.register.queries import tree_on, valid_on

OFFICERS = (Role.FOCAL_OFFICER,)
HEADS = (Role.AGENCY_HEAD,)
STANDING = (Role.STANDING_BODY,)
APPRAISERS = (Role.APPRAISER,)
COUNCIL = (Role.COUNCIL_SECRETARY, Role.COUNCIL_MEMBER)
TOLD = (*OFFICERS, *HEADS, *STANDING, *APPRAISERS, *COUNCIL)


@dataclass(frozen=True)
class Readers:
    """The active people with a role in plans or rounds on a day: asked of the database once."""

    on: date

    @cached_property
    def tree(self) -> DayTree:
        """Return the tree of the day."""
        return tree_on(self.on)

    @cached_property
    def posts(self) -> dict[tuple[str, str], list[Person]]:
        """Return the people by agency and role."""
        posts = Post.objects.filter(valid_on(self.on), role__in=TOLD, person__is_active=True)
        found: dict[tuple[str, str], list[Person]] = {}
        for post in posts.select_related("person", "agency"):
            found.setdefault((post.agency.code, post.role), []).append(post.person)
        return found

    def at(self, codes: Iterable[str], roles: Collection[Role]) -> list[Person]:
        """Return who holds one of the roles at one of the agencies itself."""
        keys = [(code, role) for code in codes for role in roles]
        return [person for key in keys for person in self.posts.get(key, ())]

    def doing(self, codes: Iterable[str]) -> list[Person]:
        """Return the focal officers of the agencies; the head where an agency has none."""
        found: list[Person] = []
        for code in codes:
            found += self.at([code], OFFICERS) or self.at([code], HEADS)
        return found

    def answering(self, codes: Iterable[str]) -> list[Person]:
        """Return the focal officers and the heads of the agencies."""
        return self.at(codes, (*OFFICERS, *HEADS))

    def heading(self, codes: Iterable[str]) -> list[Person]:
        """Return the heads of the agencies."""
        return self.at(codes, HEADS)

    def appraising(self, codes: Iterable[str]) -> list[Person]:
        """Return the appraisers at the agencies."""
        return self.at(codes, APPRAISERS)

    def council(self, code: str) -> list[Person]:
        """Return the secretaries and members of the council at the agency."""
        return self.at([code], COUNCIL)

    def above(self, code: str) -> list[Person]:
        """Return the standing body whose reach covers the agency."""
        line = [each.code for each in self.tree.path(code)] if code in self.tree else [code]
        return self.at(line, STANDING)

    def approving(self, code: str) -> list[Person]:
        """Return who approves what the agency sends: its head, else the standing body."""
        return self.at([code], HEADS) or self.above(code)

    def name(self, code: str) -> str:
        """Return what the agency is called; its code where it is not on the tree."""
        return self.tree.agency(code).name.vi if code in self.tree else code
