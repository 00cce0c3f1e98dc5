"""Texts put together from pieces, a whole column at a time."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from caicach.engine.generator.bulk.columns import ABSENT, Longs
from caicach.engine.generator.moments import DAY, day_of

Texts: TypeAlias = Any
"""An Arrow array of texts; Arrow carries no types."""

SECONDS = np.asarray(
    [hour * 10_000 + minute * 100 + second for hour in range(24) for minute in range(60)
     for second in range(60)],
    dtype=np.int64,
)  # fmt: skip
"""The hour of each second of a day, as the six digits 083000."""


class Stamps:
    """Dates and instants as feeds write them, looked up by day number."""

    def __init__(self, first: int, last: int) -> None:
        days = [day_of(each).strftime("%Y%m%d") for each in range(first, last + 1)]
        self._first = first
        self._dates = np.asarray([int(each) for each in days], dtype=np.int64)

    def dates(self, at: Longs) -> Texts:
        """Return the dates of instants as `yyyyMMdd`."""
        return pa.array(self._numbers(at)).cast(pa.string())

    def _numbers(self, at: Longs) -> Longs:
        places = np.clip(at // DAY - self._first, 0, len(self._dates) - 1)
        return self._dates[places]

    def of(self, at: Longs) -> Texts:
        """Return instants as `yyyyMMddHHmmss`; empty where absent."""
        numbers = self._numbers(at) * 1_000_000 + SECONDS[np.where(at < 0, 0, at % DAY)]
        written = pa.array(numbers, mask=at == ABSENT).cast(pa.string())
        return pc.fill_null(written, "")


def looked_up(texts: Sequence[str], places: Longs) -> Texts:
    """Return one of the texts for each row."""
    return pa.array(texts, pa.string()).take(pa.array(places))


def padded(numbers: Longs, width: int) -> Texts:
    """Return numbers with zeros in front."""
    return pc.utf8_lpad(pa.array(numbers).cast(pa.string()), width, "0")


def joined(*pieces: Texts) -> Texts:
    """Return the pieces of each row in one text."""
    return pc.binary_join_element_wise(*pieces, "")


def raw(texts: Texts) -> memoryview:
    """Return the bytes of all texts, one behind the other."""
    offsets = np.frombuffer(texts.buffers()[1], dtype=np.int32)
    first, last = offsets[texts.offset], offsets[texts.offset + len(texts)]
    return memoryview(texts.buffers()[2])[first:last]
