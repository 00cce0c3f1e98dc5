"""What goes into reading a file by a profile, and what comes out, block by block."""

from dataclasses import dataclass, field
from datetime import datetime

import pyarrow as pa

from caicach.core.issues import Issue
from caicach.engine.profiles.feed import Feed

BLOCK_BYTES = 24 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Reading:
    """The office's settings for one file.

    pseudonym_key: secret of the office; None leaves applicants out. vendor, sender, exported_at:
    stand in where the file does not say. file: first 16 hex digits of its SHA-256, computed when
    None. block_bytes: unpacked input mapped at once. threads: of the engine, None for all cores.
    """

    pseudonym_key: bytes | None = field(default=None, repr=False)
    vendor: str | None = None
    sender: str | None = None
    exported_at: datetime | None = None
    file: str | None = None
    block_bytes: int = BLOCK_BYTES
    threads: int | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A record that is none: its number and line from 1, why, and the SHA-256 of its bytes."""

    record: int
    line: int
    code: str
    digest: str


@dataclass(frozen=True, slots=True)
class Mapped:
    """The rows of one block, for the fact table `feed.table`, with exactly its `fed` columns.

    issues: remarks on the file as a whole, each told once. bytes_read: how far into the file as
    it lies on disk, for progress.
    """

    feed: Feed
    table: pa.Table
    unreadable: list[Unreadable]
    issues: list[Issue]
    bytes_read: int
