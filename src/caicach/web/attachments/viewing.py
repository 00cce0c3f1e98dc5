"""What of an attachment can be shown on a page, without opening it elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from caicach.files.pages import (
    NoPageError,
    image_preview,
    office_program,
    page_count,
    page_image,
)
from caicach.web.attachments.looking import OFFICE
from caicach.web.attachments.models import Attachment, FileLook, StoredFile
from caicach.web.attachments.store import path_of, preview_of
from caicach.web.attachments.trust import signatures_of

WIDTH = 1200
PICTURES = ("png", "jpg")


@dataclass(frozen=True, slots=True)
class Viewing:
    """pages: how many can be shown. obstacle: why none can, such as `locked`; else empty.

    is_converted: the pages were made by another program, and may look different in its own.
    """

    pages: int = 0
    obstacle: str = ""
    path: Path | None = None
    is_picture: bool = False
    is_converted: bool = False


def look_of(attachment: Attachment) -> FileLook | None:
    """Return what was seen in its content; None where nobody looked yet."""
    if attachment.stored is None:
        return None
    return FileLook.objects.select_related("stored").filter(stored=attachment.stored).first()


def seen_in(attachment: Attachment) -> FileLook | None:
    """Return the same of an attachment that was read with `stored__look`; no query."""
    return None if attachment.stored is None else getattr(attachment.stored, "look", None)


def judge_ahead(attachments: Iterable[Attachment | None], now: datetime) -> None:
    """Judge the signatures of many attachments read with `stored__look`; at most one query."""
    looks = (seen_in(each) for each in attachments if each is not None)
    signatures_of([each for each in looks if each is not None], now)


def viewing_of(attachment: Attachment, look: FileLook | None = None) -> Viewing:
    """Return what can be shown of it now. look: what was seen in it, if that is known already."""
    stored = attachment.stored
    if stored is None:
        return Viewing(obstacle="link")
    path = path_of(stored.sha256)
    if not path.is_file():
        return Viewing(obstacle="gone")
    if stored.kind in PICTURES:
        return Viewing(1, path=path, is_picture=True)
    if stored.kind == "pdf":
        return _of_pdf(path, look)
    if stored.kind in OFFICE:
        return _of_office(stored, look)
    return Viewing(obstacle="kind")


def drawn_page(viewing: Viewing, page: int) -> bytes:
    """Return a page as PNG. Raises NoPageError."""
    if viewing.path is None:
        raise NoPageError(viewing.obstacle or "absent")
    if viewing.is_picture:
        return image_preview(viewing.path, WIDTH)
    return page_image(viewing.path, page, WIDTH)


def _of_pdf(path: Path, look: FileLook | None, *, is_converted: bool = False) -> Viewing:
    """The pages are counted anew where nobody has looked yet: that takes no time."""
    if look is not None and look.pages:
        return Viewing(look.pages, path=path, is_converted=is_converted)
    try:
        return Viewing(page_count(path), path=path, is_converted=is_converted)
    except NoPageError as error:
        return Viewing(obstacle=error.reason)


def _of_office(stored: StoredFile, look: FileLook | None) -> Viewing:
    made = preview_of(stored.sha256)
    if made.is_file():
        return _of_pdf(made, look, is_converted=True)
    if office_program() is None:
        return Viewing(obstacle="no_converter")
    was_tried = look is not None and look.pages is None
    return Viewing(obstacle="not_converted" if was_tried else "preparing")
