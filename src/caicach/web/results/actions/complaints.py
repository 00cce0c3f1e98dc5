"""Complaints within the window, and their answers."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from caicach.web.attachments.keeping import UploadedFile, keep_file, person_of
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.results.models import Complaint, ComplaintFile
from caicach.web.results.published import latest_publication
from caicach.web.results.window import complaint_window
from caicach.web.rounds.models import Card, Item
from caicach.web.rounds.refusals import WrongMomentError, require_reason

State = Complaint.State


class WindowClosedError(ValueError):
    """Complaints are not taken now."""

    def __str__(self) -> str:
        return _("Ngoài thời gian tiếp nhận khiếu nại, không gửi được.")


class WaitsAlreadyError(ValueError):
    """The agency has complained about the item, and waits for the answer."""

    def __str__(self) -> str:
        return _("Cơ quan đã khiếu nại mục này và đang chờ trả lời.")


@transaction.atomic
def file_complaint(
    by: Actor,
    *,
    card: Card,
    item: Item,
    text: str,
    uploads: Sequence[UploadedFile] = (),
    now: datetime,
) -> Complaint:
    """Contest one item of one's own card.

    Raises WindowClosedError, NoReasonError for an empty text, WaitsAlreadyError,
    AttachmentRefusedError.
    """
    by.require("results.complain", card)
    publication = latest_publication(card.round)
    window = complaint_window(card.round, card.agency, now)
    if publication is None or window is None or not window.is_open:
        raise WindowClosedError
    said = require_reason(text)
    try:
        with transaction.atomic():
            made = Complaint.objects.create(
                publication=publication,
                card=card,
                item=item,
                text=said,
                person=person_of(by),
                post=by.post,
                at=now,
            )
    except IntegrityError as error:
        raise WaitsAlreadyError from error
    for upload in uploads:
        kept = keep_file(by, agency=card.agency, upload=upload, now=now)
        ComplaintFile.objects.create(complaint=made, attachment=kept)
    record(by, "results.complained", made, after={"item": item.code, "text": said})
    return made


@transaction.atomic
def answer_complaint(
    by: Actor, *, complaint: Complaint, upheld: bool, answer: str, now: datetime
) -> None:
    """Answer once, with the reason. Raises NoReasonError, WrongMomentError where it was answered.

    An upheld complaint is followed by a correction of its item.
    """
    by.require("results.answer", complaint)
    said = require_reason(answer)
    state = State.UPHELD if upheld else State.REJECTED
    waiting = Complaint.objects.filter(pk=complaint.pk, state=State.FILED)
    told = {"answer": said, "answered_at": now, "answered_by": person_of(by)}
    if not waiting.update(state=state, answered_post=by.post, **told):
        raise WrongMomentError
    complaint.refresh_from_db()
    record(by, "results.answered", complaint, after={"state": state}, reason=said)
