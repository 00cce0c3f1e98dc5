"""The seal of a text: a detached CMS signature that any tool for it can check."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from cryptography.x509 import Certificate

from caicach.files.snapshots.keys import SealingKey

Trust = Literal["trusted", "unknown", "broken"]


@dataclass(frozen=True, slots=True)
class SealState:
    """What a seal proves. trusted: intact and by an anchor; unknown: intact, by whom is open.

    reason: empty unless broken. fingerprint: SHA-256 of the certificate.
    """

    trust: Trust
    signer: str = ""
    fingerprint: str = ""
    sealed_at: datetime | None = None
    reason: str = ""


def seal(content: bytes, key: SealingKey, now: datetime) -> bytes:
    """Return a detached CMS signature (DER) over `content`."""
    raise NotImplementedError


def check_seal(content: bytes, sealed: bytes, anchors: Sequence[Certificate] = ()) -> SealState:
    """Return what the seal proves; anchors: certificates that are trusted."""
    raise NotImplementedError
