"""The register as a whole: two parents, circles, overlaps and the like, at the cells of a file."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from caicach.core.agencies import Agency, AgencyTree, LineageEvent, ParentLink
from caicach.core.issues import Issue, issue
from caicach.files.registers.entries import Entry

Parts: TypeAlias = tuple[tuple[Agency, ...], tuple[ParentLink, ...], tuple[LineageEvent, ...]]
COLUMNS = {"agencies": "code", "links": "parent", "lineage": "event"}
TOLD_ALREADY = frozenset({"validity-reversed"})
BY_DAYS = frozenset(
    {
        *("agency-overlap", "agency-end-unexplained", "link-outside", "link-two-parents"),
        *("lineage-not-valid", "lineage-shares", "lineage-outlives"),
    }
)
"""What cannot be judged of an agency whose days could not be read."""


def check_whole(entries: Sequence[Entry], known: AgencyTree) -> tuple[Parts, list[Issue]]:
    """Return what can be kept of the rows, and the faults of the register they make.

    known: the register the rows add to.
    """
    rows = _Rows(entries, known)
    issues = _told_once([each for each in rows.tree.check(rows.place) if rows.is_true(each)], rows)
    issues += _electronic_twice(rows)
    spoiled = {id(entry.line) for entry in entries if not entry.line.is_sound}
    spoiled |= {id(rows.line_at[each.where]) for each in issues if _is_fault_of(each, rows)}
    return _kept(entries, spoiled, known), issues


class _Rows:
    """The parts of all rows, followed by those of the register they join, as one register."""

    def __init__(self, entries: Sequence[Entry], known: AgencyTree) -> None:
        self.entries = entries
        self.agencies = [each for each in entries if each.agency]
        self.links = [each for each in entries if each.link]
        self.events = [each for each in entries if each.event]
        self.by_part = {"agencies": self.agencies, "links": self.links, "lineage": self.events}
        self.line_at = {
            each.line.place(COLUMNS[part]): each.line
            for part, own in self.by_part.items()
            for each in own
        }
        self.doubtful = {each.code for each in entries if not each.days_known}
        self.unread_events = {
            each.code for each in entries if each.event is None and each.line.has("event", "on")
        }
        self.tree = joined(known, _parts(entries))

    def place(self, part: str, number: int) -> str:
        """Return the cell of an entry of the file; one of the known register has its number."""
        own = self.by_part[part]
        if number < len(own):
            return own[number].line.place(COLUMNS[part])
        return f"{part}[{number + 1 - len(own)}]"

    def is_true(self, found: Issue) -> bool:
        """Say whether it is a fault of its own, and not the trace of one told before."""
        if found.code in TOLD_ALREADY:
            return False
        values = dict(found.values)
        meant = {str(values.get(name)) for name in ("code", "child", "one", "other", "parent")}
        line = self.line_at.get(found.where)
        if line is not None and line.silent:
            return False
        if found.code == "agency-end-unexplained" and meant & self.unread_events:
            return False
        return not (found.code in BY_DAYS and meant & self.doubtful)


def _told_once(issues: list[Issue], rows: _Rows) -> list[Issue]:
    """A row that gives an agency twice also gives it two parents: that is one fault."""
    twice = {id(rows.line_at[each.where]) for each in issues if _is(each, "agency-overlap", rows)}
    return [
        each
        for each in issues
        if not _is(each, "link-two-parents", rows) or id(rows.line_at[each.where]) not in twice
    ]


def _is(found: Issue, code: str, rows: _Rows) -> bool:
    return found.code == code and found.where in rows.line_at


def joined(known: AgencyTree, parts: Parts) -> AgencyTree:
    """Return the parts followed by those of `known` that none of them replaces."""
    agencies, links, events = parts
    entries = {(each.code, each.valid_from) for each in agencies}
    holds = {(each.child, each.valid_from) for each in links}
    arrows = {(each.from_code, each.to_code, each.on) for each in events}
    return AgencyTree(
        (*agencies, *(a for a in known.agencies if (a.code, a.valid_from) not in entries)),
        (*links, *(link for link in known.links if (link.child, link.valid_from) not in holds)),
        (*events, *(e for e in known.events if (e.from_code, e.to_code, e.on) not in arrows)),
    )


def _parts(entries: Sequence[Entry]) -> Parts:
    return (
        tuple(each.agency for each in entries if each.agency),
        tuple(each.link for each in entries if each.link),
        tuple(each.event for each in entries if each.event),
    )


def _is_fault_of(found: Issue, rows: _Rows) -> bool:
    return found.severity == "fault" and found.where in rows.line_at


def _kept(entries: Sequence[Entry], spoiled: set[int], known: AgencyTree) -> Parts:
    """Return the parts of sound rows, without those that lean on a row left out."""
    sound = [each for each in entries if id(each.line) not in spoiled]
    agencies, links, events = _parts(sound)
    everything = len(sound) == len(entries)
    if everything:
        return agencies, links, events
    codes = {each.code for each in (*agencies, *known.agencies)}
    broken = {
        (entry.code, entry.event.on)
        for entry in entries
        if entry.event and id(entry.line) in spoiled
    }
    broken |= {(each.from_code, each.on) for each in events if not _stands(each, codes)}
    kept = tuple(each for each in events if (each.from_code, each.on) not in broken)
    return agencies, tuple(each for each in links if {each.child, each.parent} <= codes), kept


def _stands(event: LineageEvent, codes: set[str]) -> bool:
    return event.from_code in codes and (event.to_code is None or event.to_code in codes)


def _electronic_twice(rows: _Rows) -> Iterator[Issue]:
    """Two agencies may not bear one electronic code on one day."""
    bearers: dict[str, list[Entry]] = defaultdict(list)
    for entry in rows.agencies:
        agency = entry.agency
        if agency is None or agency.electronic_code is None or not entry.days_known:
            continue
        for other in bearers[agency.electronic_code]:
            if other.agency and other.code != entry.code and _meet(agency, other.agency):
                values = {
                    "code": agency.electronic_code,
                    "first": other.line.place("electronic_code"),
                }
                where = entry.line.place("electronic_code")
                yield issue("register-electronic-twice", where, **values)
                break
        bearers[agency.electronic_code].append(entry)


def _meet(one: Agency, other: Agency) -> bool:
    return max(one.first, other.first) <= min(one.last, other.last)
