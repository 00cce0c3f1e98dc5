"""Levels: the agency stands on one of several described levels, each with its points."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field

from caicach.core.documents import Number, Shape, Text, Words
from caicach.core.issues import Lang
from caicach.core.numbers import plain
from caicach.core.rules.answers import folded
from caicach.core.rules.given import Context, Given, InputRefused, Score
from caicach.core.rules.measure import HUNDRED, ZERO
from caicach.core.rules.rule import Reads, Rule, RuleFault, accept_one_of, check_within, scored
from caicach.core.rules.shown import shown

# No list is longer; a larger number was meant for another column.
PLACES = range(1000)


class Level(Shape):
    """One level; `share` is a percent of the item's maximum, in place of points."""

    id: Text | None = None
    label: Words
    points: Number | None = None
    share: Number | None = None

    def amount(self, maximum: Decimal) -> Decimal:
        """Return the points of this level; zero when neither amount is stated (a checked fault)."""
        if self.points is not None:
            return self.points
        return ZERO if self.share is None else maximum * self.share / HUNDRED


def find_level(choice: str, levels: tuple[Level, ...]) -> int | None:
    """Return the index of the level named by id or label, else by its place from 1.

    Names come first: where ids are 0, 1, 2 the choice 1 means the level so named.
    """
    wanted = folded(choice)
    for index, level in enumerate(levels):
        if wanted in _names(level):
            return index
    places = [str(place) for place in range(1, len(levels) + 1)]
    return places.index(wanted) if wanted in places else None


def _names(level: Level) -> set[str]:
    return {folded(name) for name in (level.id, level.label.vi, level.label.en) if name}


def check_levels(levels: tuple[Level, ...], maximum: Decimal) -> Iterator[RuleFault]:
    """Each level needs one amount within the maximum and a name of its own."""
    seen: set[str] = set()
    for index, level in enumerate(levels):
        loc = ("levels", index)
        if (level.points is None) == (level.share is None):
            yield RuleFault("level-amount", loc, {"label": level.label.vi})
        yield from check_within(level.amount(maximum), maximum, *loc)
        if not seen.isdisjoint(_names(level)):
            yield RuleFault("level-duplicate", loc, {"label": level.label.vi})
        seen |= _names(level)


def choice_of(given: Given) -> str:
    """Return the choice in words; a bare number stands for one. Raises InputRefused."""
    if given.choice is not None:
        return given.choice
    if given.value is None or given.value not in PLACES:
        raise InputRefused("input-wrong-form", expected="choice")
    return plain(given.value)


class LevelsRule(Rule):
    """Levels: choose one; its points count."""

    kind: Literal["levels"] = "levels"
    levels: tuple[Level, ...] = Field(min_length=1)

    reads: ClassVar[tuple[Reads, ...]] = ("choice", "points")

    def earn(self, given: Given, maximum: Decimal, context: Context) -> Score:
        choice = choice_of(given)
        index = find_level(choice, self.levels)
        if index is None:
            known = "; ".join(level.id or level.label.vi for level in self.levels)
            raise InputRefused("choice-unknown", choice=choice, known=known)
        return scored(self.levels[index].amount(maximum), f"level:{index}")

    def accept(self, points: Decimal, maximum: Decimal) -> Score:
        known = {f"level:{i}": level.amount(maximum) for i, level in enumerate(self.levels)}
        return accept_one_of(points, known)

    def check(self, maximum: Decimal) -> Iterator[RuleFault]:
        yield from check_levels(self.levels, maximum)

    def full(self, maximum: Decimal) -> Decimal:
        return max(level.amount(maximum) for level in self.levels)

    def words(self, maximum: Decimal, lang: Lang = "vi") -> str:
        return "; ".join(
            f"{level.label.text(lang)}: {shown(level.amount(maximum), lang)}"
            for level in self.levels
        )
