"""What an intake is told besides its files, and what it answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from caicach.engine.profiles import Reading


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an intake is: what it is at, rows done, seconds since it began."""

    stage: str
    rows: int
    seconds: float


@dataclass(frozen=True, slots=True)
class IntakeSetting:
    """How files are read and how much of the machine may be used.

    watch: called now and then with the progress; never decides anything. on_wait: told who
    writes to the store, when this intake has to wait. again: files taken in before are read once
    more, because the profile, the sender or the key is another one now.
    """

    reading: Reading
    threads: int = 2
    watch: Callable[[Progress], None] = lambda _: None
    on_wait: Callable[[str], None] | None = None
    again: bool = False


@dataclass(slots=True)
class FileTaken:
    """One file of an intake and what it brought.

    file: its id in every row. known: taken in before, so nothing was read. is_refused: not a
    record could be made out and it is told why, so that it is not taken in. records: rows read.
    added: rows not known before. changed: rows that replaced an earlier version.
    """

    name: str
    sha256: str
    profile: str
    bytes: int = 0
    known: bool = False
    is_refused: bool = False
    tables: set[str] = field(default_factory=set)
    records: int = 0
    added: int = 0
    changed: int = 0
    unreadable: int = 0

    @property
    def file(self) -> str:
        """Return the id by which rows name this file."""
        return self.sha256[:16]

    @property
    def is_taken(self) -> bool:
        """Say whether this intake took the file in."""
        return not (self.known or self.is_refused)

    @property
    def unchanged(self) -> int:
        """Return the rows that were known already, or replaced by another row of the intake."""
        return self.records - self.added - self.changed

    def add(self, counts: Mapping[str, list[int]]) -> None:
        """Take over the added and changed rows that `counts` has for this file."""
        added, changed = counts.get(self.file, (0, 0))
        self.added += added
        self.changed += changed

    def entry(self) -> dict[str, object]:
        """Return its row of the intake log, without the facts version."""
        return {
            "file": self.file,
            "sha256": self.sha256,
            "name": self.name,
            "bytes": self.bytes,
            "profile": self.profile,
            "table": ", ".join(sorted(self.tables)),
            "records": self.records,
            "added": self.added,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "unreadable": self.unreadable,
        }


@dataclass(frozen=True, slots=True)
class Taken:
    """What an intake came to.

    version: the facts version it made, None where nothing changed. months: of receipt, rewritten.
    """

    version: int | None
    files: tuple[FileTaken, ...] = ()
    months: tuple[str, ...] = ()
