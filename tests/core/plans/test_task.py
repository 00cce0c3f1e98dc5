"""A task knows the days it falls due, and what is not clear about it."""

from dataclasses import dataclass
from datetime import date

import pytest

from caicach.core.plans import Clear, ReformArea, Task, find_plan, shipped_plans, unclear
from caicach.core.plans.task import read_due

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def task(**keys: object) -> Task:
    return Task.model_validate({"number": "1", "label": "Việc", "area": "steering"} | keys)


@pytest.mark.parametrize(
    ("due", "day"),
    [
        ("2026-03-15", date(2026, 3, 15)),
        ("2024-02", date(2024, 2, 29)),
        ("2026-Q1", date(2026, 3, 31)),
        ("2026-H1", date(2026, 6, 30)),
        ("2026", date(2026, 12, 31)),
    ],
)
def test_a_deadline_is_a_day_or_the_last_day_of_a_period(due: str, day: date) -> None:
    assert read_due(due) == day
    assert task(due=due).occurrences(FIRST, LAST) == ((day,) if day.year == 2026 else ())


def test_a_deadline_counts_on_both_ends_and_not_outside() -> None:
    once = task(due="2026-03-15")
    assert once.occurrences(date(2026, 3, 15), date(2026, 3, 15)) == (date(2026, 3, 15),)
    assert once.occurrences(date(2026, 3, 16), LAST) == ()
    assert once.occurrences(FIRST, date(2026, 3, 14)) == ()


def test_a_task_that_comes_back_does_so_from_its_first_day() -> None:
    monthly = task(recurs="monthly:5", starts_on="2026-10-05")
    days = monthly.occurrences(FIRST, LAST)
    assert days == (date(2026, 10, 5), date(2026, 11, 5), date(2026, 12, 5))
    assert monthly.occurrences(FIRST, date(2026, 10, 4)) == ()


def test_a_task_without_a_time_never_falls_due() -> None:
    assert task().occurrences(FIRST, LAST) == ()
    assert task(recurs="once").occurrences(FIRST, LAST) == ()


def test_all_but_the_work_may_be_unclear() -> None:
    assert unclear(task()) == (Clear.PERSON, Clear.TIME, Clear.RESULT, Clear.RESPONSIBILITY)
    assert Clear.TIME in unclear(task(recurs="once"))
    assert Clear.TIME not in unclear(task(recurs="weekly"))


def test_what_is_named_is_clear() -> None:
    named = {"person": "A", "responsibility": "B", "deliverable": "C", "due": "2026"}
    assert unclear(task(**named)) == ()
    assert unclear(task(**{**named, "deliverable": None})) == (Clear.RESULT,)


@dataclass(frozen=True)
class Noted:
    """A task of someone who has only the five clears."""

    person: str = "A"
    work: str = ""
    time: date | None = FIRST
    result: str = "C"
    responsibility: str = "D"


def test_anything_with_the_five_clears_can_be_asked() -> None:
    assert unclear(Noted()) == (Clear.WORK,)


def test_a_plan_finds_what_serves_a_target_and_what_belongs_to_an_area() -> None:
    plan = find_plan("nam-ha-construction-2026")
    assert [each.number for each in plan.tasks_for("task_completion_share")] == ["1.1", "1.2"]
    assert [each.key for each in plan.targets_of(ReformArea.IMPACT)] == ["par_index_rank"]
    assert plan.target("nobody") is None


def test_every_shipped_task_with_a_time_falls_due_in_the_years_of_its_plan() -> None:
    for plan in shipped_plans().values():
        first, last = date(plan.years.first, 1, 1), date(plan.years.last, 12, 31)
        timed = [each for each in plan.tasks if each.due or each.recurs]
        assert [each.number for each in timed if not each.occurrences(first, last)] == []
