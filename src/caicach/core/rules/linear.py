"""Linear rules: points grow or fall in a straight line between two values."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar, Literal

from caicach.core.documents import Number, Words
from caicach.core.issues import Lang
from caicach.core.rules.given import Context, Given, InputRefused, Score
from caicach.core.rules.measure import HUNDRED, ZERO, Unit, read_measure
from caicach.core.rules.rule import Reads, Rule, RuleFault, check_within, scored
from caicach.core.rules.shown import shown


def score_line(value: Decimal, zero_at: Decimal, full_at: Decimal, maximum: Decimal) -> Score:
    """Return maximum × (value − zero_at) ÷ (full_at − zero_at), clamped to [0, maximum].

    value and both bounds: one unit, unrounded. zero_at > full_at reverses the direction.
    The product comes before the division, so that whole ratios stay exact.
    """
    rising = full_at > zero_at
    if value >= full_at if rising else value <= full_at:
        return scored(maximum, "full")
    if value <= zero_at if rising else value >= zero_at:
        return scored(ZERO, "zero")
    return scored(maximum * (value - zero_at) / (full_at - zero_at), "formula")


def score_inverse(value: Decimal, target: Decimal, maximum: Decimal) -> Score:
    """Return maximum up to the target, beyond it maximum × target ÷ value; target > 0."""
    return (
        scored(maximum, "full") if value <= target else scored(maximum * target / value, "formula")
    )


class MeasuredRule(Rule):
    """A rule on one measured figure.

    multiplier: the points of the full mark, the item's maximum when left out.
    numerator, denominator: what is counted, in the words of the text.
    """

    of: Unit = "percent"
    multiplier: Number | None = None
    may_exceed: bool = False
    numerator: Words | None = None
    denominator: Words | None = None

    reads: ClassVar[tuple[Reads, ...]] = ("value", "ratio", "points")

    def measure(self, given: Given) -> Decimal:
        """Return the figure in the rule's unit."""
        return read_measure(given, self.of, may_exceed=self.may_exceed)

    def full(self, maximum: Decimal) -> Decimal:
        return maximum if self.multiplier is None else self.multiplier

    def check(self, maximum: Decimal) -> Iterator[RuleFault]:
        yield from check_within(self.multiplier, maximum, "multiplier")

    def unit(self) -> str:
        return "%" if self.of == "percent" else ""


class LinearRule(MeasuredRule):
    """Linear: points = multiplier × figure ÷ full_at, never above the multiplier."""

    kind: Literal["linear"] = "linear"
    full_at: Number = HUNDRED

    def earn(self, given: Given, maximum: Decimal, context: Context) -> Score:
        return score_line(self.measure(given), ZERO, self.full_at, self.full(maximum))

    def check(self, maximum: Decimal) -> Iterator[RuleFault]:
        yield from super().check(maximum)
        if self.full_at <= 0:
            yield RuleFault("full-mark-zero", ("full_at",), {"value": self.full_at})

    def words(self, maximum: Decimal, lang: Lang = "vi") -> str:
        points, at = shown(self.full(maximum), lang), f"{shown(self.full_at, lang)}{self.unit()}"
        if lang == "en":
            return f"value ÷ {at} × {points}, at most {points}"
        return f"Giá trị ÷ {at} × {points}, tối đa {points}"


