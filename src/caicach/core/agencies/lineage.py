"""What became of agencies: shares followed along merges, splits and renamings."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Context, Decimal, localcontext
from typing import TypeAlias

from caicach.core.agencies.agency import Agency, LineageEvent

EXACT = Context(prec=1000)
"""Wide enough that shares multiplied along any chain lose no digit."""

ONE_DAY = timedelta(1)
ONE = Decimal(1)
Run: TypeAlias = tuple[date, date]
Shares: TypeAlias = dict[str, Decimal]


class Lives:
    """For each code, the runs of days on which some agency bore it without a gap."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        self._runs: dict[str, list[Run]] = defaultdict(list)
        for each in sorted(agencies, key=lambda agency: agency.first):
            self._extend(self._runs[each.code], each.first, each.last)

    @staticmethod
    def _extend(runs: list[Run], first: date, last: date) -> None:
        if last < first:
            return
        if runs and (runs[-1][1] == date.max or first <= runs[-1][1] + ONE_DAY):
            runs[-1] = (runs[-1][0], max(runs[-1][1], last))
        else:
            runs.append((first, last))

    def __contains__(self, code: str) -> bool:
        return code in self._runs

    def cover(self, code: str, first: date, last: date) -> bool:
        """Say whether the code was borne on every day from `first` to `last`."""
        return any(begin <= first and last <= end for begin, end in self.runs(code))

    def runs(self, code: str) -> Sequence[Run]:
        """Return its runs of days, earliest first; none where the code is unknown."""
        return self._runs.get(code, ())


class Lineage:
    """The events of a register, found by the agency they leave and the one they reach."""

    def __init__(self, agencies: Iterable[Agency], events: Sequence[LineageEvent]) -> None:
        self.lives = Lives(agencies)
        self.events = events
        self._leaving: dict[str, dict[date, list[LineageEvent]]] = {}
        self._reaching: dict[str, dict[date, list[LineageEvent]]] = {}
        for event in sorted(events, key=lambda each: each.on):
            _file(self._leaving, event.from_code, event)
            if event.to_code is not None:
                _file(self._reaching, event.to_code, event)

    def leaving(self, code: str) -> dict[date, list[LineageEvent]]:
        """Return the events that end or divide `code`, by day, earliest first."""
        return self._leaving.get(code, {})

    def forward(self, code: str, from_day: date, to_day: date) -> Shares:
        """Return what of `code`, as it stood on `from_day`, is where on `to_day`.

        Events of one day happen at once: what reaches an agency on a day is not passed on by
        an event of the same day. What is left of 1 went to no agency.
        """
        found: Shares = defaultdict(Decimal)
        waiting: dict[tuple[date, str], Decimal] = defaultdict(Decimal, {(from_day, code): ONE})
        with localcontext(EXACT):
            while waiting:
                # Earliest first: whatever reaches an agency on a day is added up before it goes on.
                since, each = min(waiting)
                share = waiting.pop((since, each))
                day = _first_after(list(self.leaving(each)), since, to_day)
                if not self.lives.cover(each, since, to_day if day is None else day - ONE_DAY):
                    continue
                if day is None:
                    found[each] += share
                    continue
                for event in self.leaving(each)[day]:
                    if event.to_code is not None:
                        waiting[day, event.to_code] += share * event.share
        return dict(sorted(found.items()))

    def backward(self, code: str, from_day: date, to_day: date) -> Shares:
        """Return which agencies of `from_day` came into `code` by `to_day`, with what share
        of theirs.
        """
        found: Shares = defaultdict(Decimal)
        waiting: dict[tuple[date, str], Decimal] = defaultdict(Decimal, {(to_day, code): ONE})
        with localcontext(EXACT):
            while waiting:
                until, each = max(waiting)
                share = waiting.pop((until, each))
                day = _last_until(self._days(each), until, from_day)
                if not self.lives.cover(each, from_day if day is None else day, until):
                    continue
                if day is None:
                    found[each] += share
                    continue
                for before, part in self._sources(each, day):
                    waiting[day - ONE_DAY, before] += share * part
        return dict(sorted(found.items()))

    def _days(self, code: str) -> list[date]:
        """Return the days on which something leaves or reaches `code`, earliest first."""
        return sorted({*self.leaving(code), *self._reaching.get(code, {})})

    def _sources(self, code: str, day: date) -> list[tuple[str, Decimal]]:
        events = self._reaching.get(code, {}).get(day, [])
        sources = [(event.from_code, event.share) for event in events]
        stays = day not in self.leaving(code) and self.lives.cover(code, day - ONE_DAY, day)
        return [*sources, (code, ONE)] if stays else sources


def _file(index: dict[str, dict[date, list[LineageEvent]]], code: str, event: LineageEvent) -> None:
    index.setdefault(code, {}).setdefault(event.on, []).append(event)


def _first_after(days: list[date], since: date, limit: date) -> date | None:
    """Return the first of `days` after `since` and not after `limit`."""
    place = bisect_right(days, since)
    return days[place] if place < len(days) and days[place] <= limit else None


def _last_until(days: list[date], until: date, limit: date) -> date | None:
    """Return the last of `days` not after `until`, and after `limit`."""
    place = bisect_right(days, until) - 1
    return days[place] if place >= 0 and days[place] > limit else None
