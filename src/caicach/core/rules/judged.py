"""Judged: a person gives the points, because the text names no amounts."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field

from caicach.core.documents import Number
from caicach.core.issues import Lang
from caicach.core.rules.given import Context, Given, InputRefused, Score
from caicach.core.rules.levels import Level, check_levels, find_level
from caicach.core.rules.measure import ZERO
from caicach.core.rules.rule import Reads, Rule, RuleFault, accept_within, check_within, scored
from caicach.core.rules.shown import multiples, shown


def score_within(points: Decimal, low: Decimal, high: Decimal, step: Decimal | None) -> Score:
    """Return `points` when they lie within [low, high] and on the step, counted from `low`.

    Raises InputRefused otherwise.
    """
    score = accept_within(points, low, high)
    if step is not None and (points - low) % step != 0:
        raise InputRefused("points-off-step", points=points, known=multiples(step))
    return score


def check_step(step: Decimal | None, low: Decimal, high: Decimal) -> Iterator[RuleFault]:
    """A step must be above zero and lead from `low` to `high`."""
    if step is not None and (step <= 0 or (high - low) % step != 0):
        values = {"step": step, "low": low, "high": high}
        yield RuleFault("step-does-not-fit", ("step",), values)


class JudgedRule(Rule):
    """Judged by a person: points from 0 to the maximum, or one of the levels named."""

    kind: Literal["judged"] = "judged"
    step: Number | None = None
    levels: tuple[Level, ...] = ()

    reads: ClassVar[tuple[Reads, ...]] = ("points", "choice")

    def earn(self, given: Given, maximum: Decimal, context: Context) -> Score:
        index = find_level(given.choice or "", self.levels)
        if index is None:
            known = "; ".join(level.id or level.label.vi for level in self.levels)
            raise InputRefused("judgement-needs-points", known=known or "points")
        return scored(self.levels[index].amount(maximum), f"level:{index}")

    def accept(self, points: Decimal, maximum: Decimal) -> Score:
        return score_within(points, ZERO, maximum, self.step)

    def check(self, maximum: Decimal) -> Iterator[RuleFault]:
        yield from check_step(self.step, ZERO, maximum)
        yield from check_levels(self.levels, maximum)

    def words(self, maximum: Decimal, lang: Lang = "vi") -> str:
        text = f"Người thẩm định cho điểm từ 0 đến {shown(maximum, lang)}"
        if lang == "en":
            text = f"The appraiser gives 0 to {shown(maximum, lang)} points"
        if self.step is not None:
            apart = "mỗi mức cách nhau" if lang == "vi" else "in steps of"
            text += f", {apart} {shown(self.step, lang)}"
        named = "; ".join(
            f"{e.label.text(lang)}: {shown(e.amount(maximum), lang)}" for e in self.levels
        )
        return f"{text} ({named})" if named else text


class ManualRule(Rule):
    """Given by hand within stated bounds and on a stated step (a chairman's points, say)."""

    kind: Literal["manual"] = "manual"
    min: Number = Field(default=ZERO)
    max: Number | None = None
    step: Number | None = None

    reads: ClassVar[tuple[Reads, ...]] = ("points",)

    def earn(self, given: Given, maximum: Decimal, context: Context) -> Score:
        raise InputRefused("judgement-needs-points", known="points")

    def accept(self, points: Decimal, maximum: Decimal) -> Score:
        return score_within(points, self.min, self.full(maximum), self.step)

    def check(self, maximum: Decimal) -> Iterator[RuleFault]:
        high = self.full(maximum)
        yield from check_within(self.max, maximum, "max")
        if self.min >= high:
            yield RuleFault("bounds-order", ("min",), {"low": self.min, "high": high})
        else:
            yield from check_step(self.step, self.min, high)

    def full(self, maximum: Decimal) -> Decimal:
        return maximum if self.max is None else self.max

    def words(self, maximum: Decimal, lang: Lang = "vi") -> str:
        low, high = shown(self.min, lang), shown(self.full(maximum), lang)
        if lang == "en":
            step = f", in steps of {shown(self.step, lang)}" if self.step else ""
            return f"Given by hand from {low} to {high}{step}"
        step = f", mỗi mức cách nhau {shown(self.step, lang)}" if self.step else ""
        return f"Cho điểm từ {low} đến {high}{step}"
