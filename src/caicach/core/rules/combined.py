"""Rules made of rules: the sum of parts, or the best of several cases."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from caicach.core.documents import Number, Shape, Text, Words
from caicach.core.issues import Lang
from caicach.core.rules.given import (
    ALONE,
    NOT_APPLICABLE,
    NOT_REPORTED,
    Context,
    Given,
    InputRefused,
    Score,
    State,
)
from caicach.core.rules.measure import ZERO
from caicach.core.rules.rule import Reads, Rule, RuleFault, parts_missing, scored

if TYPE_CHECKING:
    from caicach.core.rules import AnyRule


class Part(Shape):
    """One part with a maximum and a rule of its own, handed in as `CODE#id`."""

    id: Text | None = None
    label: Words | None = None
    max_points: Number
    rule: "AnyRule"


def part_ids(parts: tuple[Part, ...]) -> dict[str, Part]:
    """Return parts by the key their input is handed in under: their id, or their place."""
    return {part.id or str(i + 1): part for i, part in enumerate(parts)}


def score_parts(given: Given, parts: tuple[Part, ...]) -> dict[str, Score]:
    """Return the score of each part; a part without input is not reported.

    Raises InputRefused for an unknown part, or a bare figure where there are parts.
    """
    known = part_ids(parts)
    if given.parts is None:
        raise InputRefused("item-needs-parts", known=", ".join(known))
    if strangers := sorted(set(given.parts) - set(known)):
        raise InputRefused("part-unknown", part=strangers[0], known=", ".join(known))
    return {
        key: part.rule.score(given.parts[key], part.max_points, ALONE)
        if key in given.parts
        else NOT_REPORTED
        for key, part in known.items()
    }


def check_parts(parts: tuple[Part, ...], key: str) -> Iterator[RuleFault]:
    """Check each part's rule; parts that compare with peers are refused."""
    seen: set[str] = set()
    for index, part in enumerate(parts):
        loc: tuple[str | int, ...] = (key, index)
        name = part.id or str(index + 1)
        if name in seen:
            yield RuleFault("part-duplicate", loc, {"part": name})
        seen.add(name)
        if part.rule.kind in {"relative_to_best", "rank_based", "bonus", "penalty"}:
            yield RuleFault("part-rule-refused", (*loc, "rule"), {"kind": part.rule.kind})
        for fault in part.rule.check(part.max_points):
            yield RuleFault(fault.code, (*loc, "rule", *fault.loc), fault.values)


class SumRule(Rule):
    """The sum of several parts, each scored by its own rule.

    A part that does not apply takes its maximum out of the item's.
    """

    kind: Literal["sum"] = "sum"
    parts: tuple[Part, ...] = Field(min_length=1)

    reads: ClassVar[tuple[Reads, ...]] = ("parts", "points")

    def earn(self, given: Given, maximum: Decimal, context: Context) -> Score:
        scores = score_parts(given, self.parts)
        missing = [key for key, score in scores.items() if score.state is State.NOT_REPORTED]
        if missing:
            return parts_missing(missing)
        known = [score.points for score in scores.values() if score.points is not None]
        if not known:
            return NOT_APPLICABLE
        parts = part_ids(self.parts)
        outside = [key for key, score in scores.items() if score.state is State.NOT_APPLICABLE]
        exempt = sum((parts[key].max_points for key in outside), ZERO)
        step = f"sum_without:{', '.join(outside)}" if outside else "sum"
        return Score(sum(known, ZERO), State.SCORED, step, exempt)

    def check(self, maximum: Decimal) -> Iterator[RuleFault]:
        yield from check_parts(self.parts, "parts")
        total = sum((part.max_points for part in self.parts), ZERO)
        if total != maximum:
            values = {"total": total, "maximum": maximum}
            yield RuleFault("parts-do-not-add", ("parts",), values)

    def words(self, maximum: Decimal, lang: Lang = "vi") -> str:
        return f"{'Tổng các phần' if lang == 'vi' else 'sum of parts'}: {_listed(self.parts, lang)}"


class BestOfRule(Rule):
    """Several cases, each scored by its own rule; the one with the most points counts."""

    kind: Literal["best_of"] = "best_of"
    cases: tuple[Part, ...] = Field(min_length=1)

    reads: ClassVar[tuple[Reads, ...]] = ("parts", "points")

    def earn(self, given: Given, maximum: Decimal, context: Context) -> Score:
        scores = score_parts(given, self.cases)
        known = {key: score.points for key, score in scores.items() if score.points is not None}
        if not known:
            states = {score.state for score in scores.values()}
            none_apply = states == {State.NOT_APPLICABLE}
            return (
                Score(None, State.NOT_APPLICABLE, "not_applicable") if none_apply else NOT_REPORTED
            )
        best = max(known, key=lambda key: known[key])
        return scored(known[best], f"case:{best}")

    def check(self, maximum: Decimal) -> Iterator[RuleFault]:
        yield from check_parts(self.cases, "cases")
        for index, part in enumerate(self.cases):
            if part.max_points > maximum:
                values = {"points": part.max_points, "maximum": maximum}
                yield RuleFault("rule-above-maximum", ("cases", index), values)

    def full(self, maximum: Decimal) -> Decimal:
        return max(part.rule.full(part.max_points) for part in self.cases)

    def words(self, maximum: Decimal, lang: Lang = "vi") -> str:
        head = "Tính trường hợp có điểm cao nhất" if lang == "vi" else "the best case counts"
        return f"{head}: {_listed(self.cases, lang)}"


def _listed(parts: tuple[Part, ...], lang: Lang) -> str:
    return " | ".join(
        f"({key}) {part.label.text(lang) + ': ' if part.label else ''}"
        f"{part.rule.words(part.max_points, lang)}"
        for key, part in part_ids(parts).items()
    )
