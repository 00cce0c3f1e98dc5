"""A round scored and ranked by ours and by pandas, and the wait for the command line."""

import subprocess
import sys
import time
from collections.abc import Iterator
from statistics import median

from bench.measured import run_apart

RUNS = 5

Line = tuple[str, ...]
HEADS: Line = ("agencies", "ours s", "pandas s", "ratio", "ours MiB", "pandas MiB")


def compared(sizes: tuple[int, ...]) -> Iterator[Line]:
    """Yield a line for each number of agencies: 100 items, traces kept, both sides in turn."""
    for agencies in sizes:
        runs = [
            (run_apart("scoring.ours", str(agencies)), run_apart("scoring.pandas", str(agencies)))
            for _ in range(RUNS)
        ]
        assert all(abs(a.answer["first"] - b.answer["first"]) < 1e-9 for a, b in runs)
        ours, theirs = (median(run[side].seconds for run in runs) for side in (0, 1))
        ratio = median(a.seconds / b.seconds for a, b in runs)
        memory = [median(run[side].peak for run in runs) for side in (0, 1)]
        figures = (
            f"{ours:.2f}",
            f"{theirs:.2f}",
            f"{ratio:.2f}",
            *(f"{each:.0f}" for each in memory),
        )
        yield (f"{agencies:,}", *figures)


def waits() -> tuple[float, float]:
    """Return the seconds to import the command line, and those of a bare Python."""
    ours, bare = (_median_of(code) for code in ("import caicach.cli.main", "pass"))
    return ours, bare


def _median_of(code: str) -> float:
    times = []
    for _ in range(RUNS * 2 + 1):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        times.append(time.perf_counter() - started)
    return median(times)
