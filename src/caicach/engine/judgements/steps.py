"""The steps of many dossiers side by side: when each status was first and last reached."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from caicach.engine.judgements.instants import NEVER, Flags, Instants, instants_of


@dataclass(frozen=True)
class Steps:
    """All steps with a time, in the order of the rows and of time within a row.

    rows: how many dossiers there are. row: the dossier each step belongs to.
    """

    rows: int
    row: NDArray[np.int64]
    at: Instants
    status: NDArray[np.int8]

    def first(self, *statuses: int) -> Instants:
        """Return when one of `statuses` was first reached, NEVER where it was not."""
        chosen = self._chosen(statuses)[::-1]
        return self._spread(chosen)

    def last(self, *statuses: int) -> Instants:
        """Return when one of `statuses` was last reached, NEVER where it was not."""
        return self._spread(self._chosen(statuses))

    def count(self, *statuses: int) -> NDArray[np.int64]:
        """Return how often one of `statuses` was reached."""
        return np.bincount(self.row[self._chosen(statuses)], minlength=self.rows)

    def opening(self) -> Instants:
        """Return the time of the first step of all, NEVER where there is none."""
        return self._spread(np.arange(len(self.row))[::-1])

    def any_after(self, limits: Instants, *statuses: int) -> Flags:
        """Say where one of `statuses` was reached later than the row's limit."""
        chosen = self._chosen(statuses)
        late = chosen[self.at[chosen] > limits[self.row[chosen]]]
        found = np.zeros(self.rows, dtype=np.bool_)
        found[self.row[late]] = True
        return found

    def _chosen(self, statuses: tuple[int, ...]) -> NDArray[np.int64]:
        wanted = np.zeros(256, dtype=np.bool_)
        wanted[list(statuses)] = True
        return np.flatnonzero(wanted[self.status.view(np.uint8)])

    def _spread(self, chosen: NDArray[np.int64]) -> Instants:
        """Of several steps of one row the one that comes last in `chosen` is kept."""
        found = np.full(self.rows, NEVER)
        found[self.row[chosen]] = self.at[chosen]
        return found


def steps_of(column: Any) -> Steps:
    """Return the steps of a list column; those without a time are no steps that can be placed."""
    lists = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    flat = pc.list_flatten(lists)
    row = pc.list_parent_indices(lists).to_numpy()
    at = instants_of(pc.struct_field(flat, "at"))
    status = pc.fill_null(pc.struct_field(flat, "status"), 0).to_numpy()
    known = at != NEVER
    if not known.all():
        row, at, status = row[known], at[known], status[known]
    return Steps(len(lists), row, at, status)
