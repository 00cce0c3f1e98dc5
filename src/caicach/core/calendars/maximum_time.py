"""The longest time a procedure may take, as its text gives it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

TimeUnit = Literal["working_day", "calendar_day", "hour"]

LONGEST = 100_000
"""More of any unit is a slip: it would carry a due time past the year 2200."""


@dataclass(frozen=True, slots=True)
class MaximumTime:
    """An amount of one unit. Raises ValueError for one not above 0 or beyond `LONGEST`."""

    amount: Decimal | float
    unit: TimeUnit

    def __post_init__(self) -> None:
        if not 0 < self.amount <= LONGEST:
            raise ValueError(f"no maximum time: {self.amount} {self.unit}")
