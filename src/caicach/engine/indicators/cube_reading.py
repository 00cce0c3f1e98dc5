"""Whole months read from cubes: kept in memory by agency, from files by procedure."""

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from itertools import count

import duckdb

from caicach.core.indicators import BY_STATE, EVERY_ROW, Part
from caicach.engine.indicators.clock_rules import clock_code, state_codes
from caicach.engine.indicators.cube_files import (
    COARSE,
    CubeFiles,
    Refreshed,
    known_columns,
    parquet,
    sums_of,
)
from caicach.engine.indicators.cube_form import EVENT_MONTH, FINISHED, RESTATED
from caicach.engine.indicators.fact_rows import FACT_MONTH, flag_name
from caicach.engine.indicators.tallies import FLOW, GONE, NET, columns_of
from caicach.engine.indicators.windows import Window, number_of_month

_numbers = count(1)

CELLS = "cells"
AGENCY = "coalesce(agency, '') AS agency"


class CubeReading:
    """One cube, built as far as it was missing, and read.

    eras: table of the connection with the era and number of each month of facts.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, files: CubeFiles, eras: str) -> None:
        self.connection, self.files, self.eras = connection, files, eras

    @cached_property
    def refreshed(self) -> Refreshed:
        """What had to be built; done when first asked for."""
        return self.files.refresh(self.connection)

    def paths(self, sheets: str, months: Collection[str] | None = None) -> list[str]:
        """Return the files of a cube that is there."""
        return self.files.paths(sheets, months) if self.refreshed else []

    def selects(
        self, window: Window, parts: Collection[Part], keys: Sequence[str]
    ) -> Iterator[str]:
        """Yield SQL whose union gives the amounts of `parts` by `keys`.

        Raises ValueError for a window that is not whole months.
        """
        if window.months is None:
            raise ValueError(f"{window} is not whole months")
        first, last = window.months
        arrived = [part for part in parts if part.placed_by == "arrivals"]
        others = [part for part in parts if part.placed_by != "arrivals"]
        fine = "procedure" in keys
        if others:
            source = self._cells(window, others) if fine else self._coarse
            yield _grouped(keys, others, source, first, last)
        if arrived:
            source = self._cells(window, arrived) if fine else self._arrivals
            yield _grouped(keys, arrived, source, first, last)
        yield from self._restated_selects(window, others, keys)

    @cached_property
    def _coarse(self) -> str:
        """The amounts by agency, era and month, in memory; months of receipt are added up."""
        columns = {
            name: kind
            for part in self.files.parts
            if part.placed_by != "arrivals"
            for name, kind in self._typed(part).items()
        }
        return self._kept(("agency", "era", EVENT_MONTH), columns)

    @cached_property
    def _arrivals(self) -> str:
        columns = {
            name: kind
            for part in self.files.parts
            if part.placed_by == "arrivals"
            for name, kind in self._typed(part).items()
        }
        return self._kept(("agency", "era", "fact_number", EVENT_MONTH), columns)

    def _typed(self, part: Part) -> dict[str, str]:
        return {name: self.files.columns[name] for name in columns_of(part)}

    def _kept(self, keys: Sequence[str], columns: dict[str, str]) -> str:
        table = f"coarse_{next(_numbers)}"
        source = self._files_joined(COARSE)
        sums = sums_of(columns, columns)
        named = ", ".join(AGENCY if each == "agency" else each for each in keys)
        sql = f"SELECT {named}, {sums} FROM {source} GROUP BY ALL"
        self.connection.execute(f"CREATE TEMP TABLE {table} AS {sql}")
        return table

    def _cells(self, window: Window, parts: Collection[Part]) -> str:
        """Rows of the months of facts that can have an event of the parts in the window."""
        last = window.last_day.isoformat()[:7]
        first = window.start.isoformat()[:7]
        by_receipt = all(part.placed_by in ("received_at", "arrivals") for part in parts)
        months = [
            month
            for month in self.files.folders
            if number_of_month(month) is None or (first if by_receipt else "") <= month <= last
        ]
        return self._files_joined(CELLS, months)

    def _files_joined(self, sheets: str, months: Collection[str] | None = None) -> str:
        """Return SQL of files with era and number of month; columns no file has are null."""
        paths = self.paths(sheets, months)
        wanted = dict.fromkeys((FACT_MONTH, "agency", "procedure", EVENT_MONTH))
        if sheets == COARSE:
            wanted.pop("procedure")
        known = known_columns(self.connection, paths) if paths else set()
        absent = [name for name in (*wanted, *self.files.columns) if name not in known]
        nulls = "".join(f", NULL::{_null_type(name)} AS {name}" for name in absent)
        rows = f"SELECT *{nulls} FROM {parquet(paths)}" if paths else f"SELECT {nulls[2:]} LIMIT 0"
        return f"({rows}) JOIN {self.eras} USING ({FACT_MONTH})"

    def _restated_selects(
        self, window: Window, parts: Collection[Part], keys: Sequence[str]
    ) -> Iterator[str]:
        cohorts = [part for part in parts if part.placed_by == "cohort"]
        paths = self.paths(RESTATED) if cohorts else []
        if not paths:
            return
        start, until = (f"TIMESTAMP '{each.isoformat()}'" for each in (window.start, window.until))
        counts = ", ".join(f"count(*) FILTER ({_asked(part)}) AS p_{part.name}" for part in cohorts)
        named = ", ".join(AGENCY if each == "agency" else each for each in keys)
        yield (
            f"SELECT {named}, {counts} FROM {parquet(paths)} JOIN {self.eras} USING ({FACT_MONTH})"
            f" WHERE from_at < {until} AND coalesce(until_at >= {until}, true)"
            f" AND NOT (state IN {FINISHED} AND coalesce(end_at < {start}, false)) GROUP BY ALL"
        )


def _grouped(
    keys: Sequence[str], parts: Collection[Part], source: str, first: int, last: int
) -> str:
    amounts = ", ".join(f"{_read(part, first, last)} AS p_{part.name}" for part in parts)
    named = ", ".join(AGENCY if each == "agency" else each for each in keys)
    return f"SELECT {named}, {amounts} FROM {source} GROUP BY ALL"


def _read(part: Part, first: int, last: int) -> str:
    """Return SQL of the part's amount in months `first` to `last`, both included."""
    if part.placed_by not in BY_STATE:
        return _total(f"{FLOW}_{part.name}", f"{EVENT_MONTH} BETWEEN {first} AND {last}")
    stands = f"{EVENT_MONTH} <= {last}"
    if part.placed_by == "arrivals":
        stands += f" AND fact_number BETWEEN {first} AND {last}"
    standing = _total(f"{NET}_{part.name}", stands)
    if part.placed_by != "cohort":
        return standing
    return f"{standing} - {_total(f'{GONE}_{part.name}', f'{EVENT_MONTH} < {first}')}"


def _total(column: str, when: str) -> str:
    return f"coalesce(sum({column}) FILTER ({when}), 0)"


def _asked(part: Part) -> str:
    """Return SQL of whether a restated phase that holds counts in the part."""
    states = ", ".join(map(str, state_codes(part.states)))
    asked = f"clock = {clock_code(part.clock)} AND state IN ({states})"
    return asked if part.where == EVERY_ROW else f"{asked} AND {flag_name(part.where)}"


def _null_type(name: str) -> str:
    return "VARCHAR" if name in (FACT_MONTH, "agency", "procedure") else "INTEGER"
