"""Registering documents and correcting what was registered."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from caicach.core.issues import Issue, issue
from caicach.web.attachments.keeping import AttachmentEndedError, keep_file, replace, withdraw
from caicach.web.attachments.models import Attachment
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record, values_of
from caicach.web.look.folding import fold
from caicach.web.plans.models import Document
from caicach.web.plans.writing import WrongStateError, require_reason, write_changes
from caicach.web.register.models import Agency

NUMBER = re.compile(r"\s*(\d+\w*)")
SHOWN = (
    "notation",
    "kind",
    "title",
    "issued_on",
    "issuer",
    "signer",
    "level",
    "agency",
    "first_year",
    "last_year",
    "link",
)


@transaction.atomic
def register_document(
    by: Actor,
    *,
    agency: Agency,
    values: Mapping[str, Any],
    upload: "UploadedFile[Any] | None" = None,
    now: datetime,
) -> Document:
    """Register a document for `agency`. Raises AttachmentRefusedError."""
    by.require("plans.change", agency)
    plain = dict(values)
    carried = plain.pop("carries_out", ())
    document = Document(agency=agency, **plain)
    _derive(document)
    document.save()
    document.carries_out.set(carried)
    if upload is not None:
        document.attachment = keep_file(by, agency=agency, upload=upload, now=now)
        document.save(update_fields=["attachment"])
    record(by, "plans.document_registered", document, after=values_of(document, SHOWN))
    return document


@transaction.atomic
def change_document(by: Actor, *, document: Document, values: Mapping[str, Any], seen: int) -> None:
    """Correct a document. Raises ChangedMeanwhileError."""
    by.require("plans.change", document)
    plain = dict(values)
    carried = plain.pop("carries_out", None)
    for name, value in plain.items():
        setattr(document, name, value)
    _derive(document)
    derived = {"number": document.number, "folded": document.folded}
    write_changes(by, "plans.document_changed", document, plain | derived, seen=seen)
    if carried is not None:
        _change_carried(by, document, [each.pk for each in carried])


@transaction.atomic
def replace_document_file(
    by: Actor, *, document: Document, upload: "UploadedFile[Any]", reason: str, now: datetime
) -> None:
    """Put another file in place of the document's; the earlier one stays, with the reason."""
    by.require("plans.change", document)
    earlier, owner = document.attachment, document.agency
    if owner is None:
        raise Document.DoesNotExist
    document.attachment = keep_file(by, agency=owner, upload=upload, now=now)
    document.save(update_fields=["attachment"])
    if earlier is not None and earlier.state == Attachment.State.KEPT:
        told = require_reason(reason)
        replace(by, attachment=earlier, instead=document.attachment, reason=told, now=now)
    after = {"attachment": document.attachment.name}
    record(by, "plans.document_file_given", document, after=after, reason=reason)


@transaction.atomic
def withdraw_document_file(by: Actor, *, document: Document, reason: str, now: datetime) -> None:
    """Take the document's file out of use, with the reason; its content stays.

    Raises ReasonMissingError, and WrongStateError where there is no file in use.
    """
    by.require("plans.change", document)
    told, file = require_reason(reason), document.attachment
    if file is None or document.agency is None:
        raise WrongStateError
    try:
        withdraw(by, attachment=file, reason=told, now=now)
    except AttachmentEndedError as ended:
        raise WrongStateError from ended
    record(
        by, "plans.document_file_withdrawn", document, before={"attachment": file.name}, reason=told
    )


def same_documents(document: Document) -> list[Issue]:
    """Return a warning for each other document of that notation and issuer."""
    if not document.notation:
        return []
    others = Document.objects.filter(
        notation__iexact=document.notation, issuer__iexact=document.issuer
    ).exclude(pk=document.pk)
    named = {"notation": document.notation, "issuer": document.issuer}
    return [
        issue("document-twice", document.notation, **named, title=other.title)
        for other in others[:3]
    ]


def _derive(document: Document) -> None:
    found = NUMBER.match(document.notation)
    document.number = found[1] if found else ""
    document.folded = fold(
        document.notation, document.title, document.title_en, document.issuer, document.signer
    )


def _change_carried(by: Actor, document: Document, keys: list[int]) -> None:
    before = sorted(document.carries_out.values_list("pk", flat=True))
    if before == sorted(keys):
        return
    document.carries_out.set(keys)
    record(
        by,
        "plans.document_changed",
        document,
        before={"carries_out": before},
        after={"carries_out": sorted(keys)},
    )
