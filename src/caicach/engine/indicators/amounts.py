"""Amounts of a window by recorded agency: from the cube where it is whole months, else by rows."""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property
from itertools import count

from caicach.core.indicators import Part
from caicach.engine.indicators.columns import Rows
from caicach.engine.indicators.cube_files import CubeFiles
from caicach.engine.indicators.cube_reading import CubeReading
from caicach.engine.indicators.engine import Connection, Source
from caicach.engine.indicators.fact_rows import FACT_MONTH
from caicach.engine.indicators.tallies import need_receipt
from caicach.engine.indicators.window_form import window_counts
from caicach.engine.indicators.windows import Window, months_of_receipt, number_of_month

numbers = count(1)
"""Names of tables on a connection must differ."""


class Amounts:
    """The additive parts of one fact table, ready to be asked for any window.

    connection: holds the cube; what is asked for is worked out on cursors of it, whose temporary
        tables go with them. era_of: numbers the runs of time between two reorganisations.
    by_rows: leave the cube alone.
    """

    def __init__(
        self,
        connection: Connection,
        files: CubeFiles,
        era_of: Callable[[str], int],
        *,
        by_rows: bool = False,
    ) -> None:
        self.connection, self.files, self.by_rows = connection, files, by_rows
        self._era_of = era_of
        self.cube = CubeReading(connection, files, lambda: self._eras)

    def of(
        self,
        connection: Connection,
        window: Window,
        parts: Collection[Part],
        *,
        by_procedure: bool = False,
        is_of_all: bool = False,
    ) -> str:
        """Return the name of a table on `connection` with the amounts of `parts` in `window`.

        Columns: agency as recorded ('' where none is), era, procedure where it is asked for, and
        p_ with the name of each part.
        is_of_all: by procedure, whichever agency it was; agency is '' and era 0 then.
        """
        if not (by_procedure or self.by_rows):
            alone = self.cube.sums_alone(connection, window, parts)
            if alone is not None:
                return alone
        agency = () if by_procedure and is_of_all else ("agency", "era")
        keys = (*agency, "procedure") if by_procedure else agency
        selects = [_nothing(keys, parts)]
        if self.by_rows or window.months is None:
            selects += self._by_rows(connection, window, parts)
        else:
            selects += self.cube.selects(connection, window, parts, keys)
        sums = ", ".join(f"{_summed(part)} AS p_{part.name}" for part in parts)
        table = f"amounts_{next(numbers)}"
        union = " UNION ALL BY NAME ".join(selects)
        named = ", ".join(keys if agency else ("'' AS agency", "0 AS era", *keys))
        grouped = f"SELECT {named}, {sums} FROM ({union}) GROUP BY ALL"
        connection.execute(f"CREATE TEMP TABLE {table} AS {grouped}")
        return table

    def counted(
        self, connection: Connection, rows: Rows, months: Collection[str] | None = None
    ) -> str:
        """Return the name of a table of `rows`, counted by cell, with the era of each.

        months: of the facts that they can come from, None for all.
        """
        source = Source(self.files.facts, self.files.table, months)
        sql = self.files.engine.query(connection, rows, source)
        table = f"counted_{next(numbers)}"
        named = "c.* REPLACE (coalesce(c.agency, '') AS agency), era"
        joined = f"({sql}) c JOIN {self._eras} USING ({FACT_MONTH})"
        connection.execute(f"CREATE TEMP TABLE {table} AS SELECT {named} FROM {joined}")
        return table

    def _by_rows(
        self, connection: Connection, window: Window, parts: Collection[Part]
    ) -> Iterator[str]:
        known = self.files.months
        months = months_of_receipt(known, window) if need_receipt(parts) else None
        for rows in window_counts(self.files.table, parts, window):
            yield f"SELECT * FROM {self.counted(connection, rows, months)}"

    @cached_property
    def _eras(self) -> str:
        """The table of eras: reading the register for it can wait until something is asked."""
        table = f"eras_{next(numbers)}"
        rows = [(each, self._era_of(each), number_of_month(each)) for each in self.files.months]
        columns = f"{FACT_MONTH} VARCHAR, era INTEGER, fact_number INTEGER"
        self.connection.execute(f"CREATE TABLE {table} ({columns})")
        if rows:
            self.connection.executemany(f"INSERT INTO {table} VALUES (?, ?, ?)", rows)
        return table


def _nothing(keys: Sequence[str], parts: Collection[Part]) -> str:
    """Return SQL of no rows that has all columns: nothing may have happened at all."""
    kinds = {each: "INTEGER" if each == "era" else "VARCHAR" for each in keys}
    kinds |= {f"p_{part.name}": "DOUBLE" for part in parts if part.amount != "count"}
    kinds |= {f"p_{part.name}": "BIGINT" for part in parts if part.amount == "count"}
    return f"SELECT {', '.join(f'NULL::{kinds[each]} AS {each}' for each in kinds)} WHERE false"


def _summed(part: Part) -> str:
    kind = "BIGINT" if part.amount == "count" else "DOUBLE"
    return f"coalesce(sum(p_{part.name}), 0)::{kind}"
