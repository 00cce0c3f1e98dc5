"""What keeps a target from being judged is told all at once, each with its words."""

from typing import Any

import pytest

from caicach.core.targets import TargetShape

LEVEL = {
    "form": "level",
    "comparator": ">=",
    "threshold": 98,
    "unit": "percent",
    "due_on": "2026-12-31",
    "plan_year": 2026,
}
RANK = LEVEL | {"form": "rank", "comparator": "<=", "threshold": 5, "unit": "rank"}
BAND = LEVEL | {
    "form": "band",
    "comparator": ">=",
    "threshold": None,
    "unit": "band",
    "band": "Tốt",
    "bands": ["Khá", "Tốt"],
}
RISE = LEVEL | {"form": "rise", "threshold": 3, "unit": "places", "base_year": 2025}
REDUCTION = LEVEL | {"form": "reduction", "threshold": 10, "base_year": 2021}
DONE_BY = LEVEL | {"form": "done_by", "comparator": "<=", "threshold": None, "unit": "day"}
AGENCIES = LEVEL | {"form": "share_of_agencies", "agencies_at_least": 95}
TO_2030 = LEVEL | {"due_on": "2030-12-31"}


def codes(fields: dict[str, Any]) -> list[str]:
    return [each.code for each in TargetShape(**fields).check("plan / 1.1")]


@pytest.mark.parametrize("sound", [LEVEL, RANK, BAND, RISE, REDUCTION, DONE_BY, AGENCIES, TO_2030])
def test_a_sound_target_has_no_faults(sound: dict[str, Any]) -> None:
    assert codes(sound) == []


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        (RANK | {"comparator": ">="}, "target-comparator"),
        (BAND | {"comparator": "<="}, "target-comparator"),
        (LEVEL | {"unit": "places"}, "target-unit"),
        (RANK | {"unit": "percent"}, "target-unit"),
        (LEVEL | {"threshold": None}, "target-threshold-missing"),
        (BAND | {"threshold": 3}, "target-threshold-unused"),
        (DONE_BY | {"threshold": 100}, "target-threshold-unused"),
        (LEVEL | {"comparator": "in"}, "target-upper-missing"),
        (LEVEL | {"upper": 99}, "target-upper-unused"),
        (LEVEL | {"comparator": "in", "upper": 97}, "target-range-reversed"),
        (LEVEL | {"threshold": -1}, "target-below-zero"),
        (LEVEL | {"threshold": "100.01"}, "target-above-hundred"),
        (LEVEL | {"unit": "count", "threshold": "2.5"}, "target-not-whole"),
        (RANK | {"threshold": 0}, "target-rank-below-one"),
        (BAND | {"band": None}, "target-band-missing"),
        (LEVEL | {"band": "Tốt"}, "target-band-unused"),
        (BAND | {"band": "Xuất sắc"}, "target-band-unknown"),
        (BAND | {"bands": ["Khá", "Tốt", "khá"]}, "target-band-twice"),
        (RISE | {"base_year": None}, "target-base-missing"),
        (REDUCTION | {"base_year": None}, "target-base-missing"),
        (LEVEL | {"base_year": 2021}, "target-base-unused"),
        (REDUCTION | {"base_year": 2026}, "target-base-late"),
        (REDUCTION | {"base_from": 2022}, "target-base-reversed"),
        (LEVEL | {"due_on": "2025-12-14"}, "target-due-before-start"),
        (LEVEL | {"starts_on": "2027-01-01"}, "target-due-before-start"),
        (LEVEL | {"plan_year": 206}, "target-year"),
        (
            TO_2030
            | {"milestones": [{"year": 2027, "threshold": 5}, {"year": 2026, "threshold": 6}]},
            "target-milestone-order",
        ),
        (LEVEL | {"milestones": [{"year": 2027, "threshold": 5}]}, "target-milestone-late"),
        (LEVEL | {"milestones": [{"year": 2026, "threshold": 5}]}, "target-milestone-differs"),
        (TO_2030 | {"milestones": [{"year": 2027, "threshold": 101}]}, "target-above-hundred"),
        (
            DONE_BY | {"due_on": "2030-12-31", "milestones": [{"year": 2027, "threshold": 5}]},
            "target-milestone-unused",
        ),
        (AGENCIES | {"agencies_at_least": None}, "target-agencies-level"),
        (AGENCIES | {"agencies_at_least": 101}, "target-above-hundred"),
        (LEVEL | {"agencies_at_least": 95}, "target-agencies-unused"),
    ],
)
def test_a_fault_is_told_with_its_code(fields: dict[str, Any], code: str) -> None:
    assert codes(fields) == [code]


def test_the_day_a_plan_year_begins_is_not_before_its_start() -> None:
    assert codes(LEVEL | {"due_on": "2025-12-15"}) == []


def test_all_faults_are_told_at_once_and_in_words() -> None:
    found = TargetShape(
        form="rank",
        comparator=">=",
        threshold=0,
        unit="rank",
        band="Tốt",
        base_year=2021,
        due_on="1926-12-31",
    ).check("kế hoạch / 0.1")
    assert [each.code for each in found] == [
        "target-comparator",
        "target-rank-below-one",
        "target-band-unused",
        "target-base-unused",
        "target-base-late",
        "target-year",
    ]
    assert all(each.text("vi").startswith("kế hoạch / 0.1: ") and each.text("en") for each in found)
