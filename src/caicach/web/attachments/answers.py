"""The answers to whoever may read an attachment; its owner's view has seen to that."""

from typing import cast

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils import timezone

from caicach.files.pages import NoPageError
from caicach.web.attachments.content import MEDIA
from caicach.web.attachments.looking import look_later
from caicach.web.attachments.models import Attachment
from caicach.web.attachments.reading import (
    is_being_looked_into,
    obstacle_words,
    warnings_of,
)
from caicach.web.attachments.store import path_of
from caicach.web.attachments.trust import signatures_seen
from caicach.web.attachments.viewing import drawn_page, look_of, viewing_of


def file_answer(attachment: Attachment | None) -> HttpResponse:
    """Return the file to be saved, never shown: browsers must not run what people upload.

    Raises Http404 for links, and for content that is not where it was put.
    """
    if attachment is None or attachment.stored is None:
        raise Http404
    path = path_of(attachment.stored.sha256)
    if not path.is_file():
        raise Http404
    answer = FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=attachment.name,
        content_type=MEDIA[attachment.stored.kind],
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"},
    )
    return cast("HttpResponse", answer)  # views promise this class; a stream is its cousin


def page_image_answer(
    request: HttpRequest, attachment: Attachment | None, page: int | str | None
) -> HttpResponse:
    """Return one page as PNG; a browser may keep it, but asks each time whether it still may.

    At an office several people use one browser, and a file may be withdrawn.

    Raises Http404 where there is no such page, or none that can be shown.
    """
    if attachment is None or attachment.stored is None:
        raise Http404
    number = page_number(page)
    tag = f'"{attachment.stored.sha256}-{number}"'
    kept = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if tag in request.headers.get("If-None-Match", ""):
        return HttpResponseNotModified(headers=kept)
    try:
        drawn = drawn_page(viewing_of(attachment, look_of(attachment)), number)
    except NoPageError as error:
        raise Http404 from error
    return HttpResponse(
        drawn, content_type="image/png", headers=kept | {"X-Content-Type-Options": "nosniff"}
    )


def preview_page(
    request: HttpRequest,
    attachment: Attachment | None,
    page: int | str | None,
    *,
    back: str,
    image_url: str,
    file_url: str,
) -> HttpResponse:
    """Return the page that shows an attachment, its facts and its signatures.

    page: as asked for, `request.GET.get("page")`; one beyond the last shows the last.
    back: address of what it belongs to. image_url: address that answers with
    `page_image_answer`, to which `?page=` is added. file_url: address that answers with the file.
    """
    if attachment is None:
        raise Http404
    look = look_of(attachment)
    viewing = viewing_of(attachment, look)
    if viewing.obstacle == "preparing" and attachment.stored:
        look_later(attachment.stored)
    number = min(page_number(page), max(viewing.pages, 1))
    context = {
        "attachment": attachment,
        "viewing": viewing,
        "obstacle": obstacle_words(viewing.obstacle) if viewing.obstacle else "",
        "number": number,
        "earlier": number - 1,
        "later": number + 1 if number < viewing.pages else 0,
        "look": look,
        "warnings": warnings_of(attachment, look),
        "is_being_looked_into": is_being_looked_into(attachment, look),
        "signatures": signatures_seen(look, timezone.now()) if look else (),
        "back": back,
        "image_url": image_url,
        "file_url": file_url,
    }
    return render(request, "attachments/preview.html", context)


def page_number(asked: int | str | None) -> int:
    """Return the page asked for, the first where what is asked for is no number."""
    text = str(asked or "")
    return max(int(text), 1) if text.isdecimal() and len(text) < 7 else 1
