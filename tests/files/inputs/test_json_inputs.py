"""Rounds handed in as JSON."""

from decimal import Decimal
from pathlib import Path

import pytest

from caicach.core.criteria import load_shipped
from caicach.core.issues import Issue
from caicach.core.scoring import Inputs
from caicach.files.inputs import read_inputs


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def read(text: str) -> tuple[Inputs, list[Issue]]:
    Path("a.json").write_text(text, encoding="utf-8")
    return read_inputs([Path("a.json")], load_shipped("pci/2019"))


def test_records_keep_every_digit_of_their_numbers() -> None:
    inputs, issues = read(
        '[{"agency": "22", "criterion": "entry", "value": 7.1000000000000000001}]'
    )
    assert issues == []
    assert inputs.agencies["22"].items["entry"].value == Decimal("7.1000000000000000001")


def test_agencies_may_hold_their_items() -> None:
    inputs, issues = read(
        '{"agencies": [{"code": "22", "name": "Quảng Ninh",'
        ' "items": {"entry": {"value": "7,1"}, "land": 6.5}}]}'
    )
    assert issues == []
    agency = inputs.agencies["22"]
    assert agency.name == "Quảng Ninh"
    assert agency.items["entry"].value == Decimal("7.1")
    place = inputs.place("22", "land", agency.items["land"])
    assert place == "a.json $.agencies[0].items.land"


def test_null_is_an_empty_cell() -> None:
    inputs, issues = read('[{"agency": "22", "criterion": "entry", "value": null, "points": 2}]')
    assert issues == []
    assert inputs.agencies["22"].items["entry"].points == 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[{]", "json-broken"),
        ('[{"agency": "1", "criterion": "entry", "value": NaN}]', "json-no-number"),
        ('[{"agency": "1", "agency": "2", "criterion": "entry"}]', "json-broken"),
        ("[" * 100_000, "json-broken"),
        ('{"x": 1}', "json-not-inputs"),
        ('{"schema": "caicach-result/1", "agencies": []}', "json-is-result"),
        ("[1]", "json-not-an-object"),
        ('{"agencies": [{"code": "22"}]}', "json-without-items"),
        ('[{"agency": "1", "criterion": "entry", "value": [1]}]', "json-value-nested"),
        ('[{"agency": "1", "criterion": "entry", "value": 1}, {"agency": "1"}]', None),
        ("[]", "json-empty"),
        ('[{"agency": "1", "criterion": "entry", "value": "NaN"}]', "number-not-finite"),
    ],
)
def test_json_that_is_no_round_says_why(text: str, code: str | None) -> None:
    _, issues = read(text)
    assert [each.code for each in issues if each.severity == "fault"] == ([code] if code else [])


def test_a_place_names_the_record() -> None:
    _, issues = read('[{"agency": "22", "criterion": "entry", "value": "x"}]')
    assert [(each.code, each.where) for each in issues] == [("number-words", "a.json $[0]")]


def test_every_record_that_is_none_is_told() -> None:
    _, issues = read(
        '{"agencies": [{"code": "A", "items": {"land": [1], "entry": "x"}}, {"name": "x"}, 3,'
        ' {"code": "A", "items": {}}]}'
    )
    assert [(each.code, each.where) for each in issues] == [
        ("json-without-items", "a.json $.agencies[1]"),
        ("json-not-an-object", "a.json $.agencies[2]"),
        ("agency-twice", "a.json $.agencies[3]"),
        ("json-value-nested", "a.json $.agencies[0].items.land.value"),
        ("number-words", "a.json $.agencies[0].items.entry"),
    ]


def test_what_is_no_number_in_json_is_named_with_line_and_character() -> None:
    _, issues = read('[{"agency": "NaN \\" NaN",\n "value": NaN, "points": -Infinity}]')
    assert [(each.code, each.where, dict(each.values)) for each in issues] == [
        ("json-no-number", "a.json:2", {"value": "NaN", "column": "11"}),
        ("json-no-number", "a.json:2", {"value": "-Infinity", "column": "26"}),
    ]
