"""Who is a member of a round's council on a day: the posts held at its own agency."""

from datetime import date

from django.db.models import QuerySet

from caicach.web.accounts.models import Person, Post
from caicach.web.accounts.roles import Role
from caicach.web.council.models import Sitting
from caicach.web.register.queries import valid_on
from caicach.web.rounds.models import Round
from caicach.web.rounds.rights import COUNCIL


def members_on(scored: Round, on: date) -> list[Person]:
    """Return the members of that day, secretaries among them, each once, as names are sorted."""
    return list(seats_on(scored, on))


def seats_on(scored: Round, on: date) -> QuerySet[Person]:
    """Return the same, not yet asked for."""
    held = Post.objects.filter(valid_on(on), agency_id=scored.agency_id, role__in=COUNCIL)
    return Person.objects.filter(is_active=True, pk__in=held.values("person"))


def secretaries_on(scored: Round, on: date) -> list[Person]:
    """Return the secretaries of that day."""
    role = Role.COUNCIL_SECRETARY
    held = Post.objects.filter(valid_on(on), agency_id=scored.agency_id, role=role)
    return list(Person.objects.filter(is_active=True, pk__in=held.values("person")))


def members_of(sitting: Sitting) -> list[Person]:
    """Return the members of the sitting's day."""
    return members_on(sitting.round, sitting.held_on)
