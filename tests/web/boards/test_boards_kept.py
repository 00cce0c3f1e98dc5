"""Counts kept in memory: never old after anything that people or the measuring job did."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from caicach.web.audit.actor import Actor
from caicach.web.audit.models import Event
from caicach.web.audit.recording import record
from caicach.web.boards.counting import FEW, counting
from caicach.web.boards.kept import KEPT, MOST, OWING, STANDINGS, TURNS
from caicach.web.boards.standings import standing_tally
from caicach.web.boards.tasks import turn_tally
from caicach.web.monitoring.measuring import keep
from caicach.web.monitoring.models import TROUBLE, StandingRow
from caicach.web.notices.figures_due import late_counts
from caicach.web.plans.actions.plans import close_plan
from caicach.web.plans.actions.tasks import add_task, change_task
from caicach.web.plans.actions.turns import submit_turn
from caicach.web.plans.models import FigureReport, Plan, Target, Task, Turn
from caicach.web.register.models import Agency

BY = Actor.system("test")
CODES = ("H99.02", "H99.101", "H99.102")


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    KEPT.forget()
    yield
    KEPT.forget()


@pytest.fixture
def world(field: Any) -> Any:
    """Return a province in which there is something of everything, and a log that has begun."""
    for number, code in enumerate(CODES):
        plan = field.plan(code)
        field.standing(field.target(plan, f"Chỉ tiêu {code}"), "missed")
        asked = {"source_kind": Target.SourceKind.REPORTED, "frequency": "monthly"}
        field.target(plan, f"Báo cáo {code}", **asked)
        for day in range(-number - 2, 3):
            field.turn(field.task(plan, f"Việc {day}"), day)
    leave("plans.plan", Plan.objects.first())
    return field


def leave(verb: str, subject: Any) -> None:
    with transaction.atomic():
        record(BY, verb, subject)


def same_as_counted_anew(today: Any) -> bool:
    found = counting(None, today)
    return (
        found.standings.pairs == standing_tally(None).pairs
        and found.turns.pairs == turn_tally(None, today).pairs
        and found.owing == late_counts(None, today)
    )


def submit(world: Any) -> None:
    turn = Turn.objects.filter(task__owner__code="H99.101", due_on__lt=world.today).first()
    assert turn
    submit_turn(BY, turn=turn, text="Xong", now=timezone.now())


def measure(world: Any) -> None:
    target = Target.objects.filter(plan__agency__code="H99.02").first()
    assert target
    agency = Agency.objects.get(code="H99.02")
    row = StandingRow(
        target=target, agency=agency, state="met", trouble=TROUBLE["met"], rule="reached"
    )
    keep([target.pk], [row])


def close(world: Any) -> None:
    close_plan(BY, plan=Plan.objects.get(agency__code="H99.102"))


def give_away(world: Any) -> None:
    task = Task.objects.filter(owner__code="H99.102")[0]
    owner = Agency.objects.get(code="H99.02")
    change_task(BY, task=task, values={"owner": owner}, seen=task.version)


def add(world: Any) -> None:
    values = {"number": "99", "label": "Thêm", "area": "steering", "due_on": world.today}
    values["owner"] = Agency.objects.get(code="H99.02")
    add_task(BY, plan=Plan.objects.get(agency__code="H99.02"), values=values)


def report(world: Any) -> None:
    target = Target.objects.get(plan__agency__code="H99.02", frequency="monthly")
    sent = world.report(target)
    leave("plans.figure_reported", FigureReport.objects.get(pk=sent.pk))


def many(world: Any) -> None:
    submit(world)
    for _ in range(MOST + 1):
        leave("person.changed", Agency.objects.first())


@pytest.mark.parametrize("happens", [submit, measure, close, give_away, add, report, many])
def test_what_is_kept_is_what_would_be_counted(world: Any, happens: Callable[[Any], None]) -> None:
    assert same_as_counted_anew(world.today)
    before = counting(None, world.today)
    known = (before.standings.pairs, before.turns.pairs, before.owing)
    happens(world)
    assert same_as_counted_anew(world.today)
    after = counting(None, world.today)
    assert (after.standings.pairs, after.turns.pairs, after.owing) != known


def test_nothing_is_counted_again_while_nothing_happens(
    world: Any, django_assert_num_queries: Any
) -> None:
    assert same_as_counted_anew(world.today)
    with django_assert_num_queries(1):
        found = counting(None, world.today)
        assert found.standings.pairs
        assert found.turns.pairs
        assert found.owing


def test_what_one_agency_did_counts_that_agency_again_and_no_other(world: Any) -> None:
    assert same_as_counted_anew(world.today)
    submit(world)
    with CaptureQueriesContext(connection) as asked:
        counting(None, world.today).turns.by_agency  # noqa: B018 -- asked for its queries
    told = [each["sql"] for each in asked if "FILTER" in each["sql"]]
    assert len(told) == 1
    assert "H99.101" in told[0]
    assert "H99.02" not in told[0]


def test_another_day_counts_anew(world: Any) -> None:
    overdue = counting(None, world.today).turns.by_agency["H99.02"]["overdue"]
    tomorrow = counting(None, world.today + timedelta(days=1)).turns
    assert tomorrow.by_agency["H99.02"]["overdue"] == overdue + 1
    assert counting(None, world.today).turns.by_agency["H99.02"]["overdue"] == overdue


def test_another_log_under_the_same_numbers_counts_anew(world: Any) -> None:
    assert same_as_counted_anew(world.today)
    with transaction.atomic():
        submit(world)
        assert same_as_counted_anew(world.today)
        transaction.set_rollback(True)
    leave("plans.plan_changed", Plan.objects.first())
    assert Event.objects.count() == 2
    assert same_as_counted_anew(world.today)


def test_without_a_log_nothing_is_kept(field: Any) -> None:
    field.standing(field.target(field.plan()), "missed")
    assert counting(None, field.today).standings.pairs
    field.standing(field.target(field.plan("H99.101")), "missed")
    assert len(counting(None, field.today).standings.by_agency) == 2


@pytest.mark.parametrize("part", [STANDINGS, TURNS, OWING])
def test_a_reader_is_given_no_more_than_may_be_read(world: Any, part: str) -> None:
    assert same_as_counted_anew(world.today)
    many_codes = ["H99.101", *(f"H99.9{number}" for number in range(FEW))]
    for codes in (["H99.101"], many_codes):
        found = getattr(counting(codes, world.today), part)
        agencies = found if part == OWING else found.by_agency
        assert set(agencies) == {"H99.101"}
        if part != OWING:
            whole = getattr(counting(None, world.today), part)
            assert (
                found.by_area["procedure_reform"].total()
                < whole.by_area["procedure_reform"].total()
            )


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["2026-11-22", "2026-11-23", "2026-11-29", "2026-12-01"])
def test_what_was_late_stays_late_while_the_next_comes_into_sight(world: Any, day: str) -> None:
    assert late_counts(None, date.fromisoformat(day)) == dict.fromkeys(CODES, 1)
