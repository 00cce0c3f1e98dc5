"""A province of millions of dossiers written in columns, with simple totals only."""

import csv
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO
from zlib import crc32

import numpy as np

from caicach.engine.generator.arrivals import Month, months_of
from caicach.engine.generator.bulk.batch import Batch, Drawing
from caicach.engine.generator.bulk.columns import ABSENT
from caicach.engine.generator.bulk.lines import DossierLines
from caicach.engine.generator.bulk.pieces import Stamps, Texts, raw
from caicach.engine.generator.bulk.step_lines import StepLines
from caicach.engine.generator.bulk.tables import tables_of
from caicach.engine.generator.dossier import ONLINE
from caicach.engine.generator.generate import Generated, Progress
from caicach.engine.generator.payload import DOSSIERS_SERVICE, STEPS_SERVICE
from caicach.engine.generator.register import register_text
from caicach.engine.generator.setting import Setting
from caicach.engine.generator.tables import Tables
from caicach.engine.generator.world import World, found_world
from caicach.engine.generator.writing import Feed

AT_ONCE = 40_000
"""Dossiers of a batch: some 200 MB of text with their steps."""


class Bulk:
    """One run at work. totals: by month, what a simple count of its dossiers comes to."""

    def __init__(self, world: World, feed: Feed) -> None:
        self._world, self._feed, self._tables = world, feed, tables_of(world)
        days = world.workdays.days
        stamps = Stamps(days[0], days[-1])
        self._dossiers = DossierLines(self._tables, stamps)
        self._steps = StepLines(self._tables, stamps, world.until)
        self.serial = 0
        self.totals: list[tuple[object, ...]] = []

    def write(self, month: Month, threads: ThreadPoolExecutor) -> None:
        """Write a month's files; the two of them side by side."""
        counts = np.zeros(4, dtype=np.int64)
        with (
            self._feed.file(month.name, DOSSIERS_SERVICE) as dossiers,
            self._feed.file(month.name, STEPS_SERVICE) as steps,
        ):
            for number, batch in enumerate(self._batches(month)):
                skipped = 0 if number else self._feed.skipped
                codes = self._dossiers.codes(batch)
                taken = threads.submit(self._write_steps, steps, batch, codes, skipped)
                lines = self._dossiers.lines(batch, codes, self._feed.around)
                dossiers.write(raw(lines)[skipped:])
                taken.result()
                counts += _counts(batch)
        self._feed.count(DOSSIERS_SERVICE, month.filed)
        self.totals.append((month.name, *counts.tolist()))

    def _write_steps(self, file: IO[bytes], batch: Batch, codes: Texts, skipped: int) -> None:
        lines = self._steps.lines(batch, codes, self._feed.around)
        file.write(raw(lines)[skipped:])
        self._feed.count(STEPS_SERVICE, len(lines))

    def _batches(self, month: Month) -> Iterator[Batch]:
        """Yield batches until all of the month are filed; each is the same for the same seed."""
        setting = self._world.setting
        random = np.random.Generator(
            np.random.PCG64([setting.seed, crc32(f"bulk {month.name}".encode())])
        )
        left = month.filed
        while left:
            count = min(left, AT_ONCE)
            progress = self.serial / setting.dossiers
            drawing = Drawing(self._tables, month, random, progress, self._world.until)
            yield drawing.batch(self.serial + 1, count)
            self.serial += count
            left -= count


def _counts(batch: Batch) -> np.ndarray:
    received, ended = batch.received != ABSENT, batch.ended != ABSENT
    online = batch.channel == ONLINE
    return np.asarray([len(received), received.sum(), ended.sum(), online.sum()])


def generate_bulk(setting: Setting, folder: Path, tell: Progress) -> Generated:
    """Write a province of many dossiers into a folder; return what was written.

    A dossier is sent once, in the month it is filed, as it stands at the end of the run; its steps
    stand in the file of the same month. `totals.csv` counts the dossiers of each month.
    """
    world = found_world(setting)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "agencies.yaml").write_text(register_text(world.province), "utf-8")
    feed = Feed(folder, world.province.sender, setting.format, setting.is_compressed)
    bulk = Bulk(world, feed)
    with Tables(folder, world.until, feed.sender) as tables, ThreadPoolExecutor(1) as threads:
        tables.procedures(world.procedures)
        for month in months_of(setting, world.workdays):
            bulk.write(month, threads)
            tell(bulk.serial)
    with (folder / "totals.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("month", "filed", "received", "finished", "online"))
        writer.writerows(bulk.totals)
    return Generated(bulk.serial, feed.records | tables.records)
