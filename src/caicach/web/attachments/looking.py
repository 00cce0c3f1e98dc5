"""Stored content looked into once: at once where that is quick, else in the background."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from caicach.files.pages import (
    NoPageError,
    look_into_pdf,
    office_pdf,
    page_count,
)
from caicach.files.signatures import signatures_of, to_records
from caicach.web.attachments.models import Attachment, FileLook, SignatureMaterial, StoredFile
from caicach.web.attachments.store import lay_preview, path_of
from caicach.web.jobs.kinds import Run, every, job
from caicach.web.jobs.queue import enqueue

LOOK, LOOK_AGAIN = "attachments.look", "attachments.look_again"
MOST_BYTES_AT_ONCE = 5 * 2**20
MOST_PAGES_AT_ONCE = 500
SECONDS_AT_ONCE, SECONDS_BEHIND = 1.0, 120.0
MOST_AGAIN = 200
OFFICE = ("docx", "xlsx", "pptx", "odt", "ods", "odp", "doc", "xls", "ppt")
ACTIVE = "active"


def look_at(stored: StoredFile, now: datetime) -> FileLook | None:
    """Return what was seen in the content; None where it is looked into later, or never.

    Whoever sends a file waits for this, and with SQLite all who save wait too: only small files
    are looked into at once. Office files are converted when somebody first wants to see them.
    """
    if stored.kind != "pdf":
        return None
    look = FileLook.objects.filter(stored=stored).first()
    if look is None and _is_quick(stored):
        look = _seen_in_pdf(stored, SECONDS_AT_ONCE, now)
    if look is None:
        look_later(stored)
    return look


def look_later(stored: StoredFile) -> None:
    """Have the content looked into behind, or made into pages; once, however often it is asked."""
    enqueue(LOOK, {"sha256": stored.sha256}, unique_key=f"{LOOK}:{stored.sha256}")


def warning_of(look: FileLook | None) -> str:
    """Return what the reader of a file should know before opening it; empty for nothing."""
    return ACTIVE if look is not None and look.active else ""


@job(LOOK)
def look_behind(_run: Run, sha256: str) -> dict[str, int | None]:
    """Look into content that takes long; who uses it is warned from then on."""
    stored = StoredFile.objects.get(sha256=sha256)
    if stored.kind == "pdf":
        look = _seen_in_pdf(stored, SECONDS_BEHIND, timezone.now(), is_last=True)
        if warning := warning_of(look):
            Attachment.objects.filter(stored=stored, warning="").update(warning=warning)
    else:
        look = _converted(stored, timezone.now())
    return {"pages": look.pages if look else None}


@job(LOOK_AGAIN, every(minutes=30))
def look_again(_run: Run) -> dict[str, int]:
    """Put in what should have been looked into and never was, some at a time."""
    unseen = StoredFile.objects.filter(kind="pdf", look=None).order_by("-pk")[:MOST_AGAIN]
    for stored in unseen:
        look_later(stored)
    return {"files": len(unseen)}


def _is_quick(stored: StoredFile) -> bool:
    if stored.size_bytes > MOST_BYTES_AT_ONCE:
        return False
    try:
        return page_count(path_of(stored.sha256)) <= MOST_PAGES_AT_ONCE
    except NoPageError:
        return True


def _seen_in_pdf(
    stored: StoredFile, seconds: float, now: datetime, *, is_last: bool = False
) -> FileLook | None:
    """Keep what is seen; None, and nothing kept, where the time was short and more may be given."""
    path = path_of(stored.sha256)
    facts = look_into_pdf(path, seconds)
    if facts.pages and not facts.complete and not is_last:
        return None
    signatures, material = to_records(signatures_of(path))
    seen = {
        "pages": facts.pages,
        "active": list(facts.active),
        "complete": facts.complete,
        "signatures": signatures,
    }
    with transaction.atomic():
        look = _kept(stored, seen, now)
        if signatures:
            given = {"content": material}
            SignatureMaterial.objects.update_or_create(look=look, defaults=given)
    return look


def _converted(stored: StoredFile, now: datetime) -> FileLook | None:
    try:
        content = office_pdf(path_of(stored.sha256), stored.kind)
        pages: int | None = page_count(content)
    except NoPageError as error:
        if error.reason == "no_converter":
            return None
        return _kept(stored, {"pages": None, "complete": False}, now)
    lay_preview(stored.sha256, content)
    return _kept(stored, {"pages": pages}, now)


def _kept(stored: StoredFile, seen: Mapping[str, object], now: datetime) -> FileLook:
    look, _ = FileLook.objects.update_or_create(stored=stored, defaults={**seen, "looked_at": now})
    return look
