"""Measuring: every target judged from its own source, changes kept, nothing invented."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from figures_put import StillRun, put_months, year

from caicach.web.monitoring.judging import restored
from caicach.web.monitoring.measuring import measure
from caicach.web.monitoring.models import Override, StandingRow, StateChange
from caicach.web.plans.models import Assignment, FigureReport, Plan, Target, Task, Turn
from caicach.web.register.models import Agency

TODAY = date(2026, 8, 20)
Make = Callable[..., Target]


def standing(target: Target, code: str = "H99") -> StandingRow:
    measure(StillRun(), TODAY)
    return StandingRow.objects.get(target=target, agency__code=code)


def test_without_a_figure_there_is_no_data_and_no_zero(make: Make) -> None:
    row = standing(make())
    assert (row.state, row.value, row.numerator, row.source) == ("no_data", None, None, "none")


def test_a_share_keeps_its_parts_period_and_version(make: Make) -> None:
    put_months("H99", year(97))
    row = standing(make())
    assert (row.numerator, row.denominator, row.value) == (679, 700, 97)
    assert (row.period, row.facts_version, row.source) == (
        "2026-01-01/2026-07-31",
        4,
        "indicator",
    )


def test_in_august_the_page_knows_what_december_will_bring(make: Make) -> None:
    put_months("H99", year(80))
    row = standing(make())
    assert row.state == "missed"
    forecast = restored(row.forecast)
    assert forecast is not None
    assert forecast.remaining == 500
    assert Decimal(75) < forecast.low < Decimal(80) < forecast.high < Decimal(88)


def test_a_year_that_can_no_longer_fall_short_is_met(make: Make) -> None:
    put_months("H99", year(100))
    assert standing(make(threshold=Decimal(40))).state == "met"


def test_a_dossier_open_over_two_months_is_expected_once(make: Make) -> None:
    put_months("H99", year(90) | {"2026": (567, 630)})  # 700 in the months, 630 in the year
    row = standing(make())
    forecast = restored(row.forecast)
    assert forecast is not None
    assert (row.denominator, forecast.remaining) == (630, 450)


def test_months_after_the_last_counted_one_are_still_to_come(make: Make) -> None:
    put_months("H99", year(97, last=6))
    row = standing(make())
    assert row.period == "2026-01-01/2026-06-30"
    forecast = restored(row.forecast)
    assert forecast is not None
    assert forecast.remaining == 600


def test_the_threshold_of_an_agency_is_its_own(make: Make) -> None:
    put_months("H99.01", year(90))
    put_months("H99.02", year(90))
    target = make("H99.01", "H99.02")
    Assignment.objects.filter(target=target, agency__code="H99.02").update(threshold=80)
    assert standing(target, "H99.01").state == "missed"
    assert standing(target, "H99.02").state in {"on_track", "met"}


def test_a_share_of_agencies_is_summed_at_the_plans_own(make: Make) -> None:
    put_months("H99.101", year(99))
    put_months("H99.102", year(60))
    target = make(
        "H99",
        "H99.101",
        "H99.102",
        form="share_of_agencies",
        threshold=Decimal(50),
        agencies_at_least=Decimal(95),
    )
    row = standing(target)
    assert (row.source, row.numerator, row.denominator) == ("agencies", 1, 2)
    assert standing(target, "H99.102").state == "missed"


def test_without_assigned_agencies_those_right_below_are_counted(make: Make) -> None:
    put_months("H99", year(97))
    put_months("H99.01", year(99))
    put_months("H99.02", year(60))
    put_months("H99.02.01", year(10))  # a division answers to its department
    target = make(
        "H99", form="share_of_agencies", threshold=Decimal(90), agencies_at_least=Decimal(95)
    )
    row = standing(target)
    assert (row.numerator, row.denominator, row.state) == (1, 2, "at_risk")


def test_an_index_is_read_for_the_province_and_says_its_year(make: Make, cast: Any) -> None:
    Agency.objects.get(code="H99").entries.update(name="Tỉnh Đồng Tháp")
    target = make(
        form="rank",
        comparator="<=",
        threshold=Decimal(10),
        unit="rank",
        source_kind="index",
        index_series="service-index",
        index_figure="rank",
    )
    row = standing(target)
    assert (row.source, row.value, row.period) == ("index", 1, "2026")
    assert row.state == "on_track"  # not met before the year is over


def test_reports_are_added_up_unless_they_overlap(make: Make) -> None:
    target = make(source_kind="reported", indicator="", figure="x")
    put_report(target, "2026-Q1", (40, 50), date(2026, 1, 1), date(2026, 3, 31))
    put_report(target, "2026-Q2", (45, 50), date(2026, 4, 1), date(2026, 6, 30))
    assert standing(target).numerator == 85
    put_report(target, "2026-H1", (88, 100), date(2026, 1, 1), date(2026, 6, 30))
    row = standing(target)
    assert (row.numerator, row.denominator, row.source) == (88, 100, "report")


def test_a_report_that_waits_counts_for_nothing_and_is_told(make: Make) -> None:
    target = make(source_kind="reported", indicator="", figure="x")
    put_report(target, "2026-Q1", (40, 50), date(2026, 1, 1), date(2026, 3, 31), state="sent")
    row = standing(target)
    assert (row.state, row.waiting, row.numerator) == ("no_data", 1, None)


def put_report(
    target: Target, period: str, parts: tuple[int, int], first: date, last: date, **more: Any
) -> None:
    FigureReport.objects.create(
        target=target,
        agency=Agency.objects.get(code="H99"),
        period=period,
        period_from=first,
        period_to=last,
        numerator=parts[0],
        denominator=parts[1],
        at=datetime(2026, 7, 1, tzinfo=UTC),
        **({"state": "approved"} | more),
    )


def test_tasks_of_the_plan_are_a_source_and_late_stays_late(make: Make, plan: Plan) -> None:
    task = Task.objects.create(
        plan=plan,
        number="1",
        label="Nhiệm vụ",
        area="steering",
        owner=Agency.objects.get(code="H99.01"),
        recurrence="monthly",
    )
    for month, done_month in ((1, 1), (2, 3), (3, None), (10, None)):
        done = None if done_month is None else datetime(2026, done_month, 5, tzinfo=UTC)
        Turn.objects.create(
            task=task,
            due_on=date(2026, month, 20),
            first_due_on=date(2026, month, 20),
            state="done" if done else "open",
            submitted_at=done,
        )
    target = make(source_kind="reported", indicator="", figure="task_completion_share")
    row = standing(target)
    assert (row.numerator, row.denominator, row.source) == (1, 3, "tasks")


def test_measuring_again_changes_nothing_and_keeps_no_second_change(make: Make) -> None:
    put_months("H99", year(97))
    target = make()
    first = standing(target)
    again = standing(target)
    assert first.pk == again.pk
    assert StateChange.objects.filter(target=target).count() == 1


def test_a_change_of_state_is_kept(make: Make) -> None:
    target = make()
    standing(target)
    put_months("H99", year(20))
    standing(target)
    changes = StateChange.objects.filter(target=target).order_by("pk")
    assert [(each.before, each.after) for each in changes] == [
        ("", "no_data"),
        ("no_data", "missed"),
    ]


def test_an_agency_that_is_taken_off_loses_its_standing(make: Make) -> None:
    target = make("H99.01", "H99.02")
    standing(target, "H99.01")
    Assignment.objects.filter(target=target, agency__code="H99.01").delete()
    measure(StillRun(), TODAY)
    assert list(StandingRow.objects.values_list("agency__code", flat=True)) == ["H99.02"]


def test_an_override_counts_and_what_was_computed_is_kept(make: Make, cast: Any) -> None:
    put_months("H99", year(80))
    target = make()
    row = standing(target)
    Override.objects.create(
        target=target, agency=row.agency, value=99, computed=row.value, reason="Công văn 12/STP"
    )
    row = standing(target)
    assert (row.source, row.value, row.numerator) == ("override", 99, None)
    assert Override.objects.get().computed == 80


def test_an_indicator_that_the_program_no_longer_knows_stops_nothing(make: Make) -> None:
    target = make(indicator="gone_share")
    assert standing(target).state == "no_data"


def test_queries_do_not_grow_with_targets_but_for_writing_each(
    make: Make, django_assert_max_num_queries: Any
) -> None:
    put_months("H99", year(97))
    for number in range(5):
        make(number=str(number))
    with django_assert_max_num_queries(14 + 5 * 8):
        measure(StillRun(), TODAY)
