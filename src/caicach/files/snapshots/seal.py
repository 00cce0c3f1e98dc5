"""The seal of a text: a detached CMS signature that any tool for it can check."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from asn1crypto import cms, keys
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import Certificate, load_der_x509_certificate
from cryptography.x509.oid import NameOID
from pyhanko.sign.general import extract_certificate_info
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.validation import async_validate_detached_cms
from pyhanko.sign.validation.generic_cms import extract_self_reported_ts
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError
from pyhanko_certvalidator.registry import SimpleCertificateStore

from caicach.files.snapshots.keys import SealingKey
from caicach.files.waiting import wait_for

DIGEST = "sha256"
_Store: Any = SimpleCertificateStore  # its methods carry no types

Trust = Literal["trusted", "unknown", "broken"]
Reason = Literal["", "unreadable", "content", "signature", "certificate"]


@dataclass(frozen=True, slots=True)
class SealState:
    """What a seal proves.

    trusted: intact, by an anchor or a certificate below one. unknown: intact, but who sealed is
    only claimed. broken: for `reason`; content: other than what was sealed; certificate: it did not
    hold at that time.
    signer, fingerprint (SHA-256), sealed_at: as the certificate and the sealer say.
    """

    trust: Trust
    signer: str = ""
    fingerprint: str = ""
    sealed_at: datetime | None = None
    reason: Reason = ""


def seal(content: bytes, key: SealingKey, now: datetime) -> bytes:
    """Return a detached CMS signature (DER) over `content`."""
    told = PdfCMSSignedAttributes(signing_time=now)
    signer = signer_of(key)
    made = wait_for(
        lambda: signer.async_sign_general_data(content, DIGEST, signed_attr_settings=told)
    )
    return bytes(made.dump())


def signer_of(key: SealingKey) -> SimpleSigner:
    """Return the key as the signing library takes it."""
    private = key.private.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return SimpleSigner(
        signing_cert=_converted(key.certificate),
        signing_key=keys.PrivateKeyInfo.load(private),
        cert_registry=_Store.from_certs([_converted(each) for each in key.chain]),
    )


def _converted(certificate: Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def check_seal(content: bytes, sealed: bytes, anchors: Sequence[Certificate] = ()) -> SealState:
    """Return what the seal proves; anchors: certificates that are trusted.

    No network is asked, so a certificate withdrawn meanwhile is not noticed.
    """
    try:
        signed = cms.ContentInfo.load(sealed, strict=True)["content"]
        held = extract_certificate_info(signed)
        own = load_der_x509_certificate(held.signer_cert.dump())
        moment = extract_self_reported_ts(signed["signer_infos"][0])
        context = ValidationContext(trust_roots=[held.signer_cert], moment=moment)
        status = wait_for(lambda: async_validate_detached_cms(content, signed, context))
    except Exception:  # of a broken envelope the libraries raise whatever they stumble over
        return SealState("broken", reason="unreadable")
    reason = _reason(status.intact, status.valid, own, moment)
    is_known = not reason and _is_trusted(own, held.other_certs, anchors, moment)
    trust: Trust = "broken" if reason else "trusted" if is_known else "unknown"
    return SealState(trust, _name(own), own.fingerprint(SHA256()).hex(), moment, reason)


def _reason(intact: bool, valid: bool, own: Certificate, moment: datetime | None) -> Reason:
    if not intact:
        return "content"
    if not valid:
        return "signature"
    begins, ends = own.not_valid_before_utc, own.not_valid_after_utc
    return "certificate" if moment is None or not begins <= moment <= ends else ""


def _is_trusted(
    own: Certificate,
    others: Iterable[asn1_x509.Certificate],
    anchors: Sequence[Certificate],
    moment: datetime | None,
) -> bool:
    """A certificate is trusted when it is an anchor itself, or stands below one."""
    if own in anchors:
        return True
    context = ValidationContext(
        trust_roots=[_converted(each) for each in anchors], other_certs=others, moment=moment
    )
    validator: Any = CertificateValidator(_converted(own), validation_context=context)
    try:
        wait_for(lambda: validator.async_validate_usage({"digital_signature"}))
    except (ValidationError, PathError):
        return False
    return True


def _name(certificate: Certificate) -> str:
    """Return the common name, or the whole subject where there is none."""
    named = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(named[0].value) if named else certificate.subject.rfc4514_string()