class FloorThenLinearRule(MeasuredRule):
    """Below the floor a fixed amount, from the floor on multiplier × figure ÷ full_at."""

    kind: Literal["floor_then_linear"] = "floor_then_linear"
    floor: Number
    floor_inclusive: bool = True
    below: Number = ZERO
    full_at: Number = HUNDRED

    def earn(self, given: Given, maximum: Decimal, context: Context) -> Score:
        value = self.measure(given)
        reached = value >= self.floor if self.floor_inclusive else value > self.floor
        if not reached:
            return scored(self.below, "below_floor")
        return score_line(value, ZERO, self.full_at, self.full(maximum))

    def check(self, maximum: Decimal) -> Iterator[RuleFault]:
        yield from super().check(maximum)
        yield from check_within(self.below, maximum, "below")
        if self.floor >= self.full_at:
            values = {"low": self.floor, "high": self.full_at}
            yield RuleFault("bounds-order", ("floor",), values)

    def words(self, maximum: Decimal, lang: Lang = "vi") -> str:
        points, floor = shown(self.full(maximum), lang), f"{shown(self.floor, lang)}{self.unit()}"
        at, below = f"{shown(self.full_at, lang)}{self.unit()}", shown(self.below, lang)
        if lang == "en":
            edge = "below" if self.floor_inclusive else "up to"
            return f"{edge} {floor}: {below}; otherwise value ÷ {at} × {points}"
        edge = f"Dưới {floor}" if self.floor_inclusive else f"Từ {floor} trở xuống"
        return f"{edge}: {below}; còn lại: giá trị ÷ {at} × {points}"


class LinearToTargetRule(MeasuredRule):
    """Full points at the target, fewer the further away.

    Rising: a straight line from `zero_at` (0 when left out) up to the target. Falling: the
    target is a ceiling; beyond it points fall in a straight line to 0 at `zero_at`, or, where
    the text names no such value, in inverse proportion: target ÷ figure.
    """

    kind: Literal["linear_to_target"] = "linear_to_target"
    target: Number
    direction: Literal["rising", "falling"] = "rising"
    zero_at: Number | None = None

    def earn(self, given: Given, maximum: Decimal, context: Context) -> Score:
        value, full = self.measure(given), self.full(maximum)
        if self.is_inverse:
            return score_inverse(value, self.target, full)
        start = ZERO if self.zero_at is None else self.zero_at
        return score_line(value, start, self.target, full)

    @property
    def is_inverse(self) -> bool:
        """Whether points fall in inverse proportion, without ever reaching 0."""
        return self.direction == "falling" and self.zero_at is None

    def check(self, maximum: Decimal) -> Iterator[RuleFault]:
        yield from super().check(maximum)
        if self.is_inverse:
            if self.target <= 0:
                yield RuleFault("full-mark-zero", ("target",), {"value": self.target})
            return
        start = ZERO if self.zero_at is None else self.zero_at
        right = start < self.target if self.direction == "rising" else start > self.target
        if not right:
            values = {"low": start, "high": self.target}
            yield RuleFault("target-direction", ("target",), values)

    def words(self, maximum: Decimal, lang: Lang = "vi") -> str:
        points, target = shown(self.full(maximum), lang), f"{shown(self.target, lang)}{self.unit()}"
        zero = f"{shown(self.zero_at or ZERO, lang)}{self.unit()}"
        if lang == "en":
            side = "from" if self.direction == "rising" else "up to"
            rest = f"in proportion, 0 at {zero}"
            if self.is_inverse:
                rest = f"{target} ÷ value × {points}"
            return f"{side} {target}: {points}; otherwise {rest}"
        side = "trở lên" if self.direction == "rising" else "trở xuống"
        rest = f"theo tỷ lệ, bằng 0 tại {zero}"
        if self.is_inverse:
            rest = f"{target} ÷ giá trị × {points}"
        return f"Từ {target} {side}: {points}; còn lại: {rest}"


class BetweenGoalpostsRule(MeasuredRule):
    """0 at `low`, full at `high`, a straight line between; low > high reverses the direction."""

    kind: Literal["between_goalposts"] = "between_goalposts"
    low: Number
    high: Number

    def earn(self, given: Given, maximum: Decimal, context: Context) -> Score:
        return score_line(self.measure(given), self.low, self.high, self.full(maximum))

    def check(self, maximum: Decimal) -> Iterator[RuleFault]:
        yield from super().check(maximum)
        if self.low == self.high:
            values = {"low": self.low, "high": self.high}
            yield RuleFault("bounds-order", ("low",), values)

    def words(self, maximum: Decimal, lang: Lang = "vi") -> str:
        points = shown(self.full(maximum), lang)
        low, high = (
            f"{shown(self.low, lang)}{self.unit()}",
            f"{shown(self.high, lang)}{self.unit()}",
        )
        if lang == "en":
            return f"(value − {low}) ÷ ({high} − {low}) × {points}, between 0 and {points}"
        return f"(Giá trị − {low}) ÷ ({high} − {low}) × {points}, trong khoảng 0 đến {points}"


