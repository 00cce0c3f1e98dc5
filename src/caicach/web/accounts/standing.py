"""What a person may reach on a day: posts, and the agencies below them on the day's tree."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from caicach.core.agencies import DayTree
from caicach.web.accounts.models import Person, Post
from caicach.web.accounts.roles import Role
from caicach.web.register.queries import tree_on, valid_on
from caicach.web.register.version import VERSION, learn_version


@dataclass(frozen=True)
class Standing:
    """The posts a person holds on `day`, with the tree they are read on."""

    posts: tuple[Post, ...]
    tree: DayTree

    def holds(self, roles: Iterable[Role], code: str | None = None) -> bool:
        """Say whether a post with one of `roles` is held at the agency or above it.

        code: None asks for the role at any agency.
        """
        wanted = set(roles)
        places = {post.agency.code for post in self.posts if post.role in wanted}
        return bool(places) if code is None else bool(places & self._line(code))

    def holds_at(self, roles: Iterable[Role], code: str) -> bool:
        """Say whether a post with one of `roles` is held at the agency itself."""
        return any(post.role in set(roles) and post.agency.code == code for post in self.posts)

    def reach(self, roles: Iterable[Role]) -> frozenset[str]:
        """Return the codes of all agencies at which one of `roles` is held, or below."""
        wanted = set(roles)
        found: set[str] = set()
        for post in self.posts:
            code = post.agency.code
            if post.role in wanted and code not in found:
                found.add(code)
                if code in self.tree:
                    found.update(each.code for each in self.tree.descendants(code))
        return frozenset(found)

    def holds_everywhere(self, roles: Iterable[Role]) -> bool:
        """Say whether `roles` reach every agency of the day: held at the top of each tree."""
        reach = self.reach(roles)
        return bool(reach) and all(top.code in reach for top in self.tree.roots())

    @cached_property
    def agencies(self) -> tuple[str, ...]:
        """Return the codes of the agencies at which posts are held, without doubles."""
        return tuple(dict.fromkeys(post.agency.code for post in self.posts))

    @cached_property
    def visible(self) -> frozenset[str]:
        """Return the agencies whose plans and figures may be read: own, below, and above.

        What is above is what one's own plan carries out. The standing body, leaders,
        inspectors, appraisers and the council read the whole province.
        """
        if self.holds(SEE_ALL):
            return frozenset(each.code for each in self.tree)
        own = self.reach(tuple(Role))
        above = {
            up.code
            for code in self.agencies
            if code in self.tree
            for up in self.tree.ancestors(code)
        }
        return own | above

    def _line(self, code: str) -> set[str]:
        above = self.tree.ancestors(code) if code in self.tree else ()
        return {code, *(each.code for each in above)}


SEE_ALL = (
    Role.STANDING_BODY,
    Role.LEADER,
    Role.COUNCIL_SECRETARY,
    Role.COUNCIL_MEMBER,
    Role.APPRAISER,
    Role.INSPECTOR,
)


KEPT = "_standing"


def standing_of(person: Person, on: date) -> Standing:
    """Return what `person` holds on that day; asked once for a person object and day."""
    kept: dict[date, Standing] | None = getattr(person, KEPT, None)
    if kept is None:
        kept = {}
        setattr(person, KEPT, kept)  # reaches the person behind a lazy one as well
    if on not in kept:
        posts = _posts(person, on) if person.is_active else ()
        kept[on] = Standing(posts, tree_on(on))
    return kept[on]


def _posts(person: Person, on: date) -> tuple[Post, ...]:
    """The number of the register comes with them, so that the tree need not ask for it."""
    rows = Post.objects.filter(valid_on(on), person=person).select_related("agency")
    posts = tuple(rows.annotate(register_version=VERSION))
    for post in posts[:1]:
        learn_version(post.register_version)
    return posts
