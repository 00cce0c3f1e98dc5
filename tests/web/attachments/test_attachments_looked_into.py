"""Files looked into when they are kept, or in the background where that takes long."""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from caicach.web.attachments import looking
from caicach.web.attachments.keeping import AttachmentRefusedError, keep_file
from caicach.web.attachments.models import Attachment, FileLook
from caicach.web.attachments.store import path_of, preview_of
from caicach.web.attachments.viewing import look_of, viewing_of
from caicach.web.audit.actor import Actor
from caicach.web.jobs.models import Job
from caicach.web.jobs.worker import run_waiting
from caicach.web.register.models import Agency
from own_authority import authority, blank_pdf, locked_pdf, proven_pdf, scripted_pdf, signed_pdf

NOW = datetime(2026, 10, 12, 1, 42, tzinfo=UTC)
SYSTEM = Actor.system("tests")


@pytest.fixture(autouse=True)
def _folders(settings: Any, tmp_path: Path) -> None:
    settings.EVIDENCE_FOLDER = tmp_path / "evidence"
    settings.PREVIEW_FOLDER = tmp_path / "previews"


@pytest.fixture
def without_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")


@pytest.fixture
def agency(register: None) -> Agency:
    return Agency.objects.get(code="H99.02")


def keep(agency: Agency, content: bytes, name: str = "a.pdf") -> Attachment:
    upload = SimpleUploadedFile(name, content)
    return keep_file(SYSTEM, agency=agency, upload=upload, now=NOW)


def test_pages_and_signatures_of_a_small_file_are_known_when_it_is_kept(agency: Agency) -> None:
    kept = keep(agency, proven_pdf(signed_pdf(blank_pdf(3)), authority().crls()))
    look = look_of(kept)
    assert look is not None
    assert (look.pages, look.active, look.complete, look.looked_at) == (3, [], True, NOW)
    assert [each["signer"] for each in look.signatures] == ["Nguyễn Thị Hà"]
    assert Job.objects.count() == 0


def test_what_acts_by_itself_is_a_warning_of_every_use(agency: Agency) -> None:
    content = scripted_pdf()
    first, second = keep(agency, content), keep(agency, content, "b.pdf")
    assert (first.warning, second.warning) == ("active", "active")
    assert FileLook.objects.get().active == ["javascript"]


def test_the_same_bytes_are_looked_into_once(agency: Agency) -> None:
    keep(agency, blank_pdf())
    FileLook.objects.update(pages=7)
    keep(agency, blank_pdf(), "b.pdf")
    assert FileLook.objects.get().pages == 7


@pytest.mark.parametrize("content", [b"MZ\x90\x00", b"\x7fELF", b"#!/bin/sh\n"])
def test_a_program_named_pdf_is_refused_and_leaves_nothing(content: bytes, agency: Agency) -> None:
    with pytest.raises(AttachmentRefusedError) as refused:
        keep(agency, content + b"\x00" * 64 + b"%PDF-1.7", "quyet-dinh.pdf")
    assert [each.code for each in refused.value.issues] == ["attachment-program"]
    assert (Attachment.objects.count(), FileLook.objects.count()) == (0, 0)


def test_a_pdf_that_asks_for_a_password_is_refused(agency: Agency) -> None:
    with pytest.raises(AttachmentRefusedError) as refused:
        keep(agency, locked_pdf("mat khau"))
    assert [each.code for each in refused.value.issues] == ["attachment-locked"]
    assert keep(agency, locked_pdf("")).warning == ""


def test_a_broken_pdf_is_kept_and_has_no_pages(agency: Agency) -> None:
    kept = keep(agency, b"%PDF-1.7 cut off")
    look = look_of(kept)
    assert look is not None
    assert (look.pages, look.complete, viewing_of(kept, look).obstacle) == (None, False, "broken")


def test_ten_thousand_pages_are_taken_and_looked_into_behind(agency: Agency) -> None:
    kept = keep(agency, blank_pdf(10_000))
    assert (look_of(kept), viewing_of(kept).pages) == (None, 10_000)
    assert [each.kind for each in Job.objects.all()] == ["attachments.look"]
    assert run_waiting("tests") == 1
    look = look_of(kept)
    assert look is not None
    assert (look.pages, look.complete) == (10_000, True)


