"""The register of documents: files, links, duplicates, what they carry out."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from sample_plan import World

from caicach.web.attachments.models import Attachment
from caicach.web.audit.models import Event
from caicach.web.plans.models import Document
from caicach.web.plans.templatetags.plan_words import years_of

VALUES = {
    "notation": "4003/QĐ-UBND",
    "kind": "decision",
    "title": "Kế hoạch cải cách hành chính năm 2026",
    "issued_on": "30/12/2025",
    "issuer": "UBND tỉnh",
    "level": "province",
    "first_year": "2026",
    "last_year": "2026",
}


def register(cast: Any, role: str = "standing_body", **more: Any) -> Any:
    return cast.client(role).post(reverse("plans:document-new"), VALUES | more)


def test_a_document_is_registered_with_its_file_and_found_by_number_without_accents(
    cast: Any, world: World
) -> None:
    answer = register(cast, file=SimpleUploadedFile("qd 4003.pdf", b"%PDF-1.4"))
    assert answer.status_code == 302, answer.content.decode()
    document = Document.objects.get()
    assert (document.number, document.agency and document.agency.code) == ("4003", "H99")
    for text in ("4003", "qd-ubnd", "ke hoach cai cach"):
        page = cast.client("leader").get(reverse("plans:documents"), {"q": text})
        assert document.title in page.content.decode()
    file = cast.client("commune").get(reverse("plans:document-file", args=[document.pk]))
    assert file["Content-Type"] == "application/pdf"
    assert b"".join(file.streaming_content) == b"%PDF-1.4"


def test_a_document_of_that_number_and_issuer_is_told_and_saved_on_purpose_only(
    cast: Any, world: World
) -> None:
    register(cast)
    again = register(cast, title="Văn bản khác")
    assert (again.status_code, list(again.context["form"].errors)) == (422, ["notation"])
    assert register(cast, title="Văn bản khác", is_another="on").status_code == 302
    assert Document.objects.count() == 2


def test_years_out_of_order_and_links_that_are_not_https_are_told_together(
    cast: Any, world: World
) -> None:
    answer = register(cast, last_year="2025", link="http://a.example/vb")
    assert set(answer.context["form"].errors) == {"last_year", "link"}


def test_a_replaced_file_stays_with_the_reason(cast: Any, world: World) -> None:
    register(cast, file=SimpleUploadedFile("a.pdf", b"%PDF-1.4 cu"))
    document = Document.objects.get()
    address = reverse("plans:document-replace", args=[document.pk])
    client = cast.client("standing_body")
    file = SimpleUploadedFile("b.pdf", b"%PDF-1.4 moi")
    assert client.post(address, {"file": file}).status_code == 422  # no reason
    file = SimpleUploadedFile("b.pdf", b"%PDF-1.4 moi")
    assert client.post(address, {"file": file, "reason": "Bản ký số"}).status_code == 302
    states = Attachment.objects.order_by("pk").values_list("name", "state", "reason")
    assert list(states) == [("a.pdf", "replaced", "Bản ký số"), ("b.pdf", "kept", "")]


def withdraw(cast: Any, reason: str, role: str = "standing_body") -> Any:
    address = reverse("plans:document-withdraw", args=[Document.objects.get().pk])
    return cast.client(role).post(address, {"reason": reason}, follow=True)


def test_a_withdrawn_file_is_told_with_the_reason_and_given_to_readers_no_more(
    cast: Any, world: World
) -> None:
    register(cast, file=SimpleUploadedFile("a.pdf", b"%PDF-1.4"))
    file = reverse("plans:document-file", args=[Document.objects.get().pk])
    page = withdraw(cast, "Đưa nhầm bản có số điện thoại của người dân").content.decode()
    assert "Đã rút tệp" in page
    assert "Đưa nhầm bản có số điện thoại" in page
    document = reverse("plans:document", args=[Document.objects.get().pk])
    read = cast.client("leader").get(document).content.decode()
    assert "Đã rút" in read
    assert file not in read
    assert cast.client("leader").get(file).status_code == 403
    kept = cast.client("standing_body").get(file)
    assert b"".join(kept.streaming_content) == b"%PDF-1.4"
    told = Event.objects.get(verb="plans.document_file_withdrawn")
    assert told.reason == "Đưa nhầm bản có số điện thoại của người dân"


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_no_file_is_withdrawn_without_a_reason(reason: str, cast: Any, world: World) -> None:
    register(cast, file=SimpleUploadedFile("a.pdf", b"%PDF-1.4"))
    assert "Hãy ghi lý do." in withdraw(cast, reason).content.decode()
    assert Attachment.objects.get().state == "kept"


def test_a_file_is_withdrawn_once_and_only_where_there_is_one(cast: Any, world: World) -> None:
    register(cast)
    for_none = withdraw(cast, "Nhầm").content.decode()
    Document.objects.all().delete()
    register(cast, file=SimpleUploadedFile("a.pdf", b"%PDF-1.4"))
    withdraw(cast, "Nhầm")
    again = withdraw(cast, "Lần nữa").content.decode()
    assert "Tình trạng đã thay đổi" in for_none
    assert "Tình trạng đã thay đổi" in again
    assert Attachment.objects.get().reason == "Nhầm"


def test_a_new_file_takes_the_place_of_a_withdrawn_one(cast: Any, world: World) -> None:
    register(cast, file=SimpleUploadedFile("a.pdf", b"%PDF-1.4 cu"))
    withdraw(cast, "Nhầm")
    address = reverse("plans:document-replace", args=[Document.objects.get().pk])
    file = SimpleUploadedFile("b.pdf", b"%PDF-1.4 moi")
    sent = {"file": file, "reason": "Bản đúng"}
    assert cast.client("standing_body").post(address, sent).status_code == 302
    states = Attachment.objects.order_by("pk").values_list("name", "state", "reason")
    assert list(states) == [("a.pdf", "withdrawn", "Nhầm"), ("b.pdf", "kept", "")]
    file_address = reverse("plans:document-file", args=[Document.objects.get().pk])
    given = cast.client("leader").get(file_address)
    assert b"".join(given.streaming_content) == b"%PDF-1.4 moi"


@pytest.mark.parametrize(("role", "offered"), [("standing_body", True), ("leader", False)])
def test_the_button_is_shown_to_who_may(role: str, offered: bool, cast: Any, world: World) -> None:
    register(cast, file=SimpleUploadedFile("a.pdf", b"%PDF-1.4"))
    page = cast.client(role).get(reverse("plans:document", args=[Document.objects.get().pk]))
    assert ("Rút tệp" in page.content.decode()) == offered


@pytest.mark.parametrize("role", ["leader", "focal_officer", "administrator", "stranger"])
def test_those_who_only_read_withdraw_nothing(role: str, cast: Any, world: World) -> None:
    register(cast, file=SimpleUploadedFile("a.pdf", b"%PDF-1.4"))
    assert withdraw(cast, "Nhầm", role).status_code == 403
    assert Attachment.objects.get().state == "kept"


@pytest.mark.parametrize("role", ["leader", "inspector", "administrator", "stranger"])
def test_those_who_only_read_register_nothing(role: str, cast: Any, world: World) -> None:
    assert register(cast, role).status_code == 403
    assert not Document.objects.exists()


def test_an_upload_of_200_mb_is_refused_by_its_announced_size(cast: Any, world: World) -> None:
    answer = cast.client("standing_body").generic(
        "POST",
        reverse("plans:document-new"),
        BytesIO(b"").read(),
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(200 * 2**20),
    )
    assert (answer.status_code, "200 MB" in answer.content.decode()) == (413, True)


@pytest.mark.parametrize(
    ("first", "last", "said"), [(2026, 2026, "2026"), (2021, 2030, "2021–2030")]
)
def test_one_year_is_said_once(first: int, last: int, said: str) -> None:
    assert years_of(Document(first_year=first, last_year=last)) == said
