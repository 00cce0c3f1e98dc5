"""Files of indicators, read with all their faults at once."""

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import ValidationError

from caicach.core.documents import Document, Loc, by_line, parse, read_document
from caicach.core.documents.yaml_text import Content
from caicach.core.indicators.check import check_entry
from caicach.core.indicators.column_tests import ColumnTests
from caicach.core.indicators.columns import Schema
from caicach.core.indicators.condition import Condition
from caicach.core.indicators.condition_reader import ConditionReader
from caicach.core.indicators.definition import IndicatorEntry, IndicatorFile, SideEntry
from caicach.core.indicators.indicator import Indicator, IndicatorSource, Side
from caicach.core.issues import Issue, issue

CONDITIONS = (("where",), ("numerator", "where"), ("denominator", "where"))
TABLES = ("dossiers", "petitions", "documents", "procedures")


def read_indicators(
    text: str, path: str, schema: Schema | None = None
) -> tuple[tuple[Indicator, ...], list[Issue]]:
    """Return the indicators of a file, none at all where it has a fault, and every fault.

    path: shown in faults. schema: the columns of the fact tables; without it, columns are
        taken as they are written.
    """
    document, issues = read_document(text, path)
    if document is None:
        return (), issues
    _, more = parse(document, IndicatorFile)
    reader = ConditionReader(document, schema)
    entries = [_Entry(reader, raw, loc) for raw, loc in _raw_entries(document)]
    read = [each.indicator() for each in entries]
    issues += [*more, *_twice(document), *(i for each in entries for i in each.check())]
    issues += reader.issues
    return (() if issues else tuple(i for i in read if i)), by_line(dict.fromkeys(issues))


def _raw_entries(document: Document) -> Iterator[tuple[dict[str, Content], Loc]]:
    content = document.content if isinstance(document.content, dict) else {}
    listed = content.get("indicators")
    for place, raw in enumerate(listed if isinstance(listed, list) else []):
        if isinstance(raw, dict):
            yield raw, ("indicators", place)


def _twice(document: Document) -> Iterator[Issue]:
    first: dict[str, str] = {}
    for raw, loc in _raw_entries(document):
        name, where = str(raw.get("id")), document.where((*loc, "id"))
        if "id" in raw and name in first:
            yield issue("indicator-twice", where, indicator=name, first=first[name])
        first.setdefault(name, where)


@dataclass(slots=True)
class _Entry:
    """One entry; its conditions are read even where other keys of it are broken."""

    reader: ConditionReader
    raw: dict[str, Content]
    loc: Loc

    def indicator(self) -> Indicator | None:
        """Return the indicator; its conditions leave their faults with the reader."""
        facts = self.raw.get("facts")
        if facts not in TABLES:
            return None
        every, *sides = (self._condition(path, str(facts)) for path in CONDITIONS)
        self._check_column(str(facts))
        entry = self._parsed()
        return _built(entry, every, sides, self._where()) if entry else None

    def check(self) -> Iterator[Issue]:
        """Yield what the keys of a well-formed entry do not agree on."""
        entry = self._parsed()
        if entry is not None:
            yield from check_entry(entry, self.loc, self.reader.document, self.reader.schema)

    def _where(self) -> str:
        return self.reader.document.where(self.loc)

    def _parsed(self) -> IndicatorEntry | None:
        try:
            return IndicatorEntry.model_validate(self.raw, by_alias=True, by_name=False)
        except ValidationError:
            return None  # told with its line by the parse of the whole file

    def _condition(self, path: tuple[str, ...], facts: str) -> Condition:
        raw: Content = self.raw
        for key in path:
            raw = raw.get(key) if isinstance(raw, dict) else None
        return self.reader.read(raw, (*self.loc, *path), facts)

    def _check_column(self, facts: str) -> None:
        for key in ("sum", "of"):
            column = self.raw.get(key)
            if isinstance(column, str):
                tests = ColumnTests(column, facts, self.reader.schema, self.reader.fault)
                tests.require_number((*self.loc, key))


def _built(entry: IndicatorEntry, every: Condition, sides: list[Condition], path: str) -> Indicator:
    numerator, denominator = map(_side, (entry.numerator, entry.denominator), sides)
    return Indicator(
        id=entry.id,
        label=entry.label,
        unit=entry.unit,
        direction=entry.direction,
        kind=entry.kind,
        facts=entry.facts,
        placed_by=entry.placed_by,
        where=every,
        decimals=entry.decimals,
        source=IndicatorSource(entry.source.text, entry.source.place, entry.source.status),
        empty_denominator=entry.empty_denominator,
        clock=entry.clock,
        numerator=numerator,
        denominator=denominator,
        column=entry.sum or entry.of,
        percentile=entry.percentile,
        effective_from=entry.effective.from_,
        effective_until=entry.effective.until,
        note=entry.note,
        path=path,
    )


def _side(entry: SideEntry | None, where: Condition) -> Side | None:
    return None if entry is None else Side(where, tuple(sorted(entry.states)))
