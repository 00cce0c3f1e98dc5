"""The seal in the pages themselves: a PAdES signature."""

import io
from datetime import datetime
from typing import Any

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from caicach.files.snapshots.keys import SealingKey
from caicach.files.snapshots.seal import DIGEST, signer_of
from caicach.files.waiting import wait_for

FIELD = "CaicachSeal"


class _TimedSigner(PdfSigner):
    """Signs at a time that is handed in; the library would ask the clock."""

    def __init__(self, moment: datetime, **parts: Any) -> None:
        super().__init__(**parts)
        self.moment = moment

    def init_signing_session(self, *parts: Any, **named: Any) -> Any:
        session = super().init_signing_session(*parts, **named)
        session.system_time = self.moment
        return session


def sign_pdf(pdf: bytes, key: SealingKey, now: datetime, reason: str, place: str) -> bytes:
    """Return the PDF with an invisible PAdES signature; nothing is asked of a network.

    It does not certify the pages, so that the office can add its own signature beside it.
    """
    meta = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm=DIGEST,
        reason=reason or None,
        location=place or None,
        subfilter=SigSeedSubFilter.PADES,
    )
    signer = _TimedSigner(now, signature_meta=meta, signer=signer_of(key))
    written = io.BytesIO()
    pages = IncrementalPdfFileWriter(io.BytesIO(pdf))
    wait_for(lambda: signer.async_sign_pdf(pages, output=written))
    return written.getvalue()
