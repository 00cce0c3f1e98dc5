"""What a row of an agency table says: an agency, whom it answers to, what became of it."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from caicach.core.agencies import (
    Agency,
    AgencyCodeError,
    AgencyKind,
    LineageEvent,
    LineageKind,
    ParentLink,
    parse_agency_code,
)
from caicach.core.documents import Label
from caicach.files.registers.kinds import EVENT_LABELS, EVENTS, KINDS, listed
from caicach.files.registers.line import Line

ONE_DAY = timedelta(1)
KNOWN_KINDS = listed(kind.label for kind in AgencyKind)
KNOWN_EVENTS = listed(EVENT_LABELS.values())
UNREAD = "?"
"""Stands for a name that is missing, so that the row can still be checked with the others."""


@dataclass
class Entry:
    """A row taken apart.

    A row with a fault still has parts, so far as it can be told which agencies it means: they
    keep others from being blamed for it. days_known: whether its days could be read.
    """

    line: Line
    code: str
    agency: Agency | None = None
    link: ParentLink | None = None
    event: LineageEvent | None = None
    days_known: bool = True


def read_entry(line: Line) -> Entry | None:
    """Return what the row says; None where it names no agency. Faults stay with the row."""
    code = line.code("code")
    if not code:
        line.fault("agency-code-empty", "code")
        return None
    days, days_known = _days(line)
    entry = Entry(line, code, days_known=days_known)
    if line.has("name", "kind"):
        entry.agency = _agency(line, code, days)
    if parent := line.code("parent"):
        entry.link = ParentLink(child=code, parent=parent, valid_from=days[0], valid_to=days[1])
    if line.has("event", "successor", "on"):
        entry.event = _event(line, code, days[1])
    elif not (entry.agency or entry.link):
        line.fault("register-row-says-nothing", "code", code=code)
    return entry


def _days(line: Line) -> tuple[tuple[date | None, date | None], bool]:
    before = len(line.issues)
    first, last = line.day("valid_from"), line.day("valid_to")
    if first and last and last < first:
        values = {"first": line.text("valid_from"), "last": line.text("valid_to")}
        line.fault("register-days-reversed", "valid_to", **values)
    known = len(line.issues) == before and not line.silent
    return ((first, last) if known else (None, None)), known


def _agency(line: Line, code: str, days: tuple[date | None, date | None]) -> Agency:
    name, english = line.short("name"), line.short("name_en")
    if not name:
        line.fault("register-name-missing", "name", code=code)
    return Agency(
        code=code,
        name=Label(vi=name or UNREAD, en=english or None),
        kind=_kind(line, code),
        block=line.short("block") or None,
        source=line.short("source") or None,
        electronic_code=_electronic(line),
        valid_from=days[0],
        valid_to=days[1],
    )


def _kind(line: Line, code: str) -> AgencyKind:
    if "kind" not in line.sheet.header.columns:
        line.lacking = True
        return AgencyKind.OTHER
    if not line.has("kind"):
        line.fault("register-kind-missing", "kind", code=code, known=KNOWN_KINDS)
        return AgencyKind.OTHER
    found = line.one_of("kind", KINDS, KNOWN_KINDS, "register-kind-unknown")
    return found or AgencyKind.OTHER


def _electronic(line: Line) -> str | None:
    text = line.text("electronic_code")
    try:
        return str(parse_agency_code(text)) if text else None
    except AgencyCodeError as error:
        line.issues.append(error.issue(line.place("electronic_code")))
        return None


def _event(line: Line, code: str, last: date | None) -> LineageEvent | None:
    """An event without a day of its own happens on the day after the agency's last."""
    before = len(line.issues)
    kind = line.one_of("event", EVENTS, KNOWN_EVENTS, "register-event-unknown")
    on = line.day("on") or (last + ONE_DAY if last and last < date.max else None)
    if on is None and len(line.issues) == before:
        line.fault("register-event-day-missing", "on", code=code)
    share = line.share("share")
    if kind is None or on is None:
        return None
    return LineageEvent(
        kind=LineageKind(kind),
        from_code=code,
        to_code=line.code("successor") or None,
        on=on,
        share=share or Decimal(1),
        decision=line.short("decision") or None,
    )
