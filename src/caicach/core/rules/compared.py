"""Rules that compare: with the best peer, by rank, with last year."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import ClassVar, Literal

from pydantic import Field

from caicach.core.documents import Number, Shape
from caicach.core.issues import Lang
from caicach.core.rules.answers import folded
from caicach.core.rules.given import (
    Context,
    EmptyDenominator,
    Given,
    InputRefused,
    Score,
    State,
)
from caicach.core.rules.linear import MeasuredRule
from caicach.core.rules.measure import HUNDRED, ZERO, Unit, read_measure
from caicach.core.rules.rule import Reads, Rule, RuleFault, accept_one_of, check_within, scored
from caicach.core.rules.shown import shown
from caicach.core.rules.steps import Step, check_amount, check_spans, score_steps

Direction = Literal["rising", "falling"]
Group = Literal["block", "all"]


class RelativeToBestRule(MeasuredRule):
    """Points in proportion to the best peer: value ÷ best (or best ÷ value when falling)."""

    kind: Literal["relative_to_best"] = "relative_to_best"
    group: Group = "block"
    direction: Direction = "rising"

    def measure(self, given: Given) -> Decimal:
        """Return the figure; below zero a proportion means nothing, so that is refused."""
        value = super().measure(given)
        if value < 0:
            raise InputRefused("value-negative", value=value)
        return value

    def earn(self, given: Given, maximum: Decimal, context: Context) -> Score:
        value = self.measure(given)
        if context.best is None:
            raise InputRefused("peers-unknown")
        return score_relative(value, context.best, self.full(maximum), self.direction)

    def words(self, maximum: Decimal, lang: Lang = "vi") -> str:
        points = shown(self.full(maximum), lang)
        where = {
            ("block", "vi"): "trong khối",
            ("all", "vi"): "của tất cả cơ quan",
            ("block", "en"): "in the block",
            ("all", "en"): "of all agencies",
        }[self.group, lang]
        best = "cao nhất" if self.direction == "rising" else "thấp nhất"
        if lang == "en":
            best = "highest" if self.direction == "rising" else "lowest"
            pair = "value ÷ {}" if self.direction == "rising" else "{} ÷ value"
            return f"{pair.format(f'{best} value {where}')} × {points}"
        pair = "Giá trị ÷ {}" if self.direction == "rising" else "{} ÷ giá trị"
        return f"{pair.format(f'giá trị {best} {where}')} × {points}"


def score_relative(
    value: Decimal, best: Decimal, maximum: Decimal, direction: Direction = "rising"
) -> Score:
    """Return maximum × value ÷ best, or maximum × best ÷ value when falling.

    best: the best value among those compared, `value` included.
    Raises EmptyDenominator when the base is zero and `value` is not the best itself.
    """
    if value == best and (best != 0 or direction == "falling"):
        return scored(maximum, "best")
    top, base = (value, best) if direction == "rising" else (best, value)
    if base == 0:
        raise EmptyDenominator
    return scored(max(ZERO, min(maximum, maximum * top / base)), "formula")


class RankPoints(Shape):
    """Ranks and what they earn; both ends are included, `to` left out means all the rest."""

    from_: Number = Field(alias="from")
    to: Number | None = None
    points: Number


class RankBasedRule(Rule):
    """Points by rank: handed in as the value, or computed among the peers' values."""

    kind: Literal["rank_based"] = "rank_based"
    source: Literal["given", "computed"] = "given"
    group: Group = "block"
    direction: Direction = "rising"
    of: Unit = "percent"
    may_exceed: bool = False
    points_by_rank: tuple[RankPoints, ...] = Field(min_length=1)

    def earn(self, given: Given, maximum: Decimal, context: Context) -> Score:
        if self.source == "computed":
            if context.rank is None:
                raise InputRefused("peers-unknown")
            rank = Decimal(context.rank)
        else:
            rank = read_measure(given, "count")
        return score_rank(rank, self.points_by_rank)

    def measure(self, given: Given) -> Decimal:
        """Return the figure that ranks are computed from."""
        return read_measure(given, self.of, may_exceed=self.may_exceed)

    def accept(self, points: Decimal, maximum: Decimal) -> Score:
        known = {f"rank:{i}": each.points for i, each in enumerate(self.points_by_rank)}
        return accept_one_of(points, {**known, "beyond_ranks": ZERO})

    def check(self, maximum: Decimal) -> Iterator[RuleFault]:
        for index, each in enumerate(self.points_by_rank):
            yield from check_within(each.points, maximum, "points_by_rank", index)
            if each.to is not None and each.to < each.from_:
                values = {"low": each.from_, "high": each.to}
                yield RuleFault("bounds-order", ("points_by_rank", index), values)
        if self.points_by_rank[0].from_ != 1:
            values = {"rank": self.points_by_rank[0].from_}
            yield RuleFault("ranks-not-joined", ("points_by_rank", 0), values)
        for index, (one, other) in enumerate(pairwise(self.points_by_rank)):
            if one.to is None or other.from_ != one.to + 1:
                values = {"rank": other.from_}
                yield RuleFault("ranks-not-joined", ("points_by_rank", index + 1), values)

    def full(self, maximum: Decimal) -> Decimal:
        return max(each.points for each in self.points_by_rank)

    def words(self, maximum: Decimal, lang: Lang = "vi") -> str:
        listed = [_rank_words(each, lang) for each in self.points_by_rank]
        return "; ".join(listed)


