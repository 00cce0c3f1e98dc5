"""Cubes of all shipped additive parts: ours against SQL, pandas and PostgreSQL, and on Spark."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.measured import Measured, in_turn, peak_of, run_apart, seconds_of, threads
from bench.nation import nation_folder
from bench.province import BUILD
from bench.report import Report, judged, seconds
from bench.rivals.postgres_cube import is_installed

SQL, PANDAS, POSTGRES = 1.2, 4.0, 8.0
"""The bounds: ours in times of SQL's seconds; pandas' and PostgreSQL's in times of ours."""

PEAK = 4096
MOST_ELSEWHERE = 10
"""Millions from which on pandas and PostgreSQL only tell what is known by then."""

Row = list[str]


def report_cubes(report: Report, sizes: Sequence[int], *, is_quick: bool) -> None:
    """Measure each size and report it."""
    rows = [row for millions in sizes for row in _size(millions, 1 if is_quick else 3)]
    heads = ("dossiers", "who", "time", "ours against it", "peak memory", "same cells")
    report.section("Cube of all shipped additive parts, from nothing", heads, rows)
    report.say(
        "Ours writes a cell for each month, agency, procedure and month of event, with the sums by"
        " agency alone beside it, one folder for each month; the rivals write the same cells as"
        f" Parquet or tables. {threads()} threads each; pandas has one. PostgreSQL: loading and"
        " indexing and ANALYZE not counted. All counted the same parts: each cell was compared."
    )


def _size(millions: int, runs_elsewhere: int) -> Iterator[Row]:
    store = str(nation_folder(millions))
    runs = 5 if millions <= 1 and runs_elsewhere > 1 else 3
    elsewhere = str(BUILD / "cells")
    ours, sql = in_turn(runs, ("cube.ours", store), ("cube.sql", store, elsewhere))
    named = f"{millions} M"
    yield [named, "ours", seconds(seconds_of(ours)), "", _memory(ours, bound=True), ""]
    ratio = seconds_of(ours) / seconds_of(sql)
    same = _same(store, elsewhere, millions)
    yield [named, "DuckDB SQL", seconds(seconds_of(sql)), judged(ratio, SQL), _memory(sql), same]
    if millions <= MOST_ELSEWHERE:
        often = runs_elsewhere if millions <= 1 else 1
        yield _pandas(millions, store, seconds_of(ours), often)
        yield _postgres(millions, store, seconds_of(ours), often)
    shutil.rmtree(elsewhere, ignore_errors=True)


def _pandas(millions: int, store: str, ours: float, often: int) -> Row:
    runs = in_turn(often, ("elsewhere.pandas", store, str(BUILD / "cells")))[0]
    same, took = _same(store, str(BUILD / "cells"), millions), seconds_of(runs)
    faster = judged(took / ours, PANDAS, at_least=True, unit="× faster")
    return [f"{millions} M", "pandas", seconds(took), faster, _memory(runs), same]


def _postgres(millions: int, store: str, ours: float, often: int) -> Row:
    if not is_installed():
        return [f"{millions} M", "PostgreSQL", "not installed here: skipped", "", "", ""]
    run = run_apart(
        "elsewhere.postgres", store, str(BUILD / "cells"), "3" if millions <= 1 else "1"
    )
    faster = judged(run.seconds / ours, POSTGRES, at_least=True, unit="× faster")
    same = _same(store, str(BUILD / "cells"), millions)
    return [f"{millions} M", "PostgreSQL", seconds(run.seconds), faster, "", same]


def report_spark(report: Report) -> None:
    """Report the time of Spark on this machine, and that its cube is the same."""
    try:
        import pyspark  # noqa: F401, PLC0415 - only asks whether it is there
    except ImportError:
        report.say("Spark is not installed here: skipped.")
        return
    store, other = str(nation_folder(1)), str(BUILD / "cells")
    if not shutil.which("java"):
        report.say("There is no Java here: Spark skipped.")
        return
    run = run_apart("cube.spark", store)
    shutil.rmtree(other, ignore_errors=True)
    Path(store, "cube").rename(other)
    ours = run_apart("cube.ours", store)
    differ = run_apart("cube.compare", store, other).answer
    shutil.rmtree(other)
    row = [
        seconds(run.seconds),
        seconds(ours.seconds),
        _cells(differ["different"], differ["cells"]),
    ]
    heads = ("Spark, local", "DuckDB", "same cells")
    report.section("Spark on one machine, 1 M dossiers: for equality, not for speed", heads, [row])


def _same(store: str, folder: str, millions: int) -> str:
    """Small cubes are compared cell by cell, large ones by month: more would not fit the memory."""
    by = () if millions <= 1 else ("fact_month", "event_month")
    found = run_apart("cube.compare", store, folder, *by).answer
    return _cells(found["different"], found["cells"])


def _cells(different: int, cells: int) -> str:
    return f"all {cells:,}" if not different else f"**{different:,} of {cells:,} differ**"


def _memory(runs: Sequence[Measured], *, bound: bool = False) -> str:
    peak = peak_of(runs)
    return judged(peak, PEAK, unit="MiB") if bound else f"{peak:,.0f} MiB"
