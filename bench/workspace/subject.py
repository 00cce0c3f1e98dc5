"""One database under all that is asked of it, and how that is told."""

import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bench.report import Report, judged, seconds
from bench.workspace.client import FINE, Sample
from bench.workspace.facts import province
from bench.workspace.installation import Installation
from bench.workspace.load import THINK
from bench.workspace.postgres import free_port
from bench.workspace.size import Size

BOUND = 200.0
"""Milliseconds that nineteen of twenty answers are to keep."""

FEWEST = 20
"""Answers below which a page has no p99 of its own."""

RATES = {
    "empty view, no middleware": ("/bench/empty/", ""),
    "empty view, our middleware, a stranger": ("/bench/empty/", ""),
    "empty view, our middleware, signed in": ("/bench/known/", "leader"),
    "board of the province": ("/board/", "leader"),
    "my work of an officer": ("/", "focal"),
    "my work of the standing body": ("/", "standing"),
}
BARE, KNOWN = "empty view, no middleware", "empty view, our middleware, signed in"
RATE_SECONDS = 6.0


@dataclass
class Subject:
    """An installation on one database, and what it came to."""

    name: str
    size: Size
    here: Installation
    there: Installation
    work: dict[str, list[Sample]] = field(default_factory=dict)
    rates: dict[str, float] = field(default_factory=dict)
    upkeep: dict[str, str] = field(default_factory=dict)
    locked: int = 0
    load: float = 0.0
    seconds: float = 0.0

    def run(self, length: float) -> None:
        """Do everything: fill, measure, serve, back up, restore."""
        self.seconds = length
        self._fill()
        with self.here.served(port := free_port()) as log:
            self._work("50 at work", port, length, THINK)
            self.here.inside("making.asked_to_measure")
            self._work("50 at work while all is measured", port, length / 2, THINK)
            self._work("50 without a rest", port, length / 3, 0.0)
            self._begin("rates")
            for name, (address, role) in RATES.items():
                if name != BARE:
                    self.rates[name] = _hammered(port, address, role)
        self.locked = log.read_text("utf-8").count("database is locked")
        bare = Installation(self.here.home, self.here.store, self.here.url, {"BENCH_BARE": "1"})
        with bare.served(port := free_port(), "--no-jobs"):
            self.rates[BARE] = _hammered(port, *RATES[BARE])
        self._back_up()

    def _begin(self, step: str) -> None:
        """Say on the side where the run is: it takes minutes."""
        print(f"{time.strftime('%H:%M:%S')} {self.name}: {step}", file=sys.stderr, flush=True)

    def _fill(self) -> None:
        self._begin("filling")
        self.here.inside("making.prepared")
        files = str(province(self.size))
        filled = self.here.inside("filling.everything.fill", asdict(self.size), files)
        self._begin("measuring")
        cold, standings = self.here.inside("making.measured")
        warm, _ = self.here.inside("making.measured")
        self.here.inside("making.settled")
        self.upkeep["handing 120 targets and 31 tasks down to 159 agencies"] = seconds(
            filled["cascade"]
        )
        self.upkeep[f"measuring {standings:,} standings, figures from the facts"] = seconds(cold)
        self.upkeep["measuring again, figures known"] = seconds(warm)

    def _work(self, name: str, port: int, length: float, think: float) -> None:
        self._begin(name)
        found = _load("work", port, length, think)
        self.work[name] = [Sample(**each) for each in found]
        self.load = max(self.load, os.getloadavg()[0])

    def _back_up(self) -> None:
        self._begin("backup")
        archive = self.here.home.with_suffix(".zip").absolute()
        for left in archive.parent.glob(f"*{archive.name}*"):  # of a run cut off
            left.unlink(missing_ok=True)
        taken = self.here.caicach("admin", "backup", str(archive))
        brought = self.there.caicach("admin", "restore", str(archive))
        size = archive.stat().st_size / 1e6
        self.upkeep["backup"] = seconds(taken)
        self.upkeep["restore and comparison"] = seconds(brought)
        self.upkeep["archive, with the facts"] = f"{size:.0f} MB"
        if self.here.url == "":
            database = Path(self.here.home / "caicach.sqlite3").stat().st_size / 1e6
            self.upkeep["database file"] = f"{database:.0f} MB"

    def tell_pages(self, report: Report) -> None:
        """Add the table of pages under fifty people, and what went wrong, if anything."""
        samples = self.work["50 at work"]
        by_page: dict[str, list[Sample]] = defaultdict(list)
        for each in samples:
            by_page[each.page].append(each)
        rows = [_row(page, found) for page, found in by_page.items()]
        rows.sort(key=lambda row: -float(row[3]))
        rows.append(_row("all", samples))
        title = f"Fifty people at work, {self.name}"
        report.section(title, ("page", "answers", "p50 ms", "p95 ms", "p99 ms", "kB"), rows)
        report.say(self._judgement())

    def _judgement(self) -> str:
        lines = []
        for name, samples in self.work.items():
            times = _times(samples)
            bad = [each for each in samples if each.status not in FINE]
            p95 = quantile(times, 0.95)
            shown = judged(p95, BOUND, unit="ms") if name == "50 at work" else f"{p95:,.0f} ms"
            rate = len(samples) / self._length(name)
            lines.append(
                f"- {name}: p95 {shown}, p50 {quantile(times, 0.5):,.0f} ms,"
                f" p99 {quantile(times, 0.99):,.0f} ms, {rate:.1f} answers/s,"
                f" {len(bad)} of {len(samples):,} wrong"
            )
        lines.append(f'- "database is locked" in the log: {self.locked} times')
        return "\n".join(lines)

    def _length(self, name: str) -> float:
        parts = {"50 at work": 1, "50 at work while all is measured": 2, "50 without a rest": 3}
        return self.seconds / parts[name]

    @staticmethod
    def tell_rates(report: Report, subjects: Sequence["Subject"]) -> None:
        """Add the table of rates beside an empty view's."""
        heads = ["asked by eight at once"]
        for each in subjects:
            heads += [f"{each.name} /s", "of empty, bare", "of empty, signed in"]
        rows = [[name, *_rates(name, subjects)] for name in RATES]
        report.section("Answers a second beside an empty view", heads, rows)

    @staticmethod
    def tell_upkeep(report: Report, subjects: Sequence["Subject"]) -> None:
        """Add the table of jobs and backups."""
        names = dict.fromkeys(name for each in subjects for name in each.upkeep)
        rows = [[name, *(each.upkeep.get(name, "") for each in subjects)] for name in names]
        report.section("Upkeep", ["", *(each.name for each in subjects)], rows)


