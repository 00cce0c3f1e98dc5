"""A card sent to the head of the agency, approved or given back."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from caicach.core.issues import Issue, faults
from caicach.web.attachments.keeping import person_of
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.rounds.locks import apply_locks
from caicach.web.rounds.models import Card, Entry, Evidence, Filling, PhaseKind, Stage, Tally
from caicach.web.rounds.queries.cards import card_now
from caicach.web.rounds.queries.readiness import lacking, lines_now
from caicach.web.rounds.refusals import RoundRefusedError, WrongMomentError, require_reason

STATES = Card.State


@transaction.atomic
def submit_card(by: Actor, *, card: Card, confirmed: bool, now: datetime) -> list[Issue]:
    """Send the card to the head; return what it still lacks.

    confirmed: whether what is only missing was seen. Raises RoundRefusedError, WrongMomentError.
    """
    by.require("rounds.enter", card)
    found = lacking(lines_now(card, now))
    if faults(found) or (found and not confirmed):
        raise RoundRefusedError(found)
    standing = card_now(card, now)
    if not (card.self_open or standing.is_running(PhaseKind.HEAD_APPROVAL)):
        raise WrongMomentError
    sent = {"submitted_at": now, "submitted_by": person_of(by), "reason": ""}
    _move(card, (STATES.DRAFTING,), {"state": STATES.SUBMITTED, "self_open": False, **sent})
    record(by, "rounds.card_submitted", card, after={"lacks": len(found), **content_of(card)})
    return found


@transaction.atomic
def approve_card(by: Actor, *, card: Card, now: datetime) -> None:
    """Approve what was sent; the card stays locked. Raises WrongMomentError.

    Possible as long as the agency still has time to score itself, or its head to approve.
    """
    by.require("rounds.approve", card)
    _require_time(card, now)
    done = {"state": STATES.APPROVED, "approved_at": now, "approved_by": person_of(by)}
    _move(card, (STATES.SUBMITTED,), done)
    record(by, "rounds.card_approved", card, after=content_of(card))


@transaction.atomic
def return_card(by: Actor, *, card: Card, reason: str, now: datetime) -> None:
    """Give the card back to be mended, as long as it can be approved.

    Raises NoReasonError, WrongMomentError.
    """
    by.require("rounds.approve", card)
    why = require_reason(reason)
    _require_time(card, now)
    back = {"state": STATES.DRAFTING, "reason": why[:500], "approved_at": None}
    _move(card, (STATES.SUBMITTED, STATES.APPROVED), {**back, "approved_by": None})
    apply_locks(card.round, now)
    card.refresh_from_db(fields=["self_open"])
    record(by, "rounds.card_returned", card, after=content_of(card), reason=why)


def _require_time(card: Card, now: datetime) -> None:
    if not card_now(card, now).has_head:
        raise WrongMomentError


def _move(card: Card, states: Sequence[str], values: dict[str, Any]) -> None:
    """Write it if the card is still in one of the states; somebody may have been faster."""
    rows = Card.objects.filter(pk=card.pk, state__in=states)
    if not rows.update(**values, version=F("version") + 1):
        raise WrongMomentError
    for name, value in values.items():
        setattr(card, name, value)


def content_of(card: Card) -> dict[str, Any]:
    """Return what seals the card: the SHA-256 of all that was handed in, and its points."""
    points = Tally.objects.filter(card=card, stage=Stage.SELF).values_list("points", flat=True)
    return {"sha256": digest_of(card), "points": points.first()}


def digest_of(card: Card) -> str:
    """Return the SHA-256 of figures, known figures and evidence, in the order of their items."""
    entries = Entry.objects.filter(card=card, stage=Stage.SELF).order_by("item__position")
    known = Filling.objects.filter(card=card).order_by("item__position")
    pieces = Evidence.objects.filter(card=card, state=Evidence.State.KEPT).order_by("pk")
    content = {
        "entries": list(entries.values_list("item__code", "given", "source", "reason")),
        "known": list(known.values_list("item__code", "given", "facts_version")),
        "evidence": list(
            pieces.values_list(
                "item__code",
                "attachment__stored__sha256",
                "attachment__link",
                "document_id",
                "query",
                "page",
                "is_partial",
            )
        ),
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
