"""Where a target stands on a day, and which rule says so."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from caicach.core.targets.forecast import Forecast

State: TypeAlias = Literal["met", "on_track", "at_risk", "missed", "no_data"]


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of a target, the rule that decided, and what the rule looked at."""

    state: State
    rule: str
    chance: Decimal | None = None
    forecast: Forecast | None = None
