"""What of an attachment can be shown on a page, without opening it elsewhere."""

from dataclasses import dataclass
from pathlib import Path

from caicach.files.pages import NoPageError, image_preview, page_count, page_image
from caicach.web.attachments.models import Attachment, FileLook
from caicach.web.attachments.store import path_of

WIDTH = 1200
PICTURES = ("png", "jpg")


@dataclass(frozen=True, slots=True)
class Viewing:
    """pages: how many can be shown. obstacle: why none can, such as `locked`; else empty."""

    pages: int = 0
    obstacle: str = ""
    path: Path | None = None
    is_picture: bool = False


def viewing_of(attachment: Attachment) -> Viewing:
    """Return what can be shown of it now."""
    if attachment.stored is None:
        return Viewing(obstacle="link")
    path = path_of(attachment.stored.sha256)
    if not path.is_file():
        return Viewing(obstacle="gone")
    if attachment.stored.kind in PICTURES:
        return Viewing(1, path=path, is_picture=True)
    if attachment.stored.kind == "pdf":
        return _of_pdf(path, attachment.stored.look if hasattr(attachment.stored, "look") else None)
    return Viewing(obstacle="kind")


def drawn_page(viewing: Viewing, page: int) -> bytes:
    """Return a page as PNG. Raises NoPageError."""
    if viewing.path is None:
        raise NoPageError(viewing.obstacle or "absent")
    if viewing.is_picture:
        return image_preview(viewing.path, WIDTH)
    return page_image(viewing.path, page, WIDTH)


def _of_pdf(path: Path, look: FileLook | None) -> Viewing:
    if look is not None and look.pages:
        return Viewing(look.pages, path=path)
    try:
        return Viewing(page_count(path), path=path)
    except NoPageError as error:
        return Viewing(obstacle=error.reason)
