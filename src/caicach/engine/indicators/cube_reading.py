"""Whole months read from cubes: kept in memory by agency or by procedure, else from files."""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property
from itertools import count

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
from caicach.engine.indicators.cube_form import CELL, EVENT_MONTH, FINISHED, RESTATED
from caicach.engine.indicators.engine import Connection
from caicach.engine.indicators.fact_rows import FACT_MONTH, flag_name
from caicach.engine.indicators.prefix_sums import PrefixSums
from caicach.engine.indicators.tallies import columns_of, need_receipt
from caicach.engine.indicators.windows import Window, months_of_receipt

Keys = tuple[str, ...]

_numbers = count(1)


class CubeReading:
    """One cube, built as far as it was missing, and read.

    eras: names a table of the connection with the era and number of each month of facts.
    """

    def __init__(self, connection: Connection, files: CubeFiles, eras: Callable[[], str]) -> None:
        self.connection, self.files, self.eras = connection, files, eras
        self._sums: dict[Keys, PrefixSums] = {}
        self._cells_by_receipt: dict[Keys, str] = {}

    @cached_property
    def refreshed(self) -> Refreshed:
        """What had to be built; done when first asked for."""
        return self.files.refresh(self.connection)

    def sheets(self, months: Collection[str] | None = None) -> dict[str, list[str]]:
        """Return the files of a cube that is there, by sheet."""
        return self.files.sheets(months) if self.refreshed else {}

    def selects(
        self, connection: Connection, window: Window, parts: Collection[Part], keys: Sequence[str]
    ) -> Iterator[str]:
        """Yield SQL for a cursor of the cube's connection; its union gives the amounts by `keys`.

        Raises ValueError for a window that is not whole months.
        """
        if window.months is None:
            raise ValueError(f"{window} is not whole months")
        asked = parts
        if len(keys) == len(CELL):
            sources = self._sheets_in(window, parts)
        else:
            # arrivals alone need the month of receipt, which running sums have added up
            asked = self._arrivals(parts)
            sources = {self._by_receipt(keys): self._known} if asked else {}
            yield f"SELECT * FROM {self._from_sums(connection, window.months, parts, keys)}"
        for source, columns in sources.items():
            amounts = dict(_amounts_in(columns, asked, window.months))
            if amounts:
                listed = ", ".join(f"{sql} AS {name}" for name, sql in amounts.items())
                yield f"SELECT {_named(keys)}, {listed} FROM {source} GROUP BY ALL"
        yield from self._restated_selects(window, parts, keys)

    def sums_alone(
        self, connection: Connection, window: Window, parts: Collection[Part]
    ) -> str | None:
        """Return the name of a table of amounts by agency; None where sums do not tell them all."""
        restated = self._restated and any(part.placed_by == "cohort" for part in parts)
        if window.months is None or restated or self._arrivals(parts):
            return None
        return self._from_sums(connection, window.months, parts, ("agency", "era"))

    def _arrivals(self, parts: Collection[Part]) -> list[Part]:
        return [part for part in parts if part.placed_by == "arrivals"]

    def _from_sums(
        self,
        connection: Connection,
        months: tuple[int, int],
        parts: Collection[Part],
        keys: Sequence[str],
    ) -> str:
        name, by = f"sums_{next(_numbers)}", tuple(keys)
        others = [part for part in parts if part.placed_by != "arrivals"]
        if by not in self._sums:
            table = self._keep((*by, EVENT_MONTH))
            self._sums[by] = PrefixSums(self.connection, table, sorted(self._known), by)
            self.connection.execute(f"DROP TABLE {table}")
        connection.register(name, self._sums[by].amounts(others, months))
        return name

    @cached_property
    def _known(self) -> set[str]:
        """The columns of amounts that coarse cells have."""
        paths = self.sheets().get(COARSE, [])
        columns = known_columns(self.connection, paths) if paths else set()
        return columns & set(self.files.columns)

    def _by_receipt(self, keys: Sequence[str]) -> str:
        by = tuple(keys)
        if by not in self._cells_by_receipt:
            self._cells_by_receipt[by] = self._keep((*by, "fact_number", EVENT_MONTH))
        return self._cells_by_receipt[by]

    def _keep(self, keys: Sequence[str]) -> str:
        """Load cells, added up by `keys`; those without a procedure are few and added up before."""
        table, sheets = f"kept_{next(_numbers)}", self.sheets()
        names = sheets.keys() - {COARSE, RESTATED} if "procedure" in keys else [COARSE]
        paths = [path for name in names for path in sheets.get(name, [])]
        sums = sums_of({name: self.files.columns[name] for name in sorted(self._known)})
        kinds = ", ".join(f"{each} {'VARCHAR' if each in CELL else 'INTEGER'}" for each in keys)
        if not paths:
            self.connection.execute(f"CREATE TABLE {table} ({kinds})")
            return table
        selected = ", ".join((_named(keys), *sums))
        sql = f"SELECT {selected} FROM {self._joined(paths)} GROUP BY ALL"
        self.connection.execute(f"CREATE TABLE {table} AS {sql}")
        return table

    @cached_property
    def _restated(self) -> str | None:
        """The phases of restated dossiers, in memory; None where there are none."""
        paths = self.sheets().get(RESTATED, [])
        if not paths:
            return None
        table = f"restated_{next(_numbers)}"
        self.connection.execute(f"CREATE TABLE {table} AS SELECT * FROM {self._joined(paths)}")
        return table

    def _joined(self, paths: Sequence[str]) -> str:
        return f"{parquet(paths)} JOIN {self.eras()} USING ({FACT_MONTH})"

    def _sheets_in(self, window: Window, parts: Collection[Part]) -> dict[str, set[str]]:
        """Return SQL of each sheet, as far as its rows can have an event in the window."""
        known = self.files.months
        found = self.sheets(months_of_receipt(known, window) if need_receipt(parts) else None)
        return {
            self._joined(paths): known_columns(self.connection, paths)
            for sheet, paths in found.items()
            if sheet not in (COARSE, RESTATED)
        }

    def _restated_selects(
        self, window: Window, parts: Collection[Part], keys: Sequence[str]
    ) -> Iterator[str]:
        cohorts = [part for part in parts if part.placed_by == "cohort"]
        if not cohorts or self._restated is None:
            return
        start, until = (f"TIMESTAMP '{each.isoformat()}'" for each in (window.start, window.until))
        counts = ", ".join(f"count(*) FILTER ({_asked(part)}) AS p_{part.name}" for part in cohorts)
        yield (
            f"SELECT {_named(keys)}, {counts} FROM {self._restated}"
            f" WHERE from_at < {until} AND coalesce(until_at >= {until}, true)"
            f" AND NOT (state IN {FINISHED} AND coalesce(end_at < {start}, false)) GROUP BY ALL"
        )


