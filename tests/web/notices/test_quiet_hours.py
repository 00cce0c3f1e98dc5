"""Quiet hours and the hour of the digest, by the clocks of Hà Nội."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.web.notices.quiet import Hours

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
USUAL = Hours()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


@pytest.mark.parametrize(
    ("moment", "is_quiet"),
    [
        ("2026-10-12 20:59:59", False),
        ("2026-10-12 21:00:00", True),
        ("2026-12-31 23:59:59", True),
        ("2027-01-01 00:00:00", True),
        ("2026-10-13 06:59:59", True),
        ("2026-10-13 07:00:00", False),
    ],
)
def test_nothing_is_mailed_from_nine_in_the_evening_to_before_seven(
    moment: str, is_quiet: bool
) -> None:
    assert USUAL.is_quiet(at(moment)) is is_quiet


def test_quiet_hours_may_lie_within_a_day_and_equal_ends_mean_none() -> None:
    noon = Hours(time(12), time(13, 30))
    assert [noon.is_quiet(at(f"2026-10-12 {t}")) for t in ("11:59", "12:00", "13:29", "13:30")] == [
        False,
        True,
        True,
        False,
    ]
    never = Hours(time(8), time(8))
    assert not any(never.is_quiet(at(f"2026-10-12 {hour:02}:00")) for hour in range(24))


@pytest.mark.parametrize(
    ("hours", "now", "day", "since"),
    [
        (USUAL, "2026-10-12 07:00", date(2026, 10, 12), "2026-10-12 07:00"),
        (USUAL, "2026-10-12 06:59", date(2026, 10, 11), "2026-10-11 07:00"),
        # the year turns: the digest of 31 December is that of the old year
        (USUAL, "2026-12-31 23:59", date(2026, 12, 31), "2026-12-31 07:00"),
        (USUAL, "2027-01-01 07:00", date(2027, 1, 1), "2027-01-01 07:00"),
        # an hour within the quiet ones moves to their end, the next morning
        (Hours(digest_at=time(22)), "2026-10-12 23:00", date(2026, 10, 11), "2026-10-12 07:00"),
        (Hours(digest_at=time(22)), "2026-10-13 07:00", date(2026, 10, 12), "2026-10-13 07:00"),
    ],
)
def test_the_digest_that_is_due(hours: Hours, now: str, day: date, since: str) -> None:
    assert hours.last_digest(at(now)) == (day, at(since))


clock = st.times().map(lambda each: each.replace(second=0, microsecond=0))
moments = st.integers(0, 2 * 366 * 24 * 60).map(
    lambda minutes: at("2026-01-01 00:00") + timedelta(minutes=minutes)
)


@given(clock, clock, clock, moments)
def test_a_mail_waits_less_than_a_day_and_never_leaves_in_quiet_hours(
    first: time, last: time, digest: time, moment: datetime
) -> None:
    hours = Hours(first, last, digest)
    loud = hours.next_loud(moment)
    assert not hours.is_quiet(loud)
    assert moment <= loud < moment + timedelta(days=1)
    assert hours.next_loud(loud) == loud


@given(clock, clock, clock, moments)
def test_each_day_has_one_digest_and_it_is_never_ahead(
    first: time, last: time, digest: time, moment: datetime
) -> None:
    hours = Hours(first, last, digest)
    day, since = hours.last_digest(moment)
    assert since <= moment
    assert not hours.is_quiet(since)
    assert hours.digest_of(day + timedelta(days=1), moment) > moment
