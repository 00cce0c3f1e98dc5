"""Coarse cells as running sums: any run of months is one subtraction."""

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from caicach.core.indicators import BY_STATE, Part
from caicach.engine.indicators.cube_form import EVENT_MONTH
from caicach.engine.indicators.engine import Connection
from caicach.engine.indicators.tallies import columns_of

Floats = np.ndarray[Any, np.dtype[np.float64]]


class PrefixSums:
    """Amounts by keys such as agency and era, added up from the first month on.

    Shape (column, keys, month); float64, exact for counts below 2 to the 53rd.
    """

    def __init__(
        self, connection: Connection, table: str, columns: Sequence[str], keys: Sequence[str]
    ) -> None:
        by = ", ".join(keys)
        self._places = {name: place for place, name in enumerate(columns)}
        ranked = f"SELECT *, dense_rank() OVER (ORDER BY {by}) - 1 AS place FROM {table}"
        distinct = f"SELECT DISTINCT place, {by} FROM ({ranked}) ORDER BY place"
        self.keys: pa.Table = connection.sql(distinct).to_arrow_table().drop_columns(["place"])
        cells = connection.execute(ranked).fetchnumpy()
        months = np.asarray(cells[EVENT_MONTH], np.int64)
        self.first = int(months.min()) if len(months) else 0
        count = int(months.max()) - self.first + 1 if len(months) else 0
        self._sums: Floats = np.zeros((len(columns), self.keys.num_rows, count + 1))
        for name, place in self._places.items():
            self._sums[place, cells["place"], months - self.first + 1] = cells[name]
        np.cumsum(self._sums, axis=2, out=self._sums)

    def amounts(self, parts: Collection[Part], months: tuple[int, int]) -> pa.Table:
        """Return the amounts of `parts` from the first to the last of `months`, both included.

        Columns: the keys and p_ with the name of each part that has any.
        """
        first, last = months
        table = self.keys
        for part in parts:
            names = columns_of(part)
            since = first - 1 if part.placed_by not in BY_STATE else self.first - 1
            amount = self._up_to(names[0], last) - self._up_to(names[0], since)
            if part.placed_by == "cohort":
                amount = amount - self._up_to(names[1], first - 1)
            exact = amount.astype(np.int64) if part.amount == "count" else amount
            table = table.append_column(f"p_{part.name}", pa.array(exact))
        return table

    def _up_to(self, column: str, month: int) -> Floats:
        """Return the sums up to and with `month`; a column without cells has none."""
        place = self._places.get(column)
        if place is None:
            return np.zeros(self.keys.num_rows)
        at = min(max(month - self.first + 1, 0), self._sums.shape[2] - 1)
        return self._sums[place, :, at]