def _named(keys: Sequence[str]) -> str:
    return ", ".join(
        "coalesce(agency, '') AS agency" if each == "agency" else each for each in keys
    )


def _amounts_in(
    columns: Collection[str], parts: Collection[Part], months: tuple[int, int]
) -> Iterator[tuple[str, str]]:
    """Yield what a sheet has of each part in months `first` to `last`, both included, as SQL."""
    for part in parts:
        when = dict(zip(columns_of(part), _whens(part, months), strict=True))
        sums = [
            f"{sign} coalesce(sum({column}) FILTER ({condition}), 0)"
            for (column, condition), sign in zip(when.items(), "+-", strict=False)
            if column in columns
        ]
        if sums:
            yield f"p_{part.name}", " ".join(sums)


def _whens(part: Part, months: tuple[int, int]) -> tuple[str, ...]:
    """Return which events count in each of the part's columns; the second is taken away."""
    first, last = months
    if part.placed_by not in BY_STATE:
        return (f"{EVENT_MONTH} BETWEEN {first} AND {last}",)
    stands = f"{EVENT_MONTH} <= {last}"
    if part.placed_by == "arrivals":
        return (f"{stands} AND fact_number BETWEEN {first} AND {last}",)
    return (stands, f"{EVENT_MONTH} < {first}") if part.placed_by == "cohort" else (stands,)


def _asked(part: Part) -> str:
    """Return SQL of whether a restated phase that holds counts in the part."""
    states = ", ".join(map(str, state_codes(part.states)))
    asked = f"clock = {clock_code(part.clock)} AND state IN ({states})"
    return asked if part.where == EVERY_ROW else f"{asked} AND {flag_name(part.where)}"
