"""Files and links kept for something else: the action of their owner has asked who may."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeAlias

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile as AnyUpload
from django.db import transaction

from caicach.core.issues import Issue, faults, issue
from caicach.web.accounts.models import Person
from caicach.web.attachments.content import Found, look_into
from caicach.web.attachments.looking import look_at, warning_of
from caicach.web.attachments.models import Attachment, StoredFile
from caicach.web.attachments.names import clean_name
from caicach.web.attachments.store import lay
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.register.models import Agency

MEBIBYTE = 2**20
UploadedFile: TypeAlias = "AnyUpload[Any]"


class AttachmentRefusedError(ValueError):
    """The file cannot be kept; `issues` say why."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        super().__init__("; ".join(map(str, issues)))
        self.issues = list(issues)


class AttachmentEndedError(ValueError):
    """The attachment was already withdrawn or replaced."""


def check_upload(upload: UploadedFile) -> tuple[Found | None, list[Issue]]:
    """Return what the file is, with everything to say about it."""
    name, size, limit = clean_name(upload.name or ""), upload.size or 0, settings.UPLOAD_LIMIT_BYTES
    if size > limit:
        told = {"size": size // MEBIBYTE, "limit": limit // MEBIBYTE}
        return None, [issue("attachment-too-large", name, **told)]
    if upload.file is None:
        return None, [issue("attachment-empty", name)]
    return look_into(upload.file, name)


@transaction.atomic
def keep_file(by: Actor, *, agency: Agency, upload: UploadedFile, now: datetime) -> Attachment:
    """Store the content, if it is new, and return its use. Raises AttachmentRefusedError."""
    found, issues = check_upload(upload)
    if found is None:
        raise AttachmentRefusedError(faults(issues))
    laid = lay(upload.chunks())
    stored, _ = StoredFile.objects.get_or_create(
        sha256=laid.sha256,
        defaults={"size_bytes": laid.size_bytes, "kind": found.kind, "stored_at": now},
    )
    kept = Attachment.objects.create(
        agency=agency,
        stored=stored,
        name=clean_name(upload.name or ""),
        warning=found.warning or warning_of(look_at(stored, now)),
        person=person_of(by),
        at=now,
    )
    record(by, "attachments.kept", kept, after={"name": kept.name, "sha256": stored.sha256})
    return kept


@transaction.atomic
def keep_link(by: Actor, *, agency: Agency, link: str, now: datetime) -> Attachment:
    """Keep an https link in place of a file. Raises AttachmentRefusedError for any other."""
    if not link.startswith("https://"):
        raise AttachmentRefusedError([issue("attachment-link", link)])
    kept = Attachment.objects.create(
        agency=agency, name=link[:200], link=link, person=person_of(by), at=now
    )
    record(by, "attachments.kept", kept, after={"link": link})
    return kept


@transaction.atomic
def withdraw(by: Actor, *, attachment: Attachment, reason: str, now: datetime) -> None:
    """Mark it withdrawn, with the reason; its content stays. Raises AttachmentEndedError."""
    _end(by, attachment, {"state": Attachment.State.WITHDRAWN, "reason": reason}, now)


@transaction.atomic
def replace(
    by: Actor, *, attachment: Attachment, instead: Attachment, reason: str, now: datetime
) -> None:
    """Mark it replaced by another, with the reason. Raises AttachmentEndedError."""
    ending = {"state": Attachment.State.REPLACED, "reason": reason, "replaced_by": instead}
    _end(by, attachment, ending, now)


def _end(by: Actor, attachment: Attachment, ending: dict[str, Any], now: datetime) -> None:
    kept = Attachment.objects.filter(pk=attachment.pk, state=Attachment.State.KEPT)
    if not kept.update(**ending, ended_at=now, ended_by=person_of(by)):
        raise AttachmentEndedError(attachment.name)
    attachment.refresh_from_db()
    after = {"state": attachment.state}
    record(by, f"attachments.{attachment.state}", attachment, after=after, reason=ending["reason"])


def person_of(by: Actor) -> Person | None:
    """Return the person who acts, None for the installation itself."""
    return by.person if isinstance(by.person, Person) else None
