"""Run every benchmark and print its figures and ratios: `make bench`."""

import json
import subprocess
import sys
import time

SIZES = (332, 3_321, 33_210)
RUNS = 5

ONE = """
import json, resource, sys, time
from bench.round import edition, figures, inputs
who, agencies = sys.argv[1], int(sys.argv[2])
the_edition, rows = edition(), figures(agencies)
if who == "caicach":
    from caicach.core.scoring import score_inputs
    started = time.perf_counter()
    handed_in = inputs(rows)
    del rows
    result = score_inputs(the_edition, handed_in)
    first = float(result.agencies[0].points)
else:
    from bench.plain_pandas import score
    rules = {n.code: {"kind": n.rule.kind} for _, n, _ in the_edition.walk() if n.rule}
    started = time.perf_counter()
    first = float(score(rows, rules)["points"].iloc[0])
seconds = time.perf_counter() - started
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": seconds, "megabytes": peak, "first": first}))
"""


def measure(who: str, agencies: int) -> dict[str, float]:
    """Return seconds, peak megabytes and the first agency's points of one process."""
    done = subprocess.run(
        [sys.executable, "-c", ONE, who, str(agencies)], capture_output=True, text=True, check=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def median(values: list[float]) -> float:
    """Return the middle value of an odd number of runs."""
    return sorted(values)[len(values) // 2]


def compare_scoring() -> None:
    """Ours and pandas in turn, so that a drifting machine hits both alike."""
    print(f"Scoring and ranking, 100 items, traces kept; median of {RUNS} runs in turn")
    heads = ("agencies", "ours s", "pandas s", "ratio", "ours MB", "pandas MB")
    print("".join(f"{head:>11}" for head in heads))
    for agencies in SIZES:
        runs = [(measure("caicach", agencies), measure("pandas", agencies)) for _ in range(RUNS)]
        assert all(abs(ours["first"] - theirs["first"]) < 1e-9 for ours, theirs in runs)
        ours = median([each["seconds"] for each, _ in runs])
        theirs = median([each["seconds"] for _, each in runs])
        ratio = median([a["seconds"] / b["seconds"] for a, b in runs])
        memory = [median([run[i]["megabytes"] for run in runs]) for i in (0, 1)]
        print(
            f"{agencies:>11,}{ours:>11.2f}{theirs:>11.2f}{ratio:>11.2f}"
            f"{memory[0]:>11.0f}{memory[1]:>11.0f}"
        )


def measure_import() -> None:
    """How long a shell waits before the command line can do anything."""
    times = []
    for _ in range(RUNS * 2 + 1):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import caicach.cli.main"], check=True)
        times.append(time.perf_counter() - started)
    bare = []
    for _ in range(RUNS * 2 + 1):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", "pass"], check=True)
        bare.append(time.perf_counter() - started)
    print(
        f"Importing the command line: {median(times):.3f} s (a bare Python: {median(bare):.3f} s)"
    )


if __name__ == "__main__":
    compare_scoring()
    measure_import()
