"""Who takes part in a round: chosen before it opens; ended and joined by others while it runs."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from caicach.core.issues import issue
from caicach.web.attachments.keeping import person_of
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.look.day import today
from caicach.web.register.models import Agency
from caicach.web.register.queries import tree_on
from caicach.web.rounds.locks import WRITTEN_IN
from caicach.web.rounds.models import Card, Evidence, Round, RoundAgency
from caicach.web.rounds.opening import make_cards
from caicach.web.rounds.refusals import RoundRefusedError, WrongMomentError, require_reason
from caicach.web.rounds.turning import held, refresh_later, settle, sum_begun

BATCH = 1_000


class Joining(NamedTuple):
    """An agency that joins a running round.

    predecessors: cards whose evidence is brought over; what was typed on them is not, since sums
    of two agencies are not the figures of a third.
    """

    agency: Agency
    block: str
    predecessors: Sequence[Card] = ()


@transaction.atomic
def change_agencies(
    by: Actor, *, scored: Round, put: Mapping[int, str], out: Collection[int] = ()
) -> None:
    """Choose agencies or give them another block, and leave some out, before the round opens.

    put: the block of each agency, by its key. Raises WrongMomentError.
    """
    by.require("rounds.set_up", scored)
    if held(scored.pk).state != Round.State.PREPARING:
        raise WrongMomentError
    rows = [RoundAgency(round=scored, agency_id=each, block=block) for each, block in put.items()]
    left_out, _each = RoundAgency.objects.filter(round=scored, agency_id__in=out).delete()
    RoundAgency.objects.bulk_create(
        rows,
        BATCH,
        update_conflicts=True,
        unique_fields=["round", "agency"],
        update_fields=["block"],
    )
    told = {"agencies": scored.chosen.count(), "put": len(rows), "left_out": left_out}
    record(by, "rounds.agencies_chosen", scored, after=told)


@transaction.atomic
def end_card(by: Actor, *, card: Card, reason: str, now: datetime) -> None:
    """Score an agency no further: its card is locked, kept, and not ranked.

    Raises NoReasonError, WrongMomentError.
    """
    by.require("rounds.set_up", card.round)
    why = require_reason(reason)
    scored = held(card.round_id)
    if scored.state != Round.State.RUNNING:
        raise WrongMomentError
    rows = scored.cards.filter(pk=card.pk).exclude(state=Card.State.ENDED)
    locked = dict.fromkeys(WRITTEN_IN.values(), False)
    day = timezone.localtime(now).date()
    if not rows.update(
        state=Card.State.ENDED, ended_on=day, reason=why, version=F("version") + 1, **locked
    ):
        raise WrongMomentError
    sum_begun(scored)
    told = {"card": card.name, "agency": card.agency.code}
    record(by, "rounds.card_ended", scored, after=told, reason=why)


@transaction.atomic
def add_card(
    by: Actor,
    *,
    scored: Round,
    joining: Joining,
    reason: str,
    now: datetime,
) -> Card:
    """Let an agency take part from now on, with an empty card.

    Raises NoReasonError, WrongMomentError, and RoundRefusedError for one that takes part already
    or is not on today's tree.
    """
    by.require("rounds.set_up", scored)
    why = require_reason(reason)
    agency, block, predecessors = joining
    scored = held(scored.pk)
    if scored.state != Round.State.RUNNING:
        raise WrongMomentError
    if agency.code not in tree_on(today()):
        raise RoundRefusedError([issue("round-agency-not-there", "agency", agency=agency.code)])
    if scored.cards.filter(agency=agency).exists():
        raise RoundRefusedError([issue("round-agency-has-card", "agency", agency=agency.code)])
    RoundAgency.objects.update_or_create(round=scored, agency=agency, defaults={"block": block})
    make_cards(scored)
    card = scored.cards.select_related("agency").get(agency=agency)
    copied = _bring_evidence(by, card, predecessors, now)
    settle(scored, now)
    refresh_later(scored)
    sum_begun(scored)
    told = {"card": card.name, "agency": agency.code, "block": block, "evidence": copied}
    record(by, "rounds.card_added", scored, after=told, reason=why)
    return card


def _bring_evidence(by: Actor, card: Card, predecessors: Sequence[Card], now: datetime) -> int:
    kept = Evidence.objects.filter(
        card__in=predecessors, card__round_id=card.round_id, state=Evidence.State.KEPT
    )
    rows = [
        Evidence(
            card=card,
            item_id=each.item_id,
            kind=each.kind,
            attachment_id=each.attachment_id,
            document_id=each.document_id,
            query=each.query,
            page=each.page,
            note=each.note,
            is_partial=each.is_partial,
            phase=each.phase,
            reused_from=each,
            person=person_of(by),
            post=by.post,
            at=now,
        )
        for each in kept
    ]
    Evidence.objects.bulk_create(rows, BATCH)
    return len(rows)
