"""What is written about entered years: put in, accepted, withdrawn, dropped; never deleted."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.core.indices.year_rows import IndexYear
from caicach.core.issues import Issue, has_faults
from caicach.web.attachments.keeping import keep_file, person_of
from caicach.web.attachments.keeping import withdraw as withdraw_file
from caicach.web.attachments.models import Attachment
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record, values_of
from caicach.web.jobs.queue import enqueue
from caicach.web.watch.entering.proposal import Proposal, read_again
from caicach.web.watch.models import IndexEntry, IndexYearEntry

MEASURE = "monitoring.measure"
State = IndexYearEntry.State


class YearRefusedError(ValueError):
    """The year has faults; `read` says all of them."""

    def __init__(self, read: IndexYear) -> None:
        super().__init__("; ".join(map(str, read.issues)))
        self.read = read


class NotJudgedError(ValueError):
    """Warnings stand that nobody has judged; `codes` name them."""

    def __init__(self, codes: Collection[str]) -> None:
        super().__init__(_("Còn cảnh báo chưa được đánh dấu là đã xem."))
        self.codes = sorted(codes)


class WatchReasonMissingError(ValueError):
    """A reason is asked for, and none was given."""

    def __init__(self) -> None:
        super().__init__(_("Cần ghi lý do."))


class EntryMovedOnError(ValueError):
    """Somebody else has accepted, withdrawn or dropped the year meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("Năm số liệu này vừa được người khác xử lý. Hãy tải lại trang."))


@transaction.atomic
def propose_year(*, by: Actor, proposal: Proposal, now: datetime) -> IndexYearEntry:
    """Keep a year without faults, to be judged and accepted.

    Raises YearRefusedError; AttachmentRefusedError for a file that cannot be kept.
    """
    by.require("watch.enter", proposal.agency)
    read = proposal.read()
    if has_faults(read.issues):
        raise YearRefusedError(read)
    kept = _kept(by, proposal, now)
    entry = IndexYearEntry.objects.create(
        agency=proposal.agency,
        series=proposal.series,
        year=proposal.year,
        day=proposal.day,
        source=proposal.source,
        link=proposal.link,
        attachment=kept,
        sha256=kept.stored.sha256 if kept is not None and kept.stored is not None else "",
        typed=[list(line) for line in proposal.typed],
        provinces=len({each.province.key for each in read.figures}),
        entered_by=person_of(by),
        entered_at=now,
    )
    record(by, "watch.proposed", entry, after=_shown(entry))
    return entry


@transaction.atomic
def accept_year(
    *, by: Actor, entry: IndexYearEntry, judged: Collection[str], reason: str, now: datetime
) -> None:
    """Let the figures stand before what ships, and in place of an earlier entry of that time.

    judged: codes of the warnings the person has looked at; all of them must be, with a reason.
    Raises YearRefusedError, NotJudgedError, WatchReasonMissingError, EntryMovedOnError.
    """
    by.require("watch.enter", entry)
    read = read_again(entry)
    warnings = warnings_of(read.issues)
    _check(read, warnings, judged, reason)
    _replace_earlier(by, entry, now)
    change = {
        "state": State.ACCEPTED,
        "accepted_by": person_of(by),
        "accepted_at": now,
        "judged": dict(warnings),
        "reason": reason.strip() if warnings else "",
    }
    _move(entry, State.PROPOSED, change)
    IndexEntry.objects.bulk_create(_rows(entry, read), batch_size=500)
    after = {**_shown(entry), "state": entry.state, "judged": sum(warnings.values())}
    record(by, "watch.accepted", entry, after=after, reason=entry.reason)
    _measure(by)


@transaction.atomic
def withdraw_year(*, by: Actor, entry: IndexYearEntry, reason: str, now: datetime) -> None:
    """Let what ships stand again; the entry stays, with the reason.

    Raises WatchReasonMissingError, EntryMovedOnError.
    """
    by.require("watch.enter", entry)
    _end(by, entry, (State.ACCEPTED, State.WITHDRAWN), reason, now)
    _measure(by)


