"""Options that say what is asked of the clocks, read into a question."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Annotated

import typer

from caicach.cli.calendar.opening import read_moment
from caicach.cli.refusal import WrongUseError
from caicach.cli.session import Session
from caicach.core.agencies import AgencyCodeError, canonical_code
from caicach.core.clocks import CLOCK_CODES, Clock, ClockChoiceError, load_clock
from caicach.core.issues import Issue, issue
from caicach.core.periods import Period, PeriodError, parse_period, show_day
from caicach.engine.judgements import Question

PeriodOption = Annotated[str, typer.Option("--period", metavar="PERIOD", help="period")]
PeriodEndOption = Annotated[
    str, typer.Option("--period-end", metavar="DAY|TIME", help="clocks.period_end")
]
NowOption = Annotated[str, typer.Option("--now", metavar="DAY|TIME", help="clocks.now")]
ReadingOption = Annotated[
    list[str] | None,
    typer.Option("--reading", metavar="CLOCK.READING=OPTION", help="clocks.reading"),
]

DAY_END = time(23, 59, 59)


@dataclass(frozen=True)
class Asked:
    """A question, and the period it was asked by; None where only an end was named."""

    question: Question
    period: Period | None

    def words(self, session: Session) -> str:
        """Return the period as people name it."""
        end, day = self.question.end, show_day(self.question.end.date(), session.lang)
        if end.time() == DAY_END:
            until = session.say(f"đến hết {day}", f"up to the end of {day}")
        else:
            hour = f"{end:%H:%M:%S}" if end.second else f"{end:%H:%M}"
            until = session.say(f"đến {hour} ngày {day}", f"up to {hour} on {day}")
        return until if self.period is None else f"{self.period.label(session.lang)}, {until}"


def read_question(period: str, period_end: str, now: str, readings: Sequence[str] | None) -> Asked:
    """Return the question of the options. Raises WrongUseError with all that is wrong at once."""
    issues: list[Issue] = []
    if bool(period) == bool(period_end):
        code = "clocks-two-periods" if period else "clocks-no-period"
        issues.append(issue(code, "--period"))
    named = _period(period, issues) if period else None
    end = _instant("--period-end", period_end, issues) if period_end else None
    at = _instant("--now", now, issues) if now else None
    clocks = _clocks(readings or (), issues)
    if issues:
        raise WrongUseError.of(issues)
    if named is None and end is not None:
        return Asked(Question(end, now=at, clocks=clocks), None)
    if named is None:
        raise WrongUseError("clocks-no-period", "--period")
    first, last = datetime.combine(named.first_day, time()), named.last_day
    if at is not None and at < first:
        raise WrongUseError("clocks-now-before-period", "--now", value=now, first=named.first_day)
    asked = Question(datetime.combine(last, DAY_END), start=first, now=at, clocks=clocks)
    return Asked(asked, named)


def _period(text: str, issues: list[Issue]) -> Period | None:
    try:
        return parse_period(text)
    except PeriodError as error:
        issues.append(error.issue("--period"))
        return None


def _instant(option: str, text: str, issues: list[Issue]) -> datetime | None:
    """A bare day means its last second."""
    try:
        moment = read_moment(text)
    except WrongUseError:
        issues.append(issue("clocks-time-unreadable", option, value=text))
        return None
    return moment.at if moment.has_hour else datetime.combine(moment.day, DAY_END)


def _clocks(readings: Sequence[str], issues: list[Issue]) -> tuple[Clock, ...]:
    chosen: dict[str, dict[str, str]] = {}
    for text in readings:
        clock, dot, rest = text.partition(".")
        reading, equals, option = rest.partition("=")
        if not dot or not equals:
            issues.append(issue("clocks-reading-unreadable", "--reading", value=text))
            continue
        chosen.setdefault(clock, {})[reading] = option
    found: list[Clock] = []
    for name in [*CLOCK_CODES, *(each for each in chosen if each not in CLOCK_CODES)]:
        try:
            found.append(load_clock(name, chosen.get(name), "--reading"))
        except ClockChoiceError as error:
            issues.append(error.issue)
    return tuple(found)


def read_agency(text: str) -> str:
    """Return the code in the new notation; a text that is no code stays as it is."""
    try:
        return canonical_code(text)
    except AgencyCodeError:
        return text


def read_day(option: str, text: str) -> date:
    """Return the day an option names. Raises WrongUseError where it names none."""
    issues: list[Issue] = []
    found = _instant(option, text, issues)
    if found is None:
        raise WrongUseError.of(issues)
    return found.date()
