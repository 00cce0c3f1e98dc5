"""The cube of all shipped parts, none of which is there: ours, and by SQL on DuckDB."""

import shutil
import time
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from bench.measured import threads
from bench.rivals import duckdb_cube
from bench.rivals.same import KEYS, different_cells
from bench.works.clock import Answer, taken
from caicach.core.indicators import Part
from caicach.engine import Store
from caicach.engine.facts import Facts
from caicach.engine.indicators import engine_named, refresh
from caicach.engine.indicators.desk import CUBED, shipped_parts

BESIDE = ("coarse", "restated")
"""Sums by agency and lists of phases that stand beside the cells of ours."""

Write = Callable[[Facts, Mapping[str, Collection[Part]], Path], None]


def ours(store: str) -> Answer:
    """Build the cubes."""
    shutil.rmtree(Path(store, "cube"), ignore_errors=True)
    opened = Store.open(store)
    started = time.perf_counter()
    refresh(opened)
    return taken(started)


def spark(store: str) -> Answer:
    """Build them on a Spark of this process's own."""
    engine = engine_named("spark", f"local[{threads()}]")
    shutil.rmtree(Path(store, "cube"), ignore_errors=True)
    opened = Store.open(store)
    started = time.perf_counter()
    refresh(opened, engine=engine)
    return taken(started)


def sql(store: str, folder: str) -> Answer:
    """Write the same cells by SQL."""
    return written(duckdb_cube.write_cubes, store, folder)


def written(write: Write, store: str, folder: str) -> Answer:
    """Let `write` write the cells of a store's newest facts."""
    parts, facts, place = shipped_parts(), Store.open(store).facts(), emptied(folder)
    started = time.perf_counter()
    write(facts, parts, place)
    return taken(started)


def compare(store: str, folder: str, *grouped_by: str) -> Answer:
    """Count the cells in which a rival's cube and ours differ."""
    started = time.perf_counter()
    differ = cells = 0
    for table in CUBED:
        own = _cell_files(Path(store, "cube", table))
        theirs = [each for each in _cell_files(Path(folder)) if table in each]
        found = different_cells(own, theirs, grouped_by=grouped_by or KEYS)
        differ, cells = differ + found[0], cells + found[1]
    return taken(started) | {"different": differ, "cells": cells}


def emptied(folder: str) -> Path:
    """Return a folder that holds nothing."""
    shutil.rmtree(folder, ignore_errors=True)
    Path(folder).mkdir(parents=True)
    return Path(folder)


def _cell_files(folder: Path) -> list[str]:
    found = folder.rglob("*.parquet")
    return [str(each) for each in found if each.name.partition("~")[0] not in BESIDE]
