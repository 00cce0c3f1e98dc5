"""Pages of a PDF as words, for the tests of the annex."""

from contextlib import closing

import pypdfium2 as pdfium


def words_of(pdf: bytes) -> list[str]:
    """Return the text of every page, on one line each."""
    with closing(pdfium.PdfDocument(pdf)) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def sizes_of(pdf: bytes) -> list[tuple[int, int]]:
    """Return width and height of every page in millimetres."""
    with closing(pdfium.PdfDocument(pdf)) as document:
        return [
            (round(page.get_width() / 72 * 25.4), round(page.get_height() / 72 * 25.4))
            for page in document
        ]
