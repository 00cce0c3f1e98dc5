"""The steps of batches as lines of payload."""

import numpy as np
import pyarrow as pa

from caicach.engine.generator.bulk.batch import Batch
from caicach.engine.generator.bulk.columns import ABSENT, Floats, Longs
from caicach.engine.generator.bulk.pieces import Stamps, Texts
from caicach.engine.generator.bulk.tables import WorldTables
from caicach.engine.generator.bulk.templates import Template
from caicach.engine.generator.bulk.variants import blank
from caicach.engine.generator.dossier import (
    FINISHED,
    IN_PROGRESS,
    ONLINE,
    RECEIVED,
    REFUSED,
    REGISTERED,
    RETURNED,
    SUPPLEMENT,
    Step,
)
from caicach.engine.generator.moments import DAY
from caicach.engine.generator.payload import step_entry

TEXTS = ("MaHoSo", "ThoiDiemXuLy", "NgayBatDau", "NgayKetThucTheoQuyDinh")
MIDDLE = (IN_PROGRESS, IN_PROGRESS, IN_PROGRESS)
KINDS = (*(REGISTERED, RECEIVED, REFUSED, *MIDDLE, SUPPLEMENT, IN_PROGRESS, FINISHED, RETURNED),)
DESKS = (0, 0, 0, 1, 2, 3, 3, 3, 4, 0)
"""Status and desk of each column of steps."""

LONGEST_OPEN = 5 * DAY


class StepLines:
    """Writes the steps of batches, dossier by dossier. until: nothing later is known."""

    def __init__(self, tables: WorldTables, stamps: Stamps, until: int) -> None:
        self._workdays, self._stamps, self._until = tables.workdays, stamps, until
        sample = blank(tables.procedures[0])
        entries = [step_entry(sample, Step(0, *each)) for each in zip(KINDS, DESKS, strict=True)]
        self._line = Template(entries, TEXTS)

    def lines(self, batch: Batch, codes: Texts, around: tuple[str, str]) -> Texts:
        """Return a line for each step between two texts."""
        at = self._instants(batch)
        dossiers, columns = np.nonzero((at != ABSENT) & (at <= self._until))
        stamps = self._stamps.of(at[dossiers, columns])
        pieces = {
            "MaHoSo": codes.take(pa.array(dossiers)),
            "ThoiDiemXuLy": stamps,
            "NgayBatDau": stamps,
            "NgayKetThucTheoQuyDinh": self._stamps.of(batch.due).take(pa.array(dossiers)),
        }
        return self._line.lines(pieces, around, columns)

    def _instants(self, batch: Batch) -> Longs:
        """Return the instants of all steps, a column for each kind."""
        filed = np.where(batch.channel == ONLINE, batch.submitted, ABSENT)
        open_end = np.where(batch.asked == ABSENT, batch.received + LONGEST_OPEN, batch.asked)
        end = np.where(batch.ended == ABSENT, open_end, batch.ended)
        shares = batch.draws[: len(MIDDLE)]
        middle = [self._between(batch.received, end, each) for each in shares]
        last = (batch.asked, batch.answered, batch.ended, batch.returned)
        return np.stack([filed, batch.received, batch.refused, *middle, *last], axis=1)

    def _between(self, received: Longs, end: Longs, share: Floats) -> Longs:
        span = ((end - received) * 0.9 * share).astype(np.int64)
        at = self._workdays.at_work(received + 30 + span, share)
        return np.where(received == ABSENT, ABSENT, np.minimum(at, end - 1))
