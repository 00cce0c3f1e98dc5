"""A PDF looked into: how many pages, and what it could do by itself."""

import io
import time

from pyhanko.pdf_utils.generic import PdfObject
from pyhanko.pdf_utils.reader import PdfFileReader

from caicach.files.pages.drawing import NoPageError
from caicach.files.pages.facts import PdfFacts
from caicach.files.pages.pdfium import BrokenPdfError, LockedPdfError, Source, opened
from caicach.files.pages.walking import Walk

SECONDS = 2.0
LONGEST_TITLE = 300


def look_into_pdf(source: Source, seconds: float = SECONDS) -> PdfFacts:
    """Return what is known of a PDF; a broken one has no pages, and what was found until then.

    Pages are counted, never loaded. The structure is walked for at most `seconds`, and no content
    of a page is read.
    """
    try:
        with opened(source) as document:
            pages, title = len(document), str(document.get_metadata_value("Title"))
    except LockedPdfError:
        return PdfFacts(None, encrypted=True, complete=False)
    except BrokenPdfError:
        return PdfFacts(None, complete=False)
    walk = _walked(source, time.monotonic() + seconds)
    plain = " ".join(title.replace("\x00", "").split())[:LONGEST_TITLE]
    return PdfFacts(pages, plain, active=walk.active, complete=walk.complete)


def _walked(source: Source, until: float) -> Walk:
    """Walk from the head of the file; where it breaks, what was found so far counts."""
    walk = Walk(until)
    content = source if isinstance(source, bytes) else source.read_bytes()
    try:
        walk.through(_head(PdfFileReader(io.BytesIO(content), strict=False)))
    except Exception:  # a broken structure fails in as many ways as it can be broken
        walk.complete = False
    return walk


def _head(reader: PdfFileReader) -> PdfObject:
    if reader.encrypted:
        reader.decrypt("")  # pdfium opened it without a password
    return reader.root


def page_count(source: Source) -> int:
    """Return how many pages it has. Raises NoPageError, `locked` or `broken`."""
    try:
        with opened(source) as document:
            return len(document)
    except LockedPdfError as error:
        raise NoPageError("locked") from error
    except BrokenPdfError as error:
        raise NoPageError("broken") from error
