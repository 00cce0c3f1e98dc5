"""Files and stores made once, before anything is measured."""

import time

from bench import nation, province
from bench.works.clock import Answer, taken


def payload(dossiers: str) -> Answer:
    """Make a province's files."""
    started = time.perf_counter()
    province.payload(int(dossiers))
    return taken(started)


def base() -> Answer:
    """Make the province's store."""
    started = time.perf_counter()
    province.base_store()
    return taken(started)


def nation_of(millions: str) -> Answer:
    """Make a store of so many million dossiers."""
    started = time.perf_counter()
    nation.nation(int(millions))
    return taken(started)
