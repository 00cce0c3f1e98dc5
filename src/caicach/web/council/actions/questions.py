"""Questions: put before the council, given a proposal, placed, withdrawn."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import F

from caicach.core.issues import issue
from caicach.core.rules import Given
from caicach.web.attachments.keeping import person_of
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.council.models import Question, Sitting
from caicach.web.council.queries.papers import waiting_questions
from caicach.web.council.refusals import NoSittingError
from caicach.web.council.taking import (
    require_running,
    score_of,
    take_question,
    take_sitting,
)
from caicach.web.rounds.given import kept_of
from caicach.web.rounds.models import Card, Item, Round
from caicach.web.rounds.refusals import RoundRefusedError, require_reason


class Wanted(NamedTuple):
    """What is to be discussed, and why. why: must be given for what is put in by hand."""

    card: Card
    item: Item
    kind: str
    why: str = ""


@transaction.atomic
def raise_questions(
    by: Actor,
    *,
    scored: Round,
    wanted: Sequence[Wanted],
    sitting: Sitting | None = None,
    now: datetime,
) -> list[Question]:
    """Put items before the council; those that are there already are left as they are.

    Raises NoReasonError, RoundPublishedError.
    """
    by.require("council.decide", scored)
    require_running(scored)
    made = [_question(scored, each) for each in wanted]
    known = set(
        Question.objects.filter(round=scored)
        .exclude(state=Question.State.WITHDRAWN)
        .values_list("card_id", "item_id")
    )
    new = [each for each in made if (each.card_id, each.item_id) not in known]
    for each in new:
        each.sitting, each.opened_by, each.opened_at = sitting, person_of(by), now
    done = Question.objects.bulk_create(new)
    if done:
        items = sorted({each.item.code for each in done})
        record(by, "council.questions_raised", scored, after={"count": len(done), "items": items})
    return done


def _question(scored: Round, wanted: Wanted) -> Question:
    by_hand = wanted.kind == Question.Kind.BY_HAND
    why = require_reason(wanted.why) if by_hand else wanted.why.strip()
    return Question(
        round=scored, card=wanted.card, item=wanted.item, kind=wanted.kind, why=why[:500]
    )


@transaction.atomic
def place_question(by: Actor, *, question: Question, sitting: Sitting, seen: int) -> Question:
    """Put the question before a sitting that is open. Raises NoSittingError, and as others do."""
    by.require("council.decide", question)
    found = take_question(question, seen)
    if sitting.round_id != found.round_id or sitting.state != Sitting.State.OPEN:
        raise NoSittingError
    before = None if found.sitting is None else {"sitting": found.sitting.told()}
    found.sitting = sitting
    _keep(found, ["sitting"])
    after = {"sitting": sitting.told()}
    record(by, "council.question_placed", found, before=before, after=after)
    return found


@transaction.atomic
def place_waiting(by: Actor, *, sitting: Sitting) -> int:
    """Put all open questions that are in no sitting before this one; return how many there were.

    Raises NoSittingError for one that has ended, RoundPublishedError.
    """
    by.require("council.decide", sitting)
    found = take_sitting(sitting, None)
    if found.state != Sitting.State.OPEN:
        raise NoSittingError
    waiting = waiting_questions(found.round).select_for_update(of=("self",))
    rows = list(waiting.select_related("item", "card").order_by("item__position", "pk"))
    Question.objects.filter(pk__in=[each.pk for each in rows]).update(
        sitting=found, version=F("version") + 1
    )
    if rows:
        told = {"count": len(rows), "items": list(dict.fromkeys(each.item.code for each in rows))}
        record(by, "council.questions_placed", found, after=told)
    return len(rows)


@transaction.atomic
def propose(by: Actor, *, question: Question, given: Given, seen: int) -> Question:
    """State the figures to be voted on; ballots on an earlier proposal no longer count.

    Raises RoundRefusedError for figures the rule cannot score, ChangedMeanwhileError,
    DecidedMeanwhileError.
    """
    by.require("council.decide", question)
    found = take_question(question, seen)
    if given.is_blank:
        raise RoundRefusedError([issue("council-proposal-empty", found.item.code)])
    score_of(found.card, found.item, given)
    before, after = found.proposal, kept_of(given)
    if before != after and found.ballots.filter(turn=found.turn).exists():
        found.turn += 1
    found.proposal = after
    _keep(found, ["proposal", "turn"])
    record(
        by,
        "council.proposed",
        found,
        before={"proposal": before},
        after={"proposal": after, "turn": found.turn},
    )
    return found


@transaction.atomic
def withdraw_question(by: Actor, *, question: Question, reason: str, seen: int) -> Question:
    """Take it off the agenda. Raises NoReasonError, and as `propose` does."""
    by.require("council.decide", question)
    why = require_reason(reason)
    found = take_question(question, seen)
    found.state = Question.State.WITHDRAWN
    _keep(found, ["state"])
    record(by, "council.question_withdrawn", found, after={"state": found.state}, reason=why)
    return found


def _keep(question: Question, changed: Sequence[str]) -> None:
    question.version += 1
    question.save(update_fields=[*changed, "version"])
