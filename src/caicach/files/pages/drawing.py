"""One page of a PDF as a picture."""

import io

from PIL import Image

from caicach.files.pages.pdfium import (
    BrokenPdfError,
    LockedPdfError,
    SlowPageError,
    Source,
    drawn,
    opened,
)

WIDEST = 2400
TALLEST = 4800
SECONDS = 5.0


class NoPageError(ValueError):
    """The page cannot be shown; `reason` is a word such as `absent` or `locked`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def page_image(source: Source, number: int, width: int, seconds: float = SECONDS) -> bytes:
    """Return page `number`, the first being 1, as PNG at most `width` pixels wide.

    No picture is wider than WIDEST or taller than TALLEST. Raises NoPageError.
    """
    try:
        with opened(source) as document:
            if not 1 <= number <= len(document):
                raise NoPageError("absent")
            fit = min(max(width, 1), WIDEST)
            return as_png(drawn(document, number, fit, TALLEST, seconds))
    except LockedPdfError as error:
        raise NoPageError("locked") from error
    except BrokenPdfError as error:
        raise NoPageError("broken") from error
    except SlowPageError as error:
        raise NoPageError("slow") from error


def as_png(picture: Image.Image) -> bytes:
    """Return the picture alone: nothing that a camera or a scanner wrote beside it."""
    written = io.BytesIO()
    picture.save(written, "PNG", compress_level=3)  # half the time of the best, a tenth larger
    return written.getvalue()
