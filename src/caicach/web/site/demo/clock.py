"""Moments of the demonstration, all told from today so that it never grows old."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from caicach.web.site.demo.chance import between


def moment(day: date, *names: object) -> datetime:
    """Return a moment in the office hours of that day, which belongs to the names; never later
    than now.
    """
    hour, minute = between(8, 16, *names, "hour"), between(0, 59, *names, "minute")
    wished = timezone.make_aware(datetime.combine(day, time(hour, minute)))
    return min(wished, timezone.now())


def working(day: date) -> date:
    """Return the day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.isoweekday() - 5))
