"""How a whole column writes its numbers, from what only one style can mean."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from caicach.core.numbers.number_text import digits_of, read_digits

FoundStyle = Literal["auto", "vi", "en", "mixed"]


@dataclass(frozen=True, slots=True)
class StyleEvidence:
    """The first text that only Vietnamese style can read, and the first only English can."""

    vi: str | None
    en: str | None

    @property
    def style(self) -> FoundStyle:
        """Return the style of the texts: "auto" where nothing tells, "mixed" where both do."""
        if self.vi is None:
            return "auto" if self.en is None else "en"
        return "vi" if self.en is None else "mixed"


def find_style(texts: Iterable[str]) -> StyleEvidence:
    """Return what tells the style of `texts`; texts that are no numbers tell nothing."""
    first: dict[str, str] = {}
    for text in texts:
        digits = digits_of(text)
        vietnamese, english = read_digits(digits, "vi"), read_digits(digits, "en")
        if (vietnamese is None) != (english is None):
            first.setdefault("en" if vietnamese is None else "vi", text)
    return StyleEvidence(first.get("vi"), first.get("en"))


def detect_style(texts: Iterable[str]) -> FoundStyle:
    """Return the style of `texts`; "mixed" is a fault that `find_style` can name."""
    return find_style(texts).style
