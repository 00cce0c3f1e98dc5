"""YAML read as text: nothing guessed, nothing that can hurt."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.core.documents import Document, read_document
from caicach.core.documents.yaml_text import MAX_CHARACTERS, MAX_DEPTH


def content(text: str) -> object:
    document, issues = read_document(text, "a.yaml")
    assert issues == []
    assert document is not None
    return document.content


def codes(text: str) -> list[str]:
    document, issues = read_document(text, "a.yaml")
    assert document is None
    return [f"{each.code} {each.where}" for each in issues]


def test_nothing_is_guessed_from_how_a_value_looks() -> None:
    for word in ("2.10", "no", "010", "1e3", "2026-01-02", "12:30:45", "0x1F", "yes", "TRUE"):
        assert content(f"a: {word}") == {"a": word}


def test_an_empty_value_is_missing_and_an_empty_text_is_not() -> None:
    assert content("a:\nb: ~\nc: null\nd: ''") == {"a": None, "b": None, "c": None, "d": ""}


def test_tags_do_not_make_objects() -> None:
    assert content("a: !!python/object:os.system x") == {"a": "x"}
    assert content("a: !!int 010") == {"a": "010"}


@pytest.mark.parametrize("text", ["", "# chỉ có ghi chú\n", "---\n"])
def test_an_empty_file_is_said_to_be_empty(text: str) -> None:
    document, issues = read_document(text, "a.yaml")
    assert [each.code for each in issues] == (["yaml-empty"] if document is None else [])


def test_byte_order_mark_and_windows_line_ends_are_no_matter() -> None:
    assert content("\ufeffa: 1\r\nb:\r\n  - 2\r\n") == {"a": "1", "b": ["2"]}


def test_letters_stored_in_pieces_are_composed() -> None:
    composed = "tên: Chỉ đạo, điều hành"
    assert content(unicodedata.normalize("NFD", composed)) == {"tên": "Chỉ đạo, điều hành"}


def test_a_key_that_stands_twice_is_told_with_both_lines() -> None:
    document, issues = read_document("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\na: 4\n", "a.yaml")
    assert document is not None
    assert document.content == {"a": "1", "b": {"c": "1", "d": "2"}}
    told = [(each.code, each.where, dict(each.values)["first"]) for each in issues]
    assert told == [("key-duplicate", "a.yaml:5", "3"), ("key-duplicate", "a.yaml:6", "1")]


def test_a_key_that_is_a_list_is_refused() -> None:
    _, issues = read_document("a: 1\n? [x, y]\n: 2\n", "a.yaml")
    assert [(each.code, each.where) for each in issues] == [("key-not-text", "a.yaml:2")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\nb:\n\t- c\n", 3),
        ("a: [1, 2\n", 2),
        ("a: 'x\n", 2),
        ("a: 1\n--- \nb: 2\n", 2),
        ("a: b: c\n", 1),
    ],
)
def test_broken_syntax_is_named_with_its_line(text: str, line: int) -> None:
    assert codes(text) == [f"yaml-unreadable a.yaml:{line}"]


@pytest.mark.parametrize("text", ["a: \x07", "a: \ud800", "a: \x00b"])
def test_characters_no_text_has_are_refused_on_one_line(text: str) -> None:
    document, issues = read_document(text, "a.yaml")
    assert document is None
    assert [each.code for each in issues] == ["yaml-unreadable"]
    assert "\n" not in str(issues[0])


def test_an_alias_is_refused_before_it_can_grow() -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n"
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    began = time.perf_counter()
    assert codes(bomb) == ["yaml-alias a.yaml:2"]
    assert time.perf_counter() - began < 1
    assert content("a: &anchor x") == {"a": "x"}


@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 1_000, 10_000, 200_000])
def test_deep_nesting_is_refused_and_hurts_nothing(depth: int) -> None:
    assert codes("[" * depth + "]" * depth) == ["yaml-too-deep a.yaml:1"]
    assert codes("- " * min(depth, 10_000) + "x") == ["yaml-too-deep a.yaml:1"]


def test_as_deep_as_allowed_is_read() -> None:
    assert content("[" * MAX_DEPTH + "]" * MAX_DEPTH) is not None


def test_a_huge_file_is_refused_unread() -> None:
    assert codes("#" * (MAX_CHARACTERS + 1)) == ["yaml-too-large a.yaml:1"]


def test_where_names_the_deepest_entry_that_is_there() -> None:
    document, _ = read_document("a:\n  - b: 1\n    c:\n      d: 2\n", "a.yaml")
    assert isinstance(document, Document)
    assert document.where(("a", 0, "c", "d")) == "a.yaml:4"
    assert document.where(("a", 0, "c", "missing")) == "a.yaml:3"
    assert document.where(("a", 7)) == "a.yaml:1"
    assert document.at(("a", 0, "c")) == {"d": "2"}


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    document, issues = read_document(text, "a.yaml")
    assert document is not None or issues
