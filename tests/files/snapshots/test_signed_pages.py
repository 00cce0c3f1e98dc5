"""The seal in the pages: a PAdES signature that shows no mark and asks no network."""

import io
from contextlib import closing
from datetime import timedelta
from typing import Any

import pypdfium2 as pdfium
import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from caicach.files.official import annex_pdf
from caicach.files.snapshots import sign_pdf
from caicach.files.snapshots.seal import signer_of
from caicach.files.waiting import wait_for
from made_up_round import made_up_result, particulars
from sealed_things import NOW, own_key


@pytest.fixture(scope="module")
def pages() -> bytes:
    return annex_pdf(made_up_result(3), particulars())


def status_of(pdf: bytes, place: int = 0) -> Any:
    roots = [signer_of(own_key()).signing_cert]
    context = ValidationContext(trust_roots=roots, moment=NOW)
    signature = PdfFileReader(io.BytesIO(pdf)).embedded_signatures[place]
    return wait_for(lambda: async_validate_pdf_signature(signature, context))


def test_the_signature_covers_the_whole_file_and_holds(pages: bytes) -> None:
    status = status_of(sign_pdf(pages, own_key(), NOW, "Công bố", "Mẫu Thành"))
    assert status.bottom_line
    assert status.coverage.name == "ENTIRE_FILE"


def test_time_reason_and_place_are_those_handed_in(pages: bytes) -> None:
    signed = sign_pdf(pages, own_key(), NOW, "Công bố kết quả", "Mẫu Thành")
    entry = PdfFileReader(io.BytesIO(signed)).embedded_signatures[0].sig_object
    assert (entry["/Reason"], entry["/Location"]) == ("Công bố kết quả", "Mẫu Thành")
    assert entry["/M"] == "D:20270105013000Z"
    assert entry["/SubFilter"] == "/ETSI.CAdES.detached"


def test_signing_changes_nothing_that_is_seen(pages: bytes) -> None:
    signed = sign_pdf(pages, own_key(), NOW, "", "")
    assert signed.startswith(pages)
    with closing(pdfium.PdfDocument(pages)) as old, closing(pdfium.PdfDocument(signed)) as new:
        assert len(old) == len(new)
        assert old[0].render().to_numpy().tobytes() == new[0].render().to_numpy().tobytes()


def test_the_office_may_sign_beside_it(pages: bytes) -> None:
    signed = sign_pdf(pages, own_key(), NOW, "", "")
    twice = second_signature(signed)
    assert status_of(twice, 0).bottom_line
    assert status_of(twice, 1).bottom_line


def second_signature(pdf: bytes) -> bytes:
    """Return the pages with the signature of a person's token, as other software adds it."""
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

    written = io.BytesIO()
    signer = PdfSigner(PdfSignatureMetadata(field_name="Office"), signer=signer_of(own_key()))
    added = IncrementalPdfFileWriter(io.BytesIO(pdf))
    wait_for(lambda: signer.async_sign_pdf(added, output=written))
    return written.getvalue()


def test_pages_changed_afterwards_are_told(pages: bytes) -> None:
    signed = sign_pdf(pages, own_key(), NOW, "", "")
    at = len(pages) // 2
    changed = signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]
    assert not status_of(changed).intact


def test_another_time_is_another_signature_over_the_same_pages(pages: bytes) -> None:
    later = sign_pdf(pages, own_key(), NOW + timedelta(days=1), "", "")
    assert later != sign_pdf(pages, own_key(), NOW, "", "")
    assert later.startswith(pages)
