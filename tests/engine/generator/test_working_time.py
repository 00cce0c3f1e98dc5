"""Working time and petitions of the generator agree with those of the core, told independently."""

from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from caicach.core.calendars import MaximumTime, shipped_calendar
from caicach.core.clocks import State, petition_phases
from caicach.engine.generator.moments import DAY, instant, midnight
from caicach.engine.generator.petitions import Petition
from caicach.engine.generator.truth.petition_clock import stand
from caicach.engine.generator.workdays import EVENING, MORNING, NOON, Workdays, office_second

CALENDAR = shipped_calendar()
WORKDAYS = Workdays.of(CALENDAR, date(2024, 1, 1), date(2026, 12, 31))
FIRST = midnight(date(2025, 1, 1))
INSTANTS = st.integers(FIRST, midnight(date(2026, 6, 1)))
UNITS = st.sampled_from(["working_day", "calendar_day", "hour"])


@given(INSTANTS, st.integers(1, 60), UNITS)
def test_a_due_time_is_that_of_the_calendar(at: int, amount: int, unit: str) -> None:
    due = CALENDAR.due(instant(at), MaximumTime(amount, unit))
    assert instant(WORKDAYS.due(at, amount, unit)) == due


@given(INSTANTS)
def test_what_is_moved_into_office_hours_is_not_moved_again(at: int) -> None:
    moved = WORKDAYS.at_work(at)
    assert at <= moved <= at + 12 * DAY
    assert MORNING <= moved % DAY <= EVENING
    assert CALENDAR.is_working(instant(moved).date())
    assert WORKDAYS.at_work(moved) == moved


@given(st.floats(0, 1))
def test_a_share_of_the_day_is_never_in_the_noon_break(share: float) -> None:
    second = office_second(share)
    assert MORNING <= second < NOON or 48_600 <= second <= EVENING


def test_seconds_stand_for_local_time_without_a_zone() -> None:
    at = midnight(date(2025, 7, 1)) + 3600
    assert instant(at) == datetime.fromisoformat("2025-07-01T01:00:00")


def later(since: int, days: int) -> st.SearchStrategy[int | None]:
    return st.none() | st.integers(since, since + days * DAY)


@st.composite
def petitions(draw: st.DrawFn) -> Petition:
    received = draw(INSTANTS)
    refused = draw(later(received, 30))
    asked = None if refused else draw(later(received, 20))
    answered = None if refused else draw(later(asked or received, 60))
    return Petition(
        *("PA-1", "H99.01", "1.001000", "", "conduct", received),
        refused_at=refused,
        supplement_at=asked,
        answered_at=answered,
        published_at=None if answered is None else draw(later(answered, 20)),
    )


@given(petitions(), INSTANTS)
def test_a_petition_stands_as_its_phases_say(petition: Petition, end: int) -> None:
    times = (
        *(petition.received_at, petition.refused_at, petition.supplement_at),
        *(petition.answered_at, petition.published_at),
    )
    phases = petition_phases(*(None if at is None else instant(at) for at in times), CALENDAR)
    holding = [each.state for each in phases if each.from_at <= instant(end)]
    assert stand(petition, end, WORKDAYS) == (holding[-1] if holding else State.NOT_COUNTED)
