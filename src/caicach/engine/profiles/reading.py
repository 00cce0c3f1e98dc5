"""Any file read by a profile, block by block, in bounded memory."""

import hashlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from caicach.engine.facts.shape import TABLES
from caicach.engine.profiles.feed import Feed
from caicach.engine.profiles.json_reading import JsonReading
from caicach.engine.profiles.mapped import Mapped, Reading
from caicach.engine.profiles.shelf import Profile
from caicach.engine.profiles.table_reading import TableReading
from caicach.engine.profiles.unpack import Unpacking, is_office_file
from caicach.files.tables import kind_of_content

STARTS_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
PARQUET = b"PAR1"
PACKED = (b"PK\x03\x04", b"\x1f\x8b")
FILE_DIGITS = 16
_LOOKED_AT = 4096


def read_records(path: Path, profile: Profile, setting: Reading) -> Iterator[Mapped]:
    """Yield the rows of a file, one table for each block and feed.

    The last one, often without rows, carries the issues of the file as a whole. A fault among
    them means that the rest of the file could not be read; what came before stands.
    """
    reading = Unpacking(path)
    try:
        yield from _read(reading, profile, setting)
    except OSError as error:
        reading.tell("file-unreadable", reason=error.strerror or str(error))
    if setting.pseudonym_key is None and any(_has_applicant(feed) for feed in profile.feeds):
        reading.tell("pseudonym-key-missing")
    feed = profile.feeds[0]
    empty = TABLES[feed.table].fed.empty_table()
    yield Mapped(feed, empty, [], list(dict.fromkeys(reading.issues)), reading.position)


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file as 64 hex digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _read(reading: Unpacking, profile: Profile, setting: Reading) -> Iterator[Mapped]:
    path = reading.path
    if not path.exists():
        reading.tell("file-missing")
        return
    if path.is_dir():
        reading.tell("file-is-folder")
        return
    with path.open("rb") as stream:
        start = stream.read(_LOOKED_AT)
    if _is_refused(start, reading):
        return
    file = setting.file or file_digest(path)[:FILE_DIGITS]
    if profile.feeds[0].form == "json":
        yield from _json(reading, profile, setting, file)
    else:
        yield from _tables(reading, start, profile.feeds[0], setting, file)


def _is_refused(start: bytes, reading: Unpacking) -> bool:
    """Say whether the file is of a kind that nobody can read records from; the issue is told."""
    if start.startswith((*PACKED, PARQUET, *STARTS_OFFICE)):
        return False
    kind, refusal = kind_of_content(start, frozenset(), str(reading.path))
    if refusal is not None:
        reading.issues.append(refusal)
    return kind == "refused"


def _json(reading: Unpacking, profile: Profile, setting: Reading, file: str) -> Iterator[Mapped]:
    if is_office_file(reading.path):
        reading.tell("feed-not-json")
        return
    with closing(JsonReading(reading, profile.feeds, setting, file)) as records:
        yield from records
        blocks = records.blocks
    if reading.is_truncated or blocks.is_cut_short:
        reading.tell("file-truncated", record=blocks.counter.records)
    elif not blocks.counter.records and not reading.issues:
        reading.tell("feed-without-records")


def _tables(
    reading: Unpacking, start: bytes, feed: Feed, setting: Reading, file: str
) -> Iterator[Mapped]:
    tables = TableReading(reading, feed, setting, file)
    if start.startswith(PARQUET):
        yield from tables.parquet()
    elif start.startswith(STARTS_OFFICE) and (
        start[:4] != b"PK\x03\x04" or is_office_file(reading.path)
    ):
        yield from tables.spreadsheet()
    else:
        yield from tables.text()
    if reading.is_truncated:
        reading.tell("file-truncated", record=tables.records)
    elif not tables.records and not reading.issues:
        reading.tell("feed-without-records")


def _has_applicant(feed: Feed) -> bool:
    return "applicant" in feed.fields
