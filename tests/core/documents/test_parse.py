"""A document turned into a shape, all faults at once, each with its line."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import Field, TypeAdapter, ValidationError

from caicach.core.documents import Day, Label, Number, Shape, Text, Words, parse, read_document
from caicach.core.rules import AnyRule


class Inner(Shape):
    from_: Number = Field(alias="from")
    note: Text | None = None


class Outer(Shape):
    name: Text
    label: Words | None = None
    day: Day | None = None
    places: int = Field(default=2, ge=0, le=10)
    exact: bool = False
    inner: tuple[Inner, ...] = Field(default=(), min_length=1)
    rule: AnyRule | None = None
    more: dict[str, Text] = Field(default_factory=dict)


def told(text: str) -> list[tuple[str, int]]:
    """Return code and line of every fault."""
    document, issues = read_document(text, "a.yaml")
    assert document is not None
    loaded, more = parse(document, Outer)
    assert loaded is None
    return [(each.code, int(each.where.rpartition(":")[2])) for each in (*issues, *more)]


def loaded(text: str) -> Outer:
    document, _ = read_document(text, "a.yaml")
    assert document is not None
    found, issues = parse(document, Outer)
    assert found is not None, [str(each) for each in issues]
    return found


def test_a_sound_document_is_converted_exactly() -> None:
    found = loaded("name: ' x '\nday: 2026-02-28\nplaces: 3\nexact: yes\ninner: [{from: 2.10}]\n")
    assert (found.name, found.day, found.places, found.exact) == ("x", date(2026, 2, 28), 3, True)
    assert str(found.inner[0].from_) == "2.10"


def test_all_faults_come_at_once_from_the_top_down() -> None:
    assert told(
        "inner:\n  - {from: x}\n  - note: y\n  - {from: 1, form: 2}\nplaces: many\n"
        "day: 31/12/2025\nexact: maybe\nlabel: [a]\nmore: {k: [1]}\n"
    ) == [
        ("key-missing", 1),
        ("not-a-number", 2),
        ("key-missing", 3),
        ("key-unknown", 4),
        ("not-a-number", 5),
        ("not-a-day", 6),
        ("not-one-of", 7),
        ("mapping-expected", 8),
        ("text-expected", 9),
    ]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("name: ''", "value-missing"),
        ("name:", "value-missing"),
        ("name: [a]", "text-expected"),
        ("name: x\nplaces: 11", "number-out-of-range"),
        ("name: x\nplaces: -1", "number-out-of-range"),
        ("name: x\nplaces:", "value-missing"),
        ("name: x\ninner: []", "list-too-short"),
        ("name: x\ninner: y", "list-expected"),
        ("name: x\nmore: y", "mapping-expected"),
        ("name: x\nname_: y", "key-unknown"),
        ("name: x\ninner: [{from_: 1}]", "key-unknown"),
    ],
)
def test_each_slip_has_a_code_of_its_own(line: str, code: str) -> None:
    assert told(line)[-1][0] == code or code in dict(told(line))


def test_a_list_whose_entries_are_wrong_is_not_called_too_short() -> None:
    assert told("name: x\ninner:\n  - {from: y}\n") == [("not-a-number", 3)]


@pytest.mark.parametrize("kind", ["steps", "levels"])
def test_the_line_is_right_where_a_kind_and_its_list_share_a_name(kind: str) -> None:
    entry = "{label: a, points: 1}" if kind == "levels" else "{from: 1, points: 1}"
    text = (
        f"name: x\nrule:\n  kind: {kind}\n  {kind}:\n    - {entry}\n    - {{ponts: 1}}\n  of_: 3\n"
    )
    assert ("key-unknown", 6) in told(text)
    assert told(text)[-1] == ("key-unknown", 7)


def test_faults_inside_parts_of_parts_have_their_own_lines() -> None:
    assert told(
        "name: x\n"
        "rule:\n"
        "  kind: sum\n"
        "  parts:\n"
        "    - max_points: 1\n"
        "      rule: {kind: linear, full_at: many}\n"
        "    - max_points: 1\n"
        "      rule:\n"
        "        kind: best_of\n"
        "        cases:\n"
        "          - max_points: one\n"
        "            rule: {kind: linaer}\n"
        "          - rule: {full_at: 1}\n"
    ) == [
        ("not-a-number", 6),
        ("not-a-number", 11),
        ("not-one-of", 12),
        ("key-missing", 13),
        ("key-missing", 13),
    ]


def known(text: str) -> str:
    document, _ = read_document(text, "a.yaml")
    assert document is not None
    _, issues = parse(document, Outer)
    return str(dict(issues[0].values)["known"])


def test_a_misspelt_key_is_answered_with_the_nearest_of_that_place() -> None:
    assert known("name: x\nplacse: 1").startswith("places, name")
    assert known("name: x\nrule: {kind: linear, fullat: 90}").startswith("full_at, ")
    steps = "name: x\nrule: {kind: steps, steps: [{from: 1, point: 1}]}"
    assert known(steps).startswith("points, from, over")
    part = (
        "name: x\nrule: {kind: sum, parts: [{max_point: 1, max_points: 1, rule: {kind: judged}}]}"
    )
    assert known(part) == "max_points, id, label, rule"


@pytest.mark.parametrize("text", ["2.5", "-3", "+0.25", "010", "0" * 50])
def test_plain_numbers_are_read(text: str) -> None:
    assert TypeAdapter(Number).validate_python(text) == Decimal(text)


@pytest.mark.parametrize(
    "raw", ["2,5", "1e5", "1_000", "NaN", "Infinity", "٣", "5%", "", "1" * 61, 2.5, True, None]
)
def test_what_is_no_plain_number_is_refused(raw: Any) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Number).validate_python(raw)


@pytest.mark.parametrize("raw", ["2026-02-30", "20260101", "1767225600", "01/02/2026", 5])
def test_what_is_no_day_is_refused(raw: Any) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Day).validate_python(raw)


def test_a_label_falls_back_to_vietnamese() -> None:
    label = TypeAdapter(Words).validate_python("Thể chế")
    assert (label.text("vi"), label.text("en"), str(label)) == ("Thể chế",) * 3
    both = Label(vi="Thể chế", en="Institutions")
    assert both.text("en") == "Institutions"
