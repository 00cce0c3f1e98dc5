"""The key an installation seals with, and the one it makes for itself."""

import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.x509.oid import NameOID

FILE = "sealing-key.pem"
YEARS = 10
"""How long the own certificate holds: longer than anybody contests a ranking."""
LONGEST_NAME = 64
"""Bytes of a common name that X.509 allows."""


@dataclass(frozen=True, slots=True)
class SealingKey:
    """A private key with its certificate; `chain` are the certificates above it."""

    private: ec.EllipticCurvePrivateKey | RSAPrivateKey = field(repr=False)
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()

    @property
    def pem(self) -> bytes:
        """Return the certificate, then those above it, for whoever checks."""
        every = (self.certificate, *self.chain)
        return b"".join(each.public_bytes(serialization.Encoding.PEM) for each in every)

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 of the certificate."""
        return self.certificate.fingerprint(hashes.SHA256()).hex()


class KeyFileBrokenError(ValueError):
    """The installation's key file holds no key with its certificate."""


def make_sealing_key(folder: Path, name: str, now: datetime) -> SealingKey:
    """Return the installation's own key; made in `folder` the first time, read afterwards.

    Of several processes that make one at once, all get the key of the first. One whose
    certificate has ended is set aside, and a new one takes its place.
    Raises KeyFileBrokenError, and OSError where the folder cannot be written.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / FILE
    if path.exists():
        key = _read(path)
        if now <= key.certificate.not_valid_after_utc:
            return key
        path.rename(path.with_stem(f"{path.stem}-{key.fingerprint[:16]}"))
    _keep_once(path, _new_key(name, now))
    return _read(path)


def _new_key(name: str, now: datetime) -> bytes:
    """Return a key and its certificate as PEM. ECDSA on P-256: small, and every tool knows it."""
    private = ec.generate_private_key(ec.SECP256R1())
    short = name.encode()[:LONGEST_NAME].decode(errors="ignore").strip()
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, short or "Caicach")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now.replace(year=now.year + YEARS, day=min(now.day, 28)))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_USAGE, critical=True)
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(private.public_key()), critical=False
        )
        .sign(private, hashes.SHA256())
    )
    secret = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return secret + certificate.public_bytes(serialization.Encoding.PEM)


_USAGE = x509.KeyUsage(
    digital_signature=True,
    content_commitment=True,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=False,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)


def _keep_once(path: Path, content: bytes) -> None:
    """A link is made only where there is none, so that the first of two writers wins whole."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(name, path)
    finally:
        Path(name).unlink()


def _read(path: Path) -> SealingKey:
    content = path.read_bytes()
    try:
        private = serialization.load_pem_private_key(content, None)
        certificate = x509.load_pem_x509_certificate(content)
    except (ValueError, TypeError) as error:
        raise KeyFileBrokenError(str(path)) from error
    if not isinstance(private, ec.EllipticCurvePrivateKey | RSAPrivateKey):
        raise KeyFileBrokenError(str(path))
    return SealingKey(private, certificate)
