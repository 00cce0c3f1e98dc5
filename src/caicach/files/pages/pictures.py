"""Pictures made small enough to show, without what a camera wrote beside them."""

import io
from pathlib import Path

from PIL import Image, ImageOps

from caicach.files.pages.drawing import TALLEST, WIDEST, NoPageError, as_png

MOST_PIXELS = 50_000_000
KINDS = ("PNG", "JPEG")
SHADED = {"1": "L", "I;16": "L", "P": "RGBA", "PA": "RGBA"}
"""What a picture must be turned into before it can be made smaller smoothly."""


def image_preview(source: Path | bytes, width: int) -> bytes:
    """Return a PNG or JPEG as PNG at most `width` pixels wide, turned as its camera was held.

    Where and with what it was taken is left out. Raises NoPageError: `broken`, or `large` where
    it would only fill the memory.
    """
    content = io.BytesIO(source) if isinstance(source, bytes) else source
    try:
        with Image.open(content, formats=KINDS) as picture:
            return as_png(_fitted(picture, min(max(width, 1), WIDEST)))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NoPageError("large") from error
    except (OSError, SyntaxError) as error:
        raise NoPageError("broken") from error


def _fitted(picture: Image.Image, width: int) -> Image.Image:
    picture.draft("RGB", (2 * width, 2 * width))  # a JPEG is read smaller to begin with
    if picture.width * picture.height > MOST_PIXELS:
        raise NoPageError("large")
    turned = ImageOps.exif_transpose(picture)
    turned = turned.convert(SHADED.get(turned.mode, turned.mode))
    turned.thumbnail((width, TALLEST))
    return _plain(turned)


def _plain(picture: Image.Image) -> Image.Image:
    """Return the pixels on white, and nothing else."""
    with_alpha = picture.convert("RGBA")
    ground = Image.new("RGB", with_alpha.size, "white")
    ground.paste(with_alpha, mask=with_alpha.getchannel("A"))
    return ground
