"""NDJSON cut into records: every line is one, and a broken line spoils no other."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from caicach.engine.profiles.framed import (
    LONGEST_RECORD,
    Counter,
    Doubtful,
    Framed,
    cut,
    rows_of,
)

NEWLINE = 10
BRACE = 123


def frame_lines(
    chunks: Iterator[bytes], counter: Counter, origin: int, block_bytes: int
) -> Iterator[Framed]:
    """Yield the lines of a stream in blocks of about `block_bytes`; blank lines are no records."""
    waiting: list[bytes] = []
    size = 0
    for chunk in chunks:
        waiting.append(chunk)
        size += len(chunk)
        if size < block_bytes:
            continue
        whole = b"".join(waiting)
        end = whole.rfind(b"\n") + 1
        if not end and size > LONGEST_RECORD:
            whole, end = whole + b"\n", size + 1
        if end:
            yield _frame(whole, end, counter, origin)
        waiting = [whole[end:]]
        size = len(waiting[0])
    last = b"".join(waiting)
    if last:
        last = last if last.endswith(b"\n") else last + b"\n"
        yield _frame(last, len(last), counter, origin)


def _frame(whole: bytes, end: int, counter: Counter, origin: int) -> Framed:
    """Return the lines up to `end`, after the last line break."""
    content = np.frombuffer(whole, np.uint8, end)
    ends = np.flatnonzero(content == NEWLINE)
    starts = np.concatenate([[0], ends[:-1] + 1])
    opens = content[starts] == BRACE
    is_record = opens.copy()
    odd: list[int] = []
    for index in np.flatnonzero(~opens).tolist():
        text = whole[starts[index] : ends[index]].strip()
        is_record[index] = bool(text)
        if text.startswith(b"{"):
            opens[index] = True
        elif text:
            odd.append(index)
    records = counter.records + np.cumsum(is_record)
    lines = counter.lines + 1 + np.arange(len(starts))
    table = rows_of(cut(content, starts, end), records, lines, origin)
    if not opens.all():
        table = table.filter(pa.array(opens))
    doubtful = [
        Doubtful(whole[starts[i] : ends[i]], int(records[i]), int(lines[i]), origin) for i in odd
    ]
    counter.records = int(records[-1])
    counter.lines += len(starts)
    return Framed([table], doubtful, end)
