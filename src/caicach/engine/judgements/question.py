"""What is asked of the clocks: a period, the present, the readings, whose dossiers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from caicach.core.clocks import CLOCK_CODES, Clock, ClockName

CLOCKS: tuple[Clock, ...] = tuple(map(Clock, CLOCK_CODES))
"""The three clocks with their default readings."""


@dataclass(frozen=True)
class Question:
    """One question to a store.

    end: last second of the period. start: its first; None asks for no cohort, so that nothing is
    left out for having been finished before. now: the present, the period end where it is None.
    agency: with all below it. map_day: shows agencies on the tree of that day.
    """

    end: datetime
    start: datetime | None = None
    now: datetime | None = None
    clocks: tuple[Clock, ...] = CLOCKS
    agency: str | None = None
    procedure: str | None = None
    map_day: date | None = None

    @property
    def is_as_stored(self) -> bool:
        """Say whether stored phases answer it: default readings, `now` not before the end."""
        return self.clocks == CLOCKS and not self.is_before_end

    @property
    def is_before_end(self) -> bool:
        """Say whether the period was still running."""
        return self.now is not None and self.now < self.end

    @property
    def readings(self) -> Mapping[ClockName, Clock]:
        """Return the clocks by name."""
        return {clock.name: clock for clock in self.clocks}

    def asks_for(self, reading: str, option: str) -> bool:
        """Say whether any clock takes that option."""
        return any(getattr(clock, reading) == option for clock in self.clocks)
