"""Yes or no: one condition, or several that must all hold or of which any holds."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import ClassVar, Literal

from caicach.core.documents import Number, Words
from caicach.core.issues import Lang
from caicach.core.rules.answers import is_yes
from caicach.core.rules.given import (
    NOT_APPLICABLE,
    NOTHING,
    Context,
    Given,
    InputRefused,
    Score,
)
from caicach.core.rules.levels import choice_of
from caicach.core.rules.measure import ZERO
from caicach.core.rules.rule import (
    Reads,
    Rule,
    RuleFault,
    accept_one_of,
    check_within,
    parts_missing,
    scored,
)
from caicach.core.rules.shown import shown


class YesNoRule(Rule):
    """Yes or no; with conditions, `combine` says whether all must hold or any is enough."""

    kind: Literal["yes_no"] = "yes_no"
    yes: Number | None = None
    no: Number = ZERO
    conditions: tuple[Words, ...] = ()
    combine: Literal["all", "any"] = "all"

    reads: ClassVar[tuple[Reads, ...]] = ("choice", "parts", "points")

    def earn(self, given: Given, maximum: Decimal, context: Context) -> Score:
        if given.parts:
            return self._combined(given.parts, maximum)
        return self._settled(self._answer(given), maximum)

    def _settled(self, answer: bool, maximum: Decimal) -> Score:
        return scored(self.full(maximum), "yes") if answer else scored(self.no, "no")

    def _answer(self, given: Given) -> bool:
        if given.choice is not None:
            return _yes(given.choice)
        if given.value is None:
            raise InputRefused("input-wrong-form", expected="choice (có / không)")
        return self._enough(given.value) if self.conditions else _yes(choice_of(given))

    def _combined(self, parts: Mapping[str, Given], maximum: Decimal) -> Score:
        """Every condition is answered by its place: `1.2#1`, `1.2#2`.

        One answer can settle the item before the others are known. A condition that does not
        apply is left out; a blank answer is missing, not a no.
        """
        known = [str(i + 1) for i in range(len(self.conditions))]
        if strangers := sorted(set(parts) - set(known)):
            raise InputRefused("part-unknown", part=strangers[0], known=", ".join(known) or "–")
        applying = [key for key in known if not parts.get(key, NOTHING).not_applicable]
        answered = [key for key in applying if not parts.get(key, NOTHING).is_blank]
        answers = {_yes(choice_of(parts[key])) for key in answered}
        settling = self.combine == "any"
        if settling in answers:
            return self._settled(settling, maximum)
        if not applying:
            return NOT_APPLICABLE
        missing = [key for key in applying if key not in answered]
        return parts_missing(missing) if missing else self._settled(not settling, maximum)

    def _enough(self, met: Decimal) -> bool:
        """A bare number is the count of conditions that hold."""
        count = len(self.conditions)
        if met != met.to_integral_value() or not 0 <= met <= count:
            raise InputRefused("conditions-count", value=met, count=count)
        return met == count if self.combine == "all" else met >= 1

    def accept(self, points: Decimal, maximum: Decimal) -> Score:
        return accept_one_of(points, {"yes": self.full(maximum), "no": self.no})

    def check(self, maximum: Decimal) -> Iterator[RuleFault]:
        yield from check_within(self.yes, maximum, "yes")
        yield from check_within(self.no, maximum, "no")

    def full(self, maximum: Decimal) -> Decimal:
        return maximum if self.yes is None else self.yes

    def words(self, maximum: Decimal, lang: Lang = "vi") -> str:
        yes, no = ("Có", "Không") if lang == "vi" else ("Yes", "No")
        amounts = f"{yes}: {shown(self.full(maximum), lang)}; {no}: {shown(self.no, lang)}"
        if not self.conditions:
            return amounts
        listed = "; ".join(each.text(lang) for each in self.conditions)
        return f"{COMBINE[lang][self.combine]} ({listed}). {amounts}"


COMBINE = {
    "vi": {"all": "Đủ tất cả điều kiện", "any": "Có ít nhất một điều kiện"},
    "en": {"all": "All conditions hold", "any": "At least one condition holds"},
}


def _yes(words: str) -> bool:
    answer = is_yes(words)
    if answer is None:
        raise InputRefused("answer-unknown", choice=words)
    return answer
