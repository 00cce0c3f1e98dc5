"""JSON feeds read: records cut, mended where they must be, routed to their feed, mapped."""

import re
from collections.abc import Iterator, Sequence

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from caicach.core.agencies import canonical_code
from caicach.engine.profiles.envelope_frames import Head
from caicach.engine.profiles.feed import Envelope, Feed
from caicach.engine.profiles.framed import SCHEMA, Doubtful
from caicach.engine.profiles.json_blocks import Block, JsonBlocks
from caicach.engine.profiles.json_cells import JsonCells
from caicach.engine.profiles.mapped import Mapped, Reading, Unreadable
from caicach.engine.profiles.mapper import Mapper
from caicach.engine.profiles.mend import Mended, mend
from caicach.engine.profiles.read_ahead import ReadAhead
from caicach.engine.profiles.routing import feed_of
from caicach.engine.profiles.unpack import Unpacking

_ZERO = re.compile(rb"\\u0000")
SPOILED = pa.field("spoiled", pa.string())


class JsonReading:
    """One file of JSON on its way through the feeds of a profile. Close it when done."""

    def __init__(
        self, reading: Unpacking, feeds: Sequence[Feed], setting: Reading, file: str
    ) -> None:
        self._reading = reading
        self._feeds = feeds
        self._setting = setting
        self._file = file
        self._mappers: dict[int, Mapper] = {}
        envelope = feeds[0].envelope or Envelope()
        self.blocks = JsonBlocks(reading, envelope, setting.block_bytes)
        self._ahead = ReadAhead(iter(self.blocks))

    def close(self) -> None:
        """Stop reading and let go of the engines."""
        self._ahead.close()
        for mapper in self._mappers.values():
            mapper.close()

    def __iter__(self) -> Iterator[Mapped]:
        """Yield the rows of each block, one table for each feed that it holds records of."""
        for block in self._ahead:
            table, unreadable = self._settled(block)
            for index, part in self._routed(table, block.heads):
                mapped = self._mapped(index, part, block, unreadable)
                unreadable = []
                yield mapped
            if unreadable:
                empty = self._mapper(0).schema.empty_table()
                yield Mapped(self._feeds[0], empty, unreadable, [], block.position)

    def _mapper(self, index: int) -> Mapper:
        if index not in self._mappers:
            feed = self._feeds[index]
            self._mappers[index] = Mapper(feed, JsonCells(feed), self._setting, self._file)
        return self._mappers[index]

    def _mapped(
        self, index: int, part: pa.Table, block: Block, unreadable: list[Unreadable]
    ) -> Mapped:
        ready = part.append_column(
            pa.field("sender", pa.string()), self._senders(part, block.heads)
        )
        mapper = self._mapper(index)
        try:
            rows = mapper.map(ready)
        except duckdb.InvalidInputException:
            ready, more = self._without_broken(ready, mapper, block)
            rows, unreadable = mapper.map(ready), [*unreadable, *more]
        return Mapped(self._feeds[index], rows, unreadable, [], block.position)

    def _settled(self, block: Block) -> tuple[pa.Table, list[Unreadable]]:
        """Return the block with what could be mended, and what could not.

        Where lines already are in doubt all are looked at: one record may be spread over several.
        """
        table, doubtful = _without_foreign(block.framed.table)
        table, zeros = _without_zeros(table)
        doubtful += zeros + block.framed.doubtful
        if not doubtful:
            return _spoiled(table, None), []
        are_json = self._mapper(0).are_json(table.column("text"))
        doubtful += _doubtful(table.filter(pc.invert(are_json)))
        mended, unreadable = mend(doubtful, block.first_key)
        return _together(table.filter(are_json), mended), unreadable

    def _without_broken(
        self, table: pa.Table, mapper: Mapper, block: Block
    ) -> tuple[pa.Table, list[Unreadable]]:
        are_json = mapper.are_json(table.column("text"))
        doubtful = _doubtful(table.filter(pc.invert(are_json)))
        mended, unreadable = mend(doubtful, block.first_key)
        sound = table.filter(are_json)
        more = _mended_rows(mended)
        more = more.append_column(pa.field("sender", pa.string()), self._senders(more, block.heads))
        return _in_order(pa.concat_tables([sound, more.select(sound.column_names)])), unreadable

    def _senders(self, table: pa.Table, heads: Sequence[Head]) -> pa.Array:
        own = self._setting.sender or ""
        codes = pa.array([canonical_code(head.sender or own) for head in heads], pa.string())
        return codes.take(table.column("origin").combine_chunks())

    def _routed(self, table: pa.Table, heads: Sequence[Head]) -> Iterator[tuple[int, pa.Table]]:
        """Yield the records of each feed; those of a service nobody reads are told and left."""
        origins = table.column("origin").to_numpy()
        chosen = np.full(max(len(heads), 1), -1, np.int32)
        for origin in np.unique(origins).tolist():
            chosen[origin] = self._choose(heads[origin], table, origins == origin)
        of_rows = chosen[origins]
        for index in np.unique(of_rows[of_rows >= 0]).tolist():
            is_all = bool((of_rows == index).all())
            yield index, table if is_all else table.filter(pa.array(of_rows == index))

    def _choose(
        self, head: Head, table: pa.Table, rows: "np.ndarray[tuple[int], np.dtype[np.bool_]]"
    ) -> int:
        first = int(np.argmax(rows))
        index = feed_of(self._feeds, head.service, table.column("text")[first].as_py())
        if index is None:
            known = ", ".join(_services(self._feeds))
            self._reading.tell("feed-other-service", service=head.service, known=known)
        return -1 if index is None else index


