"""Signatures judged: by the anchors of an office, at one moment."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from asn1crypto import cms
from pyhanko.sign.general import extract_certificate_info, extract_signer_info
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter, message_imprint_checker
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator.errors import InvalidCertificateError

from caicach.files.signatures.anchors import Anchors
from caicach.files.signatures.chain import KNOWN_WEAK, Known, Trust
from caicach.files.signatures.found import Change, Coverage, Kind, SignatureFound
from caicach.files.signatures.judgement import Judgement, Reason, State
from caicach.files.signatures.stamps import stamp_holds, stamp_time

SMALLEST_RSA = 2048
SIGNING = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"})
STAMPING = KeyUsageConstraints(extd_key_usage={"time_stamping"})
STATES = {
    Reason.HASH_DIFFERS: State.BROKEN,
    Reason.COVERS_PART: State.CHANGED,
    Reason.CHANGED_AFTERWARDS: State.CHANGED,
    Reason.CERTIFICATE_REVOKED: State.REVOKED,
    Reason.CERTIFICATE_EXPIRED: State.EXPIRED,
    Reason.NO_CHAIN: State.UNTRUSTED,
    Reason.NOT_FOR_SIGNING: State.UNTRUSTED,
    Reason.NOT_YET_VALID: State.UNTRUSTED,
}
"""All other reasons leave a signature not yet verifiable."""


def judge(found: Sequence[SignatureFound], anchors: Anchors, now: datetime) -> list[Judgement]:
    """Return the judgement of each signature of one file, in their order.

    found: all of them, the earliest first: a time stamp over the whole document proves when those
    before it were there. Without such proof a certificate must be good at `now`.
    """
    if not found:
        return []
    known = Known(anchors, found[0].material)
    stamps = [_stamped_at(each, known, now) for each in found]
    judged = []
    for at, each in enumerate(found):
        later = min(filter(None, stamps[at + 1 :]), default=None)
        judged.append(_judged(each, known, now, later))
    return judged


def _judged(
    found: SignatureFound, known: Known, now: datetime, stamped_at: datetime | None
) -> Judgement:
    if not found.digest:
        return _because(Reason.UNREADABLE)
    spoilt = _spoilt(found)
    if spoilt or not known.anchors:
        return _because(spoilt or Reason.NO_ANCHORS)
    try:
        signed: cms.SignedData = cms.ContentInfo.load(found.cms)["content"]
        certificate = extract_certificate_info(signed).signer_cert
        proven = _proven_at(found, signed, known, now) or stamped_at
        obstacle = _unfit(found, certificate) or _trust(signed, known).obstacle(
            certificate, proven or now
        )
    except Exception:  # a broken signature fails in as many ways as it can be broken
        return _because(Reason.UNREADABLE)
    return _because(obstacle, proven) if obstacle else Judgement(State.VALID, None, proven)


def _because(reason: Reason, proven_at: datetime | None = None) -> Judgement:
    return Judgement(STATES.get(reason, State.NOT_YET_VERIFIABLE), reason, proven_at)


def _spoilt(found: SignatureFound) -> Reason | None:
    if not found.is_intact:
        return Reason.HASH_DIFFERS
    if found.coverage is Coverage.PART:
        return Reason.COVERS_PART
    if found.change is Change.OTHER or not found.is_allowed:
        return Reason.CHANGED_AFTERWARDS
    return None


def _unfit(found: SignatureFound, certificate: Any) -> Reason | None:
    """Say why this certificate may not sign, or signs too weakly, whoever issued it."""
    key = certificate.public_key
    is_small = key.algorithm == "rsa" and key.bit_size < SMALLEST_RSA
    if found.digest in KNOWN_WEAK or is_small:
        return Reason.WEAK_ALGORITHM
    try:
        (STAMPING if found.kind is Kind.TIMESTAMP else SIGNING).validate(certificate)
    except InvalidCertificateError:
        return Reason.NOT_FOR_SIGNING
    return None


def _trust(signed: Any, known: Known) -> Trust:
    beside = (each.chosen for each in signed["certificates"] if each.name == "certificate")
    return Trust(known, tuple(beside))


def _stamped_at(found: SignatureFound, known: Known, now: datetime) -> datetime | None:
    """Return the time of a stamp over the whole document; None where it proves nothing."""
    if found.kind is not Kind.TIMESTAMP or _spoilt(found) or not known.anchors:
        return None
    try:
        signed = cms.ContentInfo.load(found.cms)["content"]
        return _believed(signed, known, now)
    except Exception:  # as above: what cannot be read proves nothing
        return None


def _proven_at(found: SignatureFound, signed: Any, known: Known, now: datetime) -> datetime | None:
    """Return the earliest time that a stamp inside the signature proves."""
    if found.kind is Kind.TIMESTAMP:
        return _stamped_at(found, known, now)
    return min(filter(None, _inner_stamps(signed, known, now)), default=None)


def _inner_stamps(signed: Any, known: Known, now: datetime) -> Iterator[datetime | None]:
    signer = extract_signer_info(signed)
    for stamp in extract_tst_data_iter(signer, signed=False):
        if stamp_holds(stamp, message_imprint_checker(signer)):
            yield _believed(stamp, known, now)


def _believed(stamp: Any, known: Known, now: datetime) -> datetime | None:
    """Return the time of a stamp that comes from an anchor and was never revoked."""
    trust = _trust(stamp, known)
    at, certificate = stamp_time(stamp), extract_certificate_info(stamp).signer_cert
    try:
        STAMPING.validate(certificate)
    except InvalidCertificateError:
        return None
    if at > now or trust.was_revoked(certificate, now) or trust.obstacle(certificate, at):
        return None
    return at
