"""Certificates the office trusts: those of the national root, of the Government's authority."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from asn1crypto import pem, x509

from caicach.core.issues import Issue, issue

ENDINGS = (".pem", ".crt", ".cer", ".der")
MOST_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Anchors:
    """certificates: each as DER, in a fixed order. None at all is a fair answer."""

    certificates: tuple[bytes, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Return what tells one set of anchors from another."""
        return hashlib.sha256(b"".join(self.certificates)).hexdigest()


def read_anchors(folder: Path) -> tuple[Anchors, list[Issue]]:
    """Return the certificates in a folder (PEM or DER), and a fault for each unusable file."""
    if not folder.is_dir():
        return Anchors(), [issue("anchors-no-folder", str(folder))]
    found: set[bytes] = set()
    issues = []
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in ENDINGS:
            continue
        try:
            found |= set(_certificates(path.read_bytes()[:MOST_BYTES]))
        except (OSError, ValueError, TypeError):
            issues.append(issue("anchors-unreadable", path.name))
    if not found and not issues:
        issues.append(issue("anchors-empty", str(folder)))
    return Anchors(tuple(sorted(found))), issues


def _certificates(content: bytes) -> Iterator[bytes]:
    """Yield each certificate as DER. Raises ValueError for anything else."""
    if not pem.detect(content):
        yield _checked(content)
        return
    for kind, _, der in pem.unarmor(content, multiple=True):
        if kind != "CERTIFICATE":
            raise ValueError(kind)
        yield _checked(der)


def _checked(der: bytes) -> bytes:
    if not x509.Certificate.load(der, strict=True).subject.native:
        raise ValueError("the certificate names nobody")
    return der