def test_a_large_file_waits_and_its_uses_are_warned_afterwards(
    agency: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "MOST_BYTES_AT_ONCE", 10)
    content = scripted_pdf()
    kept, again = keep(agency, content), keep(agency, content, "b.pdf")
    assert (kept.warning, again.warning, Job.objects.count()) == ("", "", 1)
    run_waiting("tests")
    warned = Attachment.objects.values_list("warning", flat=True)
    assert list(warned) == ["active", "active"]


def test_a_file_that_takes_too_long_at_once_is_given_more_time(
    agency: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "SECONDS_AT_ONCE", 0.0)
    kept = keep(agency, blank_pdf(2))
    assert look_of(kept) is None
    run_waiting("tests")
    assert FileLook.objects.get().pages == 2


def test_what_cannot_be_walked_to_its_end_is_kept_as_such(
    agency: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "SECONDS_AT_ONCE", 0.0)
    monkeypatch.setattr(looking, "SECONDS_BEHIND", 0.0)
    keep(agency, blank_pdf(2))
    run_waiting("tests")
    assert FileLook.objects.get().complete is False


def test_looking_again_finds_what_was_never_looked_into(
    agency: Agency, workbook: bytes, without_office: None
) -> None:
    keep(agency, blank_pdf())
    keep(agency, workbook, "a.xlsx")
    FileLook.objects.all().delete()
    run = _Run()
    assert looking.look_again(run) == {"files": 1}
    assert looking.look_again(run) == {"files": 1}
    assert Job.objects.count() == 1
    run_waiting("tests")
    assert looking.look_again(run) == {"files": 0}


class _Run:
    def progress(self, done: int, total: int) -> None:
        """Nobody watches."""


@pytest.mark.parametrize("content", [b"", b"a" * 5000])
def test_looking_twice_at_the_same_content_changes_nothing(content: bytes, agency: Agency) -> None:
    kept = keep(agency, b"%PDF-1.7" + content)
    assert kept.stored
    looking.look_behind(_Run(), sha256=kept.stored.sha256)
    assert FileLook.objects.count() == 1


def test_without_libreoffice_a_workbook_is_said_to_have_no_preview(
    agency: Agency, workbook: bytes, without_office: None
) -> None:
    kept = keep(agency, workbook, "a.xlsx")
    assert (viewing_of(kept).obstacle, Job.objects.count()) == ("no_converter", 0)


def test_a_workbook_is_turned_into_pages_behind(
    agency: Agency, workbook: bytes, with_office: None
) -> None:
    kept = keep(agency, workbook, "a.xlsx")
    assert kept.stored
    assert (viewing_of(kept).obstacle, Job.objects.count()) == ("preparing", 0)
    looking.look_later(kept.stored)
    looking.look_later(kept.stored)
    assert Job.objects.count() == 1
    run_waiting("tests")
    seen = viewing_of(kept, look_of(kept))
    assert (seen.pages, seen.is_converted) == (1, True)
    preview_of(kept.stored.sha256).unlink()
    assert viewing_of(kept, look_of(kept)).obstacle == "preparing"


def test_an_office_file_that_cannot_be_converted_says_so_and_is_not_tried_for_ever(
    agency: Agency, with_office: None
) -> None:
    broken = io.BytesIO()
    with zipfile.ZipFile(broken, "w") as parts:
        parts.writestr("[Content_Types].xml", "")
        parts.writestr("xl/workbook.xml", "")
    kept = keep(agency, broken.getvalue(), "a.xlsx")
    assert kept.stored
    looking.look_later(kept.stored)
    run_waiting("tests")
    assert viewing_of(kept, look_of(kept)).obstacle == "not_converted"


def test_content_that_is_gone_is_said_to_be(agency: Agency) -> None:
    kept = keep(agency, blank_pdf())
    assert kept.stored
    path_of(kept.stored.sha256).unlink()
    assert viewing_of(kept).obstacle == "gone"
