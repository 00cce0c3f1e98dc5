"""Search: without accents, by number, marked, limited to what one may see, whatever is typed."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.web.boards.marks import mark
from caicach.web.boards.searching import words_of
from caicach.web.look.folding import fold
from caicach.web.plans.models import Document

TEXT = st.text(st.sampled_from('aăâ đĐêoôơuưỚữỪếẫ<&"b%_ c/-1'), max_size=40)


def test_words_are_found_without_accents_and_marked(page: Any, field: Any) -> None:
    field.target(field.plan(), "Cải cách thủ tục")
    text = page("focal_officer", "/search/?q=cai cach")
    assert "<mark>Cải</mark> <mark>cách</mark> thủ tục" in text


def test_a_document_is_found_by_its_number_and_its_notation(page: Any, field: Any) -> None:
    document = Document.objects.create(
        notation="4003/QĐ-UBND",
        number="4003",
        kind="decision",
        title="Kế hoạch năm 2021",
        issuer="UBND tỉnh",
        level="province",
        first_year=2021,
        last_year=2021,
        folded=fold("4003/QĐ-UBND", "Kế hoạch năm 2021", "UBND tỉnh"),
    )
    for asked in ("4003", "4003/qd-ubnd", "qd-ubnd", "QĐ", "ke hoach 2021"):
        assert f"/plans/documents/{document.pk}/" in page("focal_officer", f"/search/?q={asked}")
    assert f"/plans/documents/{document.pk}/" not in page("focal_officer", "/search/?q=003")


def test_each_person_finds_what_they_may_see(page: Any, field: Any, cast: Any) -> None:
    field.task(field.plan("H99.02"), "Rà soát quy hoạch")
    field.task(field.plan("H99.101"), "Rà soát thủ tục")
    seen = {role: page(role, "/search/?q=ra soat") for role in ("focal_officer", "commune")}
    assert ("quy hoạch" in seen["focal_officer"], "thủ tục" in seen["focal_officer"]) == (
        True,
        False,
    )
    assert ("quy hoạch" in seen["commune"], "thủ tục" in seen["commune"]) == (False, True)
    assert "quy hoạch" in page("leader", "/search/?q=ra soat")


def test_agencies_and_people_are_found(page: Any, cast: Any) -> None:
    assert 'href="/board/H99.101/"' in page("leader", "/search/?q=binh an")
    assert 'href="/agencies/of/H99.101/"' in page("focal_officer", "/search/?q=binh an")
    person = cast["commune"]
    assert "Người" in page("administrator", "/search/?q=nguoi commune") or person
    assert f"/people/{person.pk}/" not in page("focal_officer", "/search/?q=nguoi commune")


@pytest.mark.parametrize(
    "asked",
    [
        "",
        " ",
        "%",
        "_",
        "%25%25",
        "%00",
        "a%00b",
        "'",
        '"',
        "\\",
        "x" * 300,
        "<script>",
        "%F0%9F%98%80",
    ],
)
def test_whatever_is_typed_is_answered(cast: Any, field: Any, asked: str) -> None:
    field.target(field.plan(), "Đạt 98 % hồ sơ")
    response = cast.client("leader").get(f"/search/?q={asked}")
    assert response.status_code == 200
    assert b"<script>" not in response.content.split(b"</head>")[1]


def test_signs_of_patterns_stand_for_themselves(page: Any, field: Any) -> None:
    field.target(field.plan(), "Hồ sơ đúng hạn")
    assert "/plans/targets/" not in page("leader", "/search/?q=h_")
    assert "/plans/targets/" not in page("leader", "/search/?q=h%25n")


def test_one_kind_is_shown_page_by_page(page: Any, field: Any) -> None:
    plan = field.plan()
    for number in range(30):
        field.task(plan, f"Rà soát {number}")
    text = page("leader", "/search/?q=ra soat")
    assert "kind=tasks" in text
    assert text.count("/plans/tasks/") == 5
    first = page("leader", "/search/?q=ra soat&kind=tasks")
    last = page("leader", "/search/?q=ra soat&kind=tasks&page=2")
    assert (first.count("/plans/tasks/"), last.count("/plans/tasks/")) == (25, 5)
    assert page("leader", "/search/?q=ra soat&kind=nothing").count("/plans/tasks/") == 5


def test_search_asks_the_database_no_more_for_much(
    cast: Any, field: Any, django_assert_max_num_queries: Any
) -> None:
    plan = field.plan()
    for number in range(40):
        field.target(plan, f"Nguoi {number}")
        field.task(plan, f"Nguoi {number}")
    for role in ("leader", "administrator", "focal_officer"):
        client = cast.client(role)
        client.get("/search/?q=nguoi")
        with django_assert_max_num_queries(12):
            client.get("/search/?q=nguoi")


@given(TEXT, TEXT)
def test_marks_change_no_letter_and_hold_only_what_was_sought(text: str, asked: str) -> None:
    words = words_of(asked)
    marked = str(mark(text, words))
    plain = re.sub(r"</?mark>", "", marked)
    for sign, entity in (("<", "&lt;"), ('"', "&quot;"), ("&", "&amp;")):
        plain = plain.replace(entity, sign)
    assert plain == text
    if not any(word in fold(text) for word in words):
        assert "<mark>" not in marked


@given(st.text(max_size=400))
def test_words_sought_are_folded_few_and_without_controls(text: str) -> None:
    words = words_of(text)
    assert len(words) <= 8
    assert all(word == fold(word) and "\x00" not in word and " " not in word for word in words)