class SurveyRule(Rule):
    """A sociological survey: its points as they come, or its mean on a scale turned into points.

    With a scale: (mean − scale_low) ÷ (scale_high − scale_low) × multiplier.
    """

    kind: Literal["survey"] = "survey"
    scale_low: Number | None = None
    scale_high: Number | None = None
    multiplier: Number | None = None

    reads: ClassVar[tuple[Reads, ...]] = ("value", "points")

    def earn(self, given: Given, maximum: Decimal, context: Context) -> Score:
        if self.scale_low is None or self.scale_high is None:
            raise InputRefused("survey-needs-points")
        mean = read_measure(given, "number")
        check_on_scale(mean, self.scale_low, self.scale_high)
        return score_line(mean, self.scale_low, self.scale_high, self.full(maximum))

    def check(self, maximum: Decimal) -> Iterator[RuleFault]:
        yield from check_within(self.multiplier, maximum, "multiplier")
        if (self.scale_low is None) != (self.scale_high is None):
            yield RuleFault("scale-half-given", (), {})
        elif self.scale_low is not None and self.scale_high is not None:
            yield from _check_scale(self.scale_low, self.scale_high)

    def full(self, maximum: Decimal) -> Decimal:
        return maximum if self.multiplier is None else self.multiplier

    def words(self, maximum: Decimal, lang: Lang = "vi") -> str:
        points = shown(self.full(maximum), lang)
        if self.scale_low is None or self.scale_high is None:
            if lang == "en":
                return f"points of the survey, at most {points}"
            return f"Điểm điều tra xã hội học, tối đa {points}"
        low, high = shown(self.scale_low, lang), shown(self.scale_high, lang)
        name = "Điểm trung bình khảo sát" if lang == "vi" else "survey mean"
        return f"({name} − {low}) ÷ ({high} − {low}) × {points}"


def _check_scale(low: Decimal, high: Decimal) -> Iterator[RuleFault]:
    if low >= high:
        yield RuleFault("bounds-order", ("scale_low",), {"low": low, "high": high})


class ImportedIndexRule(Rule):
    """An index measured elsewhere (SIPAS, say): points = multiplier × value ÷ scale."""

    kind: Literal["imported_index"] = "imported_index"
    index: Words
    scale: Number = HUNDRED
    multiplier: Number | None = None

    reads: ClassVar[tuple[Reads, ...]] = ("value", "points")

    def earn(self, given: Given, maximum: Decimal, context: Context) -> Score:
        value = read_measure(given, "percent" if self.scale == HUNDRED else "number")
        check_on_scale(value, ZERO, self.scale)
        return score_line(value, ZERO, self.scale, self.full(maximum))

    def check(self, maximum: Decimal) -> Iterator[RuleFault]:
        yield from check_within(self.multiplier, maximum, "multiplier")
        if self.scale <= 0:
            yield RuleFault("full-mark-zero", ("scale",), {"value": self.scale})

    def full(self, maximum: Decimal) -> Decimal:
        return maximum if self.multiplier is None else self.multiplier

    def words(self, maximum: Decimal, lang: Lang = "vi") -> str:
        points, scale = shown(self.full(maximum), lang), shown(self.scale, lang)
        return f"{self.index.text(lang)} × {points} ÷ {scale}"


def check_on_scale(value: Decimal, low: Decimal, high: Decimal) -> None:
    """Raise InputRefused for a value outside its scale."""
    if not low <= value <= high:
        from_to = {"low": low, "high": high}
        raise InputRefused("value-off-scale", value=value, **from_to)
