"""Signatures as they are kept: plain values for JSON, the bytes in Base64."""

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from caicach.files.signatures.found import Change, Coverage, Kind, Material, SignatureFound

BYTES = ("cms", "signed_hash")
WORDS = {"kind": Kind, "coverage": Coverage, "change": Change}
PARTS = ("certificates", "crls", "ocsps")


def to_records(found: Sequence[SignatureFound]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return a row for each signature, and the material that they share."""
    if not found:
        return [], {}
    material = found[0].material
    return [_row(each) for each in found], {
        part: [_text(each) for each in getattr(material, part)] for part in PARTS
    }


def from_records(
    rows: Sequence[Mapping[str, Any]], material: Mapping[str, Any]
) -> list[SignatureFound]:
    """Return what `to_records` was given."""
    shared = Material(*(tuple(map(b64decode, material.get(part, ()))) for part in PARTS))
    return [SignatureFound(**_values(row), material=shared) for row in rows]


def _row(found: SignatureFound) -> dict[str, Any]:
    row = {each.name: getattr(found, each.name) for each in fields(found)}
    del row["material"]
    row |= {name: _text(row[name]) for name in BYTES}
    claimed = found.claimed_at
    return row | {"claimed_at": claimed.isoformat() if claimed else None}


def _values(row: Mapping[str, Any]) -> dict[str, Any]:
    claimed = row["claimed_at"]
    return (
        dict(row)
        | {name: b64decode(row[name]) for name in BYTES}
        | {name: kind(row[name]) for name, kind in WORDS.items()}
        | {"claimed_at": datetime.fromisoformat(claimed) if claimed else None}
    )


def _text(content: bytes) -> str:
    return b64encode(content).decode("ascii")
