"""The office's own key, from a PKCS#12 file, with everything that may be wrong with it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from asn1crypto import pkcs12 as pkcs12_form
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509 import Certificate

from caicach.core.issues import Issue, has_faults, issue
from caicach.files.snapshots.keys import SealingKey

SOON = timedelta(days=30)
FEWEST_BITS = 2048


def load_sealing_key(
    path: Path, password: str, now: datetime
) -> tuple[SealingKey | None, list[Issue]]:
    """Return the key of a PKCS#12 file, or None with what is wrong with it.

    A certificate that ends within 30 days is a warning beside the key.
    """
    where = path.name
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None, [issue("seal-file-missing", where)]
    except OSError as error:
        return None, [issue("seal-file-unreadable", where, reason=error.strerror or error)]
    if not _is_pkcs12(content):
        return None, [issue("seal-file-no-pkcs12", where)]
    try:
        found = pkcs12.load_pkcs12(content, password.encode() or None)
    except ValueError:
        return None, [issue("seal-password-wrong", where)]
    return _checked(found, now, where)


def _is_pkcs12(content: bytes) -> bool:
    try:
        return bool(pkcs12_form.Pfx.load(content)["version"].native == "v3")
    except ValueError:
        return False


def _checked(
    found: pkcs12.PKCS12KeyAndCertificates, now: datetime, where: str
) -> tuple[SealingKey | None, list[Issue]]:
    private = found.key
    if private is None:
        return None, [issue("seal-no-private-key", where)]
    if not isinstance(private, EllipticCurvePrivateKey | RSAPrivateKey):
        return None, [issue("seal-key-unfit", where, bits=str(FEWEST_BITS))]
    held = [found.cert, *found.additional_certs]
    every = [each.certificate for each in held if each is not None]
    own = next((each for each in every if each.public_key() == private.public_key()), None)
    if own is None:
        return None, [issue("seal-no-certificate", where)]
    issues = [*_of_strength(private, where), *_of_time(own, now, where)]
    if has_faults(issues):
        return None, issues
    chain = tuple(each for each in every if each != own)
    return SealingKey(private, own, chain), issues


def _of_strength(private: Any, where: str) -> Iterator[Issue]:
    if isinstance(private, RSAPrivateKey) and private.key_size < FEWEST_BITS:
        yield issue("seal-key-unfit", where, bits=str(FEWEST_BITS))


def _of_time(certificate: Certificate, now: datetime, where: str) -> Iterator[Issue]:
    begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if now < begins:
        yield issue("seal-not-yet-valid", where, day=_day(begins))
    elif now > ends:
        yield issue("seal-expired", where, day=_day(ends))
    elif now > ends - SOON:
        yield issue("seal-expires-soon", where, day=_day(ends))


def _day(moment: datetime) -> str:
    return f"{moment:%d/%m/%Y}"
