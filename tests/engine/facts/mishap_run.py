"""Writers that are killed, or run out of disk: run as a program by the tests of mishaps.

The program itself only forks: every reader and writer is a process of its own, as commands are,
without the second that starting one from nothing would take.
"""

import os
import random
import resource
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as compute
import pytest
from fact_rows import dossiers, steps

from caicach.engine.facts import Store, StoreError
from caicach.engine.facts.address import Address
from caicach.engine.facts.fact_table import open_table
from caicach.engine.facts.shape import TABLES

MONTHS = ("2025-07", "2025-08")
MOST_PAUSE_SECONDS = 0.15
KILLS_OF_A_STORE = 5
LOG_BYTES = 2_000
"""More than an entry in the log of one table takes, less than the list of versions."""


def write_once(root: Path, limit: Callable[[str], None] = lambda moment: None) -> int:
    """Commit a version whose every row bears its number: as many rows as the number says.

    limit: called before rows are written, and before the commit.
    """
    try:
        store = Store.open(root)
    except StoreError:
        store = Store.create(root)
    with store.writing() as writing:
        limit("rows")
        keys = [str(number) for number in range(writing.version)]
        bears = {"taken_in": writing.version}
        writing.replace("steps", steps(*keys, **bears))
        for month in MONTHS:
            writing.replace_months("dossiers", [month], dossiers(*keys, month=month, **bears))
        writing.append("earlier", dossiers(f"v{writing.version}", **bears))
        limit("commit")
        return writing.commit("intake", "")


def write_for_ever(root: Path) -> None:
    """Commit until killed."""
    while True:
        write_once(root)


def check(root: Path) -> None:
    """See that every version is whole, each for itself, and the next writing goes well."""
    latest = write_once(root)
    store = Store.open(root)
    assert store.latest == latest
    for version in range(max(1, latest - 1), latest + 1):
        facts = store.facts(version)
        for table, rows in (("dossiers", version * len(MONTHS)), ("steps", version)):
            bears = facts.read(table, ["taken_in"])["taken_in"]
            assert bears == pa.chunked_array([[version] * rows], pa.int32())
        assert sum(each.rows for each in facts.files("earlier")) == version
        assert compute.count_distinct(facts.read("dossiers", ["key"])["key"]).as_py() == version


def forked(act: Callable[[Path], object], root: Path) -> int:
    """Return the process number of a child that does `act` and leaves."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        act(root)
        code = 0
    finally:
        os._exit(code)


def ended_well(child: int) -> bool:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def kill_at_random(root: Path, kills: int) -> None:
    """Kill one writer after another, look at the store after each, now and then at a new one."""
    chance = random.Random(kills)  # noqa: S311 - repeatable, nothing secret
    for number in range(kills):
        store = root / str(number // KILLS_OF_A_STORE)
        child = forked(write_for_ever, store)
        time.sleep(chance.uniform(0, MOST_PAUSE_SECONDS))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        assert ended_well(forked(check, store))


def fill_the_disk(root: Path, at_moment: str, most_bytes: int) -> None:
    """Let no file grow beyond `most_bytes` from a moment on, and look at the store afterwards."""
    assert ended_well(forked(write_once, root))

    def limit(moment: str) -> None:
        if moment == at_moment:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, resource.RLIM_INFINITY))

    def write_little(root: Path) -> None:
        before = Store.open(root).facts()
        with pytest.raises(StoreError) as refused:
            write_once(root, limit)
        assert refused.value.code == "store-full"
        assert Store.open(root).latest == before.version
        now = {name: open_table(Address.of(root), name).version() for name in TABLES}
        has_begun = now != before.entry.tables
        assert has_begun == (most_bytes > LOG_BYTES)

    assert ended_well(forked(write_little, root))
    assert ended_well(forked(check, root))


if __name__ == "__main__":
    act, root, *words = sys.argv[1:]
    if act == "kill":
        kill_at_random(Path(root), int(words[0]))
    else:
        fill_the_disk(Path(root), words[0], int(words[1]))
