"""What it takes to earn more at one item, found by asking its rule."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from caicach.core.criteria import Node
from caicach.core.issues import Lang
from caicach.core.rules import ALONE, Context, Given


@dataclass(frozen=True, slots=True)
class Reach:
    """A figure that earns more. more: to be added to the figure of now, below 0 to be taken off.

    figure: which one, in counts or in the rule's unit. is_full: these are all points there are.
    """

    figure: Literal["numerator", "value"]
    more: Decimal
    points: Decimal
    is_full: bool


@dataclass(frozen=True, slots=True)
class Takes:
    """The next step up, and all points; they may be the same. gives_each: points come one by one,
    so that only the full mark is worth telling."""

    now: Decimal
    next: Reach
    full: Reach | None
    is_gradual: bool

    def words(self, node: Node, lang: Lang = "vi") -> str:
        """Return "Thiếu 94 hồ sơ đúng hạn để lên mức 4,5 điểm."."""
        raise NotImplementedError


def what_it_takes(
    node: Node, given: Given, maximum: Decimal | None = None, context: Context = ALONE
) -> Takes | None:
    """Return how much more of the figure earns more points.

    maximum: of the item for its block, that of the node when left out.
    None where a person judges, nothing is handed in, or no figure would earn more.
    """
    raise NotImplementedError
