"""Feeds of tables read: CSV streamed, spreadsheets by sheet, Parquet by row group."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time
from itertools import chain, islice

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from caicach.core.agencies import canonical_code
from caicach.engine.profiles.csv_rows import CsvRows, lines_of
from caicach.engine.profiles.date_text import ISO
from caicach.engine.profiles.feed import Feed
from caicach.engine.profiles.mapped import Mapped, Reading
from caicach.engine.profiles.mapper import Mapper
from caicach.engine.profiles.table_cells import TableCells
from caicach.engine.profiles.table_heads import Heads, find_heads
from caicach.engine.profiles.table_rows import ROWS_AT_ONCE, Row, in_portions, table_of
from caicach.engine.profiles.unpack import Unpacking, unpack
from caicach.engine.profiles.utf8_text import in_utf8
from caicach.files.tables import Cell, Table, open_tables, text_of

HEADER_ROWS = 20
OPENS_JSON = (b"{", b"[")
MIDNIGHT = r" 00:00:00(\.0+)?$"
"""A cell kept as a date and not as text has an hour even where nobody wrote one."""


class TableReading:
    """One file of tables on its way through one feed."""

    def __init__(self, reading: Unpacking, feed: Feed, setting: Reading, file: str) -> None:
        self.records = 0
        self._reading = reading
        self._feed = feed
        self._setting = setting
        self._file = file
        self._sender = canonical_code(setting.sender or "")

    def text(self) -> Iterator[Mapped]:
        """Yield the rows of a CSV, or of every CSV inside a zip."""
        for member in unpack(self._reading):
            chunks = in_utf8(member.chunks, self._reading)
            start = next(chunks, b"")
            if start.lstrip()[:1] in OPENS_JSON:
                self._reading.tell("feed-not-table", member.name)
                continue
            if start.strip():
                rows = iter(CsvRows(lines_of(chain([start], chunks))))
                yield from self._under_header(rows, None)

    def spreadsheet(self) -> Iterator[Mapped]:
        """Yield the rows of every sheet that has the profile's heads."""
        tables, issues = open_tables(self._reading.path)
        self._reading.issues += issues
        self._reading.position = self._reading.path.stat().st_size
        if len(tables) > 1:
            fitting = [each for each in tables if self._fits(each)]
            for each in tables:
                if each not in fitting and fitting:
                    self._reading.tell("sheet-passed-over", sheet=each.sheet or "")
            tables = fitting or tables[:1]
        for each in tables:
            yield from self._under_header(_sheet_rows(each), each)

    def parquet(self) -> Iterator[Mapped]:
        """Yield the rows of a Parquet file; columns of lists and structs are told and left out."""
        try:
            content = pq.ParquetFile(self._reading.path)
        except pa.ArrowInvalid as error:
            self._reading.tell("file-damaged", reason=str(error))
            return
        flat = [each.name for each in content.schema_arrow if not pa.types.is_nested(each.type)]
        nested = [each for each in content.schema_arrow.names if each not in flat]
        if nested:
            self._reading.tell("columns-nested", columns=", ".join(nested))
        heads, issues = find_heads(self._feed, [(1, flat)], str(self._reading.path))
        self._reading.issues += issues
        if heads is None:
            return
        with closing(self._mapper(heads, has_dates=True)) as mapper:
            for batch in content.iter_batches(ROWS_AT_ONCE, columns=flat):
                yield Mapped(self._feed, mapper.map(self._plain(batch)), [], [], 0)
        self._reading.position = self._reading.path.stat().st_size

    def _plain(self, batch: pa.RecordBatch) -> pa.Table:
        """Return a batch as text cells; rows of Parquet have no lines but their numbers."""
        names = [f"c{i}" for i in range(batch.num_columns)]
        cells = [_as_text(column) for column in batch.columns]
        first = self.records + 1
        self.records += batch.num_rows
        numbers = pa.array(range(first, self.records + 1), pa.int32())
        spoiled = pa.nulls(batch.num_rows, pa.string())
        sender = pa.array([self._sender] * batch.num_rows, pa.string())
        own = {"record": numbers, "line": numbers, "spoiled": spoiled, "sender": sender}
        return pa.table(dict(zip(names, cells, strict=True)) | own)

    def _fits(self, table: Table) -> bool:
        rows = [(row, list(cells)) for row, cells in islice(table.rows, HEADER_ROWS)]
        return find_heads(self._feed, rows, table.file, table.sheet)[0] is not None

    def _mapper(self, heads: Heads, *, has_dates: bool = False) -> Mapper:
        """has_dates: cells may be dates and not text, however the profile writes its dates."""
        cells = TableCells(heads.columns, len(heads.texts))
        feed = self._feed
        if has_dates and ISO not in feed.dates:
            feed = feed.model_copy(update={"dates": (*feed.dates, ISO)})
        return Mapper(feed, cells, self._setting, self._file)

    def _under_header(self, rows: Iterator[Row], sheet: Table | None) -> Iterator[Mapped]:
        first = list(islice(rows, HEADER_ROWS))
        texts = [(row.line, [cell or "" for cell in row.cells]) for row in first]
        name = sheet.sheet if sheet else None
        heads, issues = find_heads(self._feed, texts, str(self._reading.path), name)
        self._reading.issues += issues
        if heads is None:
            return
        below = chain((row for row in first if row.line > heads.row), rows)
        spoiled = sheet.rows_spoiled(heads.columns.values()) if sheet else frozenset()
        width = len(heads.texts)
        checked = (_checked(row, width, spoiled, is_text=sheet is None) for row in below)
        with closing(self._mapper(heads, has_dates=sheet is not None)) as mapper:
            for portion in in_portions(checked):
                table = table_of(portion, width, self.records + 1, self._sender)
                self.records += len(portion)
                position = self._reading.position
                yield Mapped(self._feed, mapper.map(table), [], [], position)


def _checked(row: Row, width: int, spoiled: frozenset[int], *, is_text: bool) -> Row:
    """Spreadsheets drop empty cells at the end of a row; a text file does not."""
    is_short = is_text and len(row.cells) < width
    if is_short or any(row.cells[width:]):
        return Row(row.line, row.cells, "row-width")
    return Row(row.line, row.cells, "cell-unusable") if row.line in spoiled else row


def _sheet_rows(table: Table) -> Iterator[Row]:
    for line, cells in table.rows:
        yield Row(line, [_cell_text(cell) for cell in cells])


def _cell_text(cell: Cell) -> str:
    if isinstance(cell, datetime) and cell.time() != time():
        return f"{cell:%Y-%m-%d %H:%M:%S}"
    return f"{cell:%Y-%m-%d}" if isinstance(cell, date) else text_of(cell)


def _as_text(column: pa.Array) -> pa.Array:
    try:
        texts = column.cast(pa.string())
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return pa.nulls(len(column), pa.string())
    if pa.types.is_timestamp(column.type) and column.type.tz is None:
        return pc.replace_substring_regex(texts, MIDNIGHT, "")
    return texts
