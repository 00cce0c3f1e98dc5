"""Lists of people: looked at with every fault at its cell, saved as a whole."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from caicach.web.accounts.acting import actor_of
from caicach.web.accounts.actions.faults import PeopleFaultsError
from caicach.web.accounts.actions.importing import check_import, import_people, read_people
from caicach.web.accounts.models import Person, Post
from caicach.web.audit.models import Event

HEAD = "Họ tên,Thư điện tử,Cơ quan,Vai trò,Chức vụ,Từ ngày,Đến ngày"
GOOD = [
    "Trần Thị Minh,minh@namha.example,H99.101,Công chức đầu mối,Chuyên viên,01/01/2026,",
    "Trần Thị Minh,minh@namha.example,H99.101,Người đứng đầu cơ quan,,01/02/2026,",
    "Lê Văn An,an@namha.example,H99.102,focal officer,,,",
]
DAY = date(2026, 3, 1)


def table(lines: Sequence[str]) -> bytes:
    return "\n".join([HEAD, *lines]).encode()


def uploaded(lines: Sequence[str]) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("nguoi.csv", table(lines))}


def test_a_sound_list_adds_people_and_posts_together(cast: Any) -> None:
    rows, issues = read_people(table(GOOD), "nguoi.csv")
    assert issues == []
    done = import_people(cast.actor("administrator"), rows, DAY)
    assert ([each.full_name for each in done.added], done.posts) == (
        ["Trần Thị Minh", "Lê Văn An"],
        3,
    )
    assert Person.objects.get(email="an@namha.example").posts.get().valid_from == DAY
    verbs = Event.objects.order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["person.added", "person.post_given", "person.added"]
    assert "nguoi.csv" in Event.objects.get(number=1).reason


def test_every_fault_of_the_file_and_of_the_installation_is_told_at_its_row(cast: Any) -> None:
    lines = [
        *GOOD,
        "Hỏng,khong-phai-thu,H99.101,Công chức đầu mối,,,",
        "Người focal_officer,focal_officer@namha.example,H99.02,Công chức đầu mối,,01/01/2026,",
        "Lê Xa,xa@namha.example,H99.102,Công chức đầu mối,,01/01/2020,",
        "Tên Khác,leader@namha.example,H99.101,Công chức đầu mối,,01/01/2026,",
    ]
    rows, issues = read_people(table(lines), "nguoi.csv")
    issues += check_import(cast.actor("administrator"), rows, DAY)
    found = {each.code: each.where for each in issues}
    assert set(found) == {
        *("person-email", "post-overlap", "post-agency-not-valid", "person-name-differs")
    }
    assert "6" in found["post-overlap"]


def test_what_is_beyond_reach_is_told_at_its_row(cast: Any, commune_administrator: Person) -> None:
    rows, _ = read_people(table(GOOD), "nguoi.csv")
    issues = check_import(actor_of(commune_administrator), rows, DAY)
    assert [each.code for each in issues] == ["post-beyond-reach"]
    with pytest.raises(PeopleFaultsError):
        import_people(actor_of(commune_administrator), rows, DAY)
    assert not Person.objects.filter(email="minh@namha.example").exists()


def test_the_page_saves_nothing_before_it_is_told_to(cast: Any) -> None:
    client, before = cast.client("administrator"), Post.objects.count()
    page = client.post(reverse("accounts:import"), uploaded(GOOD))
    assert page.status_code == 200
    assert Post.objects.count() == before
    client.post(reverse("accounts:import-confirm"), {"rows": page.context["kept"]})
    assert Post.objects.count() == before + 3


def test_the_page_offers_the_sound_rows_where_others_have_faults(cast: Any) -> None:
    client = cast.client("administrator")
    lines = [*GOOD, "Hỏng,khong-phai-thu,H99.101,Công chức đầu mối,,,"]
    page = client.post(reverse("accounts:import"), uploaded(lines))
    assert page.status_code == 422
    assert "khong-phai-thu" in page.content.decode()
    client.post(reverse("accounts:import-confirm"), {"rows": page.context["kept"]})
    assert Person.objects.filter(email="minh@namha.example").exists()


def test_a_list_saved_by_another_meanwhile_is_shown_with_its_overlaps(cast: Any) -> None:
    client = cast.client("administrator")
    kept = client.post(reverse("accounts:import"), uploaded(GOOD)).context["kept"]
    client.post(reverse("accounts:import-confirm"), {"rows": kept})
    again = client.post(reverse("accounts:import-confirm"), {"rows": kept})
    assert again.status_code == 422
    assert len(again.context["faults"]) == 3


@pytest.mark.parametrize(
    "rows",
    ["", "x", signing.dumps([], salt="elsewhere")],
    ids=["nothing", "no token", "of elsewhere"],
)
def test_rows_that_are_not_ours_are_not_saved(cast: Any, rows: str) -> None:
    client = cast.client("administrator")
    answer = client.post(reverse("accounts:import-confirm"), {"rows": rows})
    assert answer["Location"] == reverse("accounts:import")


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04 broken"])
def test_a_file_that_is_no_table_is_told(cast: Any, content: bytes) -> None:
    sent = {"file": SimpleUploadedFile("nguoi.xlsx", content)}
    answer = cast.client("administrator").post(reverse("accounts:import"), sent)
    assert answer.status_code == 422
    assert Person.objects.filter(email="minh@namha.example").count() == 0


def test_five_thousand_rows_ask_few_questions(
    cast: Any, django_assert_max_num_queries: Any
) -> None:
    lines = [f"Người Số {n},so{n}@namha.example,H99.101,Công chức đầu mối,,," for n in range(5_000)]
    rows, issues = read_people(table(lines), "nguoi.csv")
    assert issues == []
    actor = cast.actor("administrator")
    with django_assert_max_num_queries(30):
        assert check_import(actor, rows, DAY) == []
