"""Everything a publication claims, checked again."""

from collections.abc import Sequence
from pathlib import Path

from cryptography.x509 import Certificate

from caicach.core.issues import Issue


def verify_publication(path: Path, anchors: Sequence[Certificate] = ()) -> list[Issue]:
    """Return every mismatch in a bundle, a zip or an unpacked folder; empty when all holds."""
    raise NotImplementedError
