"""A certificate followed up to an anchor at one moment, with what the file itself carries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from asn1crypto import crl, ocsp, x509
from pyhanko_certvalidator import ValidationContext, find_valid_path
from pyhanko_certvalidator.errors import (
    DisallowedAlgorithmError,
    ExpiredError,
    InsufficientRevinfoError,
    NotYetValidError,
    PathError,
    RevokedError,
    StaleRevinfoError,
    ValidationError,
)
from pyhanko_certvalidator.policy_decl import (
    CertRevTrustPolicy,
    FreshnessReqType,
    RevocationCheckingPolicy,
    RevocationCheckingRule,
)

from caicach.files.signatures.anchors import Anchors
from caicach.files.signatures.found import Material
from caicach.files.signatures.judgement import Reason
from caicach.files.waiting import wait_for

NEEDED, NOT_ASKED = RevocationCheckingRule.CRL_OR_OCSP_REQUIRED, RevocationCheckingRule.NO_CHECK
STRICT = CertRevTrustPolicy(RevocationCheckingPolicy(NEEDED, NEEDED), retroactive_revinfo=True)
"""Answers of the moment or of later: what was not revoked later was not revoked before."""

HOWEVER_OLD = [
    CertRevTrustPolicy(
        RevocationCheckingPolicy(NEEDED, above),
        freshness=timedelta(days=36_500),
        freshness_req_type=FreshnessReqType.MAX_DIFF_REVOCATION_VALIDATION,
    )
    for above in (NOT_ASKED, NEEDED)
]
"""An old answer proves no more that a certificate is good, but still that it was revoked."""

KNOWN_WEAK = frozenset({"md2", "md5"})
"""SHA-1 is told as old beside the state: most signatures of ten years ago have it."""

REASONS: tuple[tuple[type[Exception], Reason], ...] = (
    (RevokedError, Reason.CERTIFICATE_REVOKED),
    (StaleRevinfoError, Reason.STALE_REVOCATION),
    (InsufficientRevinfoError, Reason.NO_REVOCATION),
    (ExpiredError, Reason.CERTIFICATE_EXPIRED),
    (NotYetValidError, Reason.NOT_YET_VALID),
    (DisallowedAlgorithmError, Reason.WEAK_ALGORITHM),
)


class Known:
    """Anchors and what the file carries, read once for all its signatures."""

    def __init__(self, anchors: Anchors, material: Material) -> None:
        self.anchors = _loaded(x509.Certificate, anchors.certificates)
        self.certificates = _loaded(x509.Certificate, material.certificates)
        self.crls = _loaded(crl.CertificateList, material.crls)
        self.ocsps = _loaded(ocsp.OCSPResponse, material.ocsps)


@dataclass(frozen=True, slots=True)
class Trust:
    """What is known, and the certificates beside a signature."""

    known: Known
    beside: tuple[x509.Certificate, ...] = ()

    def obstacle(self, certificate: x509.Certificate, at: datetime) -> Reason | None:
        """Return why the certificate could not be believed at that moment; None where it could."""
        reason = self._tried(certificate, at, STRICT)
        if reason in (None, Reason.CERTIFICATE_REVOKED):
            return reason
        return Reason.CERTIFICATE_REVOKED if self.was_revoked(certificate, at) else reason

    def was_revoked(self, certificate: x509.Certificate, until: datetime) -> bool:
        """Say whether any answer, however old, says it was revoked until then."""
        at = min(until, certificate.not_valid_after)
        tried = (self._tried(certificate, at, policy) for policy in HOWEVER_OLD)
        return Reason.CERTIFICATE_REVOKED in tried

    def _tried(
        self, certificate: x509.Certificate, at: datetime, policy: CertRevTrustPolicy
    ) -> Reason | None:
        try:
            wait_for(lambda: self._follow(certificate, self._context(at, policy)))
        except (PathError, ValidationError, ValueError) as error:
            return next(
                (reason for kind, reason in REASONS if isinstance(error, kind)), Reason.NO_CHAIN
            )
        return None

    def _context(self, at: datetime, policy: CertRevTrustPolicy) -> ValidationContext:
        return ValidationContext(
            trust_roots=self.known.anchors,
            other_certs=[*self.known.certificates, *self.beside],
            crls=self.known.crls,
            ocsps=self.known.ocsps,
            moment=at,
            revinfo_policy=policy,
            weak_hash_algos=KNOWN_WEAK,
        )

    async def _follow(self, certificate: x509.Certificate, context: ValidationContext) -> None:
        paths = context.path_builder.async_build_paths_lazy(certificate)
        await find_valid_path(certificate, paths, context)


def _loaded(kind: Any, given: Iterable[bytes]) -> list[Any]:
    """Return what can be read of it."""
    read = []
    for each in given:
        try:
            read.append(kind.load(each, strict=True))
        except ValueError:
            continue
    return read