def quantile(times: Sequence[float], share: float) -> float:
    """Return the time that this share of the answers keeps, in milliseconds."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000


def _times(samples: Iterable[Sample]) -> list[float]:
    return [each.seconds for each in samples]


def _row(page: str, samples: Sequence[Sample]) -> list[str]:
    times = _times(samples)
    p50, p95, p99 = (f"{quantile(times, share):.0f}" for share in (0.5, 0.95, 0.99))
    size = sum(each.size for each in samples) / len(samples) / 1000
    last = p99 if len(samples) >= FEWEST else ""
    return [page, f"{len(samples):,}", p50, p95, last, f"{size:.0f}"]


def _rates(name: str, subjects: Sequence[Subject]) -> list[str]:
    cells = []
    for each in subjects:
        rate = each.rates[name]
        cells += [f"{rate:,.1f}"]
        cells += [f"1 : {each.rates[base] / rate:,.1f}" for base in (BARE, KNOWN)]
    return cells


def _hammered(port: int, address: str, role: str) -> float:
    rate: float = _load("hammer", port, address, RATE_SECONDS, *filter(None, [role]))
    return rate


def _load(*given: object) -> Any:
    """Run the one who asks in a process of its own."""
    command = [sys.executable, "-m", "bench.workspace.load", *map(str, given)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)
