"""Whether a value reaches a target: bounds exact, unknown never no."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from caicach.core.targets import (
    NOT_DONE,
    Measured,
    Parts,
    TargetShape,
    count_reaching,
    reaches,
)

LEVEL = {"form": "level", "unit": "percent", "due_on": "2026-12-31"}


def level(comparator: str, threshold: object, **more: object) -> TargetShape:
    fields: dict[str, Any] = LEVEL | {"comparator": comparator, "threshold": threshold} | more
    return TargetShape(**fields)


@pytest.mark.parametrize(
    ("shape", "under", "on", "over"),
    [
        (level(">=", 98), False, True, True),
        (level(">", 98), False, False, True),
        (level("<=", 98), True, True, False),
        (level("<", 98), True, False, False),
        (level("=", 98), False, True, True),
        (level("=", 98, better="lower"), True, True, False),
        (level("=", 98, better="neither"), False, True, False),
        (level("in", 98, upper=98), False, True, False),
    ],
)
def test_the_bound_counts_as_the_sign_says(
    shape: TargetShape, under: bool, on: bool, over: bool
) -> None:
    values = (Decimal("97.9999999999"), Decimal(98), Decimal("98.0000000001"))
    assert [reaches(shape, value) for value in values] == [under, on, over]


def test_parts_are_compared_without_rounding() -> None:
    third = level(">=", Decimal("33.33333333333333333333333333333333"))
    assert reaches(third, Parts(1, 3))
    assert not reaches(level(">=", "33.3333333333333333333333333333333334"), Parts(1, 3))


def test_a_bare_zero_is_a_target_to_fall_to() -> None:
    assert reaches(level("=", 0), 0)
    assert not reaches(level("=", 0), Decimal("0.1"))


@pytest.mark.parametrize("unknown", [None, Parts(0, 0), "Tốt", date(2026, 5, 1)])
def test_what_is_unknown_or_of_another_kind_reaches_nothing_and_misses_nothing(
    unknown: Measured | None,
) -> None:
    assert reaches(level(">=", 98), unknown) is None


def test_a_day_is_open_unknown_in_time_or_late() -> None:
    shape = TargetShape(form="done_by", comparator="<=", unit="day", due_on="2026-09-30")
    answers = [None, NOT_DONE, date(2026, 9, 30), date(2026, 10, 1)]
    assert [reaches(shape, each) for each in answers] == [None, False, True, False]


def test_a_falling_rank_is_a_rise_below_zero() -> None:
    shape = TargetShape(
        form="rise",
        comparator=">",
        threshold=0,
        unit="places",
        base_year=2024,
        due_on="2025-12-31",
    )
    assert [reaches(shape, rank, 11) for rank in (10, 11, 12)] == [True, False, False]
    assert reaches(shape, 10) is None


def test_a_rise_in_percent_is_measured_on_the_base() -> None:
    shape = TargetShape(
        form="rise",
        comparator=">=",
        threshold=10,
        unit="percent",
        base_year=2024,
        due_on="2025-12-31",
    )
    assert [reaches(shape, value, 200) for value in (219, 220)] == [False, True]


def test_agencies_without_a_value_are_in_neither_part() -> None:
    shape = TargetShape(
        form="share_of_agencies",
        comparator=">=",
        threshold=80,
        unit="percent",
        agencies_at_least=95,
        due_on="2026-12-31",
    )
    assert count_reaching(shape, [Decimal(95), Decimal("94.99"), None]) == Parts(1, 2)
    assert reaches(shape, count_reaching(shape, [Decimal(95)] * 4 + [Decimal(94)])) is True
    assert reaches(shape, count_reaching(shape, [None])) is None


def test_agencies_are_counted_by_band_too() -> None:
    shape = TargetShape(
        form="share_of_agencies",
        comparator=">=",
        threshold=50,
        unit="percent",
        band="khá",
        bands=("Yếu", "Khá", "Tốt"),
        due_on="2026-12-31",
    )
    assert count_reaching(shape, ["Tốt", "KHÁ", "Yếu", "?"]) == Parts(2, 3)


def test_the_milestone_of_the_year_or_the_next_one_binds() -> None:
    shape = level(">=", 90, due_on="2030-12-31", milestones=[{"year": 2025, "threshold": 50}])
    assert [shape.for_year(year).threshold for year in (2024, 2025, 2026, 2031)] == [50, 50, 90, 90]
    assert shape.for_year(2024).due_on == date(2025, 12, 31)
    assert shape.for_year(2026).due_on == date(2030, 12, 31)


def test_a_number_of_agencies_is_held_against_how_many_reach_it() -> None:
    shape = TargetShape(
        form="share_of_agencies",
        comparator=">=",
        threshold=2,
        unit="count",
        agencies_at_least=95,
        due_on="2026-12-31",
    )
    reaching = [count_reaching(shape, [Decimal(95)] * n + [Decimal(94)]) for n in (1, 2)]
    assert [reaches(shape, each) for each in reaching] == [False, True]
