"""Where a target stands on a day, and which rule says so."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from caicach.core.issues import Lang
from caicach.core.periods import Period, PlanYear
from caicach.core.targets.chance_words import show_bound, show_chance
from caicach.core.targets.forecast import Forecast
from caicach.core.targets.reach import Base, Measured, reaches
from caicach.core.targets.shape import TargetShape
from caicach.core.targets.state_rules import State, state_rules

BY_VERDICT = {"sure": "cannot-be-lost", "impossible": "cannot-be-reached"}


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of a target, the code of the rule that decided, and what it looked at.

    chance: None where no forecast decided. period: of the value that was looked at.
    """

    state: State
    rule: str
    chance: Decimal | None = None
    forecast: Forecast | None = None
    period: Period | None = None

    def says(self, lang: Lang = "vi") -> str:
        """Return why the state is what it is, in one sentence."""
        rules = state_rules()
        unnamed = rules.periods["unnamed"].text(lang)
        period = unnamed if self.period is None else self.period.label(lang)
        values = {"period": period}
        if self.chance is not None:
            step = rules.step_of(self.chance)
            upper = rules.by_chance[step - 1].at_least if step else Decimal(1)
            values["chance"] = show_chance(self.chance, lang)
            values["from"] = show_bound(rules.by_chance[step].at_least, lang)
            values["to"] = show_bound(upper, lang)
        return rules.rules[self.rule].words.text(lang).format(**values)


def judge(
    shape: TargetShape,
    measured: Measured | None,
    *,
    on: date,
    forecast: Forecast | None = None,
    base: Base | None = None,
    period: Period | None = None,
) -> Standing:
    """Return where the target stands at the end of the day `on`.

    The milestone of the year of `on` binds, where there is one. To settle a past year, judge
    `shape.for_year(year)`.

    measured: the latest value; None when there is none, which is its own state and never zero.
    forecast: to the day it is due; None for what cannot be forecast (ranks, bands, surveys). It
        decides only in the year the target is due: before, the latest value does.
    base: value of the base year, for a rise or a reduction.
    period: of `measured`. Once the target is due, only a value whose period reaches the due day
        (or is the plan year of it) settles it; None says that the value is the final one.
    """
    binding = shape.for_year(on.year)
    counts = forecast if binding.due_on.year <= on.year else None
    if binding.form == "done_by":
        rule = _rule_of_day(binding, measured, on)
    elif (reached := reaches(binding, measured, base)) is None:
        rule = "no-figure" if measured is None or base is not None else _unknown(binding)
    elif on > binding.due_on:
        rule = _rule_at_end(reached, is_final=_reaches_due_day(period, binding.due_on))
    elif counts is not None:
        rule = _rule_of_forecast(counts)
    else:
        rule = "latest-reaches" if reached else "latest-short"
    chance = counts.chance if counts is not None and rule.startswith("chance-") else None
    state = state_rules().rules[rule].state
    return Standing(state, rule, chance, forecast, period)


def _rule_of_day(shape: TargetShape, measured: Measured | None, on: date) -> str:
    in_time = reaches(shape, measured)
    if in_time is None:
        return "no-figure"
    if isinstance(measured, date):
        return "done-in-time" if in_time else "done-late"
    return "due-passed" if on > shape.due_on else "due-later"


def _unknown(shape: TargetShape) -> str:
    return "no-base" if shape.form in ("rise", "reduction") else "no-figure"


def _rule_at_end(reached: bool, *, is_final: bool) -> str:
    if not is_final:
        return "figure-awaited"
    return "ended-reached" if reached else "ended-short"


def _reaches_due_day(period: Period | None, due_on: date) -> bool:
    """Figures of a plan year close on 14 December and stand for the whole year."""
    if period is None or period.last_day >= due_on:
        return True
    return isinstance(period, PlanYear) and period.year == due_on.year


def _rule_of_forecast(forecast: Forecast) -> str:
    if forecast.verdict != "open":
        return BY_VERDICT[forecast.verdict]
    rules = state_rules()
    return rules.by_chance[rules.step_of(forecast.chance)].rule
