"""The first records of a file as they are written, for people who write profiles."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from caicach.core.issues import Issue
from caicach.engine.profiles.csv_rows import CsvRows, lines_of
from caicach.engine.profiles.feed import Envelope
from caicach.engine.profiles.json_blocks import JsonBlocks
from caicach.engine.profiles.source_path import steps_of
from caicach.engine.profiles.table_rows import Row
from caicach.engine.profiles.unpack import Unpacking, is_office_file, unpack
from caicach.engine.profiles.utf8_text import in_utf8
from caicach.files.tables import open_tables, text_of

BLOCK_BYTES = 1 << 20
OLE, ZIP, PARQUET = b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"PAR1"


@dataclass(frozen=True, slots=True)
class Grid:
    """The first rows of one sheet or text, header and titles among them."""

    rows: list[Row]
    sheet: str | None = None


def first_grids(path: Path, limit: int) -> tuple[list[Grid], list[Issue]]:
    """Return the first rows of every table of a file, with what is wrong with it."""
    with path.open("rb") as stream:
        start = stream.read(4)
    if start == PARQUET:
        return _of_parquet(path, limit)
    if start == OLE or (start == ZIP and is_office_file(path)):
        tables, issues = open_tables(path)
        return [Grid(list(islice(_plain(each.rows), limit)), each.sheet) for each in tables], issues
    reading = Unpacking(path)
    grids = []
    for member in unpack(reading):
        rows = CsvRows(lines_of(in_utf8(member.chunks, reading)))
        grids.append(Grid(list(islice(rows, limit))))
        break
    return [each for each in grids if each.rows], reading.issues


def _plain(rows: Any) -> Iterator[Row]:
    for line, cells in rows:
        yield Row(line, [text_of(cell) for cell in cells])


def _of_parquet(path: Path, limit: int) -> tuple[list[Grid], list[Issue]]:
    reading = Unpacking(path)
    try:
        content = pq.ParquetFile(path)
    except pa.ArrowInvalid as error:
        reading.tell("file-damaged", reason=str(error))
        return [], reading.issues
    names = content.schema_arrow.names
    batch = next(content.iter_batches(limit), None)
    rows = [] if batch is None else batch.to_pylist()
    cells = [["" if row[name] is None else str(row[name]) for name in names] for row in rows]
    return [Grid([Row(0, names), *(Row(n, each) for n, each in enumerate(cells, 1))])], []


def first_records(path: Path, envelope: Envelope, limit: int) -> dict[tuple[int, int], Any]:
    """Return the first records of a JSON feed by their number and line."""
    blocks = iter(JsonBlocks(Unpacking(path), envelope, BLOCK_BYTES))
    found: dict[tuple[int, int], Any] = {}
    for block in blocks:
        for row in block.framed.table.slice(0, limit).to_pylist():
            try:
                found[row["record"], row["line"]] = orjson.loads(row["text"])
            except orjson.JSONDecodeError:
                continue
        if found:
            break
    return found


def value_at(record: Any, path: str) -> Any:
    """Return what stands at a source path, None where there is nothing."""
    value = record
    for step in steps_of(path) or ():
        value = value.get(step.key) if isinstance(value, dict) else None
        if step.index is not None:
            entries = value if isinstance(value, list) else []
            value = entries[step.index] if len(entries) > step.index else None
    return value
