"""The examples of the page about plan files are true."""

import doctest
import re
from pathlib import Path

from caicach.core.plans import (
    Plan,
    PlanKind,
    PlanLevel,
    ReformArea,
    read_plan,
    shipped_plans,
    unclear,
)

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "plan-file.md"


def example() -> Plan:
    text = PAGE.read_text("utf-8").split("```yaml\n")[1].split("```")[0]
    plan, issues = read_plan(text, "example.yaml", shipped_plans())
    assert issues == []
    assert plan is not None
    return plan


def test_every_python_example_of_the_page_gives_what_it_shows() -> None:
    result = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert result.attempted > 7
    assert result.failed == 0


def test_the_example_file_of_the_page_has_no_fault() -> None:
    plan = example()
    assert (plan.key, plan.number, len(plan.targets), len(plan.tasks)) == (
        "vinh-an-2026", "27", 3, 2,
    )  # fmt: skip


def test_the_tasks_of_the_example_are_due_as_the_page_says() -> None:
    reports, posting = example().tasks
    assert unclear(reports) == ()
    assert [str(each) for each in unclear(posting)] == ["person", "result", "responsibility"]
    assert str(posting.due_on) == "2026-03-31"
    assert reports.due_on is None


def test_the_page_names_every_area_kind_and_level() -> None:
    named = set(re.findall(r"`([a-z_]+)`", PAGE.read_text("utf-8")))
    assert named >= {*ReformArea, *PlanKind, *PlanLevel}
