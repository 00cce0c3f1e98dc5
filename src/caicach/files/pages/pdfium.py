"""The one place that calls pdfium: one thread at a time, everything closed before the next."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, TypeAlias

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

Source: TypeAlias = Path | bytes
Document: TypeAlias = Any
LOCK = Lock()
"""pdfium keeps its state for the whole process."""


class LockedPdfError(ValueError):
    """The file asks for a password."""


class BrokenPdfError(ValueError):
    """The file, or the page asked for, cannot be read."""


class SlowPageError(ValueError):
    """The page was not drawn within the time it was given."""


@contextmanager
def opened(source: Source) -> Iterator[Document]:
    """Yield the document, its forms ready to be drawn. Raises LockedPdfError, BrokenPdfError."""
    with LOCK:
        try:
            document = pypdfium2.PdfDocument(source)
        except pypdfium2.PdfiumError as error:
            if error.err_code == pdfium.FPDF_ERR_PASSWORD:
                raise LockedPdfError from error
            raise BrokenPdfError from error
        try:
            document.init_forms()
            yield document
        finally:
            document.close()


def drawn(document: Document, number: int, width: int, height: int, seconds: float) -> Image.Image:
    """Return the page, fitted into that many pixels. Raises BrokenPdfError, SlowPageError."""
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError as error:
        raise BrokenPdfError from error
    try:
        scale = min(width / max(page.get_width(), 1), height / max(page.get_height(), 1))
        return _picture(document, page, scale, seconds)
    finally:
        page.close()


def _picture(document: Document, page: Any, scale: float, seconds: float) -> Image.Image:
    size = [max(1, round(side * scale)) for side in page.get_size()]
    bitmap = pypdfium2.PdfBitmap.new_native(*size, pdfium.FPDFBitmap_BGR)
    try:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, *size)
        given = (bitmap, page, 0, 0, *size, 0, pdfium.FPDF_ANNOT)
        _draw(page, given, time.monotonic() + seconds)
        if document.formenv:
            pdfium.FPDF_FFLDraw(document.formenv, *given)
        picture: Image.Image = bitmap.to_pil()
        return picture.copy()  # the bitmap's own memory goes with it
    finally:
        bitmap.close()


def _draw(page: Any, given: tuple[Any, ...], until: float) -> None:
    """Draw step by step, so that a page made to take for ever is given up."""
    pause = pdfium.IFSDK_PAUSE(version=1)
    late = type(pause.NeedToPauseNow)(lambda _: time.monotonic() > until)
    pause.NeedToPauseNow = late
    try:
        status = pdfium.FPDF_RenderPageBitmap_Start(*given, pause)
    finally:
        pdfium.FPDF_RenderPage_Close(page)
    if status == pdfium.FPDF_RENDER_TOBECONTINUED:
        raise SlowPageError
    if status != pdfium.FPDF_RENDER_DONE:
        raise BrokenPdfError
