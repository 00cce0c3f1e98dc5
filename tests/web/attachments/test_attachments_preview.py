"""The page that shows an attachment: its pages, what it warns of, who signed it."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from lxml import html
from PIL import Image

from caicach.web.attachments.answers import page_number
from caicach.web.attachments.keeping import keep_link
from caicach.web.attachments.models import Attachment, StoredFile
from caicach.web.attachments.store import path_of
from caicach.web.audit.actor import Actor
from caicach.web.jobs.models import Job
from caicach.web.jobs.worker import run_waiting
from caicach.web.plans.actions.documents import (
    register_document,
    replace_document_file,
    withdraw_document_file,
)
from caicach.web.plans.models import Document
from caicach.web.register.models import Agency
from own_authority import (
    ON_THE_DAY,
    authority,
    blank_pdf,
    issued,
    proven_pdf,
    scripted_pdf,
    signed_pdf,
)

NOW = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
SYSTEM = Actor.system("tests")
VALUES = {"notation": "9/KH", "kind": "plan", "title": "Kế hoạch", "level": "department"}


@pytest.fixture(autouse=True)
def _folders(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.EVIDENCE_FOLDER = tmp_path / "evidence"
    settings.PREVIEW_FOLDER = tmp_path / "previews"
    settings.SIGNATURE_ANCHORS = None
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def trusting(settings: Any, tmp_path: Path) -> Path:
    """Have the installation trust the authority of the tests."""
    folder = tmp_path / "anchors"
    folder.mkdir()
    (folder / "root.pem").write_bytes(authority().root.pem)
    settings.SIGNATURE_ANCHORS = folder
    return folder


def document(content: bytes, name: str = "van-ban.pdf") -> Document:
    return register_document(
        SYSTEM,
        agency=Agency.objects.get(code="H99.02"),
        values=VALUES | {"first_year": 2026, "last_year": 2026},
        upload=SimpleUploadedFile(name, content),
        now=NOW,
    )


def shown(cast: Any, of: Document, query: str = "", person: str = "focal_officer") -> Any:
    answer = cast.client(person).get(f"/plans/documents/{of.pk}/preview/{query}")
    assert answer.status_code == 200, answer.status_code
    return html.document_fromstring(answer.content.decode())


def text_of(page: Any) -> str:
    return " ".join(page.xpath("//main")[0].text_content().split())


def chips(page: Any) -> list[str]:
    return [
        " ".join(each.text_content().split())
        for each in page.xpath("//main//*[contains(@class, 'chip')]")
    ]


def test_the_first_page_is_shown_with_the_way_to_the_next(cast: Any) -> None:
    page = shown(cast, document(blank_pdf(3)))
    (picture,) = page.xpath("//figure//img")
    assert picture.get("src").endswith("/page/?page=1")
    assert picture.get("alt") == "Trang 1 của van-ban.pdf"
    assert page.xpath("//a[@rel='prev']") == []
    assert [each.get("href") for each in page.xpath("//a[@rel='next']")] == ["?page=2"]


def test_a_page_in_the_middle_has_both_ways_and_the_last_one_only_back(cast: Any) -> None:
    of = document(blank_pdf(3))
    middle, last = shown(cast, of, "?page=2"), shown(cast, of, "?page=3")
    assert len(middle.xpath("//a[@rel='prev' or @rel='next']")) == 2
    assert [each.get("rel") for each in last.xpath("//nav//a[@rel]")] == ["prev"]


@pytest.mark.parametrize(
    ("asked", "number"),
    [(None, 1), ("", 1), ("0", 1), ("-3", 1), ("2", 2), ("x", 1), ("9" * 50, 1), ("²", 1), (4, 4)],
)
def test_the_page_asked_for_is_read_from_whatever_is_sent(asked: Any, number: int) -> None:
    assert page_number(asked) == number


def test_a_page_beyond_the_last_shows_the_last(cast: Any) -> None:
    page = shown(cast, document(blank_pdf(3)), "?page=900")
    assert page.xpath("//figure//img")[0].get("src").endswith("?page=3")


def test_ten_thousand_pages_are_shown_page_by_page_while_they_are_looked_into(cast: Any) -> None:
    of = document(blank_pdf(10_000))
    page = shown(cast, of, "?page=9999")
    assert page.xpath("//figure//img")[0].get("src").endswith("?page=9999")
    assert page.xpath("//input[@name='page']")[0].get("max") == "10000"
    assert "/ 10.000" in text_of(page)
    assert chips(page) == ["Đang xem xét"]


def test_a_page_is_a_picture_that_a_browser_keeps_and_asks_for_again(cast: Any) -> None:
    client, of = cast.client("focal_officer"), document(blank_pdf(2))
    where = f"/plans/documents/{of.pk}/page/?page=2"
    answer = client.get(where)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["X-Content-Type-Options"] == "nosniff"
    again = client.get(where, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(f"/plans/documents/{of.pk}/page/?page=1")
    assert other["ETag"] != answer["ETag"]
    stranger = cast.client("commune").get(where, headers={"If-None-Match": answer["ETag"]})
    assert stranger.status_code == 404


def test_the_first_who_wants_to_see_an_office_file_has_its_pages_made(
    cast: Any, workbook: bytes, with_office: None
) -> None:
    of = document(workbook, "van-ban.xlsx")
    where = f"/plans/documents/{of.pk}/preview/"
    assert cast.client("commune").get(where).status_code == 404
    assert Job.objects.count() == 0
    page = shown(cast, of)
    assert "Đang dựng các trang để xem" in text_of(page)
    assert page.xpath("//*[@data-preparing]//a[@class='button']") != []
    assert Job.objects.count() == 1
    run_waiting("tests")
    assert shown(cast, of).xpath("//figure//img") != []


@pytest.mark.parametrize("query", ["?page=3", "?page=999999"])
def test_a_picture_of_no_page_is_not_found(query: str, cast: Any) -> None:
    of = document(blank_pdf(2))
    assert cast.client("leader").get(f"/plans/documents/{of.pk}/page/{query}").status_code == 404


def test_whoever_may_not_see_the_document_finds_neither_page_nor_picture(cast: Any) -> None:
    of = document(blank_pdf())
    for part in ("preview", "page"):
        where = f"/plans/documents/{of.pk}/{part}/"
        assert cast.client("commune").get(where).status_code == 404
        assert cast.client("stranger").get(where).status_code == 403
        assert cast.client(None).get(where).status_code == 302
        assert cast.client("focal_officer").post(where).status_code == 405


def test_a_document_without_a_file_has_no_preview(cast: Any) -> None:
    of = register_document(
        SYSTEM,
        agency=Agency.objects.get(code="H99.02"),
        values=VALUES | {"first_year": 2026, "last_year": 2026},
        now=NOW,
    )
    assert cast.client("leader").get(f"/plans/documents/{of.pk}/preview/").status_code == 404


def test_a_picture_is_one_page_and_text_is_said_to_have_none(cast: Any, tmp_path: Path) -> None:
    Image.new("RGB", (40, 20), "red").save(tmp_path / "a.png")
    page = shown(cast, document((tmp_path / "a.png").read_bytes(), "a.png"))
    assert len(page.xpath("//figure//img")) == 1
    assert page.xpath("//nav[@class='turn']") == []
    text = shown(cast, document("Biên bản".encode(), "a.txt"))
    assert "Loại tệp này không xem trước được" in text_of(text)


def test_what_acts_by_itself_is_told_before_anything_else(cast: Any) -> None:
    of = document(scripted_pdf())
    page = shown(cast, of)
    assert "Tệp có thành phần tự hoạt động: mã lệnh JavaScript." in text_of(page)
    listed = cast.client("focal_officer").get(f"/plans/documents/{of.pk}/").content.decode()
    assert "Có thành phần tự hoạt động" in listed


def test_an_unsigned_file_says_so(cast: Any) -> None:
    assert "Tệp không có chữ ký số." in text_of(shown(cast, document(blank_pdf())))


def test_without_anchors_a_good_signature_is_not_yet_verifiable(cast: Any) -> None:
    page = shown(cast, document(proven_pdf(signed_pdf(), authority().crls())))
    assert chips(page) == ["Chưa kiểm chứng được"]
    assert "chưa khai chứng thư gốc nào" in text_of(page)


@pytest.mark.usefixtures("trusting")
def test_a_valid_signature_names_signer_office_and_the_proven_time(cast: Any) -> None:
    signed = signed_pdf(stamped_at=ON_THE_DAY)
    page = shown(cast, document(proven_pdf(signed, authority().crls())))
    told = text_of(page)
    assert chips(page) == ["Hợp lệ"]
    assert "Nguyễn Thị Hà" in told
    assert "Sở Xây dựng tỉnh Nam Hà" in told
    assert "10:00 02/11/2026 (có dấu thời gian tin cậy)" in told
    assert "SHA-256" in told


@pytest.mark.usefixtures("trusting")
def test_the_page_of_a_document_names_who_signed_its_file(cast: Any) -> None:
    client = cast.client("focal_officer")
    signed = document(proven_pdf(signed_pdf(stamped_at=ON_THE_DAY), authority().crls()))
    page = html.document_fromstring(client.get(f"/plans/documents/{signed.pk}/").content.decode())
    assert "Hợp lệ" in chips(page)
    assert "Nguyễn Thị Hà, Sở Xây dựng tỉnh Nam Hà, 10:00 02/11/2026" in text_of(page)


@pytest.mark.usefixtures("trusting")
def test_a_time_nobody_vouches_for_is_called_the_signers_own(cast: Any) -> None:
    page = shown(cast, document(proven_pdf(signed_pdf(digest="sha1"), authority().crls())))
    assert "(người ký tự khai)" in text_of(page)
    assert chips(page) == ["Hợp lệ", "Đã cũ"]


@pytest.mark.usefixtures("trusting")
def test_a_signature_without_revocation_data_is_never_valid_on_a_page(cast: Any) -> None:
    assert chips(shown(cast, document(signed_pdf()))) == ["Chưa kiểm chứng được"]


@pytest.mark.usefixtures("trusting")
def test_a_state_follows_the_day_though_the_file_was_read_once(
    cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends = NOW + timedelta(days=10)
    holder = issued("Trần Văn Cũ", authority().office, until=ends)
    of = document(proven_pdf(signed_pdf(by=holder), authority().crls()))
    assert chips(shown(cast, of)) == ["Hợp lệ"]
    monkeypatch.setattr(timezone, "now", lambda: ends + timedelta(hours=2))
    assert chips(shown(cast, of)) == ["Chứng thư hết hạn"]


def test_a_state_follows_the_anchors_at_once(cast: Any, trusting: Path) -> None:
    of = document(proven_pdf(signed_pdf(), authority().crls()))
    assert chips(shown(cast, of)) == ["Hợp lệ"]
    (trusting / "root.pem").write_bytes(issued("Gốc khác").pem)
    assert chips(shown(cast, of)) == ["Không rõ nơi cấp"]
    (trusting / "root.pem").write_bytes(b"nonsense")
    assert chips(shown(cast, of)) == ["Chưa kiểm chứng được"]


@pytest.mark.usefixtures("trusting")
def test_a_page_in_english_says_the_same(cast: Any) -> None:
    client = cast.client("focal_officer")
    client.cookies["django_language"] = "en"
    of = document(proven_pdf(signed_pdf(), authority().crls()))
    page = client.get(f"/plans/documents/{of.pk}/preview/").content.decode()
    assert "Valid" in page
    assert "as the signer says" in page
    assert not re.search("Hợp lệ|Chữ ký số", page)


def test_a_withdrawn_file_is_shown_to_whom_it_belongs_with_who_and_why(cast: Any) -> None:
    of = document(blank_pdf())
    withdraw_document_file(cast.actor("focal_officer"), document=of, reason="Gửi nhầm", now=NOW)
    page = shown(cast, of)
    assert chips(page)[0] == "Đã rút"
    assert "08:30 22/11/2026, Người focal_officer: Gửi nhầm" in text_of(page)
    refused = cast.client("leader").get(f"/plans/documents/{of.pk}/preview/")
    assert refused.status_code == 403


def test_a_replaced_file_names_the_one_in_its_place(cast: Any, rf: Any) -> None:
    from caicach.web.attachments.answers import preview_page

    of = document(blank_pdf())
    old = of.attachment
    assert old is not None
    upload = SimpleUploadedFile("ban-ky.pdf", blank_pdf(2))
    replace_document_file(SYSTEM, document=of, upload=upload, reason="Bản ký số", now=NOW)
    request = rf.get("/")
    request.user = cast["leader"]
    old = Attachment.objects.get(pk=old.pk)
    page = preview_page(request, old, None, back="/", image_url="/i/", file_url="/f/")
    assert "Tệp thay thế: ban-ky.pdf" in " ".join(page.content.decode().split())


def test_a_link_is_shown_as_one(cast: Any, rf: Any) -> None:
    from caicach.web.attachments.answers import preview_page

    agency = Agency.objects.get(code="H99.02")
    link = keep_link(SYSTEM, agency=agency, link="https://a.example/x", now=NOW)
    request = rf.get("/")
    request.user = cast["leader"]
    page = preview_page(request, link, None, back="/", image_url="/i/", file_url="/f/")
    assert "Đây là một liên kết" in page.content.decode()


def test_content_that_is_gone_is_told_and_not_a_fault(cast: Any) -> None:
    of = document(blank_pdf())
    path_of(StoredFile.objects.get().sha256).unlink()
    assert "Không thấy nội dung trong kho tệp." in text_of(shown(cast, of))
