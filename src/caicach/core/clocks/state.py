"""How a dossier stands at the end of a period, by one clock."""

from enum import IntEnum
from typing import Literal

ClockName = Literal["portal", "date", "working_time"]

CLOCK_CODES: dict[ClockName, int] = {"portal": 1, "date": 2, "working_time": 3}
"""The number of each clock in stored phases."""

PETITION_CODE = 4


class State(IntEnum):
    """The five states; numbers are those of stored phases."""

    NOT_COUNTED = 0
    ON_TIME = 1
    OVERDUE = 2
    OPEN_IN_TIME = 3
    OPEN_OVERDUE = 4

    @property
    def is_finished(self) -> bool:
        """Say whether the dossier is counted and no longer open."""
        return self in (State.ON_TIME, State.OVERDUE)

    def __str__(self) -> str:
        return self.name.lower()
