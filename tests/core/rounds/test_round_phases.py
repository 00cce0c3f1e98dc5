"""Phases of a round: what is offered, what is wrong with a plan, copies, reminders."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from round_made import at, phase

from caicach.core.calendars import shipped_calendar
from caicach.core.issues import has_faults
from caicach.core.periods import Quarter, Year
from caicach.core.rounds import (
    HANOI,
    REQUIRED,
    PhaseKind,
    PhasePlan,
    Reminder,
    check_phases,
    current,
    deadline_of,
    default_phases,
    put_off,
    reminders_due,
    shift_phases,
)

CALENDAR = shipped_calendar()
SELF = phase("self_scoring", "2026-12-01 00:00", "2026-12-31 17:00")
PLAN = (
    SELF,
    phase("appraisal_1", "2027-01-01 00:00", "2027-01-29 17:00"),
    phase("council", "2027-02-01 00:00", "2027-03-05 17:00"),
    phase("publication", "2027-03-08 00:00", "2027-03-15 17:00"),
)
YEAR = Year(2026)
NOBODY: frozenset[Reminder] = frozenset()


def codes(phases, period=YEAR) -> list[str]:
    return [each.code for each in check_phases(phases, period=period, calendar=CALENDAR)]


def test_a_sound_plan_has_nothing_but_the_years_the_calendar_does_not_know() -> None:
    assert codes(PLAN) == ["calendar-years-unknown"]


def test_an_empty_plan_lacks_every_phase_that_is_required() -> None:
    assert codes(()) == ["phase-missing"] * len(REQUIRED)


@pytest.mark.parametrize("left_out", sorted(REQUIRED))
def test_each_required_phase_is_missed(left_out: PhaseKind) -> None:
    found = check_phases(
        [each for each in PLAN if each.kind != left_out], period=Year(2026), calendar=CALENDAR
    )
    assert [each.where for each in found if each.code == "phase-missing"] == [left_out]


def test_a_phase_may_open_the_instant_the_one_before_closes() -> None:
    touching = phase("head_approval", "2026-12-31 17:00", "2027-01-01 00:00")
    assert "phase-overlap" not in codes((*PLAN, touching))


def test_a_minute_of_overlap_is_told() -> None:
    early = phase("head_approval", "2026-12-31 16:59", "2027-01-01 00:00")
    assert "phase-overlap" in codes((*PLAN, early))


def test_the_order_of_phases_is_that_of_their_kinds_however_they_are_listed() -> None:
    assert codes(tuple(reversed(PLAN))) == codes(PLAN)
    early = phase("explanation", "2026-11-01 00:00", "2026-11-30 17:00")
    assert "phase-order" in codes((*PLAN, early))


@pytest.mark.parametrize("closes", ["2026-12-01 00:00", "2026-11-30 23:59"])
def test_a_phase_must_close_after_it_opens(closes: str) -> None:
    assert "phase-closes-first" in codes((phase("self_scoring", "2026-12-01", closes), *PLAN[1:]))


def test_a_phase_listed_twice_is_told_once() -> None:
    assert codes((SELF, *PLAN)).count("phase-twice") == 1


def test_instants_without_a_zone_are_faults_and_nothing_is_reckoned_with_them() -> None:
    opens, closes = (at(day).replace(tzinfo=None) for day in ("2027-02-01", "2027-03-05"))
    naive = PhasePlan(PhaseKind.COUNCIL, opens, closes)
    assert codes((*PLAN[:2], naive, PLAN[3])) == ["phase-without-zone"]


def test_a_closing_on_a_sunday_is_noted_with_the_working_day_after_it() -> None:
    plan = (phase("self_scoring", "2026-11-01", "2026-11-29 17:00"), *PLAN[1:])
    found = check_phases(plan, period=Year(2026), calendar=CALENDAR)
    note = next(each for each in found if each.code == "phase-ends-on-day-off")
    assert note.severity == "note"
    assert "30/11/2026" in note.remedy("vi")


def test_the_day_of_a_closing_is_that_of_ha_noi() -> None:
    saturday_in_ha_noi = datetime.fromisoformat("2026-11-27T18:00:00+00:00")
    plan = (PhasePlan(PhaseKind.SELF_SCORING, at("2026-11-01"), saturday_in_ha_noi), *PLAN[1:])
    assert "phase-ends-on-day-off" in codes(plan)


@pytest.mark.parametrize(
    ("closes", "is_told"),
    [("2027-12-31 23:59", False), ("2028-01-01 00:00", True), ("2026-12-31 17:00", True)],
)
def test_a_round_ends_after_its_year_and_within_the_next(closes: str, is_told: bool) -> None:
    last = phase("publication", "2026-12-30", closes)
    assert ("round-ends-outside" in codes([last])) is is_told


def test_a_trial_round_on_a_quarter_ends_after_the_quarter() -> None:
    plan = default_phases(Quarter(2026, 3), CALENDAR)
    assert codes(plan, Quarter(2026, 3)) == []
    assert "round-ends-outside" in codes(plan, Quarter(2026, 4))


@settings(max_examples=60, deadline=None)
@given(
    st.integers(2000, 2100).map(Year)
    | st.builds(Quarter, st.integers(2000, 2100), st.integers(1, 4))
)
def test_what_is_offered_has_no_faults_and_ends_at_five_on_working_days(period) -> None:
    plan = default_phases(period, CALENDAR)
    assert not has_faults(check_phases(plan, period=period, calendar=CALENDAR))
    assert all(f"{each.closes_at:%H:%M}" == "17:00" for each in plan)
    assert all(CALENDAR.is_working(each.closes_at.date()) for each in plan)
    assert plan[0].opens_at.date() >= period.last_day - timedelta(60)


def test_the_offered_round_of_a_year_runs_from_november_to_march_with_all_phases() -> None:
    plan = default_phases(Year(2025), CALENDAR)
    assert [each.kind for each in plan] == list(PhaseKind)
    assert plan[0].opens_at == at("2025-11-01 00:00")
    assert plan[-1].closes_at == at("2026-03-31 17:00")


@settings(max_examples=60, deadline=None)
@given(st.integers(2010, 2090), st.integers(1, 5))
def test_a_round_copied_to_another_year_keeps_its_order(year: int, later: int) -> None:
    plan = default_phases(Year(year), CALENDAR)
    copied = shift_phases(plan, Year(year), Year(year + later), CALENDAR)
    assert [each.kind for each in copied] == [each.kind for each in plan]
    assert all(one.closes_at <= other.opens_at for one, other in pairwise(copied))
    assert all(CALENDAR.is_working(each.closes_at.date()) for each in copied)


def test_a_copy_keeps_day_and_hour_unless_the_day_is_off() -> None:
    plan = [phase("self_scoring", "2024-02-29 08:00", "2024-10-31 16:30")]
    assert shift_phases(plan, Year(2023), Year(2024), CALENDAR) == [
        phase("self_scoring", "2025-02-28 08:00", "2025-10-31 16:30")
    ]
    moved = shift_phases(plan, Year(2023), Year(2025), CALENDAR)
    assert moved[0].closes_at == at("2026-11-02 16:30")  # 31 October 2026 is a Saturday


def test_a_quarter_is_copied_to_a_quarter_and_never_to_a_year() -> None:
    plan = default_phases(Quarter(2026, 1), CALENDAR)
    copied = shift_phases(plan, Quarter(2026, 1), Quarter(2026, 2), CALENDAR)
    assert copied[0].opens_at == at("2026-07-01 00:00")
    with pytest.raises(ValueError, match="2026-Q1"):
        shift_phases(plan, Quarter(2026, 1), Year(2027), CALENDAR)


def test_a_phase_put_off_pushes_back_only_those_it_runs_into() -> None:
    moved = put_off(PLAN, PhaseKind.SELF_SCORING, at("2027-01-06 17:00"), CALENDAR)
    assert moved[0].closes_at == at("2027-01-06 17:00")
    assert moved[1] == phase("appraisal_1", "2027-01-06 17:00", "2027-02-04 10:00")
    assert moved[2].opens_at == at("2027-02-04 10:00")
    assert moved[3].opens_at >= moved[2].closes_at


def test_an_hour_too_late_pushes_back_by_an_hour_and_touching_by_nothing() -> None:
    night = (SELF, phase("appraisal_1", "2027-01-01 00:00", "2027-01-31 17:00"))  # a Sunday
    touching = put_off(night, PhaseKind.SELF_SCORING, at("2027-01-01 00:00"), CALENDAR)
    assert touching[1] == night[1]
    later = put_off(night, PhaseKind.SELF_SCORING, at("2027-01-01 01:00"), CALENDAR)
    assert later[1] == phase("appraisal_1", "2027-01-01 01:00", "2027-02-01 18:00")


def test_a_phase_put_off_into_a_gap_moves_no_other() -> None:
    moved = put_off(PLAN, PhaseKind.APPRAISAL_1, at("2027-01-31 17:00"), CALENDAR)
    assert moved[2:] == list(PLAN[2:])


@pytest.mark.parametrize(
    ("now", "kind"),
    [
        ("2026-11-30 23:59", None),
        ("2026-12-01 00:00", "self_scoring"),
        ("2026-12-31 16:59", "self_scoring"),
        ("2026-12-31 17:00", None),
        ("2027-01-01 00:00", "appraisal_1"),
        ("2027-03-15 17:00", None),
    ],
)
def test_a_phase_is_open_from_its_opening_and_no_longer_at_its_closing(now, kind) -> None:
    found = current(PLAN, at(now))
    assert (found and found.kind) == kind


def test_an_extension_prolongs_and_never_shortens() -> None:
    assert deadline_of(SELF) == SELF.closes_at
    assert deadline_of(SELF, at("2027-01-03 17:00")) == at("2027-01-03 17:00")
    assert deadline_of(SELF, at("2026-12-20 17:00")) == SELF.closes_at


@pytest.mark.parametrize(
    ("now", "days"),
    [
        ("2026-12-23 23:59", None),
        ("2026-12-24 00:00", 7),
        ("2026-12-27 23:59", 7),
        ("2026-12-28 00:00", 3),
        ("2026-12-30 00:00", 1),
        ("2026-12-31 16:59", 1),
        ("2026-12-31 17:00", None),
    ],
)
def test_reminders_come_seven_three_and_one_days_before(now: str, days: int | None) -> None:
    found = reminders_due(PLAN, at(now), NOBODY)
    assert [each.days for each in found] == ([] if days is None else [days])


def test_a_reminder_is_told_once_and_the_nearest_stands_for_those_missed() -> None:
    after_a_week_off = at("2026-12-30 08:00")
    (told,) = reminders_due(PLAN, after_a_week_off, NOBODY)
    assert told.days == 1
    assert reminders_due(PLAN, after_a_week_off, {told}) == []


def test_an_extension_moves_the_reminder_and_lets_it_be_told_again() -> None:
    now, later = at("2026-12-30 08:00"), at("2027-01-06 17:00")
    told = set(reminders_due(PLAN, now, NOBODY))
    (again,) = reminders_due(PLAN, now, told, {PhaseKind.SELF_SCORING: later})
    assert again == Reminder(PhaseKind.SELF_SCORING, 7, later)


def test_an_extended_agency_is_reminded_after_the_phase_has_closed_for_others() -> None:
    found = reminders_due(
        PLAN, at("2027-01-05 08:00"), NOBODY, {PhaseKind.SELF_SCORING: at("2027-01-06 17:00")}
    )
    assert [(each.kind, each.days) for each in found] == [(PhaseKind.SELF_SCORING, 1)]


def test_a_phase_of_three_days_is_not_said_to_close_in_seven() -> None:
    short = [phase("explanation", "2027-02-01", "2027-02-03 17:00")]
    assert reminders_due(short, at("2027-02-01 08:00"), NOBODY) == []
    assert [each.days for each in reminders_due(short, at("2027-02-02 08:00"), NOBODY)] == [1]


def test_the_opening_instant_and_the_whole_first_day_count() -> None:
    week = [phase("explanation", "2027-02-01 08:00", "2027-02-08 17:00")]
    assert reminders_due(week, at("2027-02-01 07:59"), NOBODY) == []
    assert [each.days for each in reminders_due(week, at("2027-02-01 08:00"), NOBODY)] == [7]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(0, 45 * 24), min_size=1, max_size=40), st.integers(0, 60))
def test_each_reminder_is_told_at_most_once_however_often_one_asks(hours, opens) -> None:
    start = at("2026-12-01") + timedelta(days=opens)
    plan = [PhasePlan(PhaseKind.COUNCIL, start, start + timedelta(days=20))]
    told: list[Reminder] = []
    for hour in sorted(hours):
        told += reminders_due(plan, start + timedelta(hours=hour), frozenset(told))
    assert len(told) == len(set(told)) <= 3
    assert [each.days for each in told] == sorted((each.days for each in told), reverse=True)


def test_phases_are_called_by_name_in_both_languages() -> None:
    for kind in PhaseKind:
        assert kind.label("vi") != kind.label("en")
    assert PhaseKind.EXPLANATION.label() == "Giải trình"


def test_the_zone_of_the_rounds_is_that_of_ha_noi() -> None:
    assert datetime(2026, 7, 1, tzinfo=HANOI).utcoffset() == timedelta(hours=7)
