"""Cells and the service index, asked of a warm cube."""

from collections.abc import Sequence

from bench.measured import run_apart
from bench.nation import nation_folder
from bench.report import Report, judged, seconds

CELL, INDEX, PEAK = 0.1, 1.0, 4096
"""Bounds in seconds, seconds and MiB."""


def report_reading(report: Report, sizes: Sequence[int]) -> None:
    """Ask each size for cells of every shape, then for the whole service index."""
    rows, first = [], []
    for millions in sizes:
        store = str(nation_folder(millions))
        run = run_apart("reading.cells", store)
        for name, told in run.answer["cells"].items():
            shown = judged(told["seconds"] * 1000, CELL * 1000, unit="ms")
            rows.append([f"{millions} M", name, f"{told['values']:,}", shown])
        index = run_apart("reading.service_index", store)
        told = index.answer
        first.append(
            [
                f"{millions} M",
                f"{told['agencies']:,}",
                judged(told["warm"], INDEX, unit="s"),
                seconds(told["computing"]),
                seconds(told["scoring"]),
                seconds(index.seconds),
                seconds(run.answer["cut"]),
                judged(max(run.peak, index.peak), PEAK, unit="MiB"),
            ]
        )
    heads = ("dossiers", "cells", "values", "warm")
    report.section("Cells of all additive indicators, asked again of an open store", heads, rows)
    heads = ("dossiers", "agencies", "warm", "of it computing", "scoring")
    more = ("first, from files", "cells of a window that cuts months", "peak memory")
    report.section("The whole service index, one quarter", (*heads, *more), first)
