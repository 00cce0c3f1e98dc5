"""Arrow instants as whole microseconds, with a last instant that stands for never."""

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Instants: TypeAlias = NDArray[np.int64]
"""Microseconds since 1970 in local time; NEVER where there is none."""

Flags: TypeAlias = NDArray[np.bool_]

NEVER = np.int64(2**62)
"""Later than every period end, so that "not yet" needs no case of its own."""

DAY = np.int64(86_400_000_000)


def instants_of(column: Any) -> Instants:
    """Return an Arrow column of timestamps as instants."""
    numbers: Instants = pc.fill_null(pc.cast(column, pa.int64()), NEVER.item()).to_numpy()
    return numbers


def timestamps_of(instants: Instants) -> Any:
    """Return instants as an Arrow array of timestamps, null where there is none."""
    return pa.array(instants.view("datetime64[us]"), mask=instants == NEVER)


def first_given(*candidates: Instants) -> Instants:
    """Return, row by row, the first candidate that is there."""
    found = candidates[-1]
    for each in reversed(candidates[:-1]):
        found = np.where(each != NEVER, each, found)
    return found


def earliest(*candidates: Instants) -> Instants:
    """Return, row by row, the earliest of all."""
    smaller: Callable[[Instants, Instants], Instants] = np.minimum
    found = candidates[0]
    for each in candidates[1:]:
        found = smaller(found, each)
    return found
