"""Many dossiers of one month drawn at once: a plainer life than a single one has."""

from dataclasses import dataclass

import numpy as np

from caicach.engine.generator.agencies import MERGED_ON
from caicach.engine.generator.arrivals import Month
from caicach.engine.generator.bulk.columns import (
    ABSENT,
    Flags,
    Floats,
    Longs,
    office_seconds,
)
from caicach.engine.generator.bulk.tables import PLACES, WorldTables, looked_up
from caicach.engine.generator.dossier import (
    DIRECT,
    FINISHED,
    IN_PROGRESS,
    ONLINE,
    REFUSED,
    REGISTERED,
    RETURNED,
    SUPPLEMENT,
)
from caicach.engine.generator.life import (
    FETCHED,
    NEVER_ANSWERED,
    ONE_SUPPLEMENT,
    ONLINE_FIRST,
    ONLINE_RISE,
    REFUSED_ONLINE,
)
from caicach.engine.generator.moments import DAY, HOUR, day_number
from caicach.engine.generator.workdays import EVENING


@dataclass(frozen=True, slots=True)
class Batch:
    """Columns of one batch, a row for each dossier; instants that never came are `ABSENT`.

    draws: from 0 to 1, for whatever is decided when the texts are made.
    """

    serial: Longs
    desk: Longs
    procedure: Longs
    channel: Longs
    submitted: Longs
    received: Longs
    due: Longs
    ended: Longs
    returned: Longs
    refused: Longs
    asked: Longs
    answered: Longs
    status: Longs
    draws: Floats


@dataclass(slots=True)
class Drawing:
    """Draws batches of a month. progress: how far the run is, 0 to 1. until: the last second."""

    tables: WorldTables
    month: Month
    random: np.random.Generator
    progress: float
    until: int

    def batch(self, first_serial: int, count: int) -> Batch:
        """Return the next batch."""
        channel, submitted, desk, procedure = self._file(count)
        received, refused = self._receive(channel, submitted)
        due = self._due(received, desk, procedure)
        asked, answered, ended = self._end(received, due, desk)
        returned = self._hand_over(ended)
        known = self._known
        instants = known(ended), known(returned), known(refused), known(asked), known(answered)
        return Batch(
            np.arange(first_serial, first_serial + count),
            desk,
            procedure,
            channel,
            submitted,
            known(received),
            np.where(known(received) == ABSENT, ABSENT, due),
            *instants,
            _status(known(received), *instants),
            self.random.random((8, count)),
        )

    def _draw(self, count: int) -> Floats:
        return self.random.random(count)

    def _known(self, at: Longs) -> Longs:
        return np.where(at <= self.until, at, ABSENT)

    def _file(self, count: int) -> tuple[Longs, Longs, Longs, Longs]:
        tables = self.tables
        tries = self._draw(count) < ONLINE_FIRST + ONLINE_RISE * self.progress
        spread = (self._draw(count) + self._draw(count)) / 2
        day = self._draw(count)
        evening = 6 * HOUR + (17 * HOUR * spread).astype(np.int64)
        from_home = looked_up(self.month.online, day) * DAY + evening
        share = 0.97 * spread * (0.6 + 0.4 * spread)
        at_desk = looked_up(self.month.at_desk, day) * DAY + office_seconds(share)
        is_new = (np.where(tries, from_home, at_desk) // DAY) >= day_number(MERGED_ON)
        place = (self._draw(count) * PLACES).astype(np.int64)
        desk = np.where(is_new, tables.since[place], tables.before[place])
        chosen = (self._draw(count) * PLACES).astype(np.int64)
        procedure = tables.mixes[tables.handled[desk], chosen]
        is_online = tries & (self._draw(count) < tables.level[procedure])
        return (
            np.where(is_online, ONLINE, DIRECT),
            np.where(is_online, from_home, at_desk),
            desk,
            procedure,
        )

    def _receive(self, channel: Longs, submitted: Longs) -> tuple[Longs, Longs]:
        """Return receipt and refusal; one of them is absent."""
        count = len(submitted)
        is_online = channel == ONLINE
        wait = np.where(is_online, 4 * HOUR, 1200) * self._draw(count)
        looked_at = self.tables.workdays.at_work(
            submitted + 60 + wait.astype(np.int64), self._draw(count)
        )
        is_refused = is_online & (self._draw(count) < REFUSED_ONLINE)
        return np.where(is_refused, ABSENT, looked_at), np.where(is_refused, looked_at, ABSENT)

    def _due(self, received: Longs, desk: Longs, procedure: Longs) -> Longs:
        tables = self.tables
        amount, unit = tables.maximum[procedure], tables.unit[procedure]
        day, second = received // DAY, received % DAY
        worked = tables.workdays.after(day, amount) * DAY + second
        due = np.where(unit == 0, worked, received + amount * np.where(unit == 1, DAY, HOUR))
        at_five = tables.dues_at_five[desk] & (unit < 2)
        return np.where(at_five, due // DAY * DAY + EVENING, due)

    def _end(self, received: Longs, due: Longs, desk: Longs) -> tuple[Longs, Longs, Longs]:
        """Return the request and answer of those asked for more, and the end of all."""
        count, workdays = len(received), self.tables.workdays
        day, last = received // DAY, due // DAY
        span = np.maximum(1, workdays.between(day, last))
        days = (span * self._draw(count) ** 0.6).astype(np.int64)
        second = office_seconds(self._draw(count))
        in_time = workdays.after(day, days) * DAY + second
        late_days = 1 + (9 * self._draw(count) ** 3).astype(np.int64)
        is_late = self._draw(count) < self.tables.lateness[desk]
        late = workdays.after(last, late_days) * DAY + second
        planned = np.maximum(np.where(is_late, late, in_time), received + 2 * HOUR)
        is_received = received != ABSENT
        return self._ask(received, np.where(is_received, planned, ABSENT))

    def _ask(self, received: Longs, planned: Longs) -> tuple[Longs, Longs, Longs]:
        count = len(received)
        is_asked = (planned != ABSENT) & (self._draw(count) < ONE_SUPPLEMENT)
        is_answered = is_asked & (self._draw(count) >= NEVER_ANSWERED)
        asked = received + 300 + (0.8 * (planned - received) * self._draw(count)).astype(np.int64)
        wait = 2 * HOUR + (15 * DAY * self._draw(count) ** 2).astype(np.int64)
        answered = self.tables.workdays.at_work(asked + wait, self._draw(count))
        moved = self.tables.workdays.at_work(planned + answered - asked, self._draw(count))
        ended = np.where(is_asked, np.where(is_answered, moved, ABSENT), planned)
        return np.where(is_asked, asked, ABSENT), np.where(is_answered, answered, ABSENT), ended

    def _hand_over(self, ended: Longs) -> Longs:
        count = len(ended)
        days = (4 * self._draw(count) ** 2).astype(np.int64)
        day = self.tables.workdays.after(ended // DAY, days) * DAY
        at = np.maximum(ended + 120, day + office_seconds(self._draw(count)))
        return np.where((ended != ABSENT) & (self._draw(count) < FETCHED), at, ABSENT)


def _status(received: Longs, *instants: Longs) -> Longs:
    ended, returned, refused, asked, answered = (each != ABSENT for each in instants)
    kinds: tuple[tuple[Flags, int], ...] = (
        (returned, RETURNED),
        (ended, FINISHED),
        (refused, REFUSED),
        (asked & ~answered, SUPPLEMENT),
        (received != ABSENT, IN_PROGRESS),
    )
    return np.select([each for each, _ in kinds], [code for _, code in kinds], REGISTERED)
