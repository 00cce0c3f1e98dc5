"""A target is said as a table prints it, in both languages."""

from decimal import Decimal
from typing import Any

import pytest

from caicach.core.issues import Lang
from caicach.core.targets import TargetShape, says, show_chance, state_summary, state_words
from caicach.core.targets.chance_words import show_bound
from caicach.core.targets.state_rules import state_rules

YEAR_END = {"due_on": "2026-12-31"}
BANDS = ("Yếu", "Trung bình", "Khá", "Tốt")
SAID: list[tuple[dict[str, Any], str, str]] = [
    ({"form": "level", "comparator": ">=", "threshold": 98, "unit": "percent"}, "≥ 98 %", "≥ 98%"),
    (
        {"form": "level", "comparator": ">", "threshold": "1.27", "unit": "percent"},
        "> 1,27 %",
        "> 1.27%",
    ),
    (
        {"form": "level", "comparator": "=", "threshold": 1982, "unit": "count"},
        "= 1.982",
        "= 1,982",
    ),
    (
        {"form": "level", "comparator": "<=", "threshold": "2.5", "unit": "points"},
        "≤ 2,5 điểm",
        "≤ 2.5 points",
    ),
    (
        {"form": "level", "comparator": "in", "threshold": 80, "upper": 90, "unit": "percent"},
        "từ 80 đến 90 %",
        "80 to 90%",
    ),
    ({"form": "rank", "comparator": "<=", "threshold": 5, "unit": "rank"}, "hạng ≤ 5", "rank ≤ 5"),
    (
        {"form": "band", "comparator": ">=", "band": "Tốt", "bands": BANDS, "unit": "band"},
        "từ nhóm Tốt trở lên",
        "band Tốt or better",
    ),
    (
        {"form": "band", "comparator": "in", "band": "Khá", "bands": BANDS, "unit": "band"},
        "nhóm Khá",
        "band Khá",
    ),
    (
        {"form": "band", "comparator": "in", "band": "Nhóm dẫn đầu", "unit": "band"},
        "Nhóm dẫn đầu",
        "Nhóm dẫn đầu",
    ),
    (
        {
            "form": "rise",
            "comparator": ">=",
            "threshold": 3,
            "unit": "places",
            "base_year": 2024,
        },
        "tăng ≥ 3 bậc so với 2024",
        "up ≥ 3 places on 2024",
    ),
    (
        {
            "form": "rise",
            "comparator": ">",
            "threshold": 0,
            "unit": "points",
            "base_year": 2024,
        },
        "tăng điểm so với 2024",
        "up in points on 2024",
    ),
    (
        {
            "form": "reduction",
            "comparator": ">=",
            "threshold": 10,
            "unit": "percent",
            "base_year": 2021,
        },
        "giảm ≥ 10 % so với 2021",
        "down ≥ 10% on 2021",
    ),
    (
        {
            "form": "reduction",
            "comparator": ">=",
            "threshold": 10,
            "unit": "percent",
            "base_from": 2016,
            "base_year": 2020,
        },
        "giảm ≥ 10 % so với 2016–2020",
        "down ≥ 10% on 2016–2020",
    ),
    (
        {"form": "done_by", "comparator": "<=", "unit": "day", "due_on": "2026-09-30"},
        "trước 30/9/2026",
        "by 30 September 2026",
    ),
    (
        {
            "form": "level",
            "comparator": ">=",
            "threshold": 20,
            "unit": "percent",
            "due_on": "2023-09-30",
        },
        "≥ 20 %, trước 30/9/2023",
        "≥ 20%, by 30 September 2023",
    ),
    (
        {
            "form": "share_of_agencies",
            "comparator": ">=",
            "threshold": 80,
            "unit": "percent",
            "agencies_at_least": 95,
        },
        "≥ 80 % cơ quan đạt ≥ 95 %",
        "≥ 80% of agencies at ≥ 95%",
    ),
    (
        {
            "form": "share_of_agencies",
            "comparator": "=",
            "threshold": 12,
            "unit": "count",
            "band": "Tốt",
            "bands": BANDS,
        },
        "= 12 cơ quan đạt từ nhóm Tốt trở lên",
        "= 12 agencies at band Tốt or better",
    ),
    (
        {
            "form": "level",
            "comparator": ">=",
            "threshold": 2,
            "unit": "count",
            "each_year": True,
            "due_on": "2030-12-31",
        },
        "≥ 2 mỗi năm",
        "≥ 2 each year",
    ),
]


@pytest.mark.parametrize(("fields", "vi", "en"), SAID, ids=[vi for _, vi, _ in SAID])
def test_a_target_is_said_in_a_few_words(fields: dict[str, Any], vi: str, en: str) -> None:
    shape = TargetShape(**(YEAR_END | fields))
    assert says(shape).replace("\u00a0", " ") == vi
    assert says(shape, "en") == en


@pytest.mark.parametrize(
    ("chance", "vi", "en"),
    [
        ("0", "0 %", "0%"),
        ("0.000001", "dưới 1 %", "under 1%"),
        ("0.01", "1 %", "1%"),
        ("0.949999", "94 %", "94%"),
        ("0.99", "99 %", "99%"),
        ("0.999999", "trên 99 %", "over 99%"),
        ("1", "100 %", "100%"),
    ],
)
def test_a_chance_never_promises_more_than_there_is(chance: str, vi: str, en: str) -> None:
    assert show_chance(Decimal(chance)).replace("\u00a0", " ") == vi
    assert show_chance(Decimal(chance), "en") == en


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_legend_names_the_bounds_that_decide(lang: Lang) -> None:
    rules = state_rules()
    for step in rules.by_chance[:-1]:
        state = rules.rules[step.rule].state
        bound = show_bound(step.at_least, lang).replace("\u00a0", " ")
        assert bound in state_summary(state, lang)
        assert state_words(state, lang)


def test_the_steps_of_chance_fall_to_zero() -> None:
    bounds = [step.at_least for step in state_rules().by_chance]
    assert bounds == sorted(bounds, reverse=True)
    assert bounds[-1] == 0
