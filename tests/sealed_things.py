"""Keys, certificates and sealed packages, for the tests of what is published."""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

from caicach.files.snapshots import Publication, SealingKey, make_sealing_key, publish
from made_up_round import made_up_result, particulars

NOW = datetime(2027, 1, 5, 1, 30, tzinfo=UTC)
PASSWORD = "mật khẩu"


@cache
def own_key() -> SealingKey:
    """Return the key of an installation."""
    with TemporaryDirectory() as folder:
        return make_sealing_key(Path(folder), "Ủy ban nhân dân tỉnh Mẫu", NOW)


@cache
def _published(agencies: int) -> tuple[tuple[str, bytes], ...]:
    result = made_up_result(agencies, without={"A0003": "1.2"})
    publication = Publication(particulars(), result, {"facts": "41"}, {"1": "ab" * 32})
    return tuple(publish(publication, own_key(), NOW)[1].items())


def published(agencies: int = 4) -> dict[str, bytes]:
    """Return the files of a package; made once, handed out as a new dictionary."""
    return dict(_published(agencies))


def written(folder: Path, files: dict[str, bytes]) -> Path:
    """Return a folder that holds the files."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def name_of(text: str) -> x509.Name:
    """Return a name as certificates bear it."""
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def issued(
    private: Any,
    *,
    days: int = 365,
    begins: datetime = NOW,
    issuer: SealingKey | None = None,
    is_authority: bool = False,
) -> x509.Certificate:
    """Return a certificate for a key, its own or an issuer's word for it."""
    subject = name_of("Văn phòng" if issuer else "Cơ quan chứng thực")
    by = issuer.certificate.subject if issuer else subject
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(_usage(is_authority), critical=True)
        .sign(issuer.private if issuer else private, hashes.SHA256())
    )


def _usage(is_authority: bool) -> x509.KeyUsage:
    named = ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only")
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        decipher_only=False,
        **dict.fromkeys(named, False),
    )


def new_key() -> ec.EllipticCurvePrivateKey:
    """Return a private key."""
    return ec.generate_private_key(ec.SECP256R1())


def authority() -> SealingKey:
    """Return a key that may issue certificates."""
    private = new_key()
    return SealingKey(private, issued(private, is_authority=True, days=3650))


def p12(
    private: Any, certificate: x509.Certificate | None, chain: list[x509.Certificate] | None = None
) -> bytes:
    """Return a PKCS#12 file under the password."""
    lock = BestAvailableEncryption(PASSWORD.encode())
    return pkcs12.serialize_key_and_certificates(b"seal", private, certificate, chain, lock)