def _services(feeds: Sequence[Feed]) -> Iterator[str]:
    for feed in feeds:
        if feed.envelope and feed.envelope.is_service:
            yield feed.envelope.is_service


def _without_foreign(table: pa.Table) -> tuple[pa.Table, list[Doubtful]]:
    """Set aside texts that are no UTF-8: the engine takes nothing else."""
    kept: list[pa.Table] = []
    foreign: list[pa.Table] = []
    for batch in table.to_batches():
        try:
            batch.column(0).validate(full=True)
            kept.append(pa.Table.from_batches([batch]))
        except pa.ArrowInvalid:
            is_sound = pa.array([_is_utf8(each) for each in batch.column(0).cast(pa.binary())])
            part = pa.Table.from_batches([batch])
            kept.append(part.filter(is_sound))
            foreign.append(part.filter(pc.invert(is_sound)))
    doubtful = [each for part in foreign for each in _doubtful(part)]
    return pa.concat_tables(kept) if kept else table, doubtful


def _without_zeros(table: pa.Table) -> tuple[pa.Table, list[Doubtful]]:
    """Set aside texts with a zero byte in them, as JSON writes it."""
    texts = table.column("text")
    buffers = (chunk.buffers()[2] for chunk in texts.chunks)
    if not any(each is not None and _ZERO.search(memoryview(each)) for each in buffers):
        return table, []  # looked at as a whole: five times as fast
    has_zero = pc.match_substring(texts, "\\u0000")
    return table.filter(pc.invert(has_zero)), _doubtful(table.filter(has_zero))


def _is_utf8(content: pa.BinaryScalar) -> bool:
    try:
        content.as_py().decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _doubtful(table: pa.Table) -> list[Doubtful]:
    texts = table.column("text").cast(pa.binary()).to_pylist()
    places = (table.column(name).to_pylist() for name in ("record", "line", "origin"))
    return [Doubtful(*each) for each in zip(texts, *places, strict=True)]


def _spoiled(table: pa.Table, faults: Sequence[str | None] | None) -> pa.Table:
    column = pa.nulls(len(table), pa.string()) if faults is None else pa.array(faults, pa.string())
    return table.append_column(SPOILED, column)


def _mended_rows(mended: Sequence[Mended]) -> pa.Table:
    columns = {
        name: pa.array([getattr(each, name) for each in mended], type_)
        for name, type_ in zip(SCHEMA.names, SCHEMA.types, strict=True)
    }
    return _spoiled(pa.table(columns), [each.fault for each in mended])


def _together(table: pa.Table, mended: Sequence[Mended]) -> pa.Table:
    sound = _spoiled(table, None)
    return _in_order(pa.concat_tables([sound, _mended_rows(mended)])) if mended else sound


def _in_order(table: pa.Table) -> pa.Table:
    return table.sort_by([("record", "ascending"), ("line", "ascending")])
