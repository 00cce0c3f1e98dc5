"""A profile tried on real data: what each field becomes, and what stays behind."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from caicach.core.issues import Issue
from caicach.engine.profiles.check_fields import sources_of
from caicach.engine.profiles.columns import BY_RULE, mappable
from caicach.engine.profiles.feed import Envelope, Feed
from caicach.engine.profiles.first_rows import first_grids, first_records, value_at
from caicach.engine.profiles.mapped import Reading
from caicach.engine.profiles.reading import read_records
from caicach.engine.profiles.shelf import Profile
from caicach.engine.profiles.table_heads import Heads, find_heads
from caicach.files.tables import fold

LOOKED_AT = 1000
"""Records that unknown fields and faults are counted over."""

HIDDEN = "•••"
"""Stands for an identity number: a sample is shown on screens."""

GIVEN_OTHERWISE = ("agency", "sender", "vendor", "exported_at")
"""Columns that the code, the envelope or the command fills where no field does."""

_SAMPLE_KEY = b"only to try a profile"


@dataclass(frozen=True, slots=True)
class FieldShown:
    """One column of one row: the sources it reads, as printed, and its value."""

    column: str
    sources: str
    printed: str
    value: str


@dataclass(frozen=True, slots=True)
class RowShown:
    """One row with its faults."""

    record: int
    line: int
    fields: list[FieldShown]
    faults: list[str]


@dataclass(slots=True)
class Sample:
    """What came of the first records.

    passed_over: source fields that are neither mapped nor left out. unmapped: columns of the
    table that nothing fills. empty: mapped columns without a single value in the sample.
    """

    feed: Feed
    rows: list[RowShown] = field(default_factory=list)
    records: int = 0
    unreadable: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    passed_over: list[str] = field(default_factory=list)
    unmapped: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


def take_sample(profile: Profile, path: Path, shown: int) -> list[Sample]:
    """Return what the first records of a file become, for each feed that reads any.

    Raises OSError where the file cannot be read.
    """
    samples: dict[str, Sample] = {}
    values: dict[str, list[dict[str, Any]]] = {}
    setting = Reading(pseudonym_key=_SAMPLE_KEY, file="", block_bytes=1 << 20)
    for mapped in read_records(path, profile, setting):
        sample = samples.setdefault(mapped.feed.profile, Sample(mapped.feed))
        sample.issues += mapped.issues
        sample.unreadable += len(mapped.unreadable)
        rows = mapped.table.slice(0, LOOKED_AT - sample.records).to_pylist()
        values.setdefault(mapped.feed.profile, []).extend(rows)
        sample.records += len(rows)
        if sample.records >= LOOKED_AT:
            break
    for name, sample in samples.items():
        _fill(sample, values.get(name, []), path, shown)
    return [each for each in samples.values() if each.records or each.issues]


def _fill(sample: Sample, rows: list[dict[str, Any]], path: Path, shown: int) -> None:
    feed = sample.feed
    known = {*feed.fields, *BY_RULE.get(feed.table, ()), *GIVEN_OTHERWISE}
    sample.unmapped = [name for name in mappable(feed.table) if name not in known]
    sample.faults = Counter(fault for row in rows for fault in row["faults"])
    sample.empty = [name for name in feed.fields if all(row[name] in (None, "") for row in rows)]
    if not rows:
        return
    printed, every = _printed_json(feed, path) if feed.form == "json" else _printed_rows(feed, path)
    passed_over = every - {fold(each) for each in _known_sources(feed)}
    sample.passed_over = sorted(_spelled(printed, passed_over))
    for row in rows[:shown]:
        source = printed.get((row["record"], row["line"])) or printed.get((0, row["line"])) or {}
        fields = [_shown(feed, name, row, source) for name in feed.fields]
        sample.rows.append(RowShown(row["record"], row["line"], fields, row["faults"]))


Printed = dict[tuple[int, int], Mapping[str, Any]]


def _printed_json(feed: Feed, path: Path) -> tuple[Printed, set[str]]:
    found = first_records(path, feed.envelope or Envelope(), LOOKED_AT)
    every = {fold(name) for record in found.values() for name in _names(record)}
    return found, every


def _names(record: Any) -> Iterator[str]:
    """Yield the fields of a record; those inside an object by their path."""
    for key, value in record.items() if isinstance(record, dict) else ():
        if isinstance(value, dict):
            yield from (f"{key}.{inner}" for inner in value)
        else:
            yield key


def _printed_rows(feed: Feed, path: Path) -> tuple[Printed, set[str]]:
    printed: Printed = {}
    every: set[str] = set()
    for grid in first_grids(path, LOOKED_AT + 20)[0]:
        rows = [(row.line, [cell or "" for cell in row.cells]) for row in grid.rows]
        heads, _ = find_heads(feed, rows[:20], str(path), grid.sheet)
        if heads is not None:
            every |= {fold(text) for text in heads.texts if text}
            for line, cells in rows:
                printed.setdefault((0, line), _by_head(heads, cells))
    return printed, every


def _by_head(heads: Heads, cells: list[str]) -> dict[str, str]:
    return dict(zip(heads.texts, cells, strict=False))


def _known_sources(feed: Feed) -> Iterator[str]:
    yield from feed.left_out
    for each in feed.fields.values():
        for source in sources_of(each):
            yield source
            yield source.partition("[")[0]


def _spelled(printed: Printed, folded: set[str]) -> set[str]:
    names = (name for record in islice(printed.values(), LOOKED_AT) for name in _names(record))
    return {name for name in names if fold(name) in folded}


def _shown(feed: Feed, name: str, row: Mapping[str, Any], source: Mapping[str, Any]) -> FieldShown:
    found = [(each, _printed(feed, source, each)) for each in sources_of(feed.fields[name])]
    filled = [(each, text) for each, text in found if text]
    sources = ", ".join(dict.fromkeys(each for each, _ in filled or found[:1]))
    printed = " | ".join(text for _, text in filled)
    if name == "applicant" and printed:
        printed = HIDDEN
    value = row[name]
    return FieldShown(name, sources, printed, "" if value is None else str(value))


def _printed(feed: Feed, source: Mapping[str, Any], path: str) -> str:
    if feed.form == "json":
        value = value_at(source, path)
        if isinstance(value, list):
            return f"[{len(value)}]"
        return "" if value is None else str(value)
    return next((str(text) for head, text in source.items() if fold(head) == fold(path)), "")
