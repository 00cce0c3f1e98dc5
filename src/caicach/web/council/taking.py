"""Rows taken in hand as they are now: held until the end of the transaction, or refused."""

from caicach.core.issues import faults
from caicach.core.rules import Given, Score
from caicach.web.council.models import Question, Sitting
from caicach.web.council.refusals import (
    DecidedMeanwhileError,
    NoSittingError,
    RoundPublishedError,
)
from caicach.web.look.conflict import ChangedMeanwhileError
from caicach.web.rounds.models import Card, Item, Round, Stage
from caicach.web.rounds.refusals import RoundRefusedError, WrongMomentError
from caicach.web.rounds.scoring import contexts_of, score_card, standing_givens

BEHIND = (
    "card__agency",
    "card__round__edition",
    "card__round__agency",
    "round__edition",
    "round__agency",
    "item",
    "sitting",
    "decided_by",
)


def take_question(question: Question, seen: int | None) -> Question:
    """Return an open question, with what stands behind it, for nobody else to change meanwhile.

    Raises DecidedMeanwhileError, ChangedMeanwhileError, WrongMomentError, RoundPublishedError.
    """
    found = _held(question)
    require_running(found.round)
    if found.state == Question.State.DECIDED:
        raise DecidedMeanwhileError(found)
    if found.state != Question.State.OPEN:
        raise WrongMomentError
    if seen is not None and found.version != seen:
        raise ChangedMeanwhileError
    return found


def take_decided(question: Question, seen: int | None) -> Question:
    """Return a decided question in the same way. Raises as `take_question` does."""
    found = _held(question)
    require_running(found.round)
    if found.state != Question.State.DECIDED:
        raise WrongMomentError
    if seen is not None and found.version != seen:
        raise ChangedMeanwhileError
    return found


def _held(question: Question) -> Question:
    rows = Question.objects.select_for_update(of=("self",)).select_related(*BEHIND)
    return rows.defer("card__round__edition__text", "round__edition__text").get(pk=question.pk)


def take_sitting(sitting: Sitting, seen: int | None) -> Sitting:
    """Return the sitting, held. Raises ChangedMeanwhileError, RoundPublishedError."""
    rows = Sitting.objects.select_for_update(of=("self",)).select_related("round__agency")
    found = rows.get(pk=sitting.pk)
    require_running(found.round)
    if seen is not None and found.version != seen:
        raise ChangedMeanwhileError
    return found


def require_running(scored: Round) -> None:
    """Raise RoundPublishedError or WrongMomentError unless the round is being scored."""
    if scored.state == Round.State.PUBLISHED:
        raise RoundPublishedError
    if scored.state != Round.State.RUNNING:
        raise WrongMomentError


def require_sitting(question: Question) -> Sitting:
    """Return the open sitting the question is before. Raises NoSittingError."""
    sitting = question.sitting
    if sitting is None or sitting.state != Sitting.State.OPEN:
        raise NoSittingError
    return sitting


def score_of(card: Card, item: Item, given: Given) -> Score:
    """Return what the figures would come to as final ones. Raises RoundRefusedError."""
    givens = standing_givens([card.pk], Stage.FINAL)[card.pk] | {item.code: given}
    scored = score_card(card, givens, contexts_of(card, Stage.FINAL, givens))
    where = f"{card.agency.code} / {item.code}"
    if wrong := faults(each for each in scored.issues if each.where == where):
        raise RoundRefusedError(wrong)
    return scored.sums.scores[item.code]
