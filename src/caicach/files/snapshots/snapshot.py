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
    """The frozen text. content: canonical JSON in UTF-8. sha256: its digest, in hexadecimal."""

    content: bytes = field(repr=False)
    sha256: str


def content_digest(publication: Publication) -> str:
    """Return the SHA-256 of what is published without its annexes: the annexes print it.

    Raises NotCanonicalError.
    """
    return sha256(canonical(_content(publication)))


def freeze(publication: Publication, annexes: Mapping[str, bytes]) -> Snapshot:
    """Return the snapshot; annexes by file name, kept by their SHA-256.

    Raises NotCanonicalError.
    """
    content = _content(publication)
    digest = sha256(canonical(content))
    hashes = {name: sha256(annex) for name, annex in annexes.items()}
    frozen = canonical({**content, "digest": digest, "annexes": hashes})
    return Snapshot(frozen, sha256(frozen))


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
