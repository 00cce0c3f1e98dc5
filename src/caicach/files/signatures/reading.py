"""Signatures read from a PDF: who, when, over what, and what was done afterwards."""

import io
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from caicach.files.signatures.found import Change, Coverage, Kind, Material, SignatureFound
from caicach.files.signatures.material import material_of
from caicach.files.signatures.stamps import stamp_holds, stamp_time

MOST_SIGNATURES = 50
VIETNAM = timezone(timedelta(hours=7))
MARK = b"/ByteRange"
"""Stands unpacked in every signed file."""

FORMATS = ("/adbe.pkcs7.detached", "/ETSI.CAdES.detached", "/ETSI.RFC3161")
COVERS = {
    SignatureCoverageLevel.ENTIRE_FILE: Coverage.WHOLE_FILE,
    SignatureCoverageLevel.ENTIRE_REVISION: Coverage.EARLIER_REVISION,
}
CHANGES = {
    ModificationLevel.NONE: Change.NONE,
    ModificationLevel.LTA_UPDATES: Change.PROOFS_ADDED,
    ModificationLevel.FORM_FILLING: Change.FORM_FILLING,
    ModificationLevel.ANNOTATIONS: Change.ANNOTATIONS,
}


def signatures_of(pdf: Path | bytes) -> list[SignatureFound]:
    """Return all signatures of a PDF, the earliest first; nothing for what is no PDF.

    One that cannot be read is told by its field, and a broken file that was signed as one without
    a field, so that nobody takes it for unsigned.
    """
    content = pdf if isinstance(pdf, bytes) else pdf.read_bytes()
    try:
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        if reader.encrypted:
            reader.decrypt("")
        fields = list(enumerate_sig_fields(reader, filled_status=True))[:MOST_SIGNATURES]
    except Exception:  # a broken structure fails in as many ways as it can be broken
        return [_unreadable("")] if MARK in content else []
    read = sorted(_read_each(reader, fields), key=lambda each: each[0])
    material = material_of(reader, [each.cms for _, each in read])
    return [_with(each, material) for _, each in read]


def _read_each(reader: PdfFileReader, fields: list[Any]) -> Iterator[tuple[int, SignatureFound]]:
    """Yield each with the number of the revision it was made in."""
    for name, value, place in fields:
        try:
            if value.get_object().get("/SubFilter") not in FORMATS:
                yield 0, _unreadable(name)
                continue
            embedded: Any = EmbeddedPdfSignature(reader, place, name)
            embedded.compute_integrity_info()
            yield embedded.signed_revision, _found(embedded)
        except Exception:  # as above: one broken signature does not hide the others
            yield 0, _unreadable(name)


def _unreadable(name: str) -> SignatureFound:
    nothing = Coverage.PART, Change.NONE
    return SignatureFound(str(name), Kind.SIGNATURE, "", "", None, *nothing, True, False, "")


def _found(embedded: EmbeddedPdfSignature) -> SignatureFound:
    is_stamp = embedded.sig_object_type == "/DocTimeStamp"
    names = embedded.signer_cert.subject.native
    summary = embedded.summarise_integrity_info()
    return SignatureFound(
        field_name=str(embedded.field_name),
        kind=Kind.TIMESTAMP if is_stamp else Kind.SIGNATURE,
        signer=_name(names, "common_name"),
        organisation=_name(names, "organization_name"),
        claimed_at=stamp_time(embedded.signed_data) if is_stamp else _claimed_at(embedded),
        coverage=COVERS.get(summary["coverage"], Coverage.PART),
        change=_change(summary["diff_result"]),
        is_allowed=bool(summary["docmdp_ok"]),
        is_intact=_is_intact(embedded),
        digest=str(embedded.md_algorithm),
        cms=bytes(embedded.pkcs7_content),
        signed_hash=embedded.compute_digest(),
    )


def _with(found: SignatureFound, material: Material) -> SignatureFound:
    parts = {name: getattr(found, name) for name in found.__dataclass_fields__}
    return SignatureFound(**(parts | {"material": material}))


def _is_intact(embedded: EmbeddedPdfSignature) -> bool:
    """Say whether the signed bytes and the signature fit each other."""
    kind = embedded.signed_data["encap_content_info"]["content_type"].native
    if kind == "tst_info":
        return stamp_holds(embedded.signed_data, embedded.compute_digest)
    intact, valid = validate_sig_integrity(
        embedded.signer_info,
        embedded.signer_cert,
        expected_content_type=kind,
        actual_digest=embedded.compute_digest(),
    )
    return bool(intact and valid)


def _change(difference: Any) -> Change:
    if not isinstance(difference, DiffResult):
        return Change.OTHER
    return CHANGES.get(difference.modification_level, Change.OTHER)


def _name(names: Any, part: str) -> str:
    value = names.get(part) or ""
    text = " · ".join(value) if isinstance(value, list) else str(value)
    shown = "".join(each for each in text if unicodedata.category(each)[0] != "C")
    return unicodedata.normalize("NFC", " ".join(shown.split()))[:200]


def _claimed_at(embedded: EmbeddedPdfSignature) -> datetime | None:
    """Return the time the signer wrote down; one that names no zone is taken for Vietnam's."""
    try:
        claimed = embedded.self_reported_timestamp
    except ValueError:
        return None
    if claimed is None:
        return None
    return (claimed if claimed.tzinfo else claimed.replace(tzinfo=VIETNAM)).astimezone(UTC)
