"""Records cut out of a stream, on their way to the engine."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int64]

LONGEST_RECORD = 64 * 1024 * 1024
"""Nothing longer is one dossier."""

SCHEMA = pa.schema(
    [("text", pa.string()), ("record", pa.int32()), ("line", pa.int32()), ("origin", pa.int32())]
)


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Bytes that are no record as they stand: to be mended or counted as unreadable."""

    content: bytes
    record: int
    line: int
    origin: int


@dataclass(slots=True)
class Counter:
    """How far the cutting is, over all members of a file; both count from 1."""

    records: int = 0
    lines: int = 0


@dataclass(slots=True)
class Framed:
    """Records of one stretch of the file, in its order.

    origin: index of the envelope they came in.
    """

    tables: list[pa.Table] = field(default_factory=list)
    doubtful: list[Doubtful] = field(default_factory=list)
    size: int = 0

    @property
    def table(self) -> pa.Table:
        """Return all records as one table."""
        return pa.concat_tables(self.tables) if self.tables else SCHEMA.empty_table()


def cut(content: Bytes, starts: Places, end: int) -> pa.Array:
    """Return texts that follow each other without a gap; `end` closes the last.

    Nothing is copied: between two records stand only blanks, which JSON lets follow a value.
    """
    offsets = np.append(starts, end).astype(np.int32)
    return pa.StringArray.from_buffers(len(starts), pa.py_buffer(offsets), pa.py_buffer(content))


def rows_of(texts: pa.Array, records: Places, lines: Places, origin: int) -> pa.Table:
    """Return a table of `SCHEMA`."""
    numbers: Sequence[pa.Array] = (
        pa.array(records.astype(np.int32)),
        pa.array(lines.astype(np.int32)),
        pa.array(np.full(len(records), origin, np.int32)),
    )
    return pa.Table.from_arrays([texts, *numbers], schema=SCHEMA)
