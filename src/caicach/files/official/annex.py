"""The annex of a decision, before it is put on paper or into sheets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from caicach.files.official.columns import (
    AREA_WIDTHS,
    MOST_UPRIGHT,
    NAME_WIDTHS,
    NAMED_FROM,
    Column,
    columns_of,
    extras_of,
)
from caicach.files.official.corrections import Corrected, corrected_agencies
from caicach.files.official.notes import break_words, notes_of
from caicach.files.official.particulars import Entry, Particulars
from caicach.files.reports.report import Block, Report, Standing, report_of

UPRIGHT, ACROSS = 165, 252
"""Millimetres between the margins of Decree 30, the paper upright and across."""


@dataclass(frozen=True, slots=True)
class Unranked:
    """Agencies without a rank, for one reason."""

    reason: str
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One block. footnotes: why changes are wanting; marks: their numbers, by code of agency."""

    label: str
    columns: tuple[Column, ...]
    ranked: tuple[Standing, ...]
    unranked: tuple[Unranked, ...]
    footnotes: tuple[str, ...]
    marks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Annex:
    """All that is decided. banner: what nobody may overlook."""

    particulars: Particulars
    report: Report
    tables: tuple[Table, ...]
    banner: tuple[str, ...]
    notes: tuple[str, ...]
    corrected: tuple[Corrected, ...]

    @property
    def is_across(self) -> bool:
        """The paper lies on its side: many areas, or names would have no room."""
        return any(
            sum(bool(column.code) for column in each.columns) > MOST_UPRIGHT
            or UPRIGHT - sum(column.width for column in each.columns) < NAME_WIDTHS[0]
            for each in self.tables
        )

    def widths(self, table: Table) -> list[float]:
        """Return the columns' widths in millimetres; areas take what names leave."""
        room = (UPRIGHT, ACROSS)[self.is_across] - NAME_WIDTHS[self.is_across]
        areas = [each for each in table.columns if each.code]
        others = sum(each.width for each in table.columns) - sum(each.width for each in areas)
        _, most, least = AREA_WIDTHS
        shared = max(least, min(most, (room - others) / max(1, len(areas))))
        return [shared if each.code else each.width for each in table.columns]

    def head(self, column: Column, width: float) -> str:
        """Return a column's words; a narrow one bears the code of its area."""
        return column.code if column.code and width < NAMED_FROM else column.head


def annex_of(result: Entry, particulars: Particulars) -> Annex:
    """Return what the annex of a Vietnamese result document shows."""
    report = report_of(result, "vi")
    correction = particulars.correction
    tables = tuple(_tables(report, particulars))
    return Annex(
        particulars=particulars,
        report=report,
        tables=tables,
        banner=tuple(dict.fromkeys(filter(None, (particulars.sample, result["sample"])))),
        notes=tuple(notes_of(report, particulars)),
        corrected=tuple(corrected_agencies(correction, result)) if correction else (),
    )


def _tables(report: Report, particulars: Particulars) -> Iterator[Table]:
    agencies = {each["code"]: each for each in report.entry["agencies"]}
    for block in report.blocks:
        footnotes, marks = _footnotes(block, agencies)
        yield Table(
            label=particulars.block_labels.get(block.id or "", block.label),
            columns=tuple(columns_of(block, extras_of(report.entry, marks))),
            ranked=tuple(block.ranked),
            unranked=tuple(_unranked(block)),
            footnotes=footnotes,
            marks=marks,
        )


def _footnotes(
    block: Block, agencies: Mapping[str, Entry]
) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return the reasons, each once, and the mark of each agency that has one."""
    said: dict[str, str] = {}
    marks: dict[str, str] = {}
    for standing in block.standings:
        words = break_words(agencies[standing.code])
        if words:
            marks[standing.code] = said.setdefault(words, f"({len(said) + 1})")
    return tuple(f"{mark} {words}" for words, mark in said.items()), marks


def _unranked(block: Block) -> Iterator[Unranked]:
    by_reason: dict[str, list[Standing]] = {}
    for standing in block.standings:
        if standing.rank is None:
            by_reason.setdefault(standing.unranked or "Chưa xếp hạng.", []).append(standing)
    for reason, standings in by_reason.items():
        yield Unranked(reason, tuple(standings))


def area_key(annex: Annex, table: Table, widths: Sequence[float]) -> str:
    """Return what the codes over narrow columns mean; nothing where names stand there."""
    areas = [
        (column, width) for column, width in zip(table.columns, widths, strict=True) if column.code
    ]
    if not any(annex.head(column, width) == column.code for column, width in areas):
        return ""
    return "Lĩnh vực: " + "; ".join(f"{column.code} – {column.head}" for column, _ in areas) + "."
