"""Figures from outside: read, looked at, joined to the cards, replaced until publication."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from caicach.web.attachments.keeping import UploadedFile, keep_file, person_of
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.council.arriving import Arrived, Read, not_published, read_file, read_index
from caicach.web.council.models import JoinedFigure, Joining
from caicach.web.council.refusals import RoundPublishedError
from caicach.web.council.taking import require_running
from caicach.web.jobs.queue import enqueue
from caicach.web.rounds.given import kept_of
from caicach.web.rounds.models import Card, Filling, Round
from caicach.web.rounds.refusals import RoundRefusedError, WrongMomentError
from caicach.web.watch.queries import book_of

BATCH = 1_000
KEPT = ["given", "source_kind", "source_name", "period", "at"]
TALLY = "council.tally"
State = Joining.State


@transaction.atomic
def propose_file(
    by: Actor, *, scored: Round, source: str, period: str, upload: UploadedFile, now: datetime
) -> Joining:
    """Keep a table without faults, to be looked at before it counts.

    Raises RoundRefusedError with all faults at their cells, AttachmentRefusedError,
    RoundPublishedError.
    """
    by.require("council.join", scored)
    require_running(scored)
    kept = keep_file(by, agency=scored.agency, upload=upload, now=now)
    upload.seek(0)
    read = read_file(scored, upload.read(), kept.name)
    return _keep(by, scored, read, {"source": source, "period": period, "attachment": kept}, now)


@transaction.atomic
def propose_index(by: Actor, *, scored: Round, series: str, year: int, now: datetime) -> Joining:
    """Keep the figures of a published index in the same way. Raises RoundRefusedError,
    RoundPublishedError.
    """
    by.require("council.join", scored)
    require_running(scored)
    book = book_of(series)
    if book is None:
        raise RoundRefusedError([not_published(series, year)])
    read = read_index(scored, book, year)
    told = {"source": book.series.label.vi[:120], "period": str(year), "series": series}
    return _keep(by, scored, read, told, now)


def _keep(by: Actor, scored: Round, read: Read, told: dict[str, Any], now: datetime) -> Joining:
    if not read.is_sound:
        raise RoundRefusedError(read.issues)
    Round.objects.select_for_update().get(pk=scored.pk)  # two at once: two numbers
    last = scored.joinings.aggregate(last=Max("number"))["last"] or 0
    made = Joining.objects.create(
        round=scored, number=last + 1, person=person_of(by), at=now, **told
    )
    JoinedFigure.objects.bulk_create([_row(made, each) for each in read.figures], BATCH)
    record(by, "council.figures_proposed", made, after=_shown(made) | {"count": len(read.figures)})
    return made


def _row(joining: Joining, each: Arrived) -> JoinedFigure:
    given = kept_of(each.given)
    place = each.place[:300]
    return JoinedFigure(joining=joining, card=each.card, item=each.item, given=given, place=place)


@transaction.atomic
def join_figures(by: Actor, *, joining: Joining, now: datetime) -> int:
    """Let the figures count, in place of earlier ones; return how many. Sums are made again.

    Raises WrongMomentError where it was joined or dropped, RoundPublishedError.
    """
    by.require("council.join", joining)
    found = _held(joining)
    figures = found.figures.exclude(card__state=Card.State.ENDED).select_related("item")
    rows = [_filling(each, found, now) for each in figures.iterator(BATCH)]
    _lay(rows)
    found.state, found.joined_at, found.joined_by = State.JOINED, now, person_of(by)
    found.save(update_fields=["state", "joined_at", "joined_by"])
    record(by, "council.figures_joined", found, after=_shown(found) | {"count": len(rows)})
    enqueue(TALLY, {"number": found.round_id}, unique_key=f"{TALLY}:{found.round_id}")
    return len(rows)


def _lay(rows: Sequence[Filling]) -> None:
    try:
        with transaction.atomic():
            Filling.objects.bulk_create(
                rows,
                BATCH,
                update_conflicts=True,
                unique_fields=["card", "item"],
                update_fields=KEPT,
            )
    except IntegrityError as error:
        if "filling-pinned" in str(error):
            raise RoundPublishedError from error
        raise


def _filling(figure: JoinedFigure, joining: Joining, now: datetime) -> Filling:
    return Filling(
        card_id=figure.card_id,
        item_id=figure.item_id,
        given=figure.given,
        source_kind=figure.item.source_kind,
        source_name=joining.source,
        period=joining.period,
        at=now,
    )


@transaction.atomic
def drop_figures(by: Actor, *, joining: Joining) -> None:
    """Put aside figures that were looked at and not joined; they stay as they arrived.

    Raises WrongMomentError, RoundPublishedError.
    """
    by.require("council.join", joining)
    found = _held(joining)
    found.state = State.DROPPED
    found.save(update_fields=["state"])
    record(by, "council.figures_dropped", found, after={"state": found.state})


def _held(joining: Joining) -> Joining:
    rows = Joining.objects.select_for_update(of=("self",)).select_related("round__agency")
    found = rows.get(pk=joining.pk)
    # whoever publishes waits until the figures are there, or is waited for
    require_running(Round.objects.select_for_update().only("state").get(pk=found.round_id))
    if found.state != State.PROPOSED:
        raise WrongMomentError
    return found


def _shown(joining: Joining) -> dict[str, Any]:
    stored = joining.attachment.stored if joining.attachment else None
    return {
        "number": joining.number,
        "source": joining.source,
        "period": joining.period,
        "series": joining.series,
        "sha256": stored.sha256 if stored else "",
    }
