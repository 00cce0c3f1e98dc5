"""Decisions: written once the vote is settled, and opened again with a reason."""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from caicach.core.rounds.votes import Decision
from caicach.core.rules import NOTHING, Given
from caicach.web.attachments.keeping import person_of
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.council.models import Question
from caicach.web.council.refusals import NoProposalError, UndecidedError
from caicach.web.council.taking import require_sitting, take_decided, take_question
from caicach.web.council.voting import is_settled, kept_outcome, outcomes_of
from caicach.web.rounds.models import Entry, PhaseKind, Remark, Stage
from caicach.web.rounds.refusals import StageLockedError, require_reason
from caicach.web.rounds.scoring import standing_givens
from caicach.web.rounds.writing import Handed, Turn, write_entry


class Seen(NamedTuple):
    """What the page showed: versions of the question and of the final score, 0 for none."""

    question: int
    entry: int


@transaction.atomic
def decide(by: Actor, *, question: Question, decision: str, seen: Seen, now: datetime) -> Question:
    """Write down what the council decided, and the figures that count from now on.

    Where the proposal is refused, what the appraisal found stands. Raises UndecidedError,
    NoReasonError without words, NoProposalError, NoSittingError, DecidedMeanwhileError,
    ChangedMeanwhileError, StageLockedError, RoundRefusedError; then nothing is written.
    """
    by.require("council.decide", question)
    words = require_reason(decision)
    found = take_question(question, seen.question)
    require_sitting(found)
    if found.proposal is None:
        raise NoProposalError
    if not found.card.is_open(Stage.FINAL):
        raise StageLockedError
    outcome = outcomes_of([found], now)[found.pk]
    if not is_settled(outcome):
        raise UndecidedError(outcome)
    _write(by, found, words, seen.entry, now, carried=outcome.decision is Decision.CARRIED)
    found.state, found.outcome = Question.State.DECIDED, outcome.decision.value
    found.counted, found.decision = kept_outcome(outcome), words
    found.decided_at, found.decided_by = now, person_of(by)
    found.version += 1
    found.save()
    record(by, "council.decided", found, after=found.told(), reason=words)
    return found


def _write(
    by: Actor, question: Question, words: str, seen: int, now: datetime, *, carried: bool
) -> None:
    given = question.proposed() if carried else _stands(question)
    if given is not None:
        turn = Turn(by, Stage.FINAL, question.round.agency, now, seen)
        handed = Handed(given, Entry.Source.DECIDED, words)
        write_entry(turn, question.card, question.item, handed)
    Remark.objects.create(
        card=question.card,
        item=question.item,
        phase=PhaseKind.COUNCIL,
        side=Remark.Side.COUNCIL,
        text=words,
        person=person_of(by),
        post=by.post,
        at=now,
    )


def _stands(question: Question) -> Given | None:
    """What appraisal found, where an earlier decision has to make room for it; else nothing."""
    card, item = question.card, question.item
    if not Entry.objects.filter(card=card, item=item, stage=Stage.FINAL).exists():
        return None
    return standing_givens([card.pk], Stage.APPRAISED_2, [item.code])[card.pk].get(
        item.code, NOTHING
    )


@transaction.atomic
def reopen_question(by: Actor, *, question: Question, reason: str, seen: int) -> Question:
    """Let the council decide anew; until it has, the score stands as it was decided.

    Raises NoReasonError, RoundPublishedError, ChangedMeanwhileError, WrongMomentError.
    """
    by.require("council.decide", question)
    why = require_reason(reason)
    found = take_decided(question, seen)
    before = found.told()
    found.state, found.outcome, found.counted = Question.State.OPEN, "", None
    found.decision, found.decided_at, found.decided_by = "", None, None
    found.sitting = found.sitting if found.sitting and found.sitting.state == "open" else None
    found.turn += 1
    found.version += 1
    found.save()
    record(by, "council.question_reopened", found, before=before, after=found.told(), reason=why)
    return found
