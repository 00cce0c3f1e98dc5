"""What an archive says about itself: its tables and files, each with size and hash."""

from dataclasses import asdict, dataclass
from typing import Any

from caicach.core.issues import Issue, issue

FORM = 1
"""Rises when an older Caicach could not read the archive."""

NAME = "manifest.json"


class BackupError(Exception):
    """An archive cannot be written, read or restored; `issues` say why."""

    def __init__(self, *issues: Issue) -> None:
        super().__init__("; ".join(map(str, issues)))
        self.issues = issues

    @classmethod
    def of(cls, code: str, where: str, **values: object) -> "BackupError":
        """Return the error of one reason."""
        return cls(issue(code, where, **values))


@dataclass(frozen=True, slots=True)
class Part:
    """One member of the archive. rows: of a table; None for a file. sha256: of its content."""

    name: str
    size: int
    sha256: str
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """The contents of an archive.

    migrations: last one of each app, which the restoring program must know. facts_at: address of
    facts that stand in object storage and are not in the archive; empty where they are.
    """

    form: int
    version: str
    written_at: str
    database: str
    migrations: dict[str, str]
    events: int
    last_hash: str
    facts_version: int | None
    facts_at: str
    parts: tuple[Part, ...]

    def plain(self) -> dict[str, Any]:
        """Return it ready for JSON."""
        return asdict(self)

    @classmethod
    def of(cls, content: dict[str, Any]) -> "Manifest":
        """Return what `plain` gave. Raises KeyError or TypeError for anything else."""
        parts = tuple(Part(**part) for part in content["parts"])
        return cls(**{**content, "parts": parts})

    @property
    def tables(self) -> dict[str, Part]:
        """Return the parts that are tables, by the model they hold."""
        return {part.name.split("/")[1]: part for part in self.parts if part.rows is not None}
