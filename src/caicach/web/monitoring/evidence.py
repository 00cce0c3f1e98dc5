"""What is known about a target at an agency, whatever the source: one shape for the judge."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from caicach.core.periods import Period
from caicach.core.targets import Base, Forecast, Measured, Parts

Months: TypeAlias = tuple[Parts | int | None, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A measured value with where it came from.

    measured: None where nothing is known, which is not zero. forecast: to the day the target is
    due; None for what cannot be forecast. facts_version: of the facts it was computed from.
    """

    source: str
    measured: Measured | None
    period: Period | None = None
    base: Base | None = None
    forecast: Forecast | None = None
    facts_version: int | None = None

    @property
    def number(self) -> Decimal | None:
        """Return the value as a number, None for a day, a band or nothing."""
        if isinstance(self.measured, Parts):
            share = self.measured.percent
            return None if share is None else Decimal(share.numerator) / Decimal(share.denominator)
        if isinstance(self.measured, Decimal | int):
            return Decimal(self.measured)
        return None


NOTHING = Evidence("none", None)
