"""What stands where a record should: mended where it can be, else counted and left out."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from caicach.engine.profiles.framed import Doubtful
from caicach.engine.profiles.mapped import Unreadable

_STRICT = json.JSONDecoder()
_LOOSE = json.JSONDecoder(strict=False)
"""Takes line breaks and zero bytes inside texts, as some senders write them."""

_PASSED_OVER = re.compile(r"[\s,\0\]}]*")
"""Between values; closing brackets may be left over from a broken one."""

_HALVES = re.compile("[\ud800-\udfff]")
"""Half characters, which JSON can write, and bytes that were no UTF-8: neither can be kept."""

_ZERO = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")
"""A zero byte as JSON writes it: databases and Parquet readers stumble over it."""

_NEXT_LINE = re.compile(r"\n")
LONGEST_RUN = 1024 * 1024


class Mended(NamedTuple):
    """A record that can be read after all; fault: what was lost on the way, if anything."""

    text: str
    record: int
    line: int
    origin: int
    fault: str | None


def mend(
    doubtful: Sequence[Doubtful], first_key: str | None
) -> tuple[list[Mended], list[Unreadable]]:
    """Return the records found in `doubtful` and the rest, one entry for each piece.

    first_key: with which records of this feed begin; a broken one ends where the next begins.
    Each has the number of the line it begins on; several in one line share it.
    """
    mended: list[Mended] = []
    lost: list[Unreadable] = []
    mark = re.compile(r'\{\s*"' + re.escape(first_key) + r'"\s*:') if first_key else _NEXT_LINE
    for run in _runs(doubtful):
        for found in _pieces(_joined(run), mark, {each.line: each.record for each in run}):
            if isinstance(found, Mended):
                mended.append(found)
            else:
                lost.append(found)
    return mended, lost


def _runs(doubtful: Sequence[Doubtful]) -> Iterator[list[Doubtful]]:
    """Put together lines that follow each other: one record may be spread over many."""
    run: list[Doubtful] = []
    size = 0
    for each in sorted(doubtful, key=lambda one: (one.line, one.record)):
        follows = bool(run) and each.line == run[-1].line + 1
        if run and (not follows or size > LONGEST_RUN):
            yield run
            run, size = [], 0
        run.append(each)
        size += len(each.content)
    if run:
        yield run


def _joined(run: Sequence[Doubtful]) -> Doubtful:
    content = b"\n".join(each.content.rstrip(b"\r\n") for each in run)
    return Doubtful(content, run[0].record, run[0].line, run[0].origin)


def _pieces(
    run: Doubtful, mark: "re.Pattern[str]", records: Mapping[int, int]
) -> Iterator[Mended | Unreadable]:
    """records: the number of the record on each line of the run that begins one."""
    text = run.content.decode("utf-8", "surrogateescape")
    place = 0
    line, record = run.line, run.record
    while (start := _after_blanks(text, place)) < len(text):
        line += text.count("\n", place, start)
        record = records.get(line, record)
        found, is_strict = _read(text, start)
        end = found[1] if found else _next_start(text, start, mark)
        piece = text[start:end]
        if found and isinstance(found[0], dict):
            written, fault = _written(found[0], is_strict=is_strict)
            yield Mended(written, record, line, run.origin, fault)
        else:
            code = "record-not-object" if found else "record-broken"
            digest = hashlib.sha256(piece.strip().encode("utf-8", "surrogateescape")).hexdigest()
            yield Unreadable(record, line, code, digest)
        line += piece.count("\n")
        place = end


def _written(value: dict[str, Any], *, is_strict: bool) -> tuple[str, str | None]:
    """Return a record as JSON without letters that cannot be kept, and the fault if it had any."""
    text = json.dumps(value, ensure_ascii=False)
    kept = _ZERO.sub(r"\1", _HALVES.sub("\ufffd", text))
    return kept, None if is_strict and kept == text else "text-encoding"


def _after_blanks(text: str, place: int) -> int:
    found = _PASSED_OVER.match(text, place)
    return found.end() if found else place


def _read(text: str, start: int) -> tuple[tuple[Any, int] | None, bool]:
    """Return the value and where it ends, and whether it was read by the letter of JSON."""
    for decoder in (_STRICT, _LOOSE):
        try:
            return decoder.raw_decode(text, start), decoder is _STRICT
        except (ValueError, RecursionError):
            continue
    return None, False


def _next_start(text: str, start: int, mark: "re.Pattern[str]") -> int:
    """A broken record ends at the end of its line, or where the next one begins."""
    found = (mark.search(text, start + 1), _NEXT_LINE.search(text, start + 1))
    return min((each.start() for each in found if each), default=len(text))
