"""A publication as one canonical JSON text, whose digest is its name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from caicach.files.official.particulars import Entry, Particulars

SCHEMA = "caicach-publication/1"


@dataclass(frozen=True, slots=True)
class Publication:
    """What is published.

    result: the result document. inputs: where the figures came from, as JSON (editions, facts
    versions, files with their SHA-256). evidence: SHA-256 of each piece, by its id or name.
    """

    particulars: Particulars
    result: Entry = field(repr=False)
    inputs: Mapping[str, Any] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The frozen text. content: canonical JSON in UTF-8. sha256: its digest, in hexadecimal."""

    content: bytes = field(repr=False)
    sha256: str


def content_digest(publication: Publication) -> str:
    """Return the SHA-256 of what is published without its annexes: the annexes print it."""
    raise NotImplementedError


def freeze(publication: Publication, annexes: Mapping[str, bytes]) -> Snapshot:
    """Return the snapshot; annexes by file name, kept by their SHA-256."""
    raise NotImplementedError
