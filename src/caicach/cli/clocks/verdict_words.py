"""What the clocks say of a dossier, in words."""

from collections.abc import Mapping
from datetime import datetime, time

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


def clock_label(clock: ClockName, session: Session) -> str:
    """Return the clock's name as it stands above a column."""
    return clock_definitions()[clock].label.text(session.lang)


def verdict_words(verdicts: Mapping[ClockName, Judgement], session: Session) -> str:
    """Return what the clocks say in one line; clocks that say the same are named together."""
    groups: dict[str, list[str]] = {}
    for clock, found in verdicts.items():
        groups.setdefault(_said(found, session), []).append(session.say(*SHORT[clock]))
    return "; ".join(f"{', '.join(clocks)}: {said}" for said, clocks in groups.items())


def _said(found: Judgement, session: Session) -> str:
    return f"{state_words(found.state, session.lang)} ({grounds(found, session)})"


def grounds(found: Judgement, session: Session) -> str:
    """Return why a clock judged so: what decided, when, and the due time."""
    parts = [reason_words(found.reason, session.lang)]
    at = found.step.at if found.step is not None and not _is_pause(found) else found.end_at
    if at is not None and found.state is not State.NOT_COUNTED:
        parts[0] += f" {instant_words(at, session)}"
    if found.due_at is not None:
        due = instant_words(found.due_at, session)
        parts.append(session.say(f"hạn {due}", f"due {due}"))
    return ", ".join(parts)


def _is_pause(found: Judgement) -> bool:
    """The end less the wait is what was compared, not the step's own time."""
    return found.reason == "paused"


def instant_words(at: datetime, session: Session) -> str:
    """Return "17:05 ngày 03/3/2026" or "17:05 on 3 March 2026"; seconds where there are any."""
    hour = f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"
    day = show_day(at.date(), session.lang)
    if at.time() == time():
        return session.say(f"0 giờ ngày {day}", f"midnight on {day}")
    return session.say(f"{hour} ngày {day}", f"{hour} on {day}")
