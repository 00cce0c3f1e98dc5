"""The counts a page shows: few agencies are counted anew, all are taken from what is kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from caicach.web.boards.kept import KEPT, OWING, STANDINGS, TURNS
from caicach.web.boards.standings import Codes, standing_tally
from caicach.web.boards.tally import Tally
from caicach.web.boards.tasks import turn_tally
from caicach.web.notices.figures_due import late_counts

FEW = 40
"""Agencies that are counted as quickly as it is asked whether all are known."""


@dataclass(frozen=True)
class Counting:
    """What there is at these agencies, None for all, on a day.

    is_kept: whether it comes out of what is kept.
    """

    codes: Codes
    today: date
    is_kept: bool

    @cached_property
    def standings(self) -> Tally:
        """Return the targets by state."""
        return self._tally(STANDINGS, standing_tally)

    @cached_property
    def turns(self) -> Tally:
        """Return the turns of tasks in the year, as `turn_tally` counts them."""
        return self._tally(TURNS, lambda codes: turn_tally(codes, self.today))

    @cached_property
    def owing(self) -> Mapping[str, int]:
        """Return how many reported figures each agency is late with."""
        if not self.is_kept:
            return late_counts(self.codes, self.today)
        whole = KEPT.part(OWING, self.today, lambda: late_counts(None, self.today))
        if self.codes is None:
            return whole
        return {code: whole[code] for code in self.codes if code in whole}

    def _tally(self, name: str, make: Callable[[Codes], Tally]) -> Tally:
        if not self.is_kept:
            return make(self.codes)
        whole = KEPT.part(name, self.today, lambda: make(None))
        return whole if self.codes is None else whole.only(frozenset(self.codes))


def counting(codes: Codes, today: date) -> Counting:
    """Return the counts of these agencies as they are now; None for all."""
    is_kept = codes is None or len(codes) > FEW
    if is_kept:
        KEPT.bring_up_to_date(today)
    return Counting(codes, today, is_kept)
