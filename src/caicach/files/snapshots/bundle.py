"""A publication as one zip that can be checked anywhere."""

from collections.abc import Mapping
from datetime import datetime

from caicach.files.snapshots.keys import SealingKey
from caicach.files.snapshots.snapshot import Publication, Snapshot


def publish(
    publication: Publication, key: SealingKey, now: datetime
) -> tuple[Snapshot, Mapping[str, bytes]]:
    """Return the snapshot and every file of its bundle by name, sealed."""
    raise NotImplementedError


def bundle(files: Mapping[str, bytes], now: datetime) -> bytes:
    """Return the files as a zip; the same files and time give the same bytes."""
    raise NotImplementedError
