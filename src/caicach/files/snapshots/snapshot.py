"""A publication as one canonical JSON text, whose digest is its name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from caicach.files.official.corrections import corrected_agencies, corrected_entry
from caicach.files.official.particulars import Entry, Particulars, particulars_entry
from caicach.files.snapshots.canonical import canonical, sha256

SCHEMA = "caicach-publication/1"
UNPRINTED = ("annexes", "digest")
"""Keys that the printed digest cannot cover, because the annexes bear it."""


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
    """The frozen text. content: canonical JSON in UTF-8. sha256: its digest, in hexadecimal.

    digest: of the content without its annexes, which print it.
    """

    content: bytes = field(repr=False)
    sha256: str
    digest: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A publication that still lacks its annexes, and the digest that they must print."""

    content: Entry = field(repr=False)
    digest: str

    def freeze(self, annexes: Mapping[str, bytes]) -> Snapshot:
        """Return the snapshot; annexes by file name, kept by their SHA-256."""
        hashes = {name: sha256(annex) for name, annex in annexes.items()}
        frozen = canonical({**self.content, "digest": self.digest, "annexes": hashes})
        return Snapshot(frozen, sha256(frozen), self.digest)


def draft(publication: Publication) -> Draft:
    """Return what is published, hashed. Raises NotCanonicalError."""
    content = _content(publication)
    return Draft(content, sha256(canonical(content)))


def content_digest(publication: Publication) -> str:
    """Return the SHA-256 of what is published without its annexes: the annexes print it.

    Raises NotCanonicalError.
    """
    return draft(publication).digest


def freeze(publication: Publication, annexes: Mapping[str, bytes]) -> Snapshot:
    """Return the snapshot; annexes by file name, kept by their SHA-256.

    Raises NotCanonicalError.
    """
    return draft(publication).freeze(annexes)


def digest_of(frozen: Mapping[str, Any]) -> str:
    """Return the digest that the annexes of a snapshot that was read back should bear."""
    return sha256(canonical({k: v for k, v in frozen.items() if k not in UNPRINTED}))


def _content(publication: Publication) -> Entry:
    particulars = publication.particulars
    correction = particulars.correction
    changed = corrected_agencies(correction, publication.result) if correction else []
    return {
        "schema": SCHEMA,
        "particulars": particulars_entry(particulars, [corrected_entry(each) for each in changed]),
        "result": publication.result,
        "inputs": publication.inputs,
        "evidence": publication.evidence,
    }
