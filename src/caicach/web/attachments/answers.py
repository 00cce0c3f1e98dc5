"""The answer to whoever may read an attachment; its owner's view has seen to that."""

from typing import cast

from django.http import FileResponse, Http404, HttpResponse

from caicach.web.attachments.content import MEDIA
from caicach.web.attachments.models import Attachment
from caicach.web.attachments.store import path_of


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
