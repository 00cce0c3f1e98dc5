"""A figure that earns more, and the sentence that says so."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from caicach.core.criteria import Node
from caicach.core.documents import Label
from caicach.core.issues import Lang
from caicach.core.numbers import format_number
from caicach.core.rounds.words import round_words

LONGEST = 60
"""Letters of a name that still reads well inside a sentence."""

UNITS = {
    **dict.fromkeys(("count", "deduction", "zero_tolerance", "bonus", "penalty"), "count"),
    "rank_based": "place",
}
"""What the value of these rules counts, whatever they are `of`."""


@dataclass(frozen=True, slots=True)
class Reach:
    """A figure that earns more.

    more: to be added to the figure of now, below 0 to be taken off. is_full: no more can be earned.
    """

    figure: Literal["numerator", "value"]
    more: Decimal
    points: Decimal
    is_full: bool

    def words(self, node: Node, lang: Lang = "vi", counted: str | None = None) -> str:
        """Return "Thiếu 94 hồ sơ đúng hạn để lên mức 4,5 điểm.".

        counted: what the figure counts, where the caller knows; else the words of the edition.
        """
        words = round_words()
        what = counted or self._counted(node, lang) or words.reach_units[self._unit(node)]
        way, goal = "fewer" if self.more < 0 else "more", "full" if self.is_full else "step"
        if getattr(node.rule, "kind", "") == "penalty":
            way, goal = "penalty", "none" if self.is_full else "less"
        return (
            words.reach[f"{way}_{goal}"]
            .text(lang)
            .format(
                more=format_number(abs(self.more), lang=lang),
                points=format_number(abs(self.points), lang=lang, places=4, min_places=0),
                what=what if isinstance(what, str) else what.text(lang),
            )
        )

    def _counted(self, node: Node, lang: Lang) -> str | None:
        """Return the edition's own name for what is counted, where it is short enough."""
        holders = (node.measured_by, node.rule) if self.figure == "numerator" else (node.rule,)
        key = "numerator" if self.figure == "numerator" else "counted"
        for holder in holders:
            label = getattr(holder, key, None)
            if isinstance(label, Label) and len(label.text(lang)) <= LONGEST:
                text = label.text(lang)
                return text if text[:2].isupper() else text[0].lower() + text[1:]
        return None

    def _unit(self, node: Node) -> str:
        if self.figure == "numerator":
            return "numerator"
        of = str(getattr(node.rule, "of", "number"))
        return UNITS.get(getattr(node.rule, "kind", ""), of)
