"""The folder of stored content: each file lies under its SHA-256 and is never deleted."""

import hashlib
import os
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from django.conf import settings


class Laid(NamedTuple):
    """Content that lies in the folder."""

    sha256: str
    size_bytes: int


def path_of(sha256: str) -> Path:
    """Return where content of that hash lies."""
    return Path(settings.EVIDENCE_FOLDER) / sha256[:2] / sha256[2:4] / sha256


def preview_of(sha256: str) -> Path:
    """Return where the pages made from an office file of that hash lie."""
    return Path(settings.PREVIEW_FOLDER) / sha256[:2] / f"{sha256}.pdf"


def lay_preview(sha256: str, content: bytes) -> None:
    """Write the pages made from an office file; half a file is never seen."""
    place = preview_of(sha256)
    place.parent.mkdir(parents=True, exist_ok=True)
    partial = place.with_name(uuid.uuid4().hex)
    try:
        partial.write_bytes(content)
        partial.replace(place)
    finally:
        partial.unlink(missing_ok=True)


def lay(chunks: Iterable[bytes]) -> Laid:
    """Write the content and return its hash and size; what already lies there is left alone.

    It appears under its name only when all of it is on the disk.
    """
    arriving = Path(settings.EVIDENCE_FOLDER) / "arriving"
    arriving.mkdir(parents=True, exist_ok=True)
    partial = arriving / uuid.uuid4().hex
    try:
        laid = _write(partial, chunks)
        _move(partial, path_of(laid.sha256), laid.size_bytes)
    finally:
        partial.unlink(missing_ok=True)
    return laid


def _write(partial: Path, chunks: Iterable[bytes]) -> Laid:
    seal, size = hashlib.sha256(), 0
    with partial.open("xb") as content:
        for chunk in chunks:
            seal.update(chunk)
            size += content.write(chunk)
        content.flush()
        os.fsync(content.fileno())
    return Laid(seal.hexdigest(), size)


def _move(partial: Path, place: Path, size: int) -> None:
    if place.exists() and place.stat().st_size == size:
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    partial.chmod(0o440)
    partial.replace(place)
    for folder in (place.parent, place.parent.parent):
        _settle(folder)


def _settle(folder: Path) -> None:
    """Have the folder itself remember the new name after a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