def _rank_words(each: RankPoints, lang: Lang) -> str:
    first, points = shown(each.from_, lang), shown(each.points, lang)
    if each.to is None:
        tail = "trở đi" if lang == "vi" else "and after"
        return f"{'Thứ' if lang == 'vi' else 'rank'} {first} {tail}: {points}"
    span = first if each.to == each.from_ else f"{first}–{shown(each.to, lang)}"
    return f"{'Thứ' if lang == 'vi' else 'rank'} {span}: {points}"


def score_rank(rank: Decimal, points_by_rank: tuple[RankPoints, ...]) -> Score:
    """Return the points of the range that holds `rank`; past the last range, 0.

    Raises InputRefused for a rank below 1.
    """
    if rank < 1:
        raise InputRefused("rank-below-one", value=rank)
    for index, each in enumerate(points_by_rank):
        if each.from_ <= rank and (each.to is None or rank <= each.to):
            return scored(each.points, f"rank:{index}")
    return scored(ZERO, "beyond_ranks")


class YearOnYearRule(Rule):
    """Compared with last year: better, same or worse; or steps on the change.

    change_in: `points` is this year minus last; `percent` is relative to last year.
    `direction` falling means that less is better; steps see the change as improvement.
    """

    kind: Literal["year_on_year"] = "year_on_year"
    direction: Direction = "rising"
    of: Unit = "percent"
    better: Number | None = None
    same: Number | None = None
    worse: Number | None = None
    may_exceed: bool = False
    change_in: Literal["points", "percent"] = "points"
    steps: tuple[Step, ...] = ()

    reads: ClassVar[tuple[Reads, ...]] = ("value", "ratio", "choice", "points")

    def earn(self, given: Given, maximum: Decimal, context: Context) -> Score:
        if given.choice is not None and not self.steps:
            return self._named(given.choice, maximum)
        if given.previous is None:
            return Score(None, State.NOT_REPORTED, "previous_missing")
        change = self.improvement(given, given.previous)
        if self.steps:
            return score_steps(change, self.steps, maximum)
        way = "better" if change > 0 else "same" if change == 0 else "worse"
        return scored(self.amounts(maximum)[way], way)

    def measure(self, given: Given) -> Decimal:
        """Return this year's figure in the rule's unit."""
        return read_measure(given, self.of, may_exceed=self.may_exceed)

    def improvement(self, given: Given, previous: Decimal) -> Decimal:
        """Return the change for the better against `previous`: positive is an improvement."""
        change = self.measure(given) - previous
        if self.change_in == "percent":
            if previous == 0:
                raise EmptyDenominator
            change = change * HUNDRED / abs(previous)
        return change if self.direction == "rising" else -change

    def accept(self, points: Decimal, maximum: Decimal) -> Score:
        if not self.steps:
            return accept_one_of(points, self.amounts(maximum))
        known = {f"step:{i}": step.amount(maximum) for i, step in enumerate(self.steps)}
        return accept_one_of(points, {**known, "below_steps": ZERO})

    def _named(self, choice: str, maximum: Decimal) -> Score:
        for way, names in WAYS.items():
            if folded(choice) in names:
                return scored(self.amounts(maximum)[way], way)
        raise InputRefused("choice-unknown", choice=choice, known="better / same / worse")

    def amounts(self, maximum: Decimal) -> dict[str, Decimal]:
        """Return the points of each outcome; better defaults to the maximum, worse to 0."""
        worse = ZERO if self.worse is None else self.worse
        return {
            "better": maximum if self.better is None else self.better,
            "same": worse if self.same is None else self.same,
            "worse": worse,
        }

    def check(self, maximum: Decimal) -> Iterator[RuleFault]:
        for index, step in enumerate(self.steps):
            yield from check_amount(step, maximum, index)
        if self.steps:
            yield from check_spans(self.steps, "number", "steps")
        for way in ("better", "same", "worse"):
            yield from check_within(getattr(self, way), maximum, way)

    def full(self, maximum: Decimal) -> Decimal:
        if self.steps:
            return max(step.amount(maximum) for step in self.steps)
        return max(self.amounts(maximum).values())

    def words(self, maximum: Decimal, lang: Lang = "vi") -> str:
        if self.steps:
            unit = "%" if "percent" in (self.change_in, self.of) else ""
            listed = "; ".join(
                f"{s.span_words(lang, unit)}: {shown(s.amount(maximum), lang)}" for s in self.steps
            )
            return (
                f"{'Mức cải thiện so với năm trước' if lang == 'vi' else 'improvement'}: {listed}"
            )
        amounts = {way: shown(points, lang) for way, points in self.amounts(maximum).items()}
        if lang == "en":
            return "; ".join(f"{way}: {points}" for way, points in amounts.items())
        return (
            f"Tốt hơn năm trước: {amounts['better']}; bằng: {amounts['same']}; "
            f"kém hơn: {amounts['worse']}"
        )


WAYS = {
    "better": frozenset({"better", "tốt hơn", "cải thiện"}),
    "same": frozenset({"same", "bằng", "không đổi", "như năm trước"}),
    "worse": frozenset({"worse", "kém hơn", "xấu hơn"}),
}
