"""For which periods an agency tells its figures, as plans ask for them."""

from collections.abc import Iterator
from datetime import date

from caicach.core.periods import Month, Period, Quarter
from caicach.web.notices.figures_due import fallings
from caicach.web.plans.models import Assignment, Target
from caicach.web.site.demo.amounts import day_done


def periods_told(assignment: Assignment, today: date) -> Iterator[Period]:
    """Yield the periods of this year that are over, or last year where a plan asks by the year."""
    target = assignment.target
    if target.form == "done_by":
        yield from _month_done(assignment, today)
        return
    fallen = fallings(target.frequency, date(today.year - 1, 12, 31), today)
    periods = [each.period for each in fallen if _is_asked(each.period, target, today)]
    is_own = assignment.agency_id == target.plan.agency_id
    yield from periods if is_own else _quarters_first(periods)


def _is_asked(period: Period, target: Target, today: date) -> bool:
    is_yearly = period.days > Quarter(today.year, 1).days * 2 + 2
    year = period.last_day.year
    return (
        period.last_day < today
        and (is_yearly or year == today.year)
        and target.plan.first_year <= year <= target.plan.last_year
    )


def _quarters_first(periods: list[Period]) -> Iterator[Period]:
    """Agencies that are asked by the month put three months that are over into one figure."""
    seen: set[Quarter] = set()
    last = max((each.last_day for each in periods), default=date.min)
    for each in periods:
        quarter = Quarter.of(each.first_day)
        if not isinstance(each, Month) or quarter.last_day > last:
            yield each
        elif quarter not in seen:
            seen.add(quarter)
            yield quarter


def _month_done(assignment: Assignment, today: date) -> Iterator[Period]:
    done_on = day_done(assignment)
    if done_on < today and done_on.year in assignment.target.plan.years:
        yield Month.of(done_on)
