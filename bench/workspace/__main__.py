"""The bench of the workspace, on SQLite and on PostgreSQL: `make bench-web`.

DATABASES: sqlite,postgresql unless told. DOSSIERS: 100000 unless told. SECONDS: how long fifty
people are measured, 50 unless told; a quick look needs 20. QUICK=1 writes elsewhere.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.machine import described
from bench.province import BUILD
from bench.report import RESULTS, Report
from bench.rivals.postgres_cube import is_installed
from bench.workspace.facts import facts
from bench.workspace.grown import report_queries
from bench.workspace.installation import Installation, emptied
from bench.workspace.postgres import own_server
from bench.workspace.size import Size
from bench.workspace.subject import Subject
from bench.workspace.words import GROUND, HEAD, LOADED

PACKAGES = ("Django", "granian", "psycopg", "duckdb")
HOME = BUILD / "workspace"
SQLITE, POSTGRESQL = "sqlite", "postgresql"


def main() -> None:
    """Fill, measure, serve, ask, back up and restore on each database."""
    begun, size = time.monotonic(), Size(dossiers=int(os.environ.get("DOSSIERS", "100000")))
    seconds = float(os.environ.get("SECONDS", "50"))
    quick = bool(os.environ.get("QUICK"))
    report = Report(BUILD / "RESULTS.md" if quick else RESULTS, HEAD)
    BUILD.mkdir(parents=True, exist_ok=True)
    report.say("\n".join(f"- {line}" for line in described(PACKAGES)))
    report.say(GROUND)
    store = facts(size)
    wanted = os.environ.get("DATABASES", f"{SQLITE},{POSTGRESQL}").split(",")
    subjects = []
    for database in wanted:
        if database == POSTGRESQL and not is_installed():
            report.say("PostgreSQL is not installed here.")
            continue
        with _addresses(database) as (first, second):
            here, there = emptied(HOME / database), emptied(HOME / f"{database}-restored")
            subject = Subject(
                database, size, Installation(here, store, first), _elsewhere(there, second)
            )
            subject.run(seconds)
            subjects.append(subject)
    _tell(report, subjects)
    filled = next((each.here for each in subjects if not each.here.url), None)
    report_queries(report, size, store, HOME, filled)
    report.say(LOADED.format(load=max(subject.load for subject in subjects)))
    report.say(f"All of it took {(time.monotonic() - begun) / 60:.0f} minutes.")


def _elsewhere(home: Path, url: str) -> Installation:
    """Return the installation a backup is restored into, with facts of its own."""
    return Installation(home, home / "store", url)


def _tell(report: Report, subjects: list[Subject]) -> None:
    for subject in subjects:
        subject.tell_pages(report)
    Subject.tell_rates(report, subjects)
    Subject.tell_upkeep(report, subjects)


@contextmanager
def _addresses(database: str) -> Iterator[tuple[str, str]]:
    if database == SQLITE:
        yield "", ""
        return
    with own_server("first", "second") as address:
        yield f"{address}first", f"{address}second"


if __name__ == "__main__":
    main()
