"""Working time of the invented offices: which days they work, and hours on them."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date

from caicach.core.calendars import Calendar
from caicach.engine.generator.moments import DAY, HOUR, day_number, day_of

MORNING, NOON, AFTERNOON, EVENING = 27_000, 41_400, 48_600, 61_200
"""07:30, 11:30, 13:30 and 17:00 in seconds of the day."""

WORKING_SECONDS = NOON - MORNING + EVENING - AFTERNOON


class Workdays:
    """Days on which offices work, from `first` to `last`, counted."""

    __slots__ = ("days",)

    def __init__(self, days: Sequence[int]) -> None:
        self.days = days

    @classmethod
    def of(cls, calendar: Calendar, first: date, last: date) -> "Workdays":
        """Return the days a calendar calls working, halves taken as whole."""
        numbers = range(day_number(first), day_number(last) + 1)
        return cls([number for number in numbers if calendar.is_working(day_of(number))])

    def count_to(self, number: int) -> int:
        """Return how many working days there are up to a day, the day itself included."""
        return bisect_right(self.days, number)

    def next(self, number: int) -> int:
        """Return the first working day from a day on, itself included."""
        return self.days[bisect_left(self.days, number)]

    def after(self, number: int, amount: int) -> int:
        """Return the working day `amount` working days after a day, which is not counted."""
        return self.days[self.count_to(number) - 1 + amount] if amount else number

    def due(self, received: int, amount: int, unit: str) -> int:
        """Return the same hour `amount` working days later; calendar days and hours as they are."""
        if unit == "hour":
            return received + amount * HOUR
        if unit == "calendar_day":
            return received + amount * DAY
        number, second = divmod(received, DAY)
        return self.after(number, amount) * DAY + second

    def at_work(self, at: int) -> int:
        """Return the instant itself if offices work then, else the next at which they do."""
        number, second = divmod(at, DAY)
        working = self.next(number)
        if working > number:
            return working * DAY + MORNING + second % 1800
        if second < MORNING:
            return number * DAY + MORNING + second % 1800
        if NOON <= second < AFTERNOON:
            return number * DAY + AFTERNOON + second % 600
        if second > EVENING:
            return self.next(number + 1) * DAY + MORNING + second % 1800
        return at


def weekday(number: int) -> int:
    """Return 0 for Monday to 6 for Sunday of a day number."""
    return (number + 3) % 7


def office_second(share: float) -> int:
    """Return the second of the day when `share` of the working time is over."""
    second = MORNING + int(share * WORKING_SECONDS)
    return second if second < NOON else second + AFTERNOON - NOON
