"""The rounds whose council a person may look into, and what belongs to them."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404

from caicach.web.accounts.acting import standing_now
from caicach.web.accounts.models import Person
from caicach.web.council.models import Joining, Question, Sitting
from caicach.web.rounds.models import Round
from caicach.web.rounds.rights import COUNCIL, SEE_ROUND

M = TypeVar("M", bound=Model)
TEXT = "edition__text"


def rounds_seen(person: Person) -> list[Round]:
    """Return the rounds that are being scored or published and that the person reads whole."""
    states = (Round.State.RUNNING, Round.State.PUBLISHED)
    rows = Round.objects.filter(state__in=states).select_related("edition", "agency").defer(TEXT)
    standing = standing_now(person)
    return [each for each in rows if standing.holds(SEE_ROUND, each.agency.code)]


def find_round(person: Person, key: int) -> Round:
    """Return a round. Raises Http404 for one the person does not read whole."""
    rows = Round.objects.select_related("edition", "agency").defer(TEXT)
    return _found(person, rows.exclude(state=Round.State.PREPARING).filter(pk=key))


def find_question(person: Person, key: int) -> Question:
    """Return a question with all that is behind it. Raises Http404."""
    behind = ("round__edition", "round__agency", "card__agency", "item__lead", "sitting")
    rows = Question.objects.select_related(*behind, "decided_by", "opened_by")
    found = _found(person, rows.defer(f"round__{TEXT}").filter(pk=key))
    found.card.round = found.round
    return found


def find_sitting(person: Person, key: int) -> Sitting:
    """Return a sitting. Raises Http404."""
    rows = Sitting.objects.select_related("round__edition", "round__agency", "chair")
    rows = rows.select_related("minutes__stored").prefetch_related("present")
    return _found(person, rows.defer(f"round__{TEXT}").filter(pk=key))


def find_joining(person: Person, key: int) -> Joining:
    """Return figures from outside. Raises Http404."""
    rows = Joining.objects.select_related("round__edition", "round__agency", "person", "joined_by")
    rows = rows.select_related("attachment__stored")
    return _found(person, rows.defer(f"round__{TEXT}").filter(pk=key))


def _found(person: Person, rows: QuerySet[M]) -> M:
    row: Any = rows.first()
    if row is None or not standing_now(person).holds(SEE_ROUND, row.agency.code):
        raise Http404
    found: M = row
    return found


def is_member(person: Person, scored: Round) -> bool:
    """Say whether the person sits in the round's council today."""
    return standing_now(person).holds_at(COUNCIL, scored.agency.code)
