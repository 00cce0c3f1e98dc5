"""Evidence added, described, used again, withdrawn and replaced; nothing is ever deleted."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from caicach.core.issues import Issue, issue
from caicach.web.attachments.keeping import (
    AttachmentEndedError,
    UploadedFile,
    keep_file,
    keep_link,
    person_of,
    withdraw,
)
from caicach.web.attachments.models import Attachment
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record, record_change
from caicach.web.plans.models import Document
from caicach.web.rounds.models import Card, Evidence, Item
from caicach.web.rounds.queries.cards import card_now
from caicach.web.rounds.refusals import RoundRefusedError, WrongMomentError, require_reason

KINDS = Evidence.Kind
KEPT = Evidence.State.KEPT
TOLD = ("page", "note", "is_partial")


class Piece(NamedTuple):
    """What is handed in at once: files, a link, a document and a stored question, any of them.

    query: indicator, period, part and facts version.
    """

    uploads: Sequence[UploadedFile] = ()
    link: str = ""
    document: Document | None = None
    query: dict[str, Any] | None = None
    page: str = ""
    note: str = ""
    is_partial: bool = False


@transaction.atomic
def add_evidence(
    by: Actor, *, card: Card, items: Sequence[Item], piece: Piece, now: datetime
) -> list[Evidence]:
    """Add the pieces to each of the items and return them, those of the first item first.

    Raises AttachmentRefusedError, WrongMomentError, and RoundRefusedError where nothing was
    handed in or an item takes no evidence.
    """
    by.require("rounds.enter", card)
    phase = _open_phase(card, now)
    _require_places(card, items)
    sources = list(_sources(by, card, piece, now))
    if not sources:
        raise RoundRefusedError([issue("evidence-nothing", items[0].code)])
    described = {"page": piece.page, "note": piece.note, "is_partial": piece.is_partial}
    made = [
        _create(by, card, item, {**source, **described, "phase": phase}, now)
        for item in items
        for source in sources
    ]
    codes = [item.code for item in items]
    names = [str(each) for each in made[: len(sources)]]
    record(by, "rounds.evidence_added", card, after={"items": codes, "evidence": names})
    return made


@transaction.atomic
def describe_evidence(
    by: Actor, *, evidence: Evidence, page: str, note: str, is_partial: bool, now: datetime
) -> None:
    """Say where to look, and whether it shows a part only. Raises WrongMomentError."""
    by.require("rounds.enter", evidence.card)
    _open_phase(evidence.card, now)
    before = {name: getattr(evidence, name) for name in TOLD}
    evidence.page, evidence.note, evidence.is_partial = page[:60], note[:500], is_partial
    if not Evidence.objects.filter(pk=evidence.pk, state=KEPT).update(
        page=evidence.page, note=evidence.note, is_partial=is_partial
    ):
        raise WrongMomentError
    record_change(by, "rounds.evidence_described", evidence, before)


@transaction.atomic
def use_for(by: Actor, *, evidence: Evidence, items: Sequence[Item], now: datetime) -> int:
    """Use a piece for other items, too; return for how many.

    Raises RoundRefusedError, WrongMomentError.
    """
    card = evidence.card
    by.require("rounds.enter", card)
    phase = _open_phase(card, now)
    _require_places(card, items)
    if evidence.state != KEPT:
        raise WrongMomentError
    there = Evidence.objects.filter(
        card=card,
        state=KEPT,
        kind=evidence.kind,
        attachment=evidence.attachment,
        document=evidence.document,
    )
    taken = {each.item_id for each in there if each.query == evidence.query}
    new = [each for each in items if each.pk not in taken]
    for item in new:
        _create(by, card, item, {**_copied(evidence), "phase": phase}, now)
    if new:
        codes = [each.code for each in new]
        record(by, "rounds.evidence_used", evidence, after={"items": codes})
    return len(new)


@transaction.atomic
def reuse_evidence(
    by: Actor, *, card: Card, pairs: Iterable[tuple[Item, Evidence]], now: datetime
) -> int:
    """Take over pieces of the round before, each for its item; return how many.

    What is there already, what was withdrawn since and what is for an item that takes none is left
    out. Raises WrongMomentError.
    """
    by.require("rounds.enter", card)
    phase = _open_phase(card, now)
    there: set[tuple[int, int | None, int | None]] = set(
        Evidence.objects.filter(card=card).values_list("item_id", "attachment_id", "document_id")
    )
    codes = []
    for item, former in pairs:
        key = (item.pk, former.attachment_id, former.document_id)
        if key in there or _misplaced(card, item) or not _is_reusable(former):
            continue
        there.add(key)
        _create(by, card, item, {**_copied(former), "phase": phase, "reused_from": former}, now)
        codes.append(item.code)
    if codes:
        record(by, "rounds.evidence_reused", card, after={"items": codes})
    return len(codes)


@transaction.atomic
def withdraw_evidence(by: Actor, *, evidence: Evidence, reason: str, now: datetime) -> None:
    """Take a piece out of use, with the reason. Raises NoReasonError, WrongMomentError."""
    by.require("rounds.enter", evidence.card)
    _open_phase(evidence.card, now)
    why = require_reason(reason)[:500]
    _end(by, evidence, {"state": Evidence.State.WITHDRAWN, "reason": why}, now)
    _let_go(by, evidence, why, now)
    record(by, "rounds.evidence_withdrawn", evidence, after={"item": _code(evidence)}, reason=why)


@transaction.atomic
def replace_evidence(
    by: Actor, *, evidence: Evidence, piece: Piece, reason: str, now: datetime
) -> Evidence:
    """Put another piece in place of one; the earlier stays behind it, with the reason.

    Raises NoReasonError, WrongMomentError, AttachmentRefusedError.
    """
    by.require("rounds.enter", evidence.card)
    why = require_reason(reason)[:500]
    made = add_evidence(by, card=evidence.card, items=[evidence.item], piece=piece, now=now)
    ending = {"state": Evidence.State.REPLACED, "reason": why, "replaced_by": made[0]}
    _end(by, evidence, ending, now)
    _let_go(by, evidence, why, now)
    after = {"item": _code(evidence), "by": str(made[0])}
    record(by, "rounds.evidence_replaced", evidence, after=after, reason=why)
    return made[0]


def _open_phase(card: Card, now: datetime) -> str:
    card.refresh_from_db(fields=["self_open", "state"])  # it may have been locked meanwhile
    standing = card_now(card, now)
    if not standing.takes_evidence:
        raise WrongMomentError
    return standing.phase


def _require_places(card: Card, items: Sequence[Item]) -> None:
    wrong = [found for each in items if (found := _misplaced(card, each))]
    if wrong:
        raise RoundRefusedError(wrong)


def _misplaced(card: Card, item: Item) -> Issue | None:
    """Return why the agency cannot show anything for the item."""
    if not item.counts_for(card.block):
        return issue("card-item-of-another-block", item.code)
    return None if item.takes_evidence else issue("evidence-not-taken", item.code)


def _sources(by: Actor, card: Card, piece: Piece, now: datetime) -> Iterable[dict[str, Any]]:
    for upload in piece.uploads:
        kept = keep_file(by, agency=card.agency, upload=upload, now=now)
        yield {"kind": KINDS.FILE, "attachment": kept}
    if piece.link:
        kept = keep_link(by, agency=card.agency, link=piece.link, now=now)
        yield {"kind": KINDS.LINK, "attachment": kept}
    if piece.document is not None:
        yield {"kind": KINDS.DOCUMENT, "document": piece.document}
    if piece.query is not None:
        by.require("monitoring.view", card.agency)
        yield {"kind": KINDS.QUERY, "query": piece.query}


def _create(by: Actor, card: Card, item: Item, values: dict[str, Any], now: datetime) -> Evidence:
    who = {"person": person_of(by), "post": by.post, "at": now}
    return Evidence.objects.create(card=card, item=item, **values, **who)


def _copied(evidence: Evidence) -> dict[str, Any]:
    names = ("kind", "attachment", "document", "query", *TOLD)
    return {name: getattr(evidence, name) for name in names}


def _is_reusable(former: Evidence) -> bool:
    """The answer to a stored question is of its own period; it is asked anew."""
    if former.kind == KINDS.QUERY or former.state != KEPT:
        return False
    file = former.attachment
    return file is None or file.state == Attachment.State.KEPT


def _end(by: Actor, evidence: Evidence, ending: dict[str, Any], now: datetime) -> None:
    rows = Evidence.objects.filter(pk=evidence.pk, state=KEPT)
    if not rows.update(**ending, ended_at=now, ended_by=person_of(by)):
        raise WrongMomentError
    evidence.refresh_from_db(fields=[*ending, "ended_at", "ended_by"])


def _let_go(by: Actor, evidence: Evidence, why: str, now: datetime) -> None:
    """A file nobody uses any more is withdrawn itself."""
    file = evidence.attachment
    if file is None or Evidence.objects.filter(attachment=file, state=KEPT).exists():
        return
    try:
        withdraw(by, attachment=file, reason=why, now=now)
    except AttachmentEndedError:
        return


def _code(evidence: Evidence) -> str:
    return evidence.item.code