@transaction.atomic
def drop_year(*, by: Actor, entry: IndexYearEntry, reason: str, now: datetime) -> None:
    """Set a year aside that was not accepted. Raises as `withdraw_year` does."""
    by.require("watch.enter", entry)
    _end(by, entry, (State.PROPOSED, State.DROPPED), reason, now)
    if entry.attachment is not None and entry.attachment.state == Attachment.State.KEPT:
        withdraw_file(by, attachment=entry.attachment, reason=entry.ended_reason, now=now)


def warnings_of(issues: Collection[Issue]) -> Mapping[str, int]:
    """Return the codes of warnings, with how often each stands."""
    return Counter(each.code for each in issues if each.severity == "warning")


def _check(
    read: IndexYear, warnings: Mapping[str, int], judged: Collection[str], reason: str
) -> None:
    if has_faults(read.issues):
        raise YearRefusedError(read)
    left = set(warnings) - set(judged)
    if left:
        raise NotJudgedError(left)
    if warnings and not reason.strip():
        raise WatchReasonMissingError


def _kept(by: Actor, proposal: Proposal, now: datetime) -> Attachment | None:
    if proposal.upload is None:
        return None
    proposal.upload.seek(0)
    return keep_file(by, agency=proposal.agency, upload=proposal.upload, now=now)


def _replace_earlier(by: Actor, entry: IndexYearEntry, now: datetime) -> None:
    same = IndexYearEntry.objects.filter(series=entry.series, year=entry.year, day=entry.day)
    for earlier in same.filter(state=State.ACCEPTED):
        by.require("watch.enter", earlier)
        change = {
            "state": State.REPLACED,
            "ended_at": now,
            "ended_by": person_of(by),
            "replaced_by": entry,
        }
        _move(earlier, State.ACCEPTED, change)
        record(by, "watch.replaced", earlier, after={"replaced_by": entry.pk})


def _end(
    by: Actor, entry: IndexYearEntry, way: tuple[State, State], reason: str, now: datetime
) -> None:
    if not reason.strip():
        raise WatchReasonMissingError
    change = {
        "state": way[1],
        "ended_at": now,
        "ended_by": person_of(by),
        "ended_reason": reason.strip(),
    }
    _move(entry, way[0], change)
    record(by, f"watch.{way[1].value}", entry, before={"state": way[0]}, reason=entry.ended_reason)


def _move(entry: IndexYearEntry, expected: State, change: Mapping[str, Any]) -> None:
    same = IndexYearEntry.objects.filter(pk=entry.pk, state=expected)
    if not same.update(**change):
        raise EntryMovedOnError
    entry.refresh_from_db()


def _rows(entry: IndexYearEntry, read: IndexYear) -> list[IndexEntry]:
    return [
        IndexEntry(
            entry=entry,
            province=each.province.key,
            component=each.component or "",
            value=None if each.value is None else f"{each.value:f}",
            rank=each.rank,
            of=each.of,
            band=each.band or "",
            source="" if _is_of_entry(entry, each.source) else each.source[:300],
            place=each.place[:300],
        )
        for each in read.figures
    ]


def _is_of_entry(entry: IndexYearEntry, source: str) -> bool:
    """Rows that name no source of their own are said to come from the file."""
    return source in ("", entry.attachment.name if entry.attachment else source)


def _shown(entry: IndexYearEntry) -> dict[str, Any]:
    return values_of(entry, ("series", "year", "day", "source", "provinces", "sha256"))


def _measure(by: Actor) -> None:
    """Targets bound to the index are judged again; monitoring is above this app."""
    person = person_of(by)
    enqueue(MEASURE, unique_key=MEASURE, person_id=None if person is None else person.pk)
