"""What is handed in for one item, and what a rule makes of it."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class State(StrEnum):
    """Missing, not applicable and zero are three different things."""

    SCORED = "scored"
    NOT_REPORTED = "not_reported"
    NOT_APPLICABLE = "not_applicable"


class Given(NamedTuple):
    """The figures or the judgement handed in for one item of one agency.

    value: in the rule's unit (95 means 95 %); numerator and denominator: counts.
    choice: a level, an answer or a state in words. points: given directly.
    previous: last year's value, in the same unit. parts: input of the rule's parts by id.
    has_sign: the value was written with `%`, so that `0,95%` is not taken for 95 %.
    row: where it stood in its file, 0 when unknown.
    """

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    choice: str | None = None
    points: Decimal | None = None
    previous: Decimal | None = None
    parts: Mapping[str, "Given"] | None = None
    not_applicable: bool = False
    has_sign: bool = False
    row: int = 0

    @property
    def is_blank(self) -> bool:
        """A row without any figure: handed in, but empty."""
        return (
            self.numerator is None
            and self.value is None
            and self.denominator is None
            and self.choice is None
            and self.points is None
            and not self.parts
            and not self.not_applicable
        )

    @property
    def has_only_numbers(self) -> bool:
        """Nothing but figures: no choice, no parts, no sign, nothing that does not apply."""
        return not (self.choice or self.parts or self.has_sign or self.not_applicable)

    def scaled(self, share: Decimal | None) -> "Given":
        """Return the figure multiplied by `share`; points, choices and blanks stay as they are.

        A figure that was plainly a percent stays one, however small its product.
        """
        if share is None:
            return self
        if self.numerator is not None:
            return self._replace(numerator=self.numerator * share, value=None)
        if self.value is None:
            return self
        return self._replace(value=self.value * share, has_sign=self.has_sign or self.value > 1)


class Score(NamedTuple):
    """Points for one item; `points` is None unless the state is `scored`.

    step: which part of the rule decided, as a key that `explain` turns into words.
    exempt: how much of the maximum does not apply, where a part of the item does not.
    """

    points: Decimal | None
    state: State
    step: str
    exempt: Decimal = Decimal(0)


class Context(NamedTuple):
    """What a rule may need to know about others.

    best: the best value among peers, in the rule's direction. rank: the agency's rank there.
    scale: another item's ratio, by which the figure is multiplied before the rule is applied.
    """

    best: Decimal | None = None
    rank: int | None = None
    scale: Decimal | None = None


NOTHING = Given()
ALONE = Context()
NOT_REPORTED = Score(None, State.NOT_REPORTED, "not_reported")
NOT_APPLICABLE = Score(None, State.NOT_APPLICABLE, "not_applicable")


class InputRefused(Exception):  # noqa: N818 - reads as what happened
    """What was handed in cannot be scored; `code` and `values` make the issue."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class EmptyDenominator(Exception):  # noqa: N818 - reads as what happened
    """The ratio's base is zero, so the rule's modifier decides."""
