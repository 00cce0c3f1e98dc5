"""One clock with the readings it judges by."""

from dataclasses import dataclass
from typing import Literal

from caicach.core.clocks.state import CLOCK_CODES, ClockName

Knowledge = Literal["up_to_period_end", "whole_feed"]
SecondRequest = Literal["overdue", "subtract_union"]
DueOnDayOff = Literal["as_printed", "next_working_day"]


@dataclass(frozen=True, slots=True)
class Clock:
    """A definition of on time; each reading is an option of `standards/clocks/<name>.yaml`."""

    name: ClockName
    knowledge: Knowledge = "up_to_period_end"
    second_request: SecondRequest = "overdue"
    due_on_day_off: DueOnDayOff = "as_printed"

    @property
    def code(self) -> int:
        """Return its number in stored phases."""
        return CLOCK_CODES[self.name]
