"""Dossiers written shortly: times of March 2026 as "02 09:00", steps as pairs."""

from datetime import datetime
from typing import Any

from caicach.core.calendars import shipped_calendar
from caicach.core.clocks import Clock, DossierTimes, Judgement, State, Step, Supplement, judge

CALENDAR = shipped_calendar()
PORTAL, DATE, WORKING = Clock("portal"), Clock("date"), Clock("working_time")
CLOCKS = (PORTAL, DATE, WORKING)

NOT_COUNTED, ON_TIME, OVERDUE, OPEN_IN_TIME, OPEN_OVERDUE = State


def at(text: str) -> datetime:
    """Return 2 March 2026, 9:00 for "02 09:00", its last second for "02"."""
    return datetime.fromisoformat(f"2026-03-{text}" if " " in text else f"2026-03-{text} 23:59:59")


def dossier(*steps: tuple[str, int], **times: Any) -> DossierTimes:
    """Return a dossier; supplements as pairs of texts, an open one with None."""
    asked = times.pop("supplements", None)
    listed = None if asked is None else tuple(_request(*each) for each in asked)
    given = {name: at(each) if isinstance(each, str) else each for name, each in times.items()}
    taken = tuple(Step(at(when), status) for when, status in steps)
    return DossierTimes(steps=taken, supplements=listed, **given)


def _request(asked: str | None, answered: str | None) -> Supplement:
    return Supplement(at(asked) if asked else None, at(answered) if answered else None)


def judged(times: DossierTimes, clock: Clock, end: str = "31", **limits: str) -> Judgement:
    """Return the judgement at the end of a day of March."""
    instants = {name: at(text) for name, text in limits.items()}
    return judge(times, clock, CALENDAR, end=at(end), **instants)


def states(times: DossierTimes, end: str = "31") -> tuple[State, ...]:
    """Return the states by the portal, by date and by working time."""
    return tuple(judged(times, clock, end).state for clock in CLOCKS)
