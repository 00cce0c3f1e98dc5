"""The seal in the pages themselves: a PAdES signature."""

from datetime import datetime

from caicach.files.snapshots.keys import SealingKey


def sign_pdf(pdf: bytes, key: SealingKey, now: datetime, reason: str, place: str) -> bytes:
    """Return the PDF with an invisible PAdES signature; nothing is asked of a network."""
    raise NotImplementedError
