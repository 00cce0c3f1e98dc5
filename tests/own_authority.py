"""An authority of our own, with all it takes to sign PDF files in every good and bad way."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pypdfium2
from asn1crypto import crl as asn1_crl
from asn1crypto import keys as asn1_keys
from asn1crypto import ocsp as asn1_ocsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator.registry import SimpleCertificateStore

from caicach.files.waiting import wait_for

BEGIN, END = datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)
SIGNING, ISSUING = ("digital_signature", "content_commitment"), ("key_cert_sign", "crl_sign")
ON_THE_DAY = datetime(2026, 11, 2, 3, tzinfo=UTC)
"""When time stamps say that something was signed."""

ASKED_AT = x509.AuthorityInformationAccess(
    [
        x509.AccessDescription(
            AuthorityInformationAccessOID.OCSP,
            x509.UniformResourceIdentifier("http://ocsp.invalid/"),
        )
    ]
)
"""Where a certificate says that its state is told: nobody may ever ask there."""


@dataclass
class Holder:
    """A certificate and its key. `der` is what others are given."""

    certificate: x509.Certificate
    key: Any
    by: "Holder | None" = None

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def for_signing(self) -> asn1_x509.Certificate:
        return asn1_x509.Certificate.load(self.der)

    @property
    def key_for_signing(self) -> asn1_keys.PrivateKeyInfo:
        plain = self.key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        return asn1_keys.PrivateKeyInfo.load(plain)


def issued(
    name: str,
    by: Holder | None = None,
    *,
    until: datetime = END,
    stamps: bool = False,
    uses: tuple[str, ...] = SIGNING,
) -> Holder:
    """Return a new holder; a root where nobody issues it."""
    # the library's own time stamps are made with RSA alone
    key = (
        rsa.generate_private_key(65537, 2048) if stamps else ec.generate_private_key(ec.SECP256R1())
    )
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Sở Xây dựng tỉnh Nam Hà"),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )
    used = ISSUING if by is None else uses
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEGIN)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(used == ISSUING, None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(_usage(used), critical=True)
    )
    if stamps:
        use = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(use, critical=True)
    if by:
        above = x509.AuthorityKeyIdentifier.from_issuer_public_key(by.key.public_key())
        builder = builder.add_extension(above, critical=False).add_extension(
            ASKED_AT, critical=False
        )
    return Holder(builder.sign((by.key if by else key), hashes.SHA256()), key, by)


def _usage(used: tuple[str, ...]) -> x509.KeyUsage:
    names = (
        *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment"),
        *("key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
    )
    return x509.KeyUsage(**{name: name in used for name in names})


def crl_of(
    issuer: Holder,
    *revoked: tuple[Holder, datetime],
    since: datetime = BEGIN,
    until: datetime = END,
) -> bytes:
    """Return the issuer's list of revoked certificates, as DER."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(since)
        .next_update(until)
    )
    for holder, at in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(holder.certificate.serial_number)
        builder = builder.add_revoked_certificate(entry.revocation_date(at).build())
    return builder.sign(issuer.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def ocsp_of(holder: Holder, *, since: datetime = BEGIN, until: datetime = END) -> bytes:
    """Return the issuer's word that a certificate is good, as DER."""
    assert holder.by is not None
    issuer = holder.by
    answer = ocsp.OCSPResponseBuilder().add_response(
        holder.certificate,
        issuer.certificate,
        hashes.SHA1(),  # noqa: S303 — names the certificate, as answers do
        ocsp.OCSPCertStatus.GOOD,
        since,
        until,
        None,
        None,
    )
    answer = answer.responder_id(ocsp.OCSPResponderEncoding.HASH, issuer.certificate)
    signed = answer.sign(issuer.key, hashes.SHA256())
    return signed.public_bytes(serialization.Encoding.DER)


@dataclass
class Authority:
    """A root, an office's authority below it, a signer, and who sets time stamps."""

    root: Holder = field(default_factory=lambda: issued("Gốc thử nghiệm"))
    office: Holder = field(init=False)
    signer: Holder = field(init=False)
    stamper: Holder = field(init=False)

    def __post_init__(self) -> None:
        self.office = issued("Chứng thực thử nghiệm", self.root, uses=ISSUING)
        self.signer = issued("Nguyễn Thị Hà", self.office)
        self.stamper = issued("Dấu thời gian", self.office, stamps=True)

    def crls(self, *revoked: tuple[Holder, datetime]) -> list[bytes]:
        """Return what proves that nobody but `revoked` was revoked."""
        return [crl_of(self.root), crl_of(self.office, *revoked)]


@cache
def authority() -> Authority:
    """Return the one authority of a test run."""
    return Authority()


@cache
def blank_pdf(pages: int = 1) -> bytes:
    """Return a PDF of empty pages, the same each time."""
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842).close()
    written = io.BytesIO()
    document.save(written)
    document.close()
    return written.getvalue()


def scripted_pdf() -> bytes:
    """Return a page that runs a script when it is opened."""
    writer = IncrementalPdfFileWriter(io.BytesIO(blank_pdf()))
    script = {"/S": generic.pdf_name("/JavaScript"), "/JS": generic.TextStringObject("alert(1)")}
    action = {generic.pdf_name(key): each for key, each in script.items()}
    writer.root[generic.pdf_name("/OpenAction")] = generic.DictionaryObject(action)
    writer.update_root()
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def locked_pdf(password: str) -> bytes:
    """Return a page that asks for a password; an empty one is not asked for."""
    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(blank_pdf())))
    writer.encrypt("owner", password)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def signed_pdf(
    pdf: bytes | None = None,
    by: Holder | None = None,
    *,
    field_name: str = "ChuKy1",
    digest: str = "sha256",
    stamped_at: datetime | None = None,
) -> bytes:
    """Return the file with one more signature; nothing in it proves that nobody was revoked."""
    holder = by or authority().signer
    store = SimpleCertificateStore()
    store.register(authority().office.for_signing)
    signer = signers.SimpleSigner(holder.for_signing, holder.key_for_signing, store)
    told = signers.PdfSignatureMetadata(
        field_name=field_name, md_algorithm=digest, subfilter=SigSeedSubFilter.PADES
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf or blank_pdf()))
    stamper = _stamper(stamped_at) if stamped_at else None
    written = wait_for(lambda: signers.async_sign_pdf(writer, told, signer, timestamper=stamper))
    content: bytes = written.getvalue()
    return content


def stamped_pdf(pdf: bytes, at: datetime) -> bytes:
    """Return the file with a time stamp over the whole of it."""
    stamping = signers.PdfTimeStamper(_stamper(at))
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    written = wait_for(lambda: stamping.async_timestamp_pdf(writer, "sha256"))
    content: bytes = written.getvalue()
    return content


def _stamper(at: datetime) -> DummyTimeStamper:
    holder, store = authority().stamper, SimpleCertificateStore()
    store.register(authority().office.for_signing)
    return DummyTimeStamper(holder.for_signing, holder.key_for_signing, store, fixed_dt=at)


def proven_pdf(pdf: bytes, crls: Sequence[bytes] = (), ocsps: Sequence[bytes] = ()) -> bytes:
    """Return the file with what proves that nobody was revoked, in its own store."""
    written = io.BytesIO(pdf)
    DocumentSecurityStore.add_dss(
        written,
        None,
        certs=[authority().office.for_signing],
        crls=[asn1_crl.CertificateList.load(each) for each in crls],
        ocsps=[asn1_ocsp.OCSPResponse.load(each) for each in ocsps],
    )
    return written.getvalue()
