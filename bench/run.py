"""Run every bench, print its tables and write them to RESULTS.md: `make bench`.

SIZES: millions of dossiers, 1,10,20 unless told; 1 alone is a quick look. CORES: how many both
sides are pinned to, 2 unless told. ONLY: some of scores, cubes, reading, intake, changes, spark.
"""

import os
import time
from collections.abc import Callable, Sequence

from bench import cubes, reading, taking
from bench.machine import described, pin
from bench.measured import run_apart
from bench.province import BUILD, DOSSIERS
from bench.report import RESULTS, Report
from bench.scores import compare

ALL = "scores,cubes,reading,intake,changes,spark"
GROUND = (
    "Stores: {dossiers:,} dossiers of an invented province went through the real intake once; their"
    " rows stand forty times over under other codes (at 20 M whole, at smaller sizes a share of"
    " each), so that there are 3,960 agencies after the merger, 12,880 in all, and 300 procedures."
)


class Bench:
    """One run over the benches that are asked for."""

    def __init__(self, report: Report, sizes: Sequence[int]) -> None:
        self.report, self.sizes = report, sizes
        self.is_quick = max(sizes) <= 1
        self._per_dossier: float | None = None

    def scores(self) -> None:
        """Scoring against pandas, and the wait for the command line."""
        sizes = (332, 3_321) if self.is_quick else (332, 3_321, 33_210)
        title = "Scoring and ranking a round of 100 items, traces kept, against plain pandas"
        self.report.section(title, compare.HEADS, list(compare.compared(sizes)))
        ours, bare = compare.waits()
        self.report.say(f"Importing the command line: {ours:.3f} s (a bare Python: {bare:.3f} s).")

    def cubes(self) -> None:
        """Cubes against SQL, pandas and PostgreSQL."""
        cubes.report_cubes(self.report, self.sizes, is_quick=self.is_quick)

    def reading(self) -> None:
        """Warm cells and the service index."""
        reading.report_reading(self.report, self.sizes)

    def intake(self) -> None:
        """The national payload."""
        self._per_dossier = taking.report_intake(self.report, is_quick=self.is_quick)

    def changes(self) -> None:
        """A hundred thousand changed dossiers."""
        if self._per_dossier is None:
            self.intake()
        sizes = [each for each in self.sizes if each <= taking.MOST_CHANGED]
        taking.report_changes(self.report, sizes, self._per_dossier or 0.0)

    def spark(self) -> None:
        """The same cube on Spark."""
        cubes.report_spark(self.report)


def main() -> None:
    """Run what SIZES, CORES and ONLY ask for."""
    started = time.monotonic()
    sizes = [int(each) for each in os.environ.get("SIZES", "1,10,20").split(",")]
    only = os.environ.get("ONLY", ALL).split(",")
    pin(int(os.environ.get("CORES", "2")))
    BUILD.mkdir(parents=True, exist_ok=True)
    report = Report(RESULTS if only == ALL.split(",") else BUILD / "RESULTS.md")
    report.say("\n".join(f"- {line}" for line in described()))
    run_apart("making.base")
    for millions in sizes:
        run_apart("making.nation_of", str(millions))
    report.say(GROUND.format(dossiers=DOSSIERS))
    bench = Bench(report, sizes)
    works: dict[str, Callable[[], None]] = {each: getattr(bench, each) for each in ALL.split(",")}
    for name in only:
        works[name]()
    report.say(f"All of it took {(time.monotonic() - started) / 60:.0f} minutes.")


if __name__ == "__main__":
    main()
