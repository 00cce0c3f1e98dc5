"""What the agency says on its items: notes, and its answer to what was appraised."""

from datetime import datetime

from django.db import transaction

from caicach.core.issues import faults, issue
from caicach.web.attachments.keeping import person_of
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.rounds.models import Card, Item, Remark
from caicach.web.rounds.queries.cards import card_now
from caicach.web.rounds.queries.readiness import lines_now
from caicach.web.rounds.refusals import NoReasonError, RoundRefusedError, WrongMomentError


@transaction.atomic
def add_note(by: Actor, *, card: Card, item: Item, text: str, now: datetime) -> Remark:
    """Say something on an item, such as why evidence shows a part only.

    Raises NoReasonError for no words, WrongMomentError.
    """
    by.require("rounds.enter", card)
    return _say(by, card, item, Remark.Kind.NOTE, text, now)


@transaction.atomic
def explain(by: Actor, *, card: Card, item: Item, text: str, now: datetime) -> Remark:
    """Answer an appraisal with an explanation. Raises NoReasonError, WrongMomentError."""
    by.require("rounds.enter", card)
    _require_explanation(card, now)
    return _say(by, card, item, Remark.Kind.EXPLANATION, text, now)


@transaction.atomic
def agree(by: Actor, *, card: Card, item: Item, now: datetime) -> Remark:
    """Accept the appraised score. Raises WrongMomentError."""
    by.require("rounds.enter", card)
    _require_explanation(card, now)
    return _write(by, card, item, Remark.Kind.AGREEMENT, "", now)


@transaction.atomic
def send_explanation(by: Actor, *, card: Card, confirmed: bool, now: datetime) -> int:
    """Tell the appraisers that all is answered; return how many items were left unanswered.

    confirmed: whether those were seen. Raises RoundRefusedError, WrongMomentError.
    """
    by.require("rounds.enter", card)
    _require_explanation(card, now)
    left = [line.item for line in lines_now(card, now) if line.needs_answer]
    issues = [
        issue("card-unanswered", each.code, code=each.printed_code, label=each.label)
        for each in left
    ]
    if faults(issues) or (issues and not confirmed):
        raise RoundRefusedError(issues)
    record(by, "rounds.explanation_sent", card, after={"unanswered": len(left)})
    return len(left)


def _require_explanation(card: Card, now: datetime) -> None:
    if not card_now(card, now).takes_answers:
        raise WrongMomentError


def _say(by: Actor, card: Card, item: Item, kind: str, text: str, now: datetime) -> Remark:
    words = text.strip()
    if not words:
        raise NoReasonError
    return _write(by, card, item, kind, words, now)


def _write(by: Actor, card: Card, item: Item, kind: str, text: str, now: datetime) -> Remark:
    card.refresh_from_db(fields=["self_open", "state"])  # it may have been locked meanwhile
    standing = card_now(card, now)
    if not standing.takes_evidence:
        raise WrongMomentError
    return Remark.objects.create(
        card=card,
        item=item,
        phase=standing.phase,
        side=Remark.Side.AGENCY,
        kind=kind,
        text=text,
        person=person_of(by),
        post=by.post,
        at=now,
    )
