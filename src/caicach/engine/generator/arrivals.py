"""How many dossiers are filed on each day, and at what hour."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from caicach.engine.generator.dice import Dice, Urn
from caicach.engine.generator.moments import DAY, HOUR, day_number, day_of
from caicach.engine.generator.setting import Setting
from caicach.engine.generator.workdays import Workdays, office_second, weekday

SEASONS = (0.85, 0.7, 1.15, 1.05, 1.0, 1.05, 1.0, 1.1, 1.05, 1.0, 1.05, 1.1)
"""January to December: Tết empties the desks, the months after fill them."""

WEEK = (1.2, 1.05, 1.0, 1.0, 0.9, 0.9, 0.9)
DAY_OFF = 0.06
GROWTH = 0.15
"""Dossiers of the last day are this much more than those of the first."""


@dataclass(frozen=True, slots=True)
class Month:
    """The days of filing of one month; online: all of them, at_desk: the working ones."""

    name: str
    first: int
    last: int
    filed: int
    online: Urn[int]
    at_desk: Urn[int]


def months_of(setting: Setting, workdays: Workdays) -> list[Month]:
    """Return the months in order; what is filed in them adds up to the dossiers wanted."""
    weights = dict(_weights(setting, workdays))
    total, given, seen = sum(weights.values()), 0, 0.0
    months = []
    for name, days in _by_month(list(weights)):
        seen += sum(weights[day] for day in days)
        filed = round(setting.dossiers * seen / total) - given
        given += filed
        at_desk = [day for day in days if workdays.next(day) == day] or days
        online = Urn(days, [weights[day] for day in days])
        desk = Urn(at_desk, [weights[day] for day in at_desk])
        months.append(Month(name, days[0], days[-1], filed, online, desk))
    return months


def _weights(setting: Setting, workdays: Workdays) -> Iterator[tuple[int, float]]:
    first, last = day_number(setting.first), day_number(setting.last)
    for number in range(first, last + 1):
        weight = SEASONS[day_of(number).month - 1] * WEEK[weekday(number)]
        weight *= 1 + GROWTH * (number - first) / (last - first + 1)
        yield number, weight if workdays.next(number) == number else weight * DAY_OFF


def _by_month(days: Sequence[int]) -> Iterator[tuple[str, list[int]]]:
    groups: dict[str, list[int]] = {}
    for number in days:
        groups.setdefault(day_of(number).strftime("%Y-%m"), []).append(number)
    yield from groups.items()


def file_online(month: Month, dice: Dice) -> int:
    """Return when a dossier is filed from home: any day, mostly from 7 to 22 o'clock."""
    spread = (dice.draw() + dice.draw()) / 2
    return month.online.take(dice) * DAY + 6 * HOUR + int(17 * HOUR * spread)


def file_at_desk(month: Month, dice: Dice) -> int:
    """Return when a dossier is handed in: in office hours, more in the morning."""
    share = dice.draw()
    return month.at_desk.take(dice) * DAY + office_second(0.97 * share * (0.6 + 0.4 * share))
