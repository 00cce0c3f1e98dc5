"""The same cube in pandas and in PostgreSQL."""

import time
from statistics import median

from bench.measured import threads
from bench.rivals import pandas_cube
from bench.rivals.postgres_cube import count_cells, drop_cells, load, server, write_cells
from bench.works.clock import Answer
from bench.works.cube import emptied, written
from caicach.engine import Store
from caicach.engine.indicators.desk import shipped_parts


def pandas(store: str, folder: str) -> Answer:
    """Write the cells by pandas."""
    return written(pandas_cube.write_cubes, store, folder)


def postgres(store: str, folder: str, runs: str) -> Answer:
    """Count the cells in PostgreSQL; loading and indexing are told apart."""
    parts, times = shipped_parts(), []
    with server(threads()) as connection:
        started = time.perf_counter()
        load(connection, Store.open(store).facts(), parts)
        loaded = time.perf_counter() - started
        for _ in range(int(runs)):
            drop_cells(connection, parts)
            started = time.perf_counter()
            count_cells(connection, parts)
            times.append(time.perf_counter() - started)
        write_cells(connection, parts, emptied(folder))
    return {"seconds": median(times), "loading": loaded}
