"""What is known of tasks and reports: only what belongs to the period of the round."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone
from little_province import CONSTRUCTION, PROVINCE, Cast, agency
from sample_plan import a_reported_target, a_task
from sample_round import NOW

from caicach.web.plans.models import FigureReport, Plan, Target, Task, Turn
from caicach.web.rounds.known import SOURCES
from caicach.web.rounds.models import Item, Round

pytestmark = pytest.mark.django_db
FIGURE = "cadre_training_share"
TODAY = date(2026, 11, 2)
REPORTS = {"2026-Q1": "91", "2026-Q2": "92", "2026-H1": "93"}
DAYS = {
    "2026-Q1": (date(2026, 1, 1), date(2026, 3, 31)),
    "2026-Q2": (date(2026, 4, 1), date(2026, 6, 30)),
    "2026-H1": (date(2026, 1, 1), date(2026, 6, 30)),
    "2026-P": (date(2025, 12, 15), date(2026, 12, 14)),
}


@pytest.fixture
def plan(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Plan:
    """A plan of five years, in force."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    years = {"first_year": 2026, "last_year": 2030}
    values = {"title": "Kế hoạch 2026–2030", "state": Plan.State.IN_FORCE}
    return Plan.objects.create(agency=agency(PROVINCE), **values, **years)


def turns_on(plan: Plan, *days: date) -> None:
    values = a_task(owner=agency(CONSTRUCTION), number=str(plan.tasks.count()))
    task = Task.objects.create(plan=plan, **values)
    Turn.objects.bulk_create([Turn(task=task, due_on=day, first_due_on=day) for day in days])


def reported(plan: Plan, *periods: str) -> None:
    target = Target.objects.create(plan=plan, **a_reported_target())
    for period in periods:
        first, last = DAYS[period]
        FigureReport.objects.create(
            target=target,
            agency=agency(CONSTRUCTION),
            period=period,
            period_from=first,
            period_to=last,
            value=Decimal(REPORTS.get(period, "90")),
            at=NOW,
            state=FigureReport.State.APPROVED,
        )


def known(kind: str, period: str) -> list[str]:
    """Return what is known for a round of that period, as "3 of 4" or a value."""
    source = SOURCES[kind]
    item = Item(source_kind=kind, source_name=FIGURE)
    rows = source(item, [agency(CONSTRUCTION).pk], Round(period=period), TODAY)
    told = []
    for _agency, found in rows:
        given = found.given
        parts = f"{given.numerator} of {given.denominator}"
        told.append(
            parts if given.value is None else f"{given.value.normalize():f} in {found.period}"
        )
    return told


def test_tasks_due_in_another_quarter_do_not_count(plan: Plan) -> None:
    turns_on(plan, date(2026, 3, 31), date(2026, 4, 1), date(2026, 6, 30), date(2026, 7, 1))
    assert known("tasks", "2026-Q2") == ["0 of 2"]
    assert known("tasks", "2026") == ["0 of 4"]


def test_tasks_of_another_year_of_a_long_plan_do_not_count(plan: Plan) -> None:
    turns_on(plan, date(2025, 12, 31), date(2026, 1, 1))
    assert known("tasks", "2026") == ["0 of 1"]


def test_a_quarter_without_tasks_due_knows_nothing(plan: Plan) -> None:
    turns_on(plan, date(2026, 7, 1))
    assert known("tasks", "2026-Q2") == []


def test_reports_of_another_quarter_do_not_count(plan: Plan) -> None:
    reported(plan, "2026-Q1", "2026-Q2", "2026-H1")
    assert known("report", "2026-Q1") == ["91 in 2026-Q1"]
    assert known("report", "2026-Q2") == ["92 in 2026-Q2"]
    assert known("report", "2026-Q3") == []
    assert known("report", "2026") == ["93 in 2026-H1"]


def test_a_report_of_the_plans_year_counts_for_the_year(plan: Plan) -> None:
    reported(plan, "2026-P")
    assert known("report", "2026") == ["90 in 2026-P"]
