"""Coverage tells what nobody below serves, and who asks for less than the level above."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.core.plans import Serving, asks_less, coverage
from caicach.core.targets import Milestone, TargetShape

BANDS = ("yếu", "trung bình", "khá", "tốt")


@dataclass(frozen=True)
class Aimed:
    """A target of someone who has only key, shape and what is served."""

    key: str
    shape: TargetShape
    serves: str | None = None


@dataclass(frozen=True)
class Paper:
    key: str
    targets: Sequence[Aimed]


def shape(threshold: object = 90, comparator: str = ">=", **named: Any) -> TargetShape:
    amount = None if threshold is None else Decimal(str(threshold))
    asked = {"form": "level", "unit": "percent", "due_on": date(2026, 12, 31)} | named
    return TargetShape(threshold=amount, comparator=comparator, **asked)  # type: ignore[arg-type]  # as YAML gives it


PROVINCE = Paper("province", [Aimed("a", shape()), Aimed("b", shape()), Aimed("c", shape(1, "<="))])


def test_a_plan_without_plans_below_is_not_served_at_all() -> None:
    found = coverage(PROVINCE, [])
    assert found.unserved == ("a", "b", "c")
    assert (found.weaker, found.astray) == ((), ())


def test_who_serves_a_target_is_told_in_the_order_of_the_plans() -> None:
    one = Paper("one", [Aimed("x", shape(), "b"), Aimed("own", shape())])
    two = Paper("two", [Aimed("y", shape(), "b"), Aimed("z", shape(0, "<="), "c")])
    found = coverage(PROVINCE, [one, two])
    assert found.unserved == ("a",)
    assert found.served["b"] == (Serving("one", "x", "b"), Serving("two", "y", "b"))
    assert found.weaker == ()


def test_weaker_targets_still_serve_and_are_told() -> None:
    weak = Paper("weak", [Aimed("x", shape("89.99"), "a"), Aimed("y", shape(2, "<="), "c")])
    found = coverage(PROVINCE, [weak])
    assert found.unserved == ("b",)
    assert found.weaker == (Serving("weak", "x", "a"), Serving("weak", "y", "c"))


def test_a_target_that_serves_nothing_there_is_astray_and_serves_nobody() -> None:
    found = coverage(PROVINCE, [Paper("lost", [Aimed("x", shape(), "gone")])])
    assert found.astray == (Serving("lost", "x", "gone"),)
    assert found.unserved == ("a", "b", "c")


@pytest.mark.parametrize(
    ("below", "above", "expected"),
    [
        (shape(90), shape(90), False),
        (shape(90, "="), shape(90), False),
        (shape(90), shape(90, ">"), True),
        (shape(91), shape(90, ">"), False),
        (shape(1, "<="), shape(1, "<"), True),
        (shape(0, "=", unit="count"), shape(1, "<=", unit="count"), False),
        (shape(90), shape(95, unit="points"), False),
        (
            shape(4, form="reduction", base_year=2025),
            shape(5, form="reduction", base_year=2025),
            True,
        ),
        (
            shape(4, form="reduction", base_year=2024),
            shape(5, form="reduction", base_year=2025),
            False,
        ),
        (
            shape(40, "<=", form="rank", unit="rank"),
            shape(5, "<=", form="rank", unit="rank"),
            False,
        ),
        (shape(1, form="rise", unit="places"), shape(3, form="rise", unit="places"), False),
    ],
)
def test_only_what_compares_is_called_weaker(
    below: TargetShape, above: TargetShape, expected: bool
) -> None:
    assert asks_less(below, above) is expected


@pytest.mark.parametrize(
    ("year", "threshold", "expected"),
    [
        (2024, 10, False),
        (2025, 90, False),
        (2025, 89, True),
        (2029, 89, True),
        (2029, 92, False),
        (2030, 94, True),
        (2030, 95, False),
        (2031, 94, True),
    ],
)
def test_of_a_plan_to_2030_the_milestone_reached_by_then_counts(
    year: int, threshold: int, expected: bool
) -> None:
    above = shape(
        95, due_on=date(2030, 12, 31), milestones=(Milestone(year=2025, threshold=Decimal(90)),)
    )
    assert asks_less(shape(threshold, due_on=date(year, 12, 31)), above) is expected


def test_what_holds_in_each_year_is_wanted_before_the_last_one() -> None:
    yearly = shape(95, due_on=date(2030, 12, 31), each_year=True)
    assert asks_less(shape(94), yearly)


def band(name: str, bands: tuple[str, ...] = BANDS) -> TargetShape:
    return shape(None, form="band", unit="band", band=name, bands=bands)


def test_bands_are_compared_on_one_scale_only() -> None:
    assert asks_less(band("khá"), band("tốt"))
    assert not asks_less(band("tốt"), band("khá"))
    assert not asks_less(band("khá"), band("khá"))
    assert not asks_less(band("khá", BANDS[1:]), band("tốt"))


def test_a_later_day_asks_for_less() -> None:
    june, july = (
        shape(None, "<=", form="done_by", unit="day", due_on=date(2026, month, 30))
        for month in (6, 7)
    )
    assert asks_less(july, june)
    assert not asks_less(june, july)
    assert not asks_less(june, june)


amounts = st.decimals(0, 100, places=2)


@given(low=amounts, high=amounts, comparator=st.sampled_from([">=", ">", "<=", "<"]))
def test_of_two_targets_at_most_one_asks_for_less(
    low: Decimal, high: Decimal, comparator: str
) -> None:
    one, other = shape(low, comparator), shape(high, comparator)
    assert asks_less(one, other) + asks_less(other, one) == (low != high)
