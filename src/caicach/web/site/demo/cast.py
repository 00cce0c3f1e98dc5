"""Who acts for whom in the demonstration, as posts are held today."""

from dataclasses import dataclass, field

from caicach.web.accounts.acting import actor_of
from caicach.web.accounts.models import Person, Post
from caicach.web.accounts.roles import Role
from caicach.web.audit.actor import Actor
from caicach.web.look.day import today
from caicach.web.register.queries import valid_on


@dataclass
class Cast:
    """People by role and agency; each acts as one actor, whose posts are read once."""

    people: dict[tuple[str, str], Person]
    _actors: dict[int, Actor] = field(default_factory=dict)

    def officer(self, code: str) -> Actor:
        """Return the focal officer of the agency."""
        return self._actor(Role.FOCAL_OFFICER, code)

    def approver(self, code: str, province: str) -> Actor:
        """Return the head of the agency; the standing body where it has none."""
        if (Role.AGENCY_HEAD, code) in self.people:
            return self._actor(Role.AGENCY_HEAD, code)
        return self.standing_body(province)

    def head(self, code: str) -> Actor | None:
        """Return the head of the agency; None where it has none."""
        has_one = (Role.AGENCY_HEAD, code) in self.people
        return self._actor(Role.AGENCY_HEAD, code) if has_one else None

    def appraiser(self, code: str) -> Actor | None:
        """Return who appraises for the agency; None where nobody does."""
        has_one = (Role.APPRAISER, code) in self.people
        return self._actor(Role.APPRAISER, code) if has_one else None

    def secretary(self, province: str) -> Actor:
        """Return the secretary of the council."""
        return self._actor(Role.COUNCIL_SECRETARY, province)

    def standing_body(self, province: str) -> Actor:
        """Return who plans for the province."""
        return self._actor(Role.STANDING_BODY, province)

    def administrator(self, province: str) -> Actor:
        """Return who administers."""
        return self._actor(Role.ADMINISTRATOR, province)

    def _actor(self, role: Role, code: str) -> Actor:
        person = self.people[role, code]
        if person.pk not in self._actors:
            self._actors[person.pk] = actor_of(person)
        return self._actors[person.pk]


def read_cast() -> Cast:
    """Return everybody who holds a post today."""
    posts = Post.objects.filter(valid_on(today())).select_related("person", "agency")
    return Cast({(post.role, post.agency.code): post.person for post in posts.order_by("-pk")})
