"""The key an installation seals with: its own, made once, or the office's PKCS#12."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.x509 import Certificate

from caicach.core.issues import Issue


@dataclass(frozen=True, slots=True)
class SealingKey:
    """A private key with its certificate; `chain` are the certificates above it."""

    private: EllipticCurvePrivateKey | RSAPrivateKey = field(repr=False)
    certificate: Certificate
    chain: tuple[Certificate, ...] = ()


def make_sealing_key(folder: Path, name: str, now: datetime) -> SealingKey:
    """Return the installation's own key; made in `folder` the first time, read afterwards."""
    raise NotImplementedError


def load_sealing_key(
    path: Path, password: str, now: datetime
) -> tuple[SealingKey | None, list[Issue]]:
    """Return the key of a PKCS#12 file, or None with what is wrong with it."""
    raise NotImplementedError
