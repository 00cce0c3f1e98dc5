"""What the clocks say of a dossier, in words."""

from collections.abc import Mapping
from datetime import datetime

from caicach.cli.session import Session
from caicach.core.clocks import (
    ClockName,
    Judgement,
    State,
    clock_definitions,
    reason_words,
    state_words,
)
from caicach.core.periods import show_day

SHORT: dict[ClockName, tuple[str, str]] = {
    "portal": ("theo Cổng", "by the portal"),
    "date": ("theo ngày", "by date"),
    "working_time": ("theo giờ", "by working time"),
}

COMPARED = frozenset(("paused", "open-paused"))
"""Reasons whose end is an instant reckoned, not one at which something happened."""

NEVER_TIMED = frozenset(("no-due", "no-due-date"))
"""Reasons that no instant bears on."""


def clock_label(clock: ClockName, session: Session) -> str:
    """Return the clock's whole name."""
    return clock_definitions()[clock].label.text(session.lang)


def short_label(clock: ClockName, session: Session) -> str:
    """Return the clock's name as it stands above a column."""
    words = session.say(*SHORT[clock])
    return words[0].upper() + words[1:]


def states_words(states: Mapping[ClockName, State], session: Session) -> str:
    """Return what the clocks say; those that say the same are named together."""
    return _grouped(
        {clock: state_words(each, session.lang) for clock, each in states.items()}, session
    )


def verdict_words(verdicts: Mapping[ClockName, Judgement], session: Session) -> str:
    """Return what the clocks say and why, in one line."""
    said = {
        clock: f"{state_words(each.state, session.lang)} – {grounds(each, session)}"
        for clock, each in verdicts.items()
    }
    return _grouped(said, session)


def _grouped(said: Mapping[ClockName, str], session: Session) -> str:
    groups: dict[str, list[str]] = {}
    for clock, words in said.items():
        groups.setdefault(words, []).append(session.say(*SHORT[clock]))
    return "; ".join(f"{', '.join(clocks)}: {words}" for words, clocks in groups.items())


def grounds(found: Judgement, session: Session) -> str:
    """Return why a clock judged so: what decided, when, and the due time."""
    parts = [reason_words(found.reason, session.lang) + _decided(found, session)]
    if found.due_at is not None:
        due = instant_words(found.due_at, session)
        parts.append(session.say(f"hạn {due}", f"due {due}"))
    return ", ".join(parts)


def _decided(found: Judgement, session: Session) -> str:
    if found.reason in COMPARED and found.end_at is not None:
        at = instant_words(found.end_at, session)
        return session.say(f", tính là {at}", f", reckoned as {at}")
    if found.reason in NEVER_TIMED:
        return ""
    moment = found.end_at if found.step is None else found.step.at
    if moment is None:
        return ""
    at = instant_words(moment, session)
    return session.say(f" lúc {at}", f" at {at}")


def instant_words(at: datetime, session: Session) -> str:
    """Return "17:05 ngày 03/3/2026" or "17:05 on 3 March 2026"; seconds where there are any."""
    hour = f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"
    day = show_day(at.date(), session.lang)
    return session.say(f"{hour} ngày {day}", f"{hour} on {day}")
