"""Content is kept once, whole, and never deleted."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.http import Http404

from caicach.web.attachments.answers import file_answer
from caicach.web.attachments.keeping import (
    AttachmentEndedError,
    AttachmentRefusedError,
    keep_file,
    keep_link,
    replace,
    withdraw,
)
from caicach.web.attachments.models import Attachment, StoredFile
from caicach.web.attachments.store import lay, path_of
from caicach.web.audit.actor import Actor
from caicach.web.audit.models import Event
from caicach.web.register.models import Agency

NOW = datetime(2026, 10, 12, 1, 42, tzinfo=UTC)
SYSTEM = Actor.system("tests")


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.EVIDENCE_FOLDER = tmp_path
    return tmp_path


@pytest.fixture
def agency(cast: Any) -> Agency:
    return Agency.objects.get(code="H99.02")


def keep(agency: Agency, name: str = "a.pdf", content: bytes = b"%PDF-1") -> Attachment:
    upload = SimpleUploadedFile(name, content)
    return keep_file(SYSTEM, agency=agency, upload=upload, now=NOW)


def test_the_same_bytes_are_kept_once_under_both_names(agency: Agency, folder: Path) -> None:
    first, second = keep(agency, "a.pdf"), keep(agency, "b.pdf")
    assert (first.stored, StoredFile.objects.count()) == (second.stored, 1)
    files = [each for each in folder.rglob("*") if each.is_file()]
    assert len(files) == 1
    assert first.stored
    assert files == [path_of(first.stored.sha256)]


def test_half_a_file_left_by_a_crash_is_replaced_by_the_whole_one(folder: Path) -> None:
    laid = lay([b"whole"])
    place = path_of(laid.sha256)
    place.chmod(0o600)
    place.write_bytes(b"wh")
    assert lay([b"whole"]) == laid
    assert place.read_bytes() == b"whole"


def test_nothing_is_left_behind_when_the_sending_breaks_off(folder: Path) -> None:
    def chunks() -> Any:
        yield b"begin"
        raise OSError("line cut")

    with pytest.raises(OSError, match="line cut"):
        lay(chunks())
    assert [each for each in folder.rglob("*") if each.is_file()] == []


def test_kept_content_cannot_be_written_to(agency: Agency) -> None:
    stored = keep(agency).stored
    assert stored
    assert not os.stat(path_of(stored.sha256)).st_mode & 0o222  # noqa: PTH116


def test_a_file_above_the_limit_is_refused(agency: Agency, settings: Any) -> None:
    settings.UPLOAD_LIMIT_BYTES = 4
    with pytest.raises(AttachmentRefusedError) as refused:
        keep(agency)
    assert [each.code for each in refused.value.issues] == ["attachment-too-large"]


def test_a_refused_file_leaves_nothing(agency: Agency, folder: Path) -> None:
    with pytest.raises(AttachmentRefusedError):
        keep(agency, "a.pdf", b"MZ")
    assert (Attachment.objects.count(), list(folder.iterdir())) == (0, [])


@pytest.mark.parametrize("link", ["http://a.example", "javascript:alert(1)", "a.example", ""])
def test_only_https_links_are_kept(link: str, agency: Agency) -> None:
    with pytest.raises(AttachmentRefusedError):
        keep_link(SYSTEM, agency=agency, link=link, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.create(agency=agency, name="x", link=link, at=NOW)


def test_a_withdrawn_file_keeps_its_content_and_says_why(agency: Agency) -> None:
    kept = keep(agency)
    withdraw(SYSTEM, attachment=kept, reason="Gửi nhầm", now=NOW)
    assert (kept.state, kept.reason) == ("withdrawn", "Gửi nhầm")
    assert kept.stored
    assert path_of(kept.stored.sha256).is_file()
    with pytest.raises(AttachmentEndedError):
        withdraw(SYSTEM, attachment=kept, reason="lần nữa", now=NOW)


def test_a_replaced_file_leads_to_the_one_in_its_place(agency: Agency) -> None:
    first, second = keep(agency), keep(agency, "b.pdf", b"%PDF-2")
    replace(SYSTEM, attachment=first, instead=second, reason="Bản ký số", now=NOW)
    assert (first.state, first.replaced_by) == ("replaced", second)
    verbs = list(Event.objects.order_by("number").values_list("verb", flat=True))
    assert verbs == ["attachments.kept", "attachments.kept", "attachments.replaced"]


def test_the_answer_is_saved_and_never_shown(agency: Agency) -> None:
    answer = file_answer(keep(agency, "tờ trình.pdf"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == (
        "nosniff",
        "private, no-store",
    )
    answer.close()


def test_a_link_and_content_that_is_gone_are_not_found(agency: Agency) -> None:
    link = keep_link(SYSTEM, agency=agency, link="https://a.example/x", now=NOW)
    gone = keep(agency)
    assert gone.stored
    path_of(gone.stored.sha256).unlink()
    for each in (None, link, gone):
        with pytest.raises(Http404):
            file_answer(each)
