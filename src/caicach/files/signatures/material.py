"""Certificates and answers about revoked ones that a PDF carries: nothing is ever fetched."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from asn1crypto import cms as asn1_cms
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import find_cms_attribute_iter

from caicach.files.signatures.found import Material

MOST_BYTES = 8 * 2**20
PLACES = (
    ("/Certs", DecodePurpose.CERTIFICATE),
    ("/CRLs", DecodePurpose.CRL),
    ("/OCSPs", DecodePurpose.OCSP_RESPONSE),
)


def material_of(reader: PdfFileReader, signatures: Sequence[bytes]) -> Material:
    """Return what lies in the document's own store and in the signatures, each once."""
    certificates, crls, ocsps = (list(_stored(reader, *place)) for place in PLACES)
    for signature in signatures:
        for crl, ocsp in _in_signature(signature):
            crls += crl
            ocsps += ocsp
    return Material(*_within(MOST_BYTES, certificates, ocsps, crls))


def _within(
    most: int, certificates: Iterable[bytes], ocsps: Iterable[bytes], crls: Iterable[bytes]
) -> tuple[tuple[bytes, ...], tuple[bytes, ...], tuple[bytes, ...]]:
    """Keep the first of each kind that fit; without the rest a signature is only less provable."""
    kept: list[tuple[bytes, ...]] = []
    for kind in (certificates, ocsps, crls):
        chosen: list[bytes] = []
        for each in dict.fromkeys(kind):
            most -= len(each)
            if most > 0:
                chosen.append(each)
        kept.append(tuple(chosen))
    return kept[0], kept[2], kept[1]


def _stored(reader: PdfFileReader, place: str, purpose: DecodePurpose) -> Iterator[bytes]:
    try:
        listed = list(reader.root["/DSS"][place])
    except Exception:  # there is none, or it fails in one of the many ways it can be broken
        return
    yield from filter(None, (_read(each, purpose) for each in listed))


def _read(stream: Any, purpose: DecodePurpose) -> bytes:
    """Return what a stream holds; nothing for a broken one, which proves nothing."""
    try:
        return bytes(stream.get_object().read_data(purpose))
    except Exception:  # as above
        return b""


def _in_signature(signature: bytes) -> Iterator[tuple[list[bytes], list[bytes]]]:
    if not signature:
        return
    try:
        signer = asn1_cms.ContentInfo.load(signature)["content"]["signer_infos"][0]
        kept: list[Any] = [
            each
            for attributes in (signer["signed_attrs"], signer["unsigned_attrs"])
            for each in find_cms_attribute_iter(attributes, "adobe_revocation_info_archival")
        ]
        for each in kept:
            yield [crl.dump() for crl in each["crl"]], [ocsp.dump() for ocsp in each["ocsp"]]
    except Exception:  # as above
        return
