"""The times of many dossiers side by side, as the judgements need them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from caicach.engine.judgements.instants import (
    NEVER,
    Flags,
    Instants,
    earliest,
    first_given,
    instants_of,
)
from caicach.engine.judgements.steps import Steps, steps_of

STATUSES = (
    *("registered", "received", "refused", "in_progress", "supplement", "payment"),
    *("withdrawn", "stopped", "finished", "returned"),
)
"""National status codes 1 to 10 in their order."""

RECEIVED, REFUSED, SUPPLEMENT, WITHDRAWN, STOPPED, FINISHED, RETURNED = 2, 3, 5, 7, 8, 9, 10
CLOSED = (REFUSED, WITHDRAWN, STOPPED)


@dataclass(frozen=True)
class Times:
    """Columns of one table of dossiers; every array has one entry a dossier.

    status: national code, 0 for none or another. requests: entries of the dossier's own list.
    """

    status: NDArray[np.int8]
    printed: Instants
    due: Instants
    ended: Instants
    returned: Instants
    refused: Instants
    requests: NDArray[np.int64]
    steps: Steps
    nine: Instants
    ten: Instants
    received: Instants

    @property
    def finish(self) -> Instants:
        """Return the finish of `date` and `working_time` as the whole feed knows it."""
        return first_given(self.ended, self.nine, self.ten, self.returned)

    @property
    def first_finish(self) -> Instants:
        """Return when something was first known that could be the finish."""
        instead = np.where(self.ended == NEVER, self.returned, NEVER)
        return earliest(self.ended, self.steps.first(FINISHED), self.steps.first(RETURNED), instead)

    @property
    def portal_end(self) -> Instants:
        """Return the end of `portal` for dossiers that nothing closed but a finish."""
        from_steps = first_given(self.nine, self.ten)
        from_dates = first_given(self.ended, self.returned)
        return np.where(self.steps.opening() == NEVER, from_dates, from_steps)

    @property
    def first_portal_end(self) -> Instants:
        """Return when something was first known that could be the end of `portal`.

        From receipt until the first step the printed dates stand in for steps.
        """
        from_steps = earliest(self.steps.first(FINISHED), self.steps.first(RETURNED))
        from_dates = earliest(self.ended, self.returned)
        opening = self.steps.opening()
        dates_count = (from_dates < opening) & (self.received < opening)
        return np.where(dates_count, from_dates, from_steps)

    def is_status(self, *codes: int) -> Flags:
        """Say where the dossier itself bears one of the codes."""
        flags: Flags = np.isin(self.status, codes)
        return flags


def times_of(dossiers: pa.Table) -> Times:
    """Return the times of a table with the columns of the feed and of intake."""
    steps = steps_of(dossiers["steps"])
    printed = instants_of(dossiers["received_printed_at"])
    return Times(
        status=status_codes(dossiers["status"]),
        printed=printed,
        due=instants_of(dossiers["due_at"]),
        ended=instants_of(dossiers["ended_at"]),
        returned=instants_of(dossiers["returned_at"]),
        refused=instants_of(dossiers["refused_at"]),
        requests=pc.fill_null(pc.list_value_length(dossiers["supplements"]), 0)
        .to_numpy()
        .astype(np.int64),
        steps=steps,
        nine=steps.last(FINISHED),
        ten=steps.last(RETURNED),
        received=first_given(printed, steps.first(RECEIVED)),
    )


def status_codes(column: Any) -> NDArray[np.int8]:
    """Return national codes of a column of status words, 0 where a word is none of them."""
    place = pc.index_in(column, value_set=pa.array(STATUSES))
    codes: NDArray[np.int8] = pc.fill_null(pc.add(place, 1), 0).to_numpy().astype(np.int8)
    return codes
