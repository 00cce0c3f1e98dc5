"""The bench of the scoring round, on SQLite and on PostgreSQL: `make bench-rounds`.

DATABASES: sqlite,postgresql unless told. SECONDS: of the last evening, 300 unless told. QUICK=1
writes elsewhere.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import Any

from bench.machine import described
from bench.province import BUILD
from bench.report import RESULTS, Report, judged, seconds
from bench.rivals.postgres_cube import is_installed
from bench.workspace.client import Browser
from bench.workspace.filling.names import PASSWORD, address_of
from bench.workspace.installation import Installation, emptied
from bench.workspace.postgres import free_port, own_server
from bench.workspace.subject import quantile

HEAD = """# How fast a scoring round is

Written by `make bench-rounds`: 3,321 communes by 100 items, thirty of them known from the facts.
On the last evening each agency saves one item a second through the pages, signed in, while the
workspace is served as shipped; who sends and who answers share the machine. An answer says whether
the figure was taken; at the end each figure typed last is looked up on its card.
"""
COMMUNES, EVENING = 3_321, {"sqlite": 20, "postgresql": 150}
"""Agencies that save at once: on SQLite writers stand in one line."""
SAVES, PAGES = 300, 60
BOUNDS = {"open": 60.0, "page": 250.0, "save": 100.0, "rank": 2.0}


def main() -> None:
    """Fill, open, rank, save, and let the last evening come, on each database."""
    length = float(os.environ.get("SECONDS", "300"))
    report = Report(BUILD / "RESULTS.md" if os.environ.get("QUICK") else RESULTS, HEAD)
    BUILD.mkdir(parents=True, exist_ok=True)
    report.say("\n".join(f"- {line}" for line in described(("Django", "granian", "psycopg"))))
    for database in os.environ.get("DATABASES", "sqlite,postgresql").split(","):
        if database == "postgresql" and not is_installed():
            report.say("PostgreSQL is not installed here.")
            continue
        home = emptied(BUILD / "rounds" / database)
        if database == "sqlite":
            measure(report, database, Installation(home, home / "store"), length)
            continue
        with own_server("rounds") as address:
            place = Installation(home, home / "store", f"{address}rounds")
            measure(report, database, place, length)


def measure(report: Report, database: str, here: Installation, length: float) -> None:
    """Measure one database and tell it."""
    agencies = EVENING[database]
    made = "bench.rounds.making"
    _say(database, "filling")
    here.inside(f"{made}.prepared", COMMUNES, max(EVENING.values()))
    opening = here.inside(f"{made}.opened")
    filled = here.inside(f"{made}.filled")
    here.inside(f"{made}.settled")
    ranking = min(here.inside(f"{made}.ranked") for _ in range(3))
    saves = here.inside(f"{made}.saved", SAVES)
    first = here.inside(f"{made}.cards", agencies)
    with here.served(port := free_port()) as log:
        pages, known = _pages(port, first)
        _say(database, f"the last evening of {agencies}")
        evening = _evening(port, agencies, length, first)
    locked = log.read_text("utf-8").count("database is locked")
    lost = here.inside(f"{made}.lost", evening["kept"])
    report.section(
        f"A round of 3,321 communes, {database}",
        ("", "measured"),
        [
            ("opening in the background", judged(opening, BOUNDS["open"], unit="s")),
            (f"sums of all cards, {filled['entries']:,.0f} entries", seconds(filled["summed"])),
            ("provisional ranking of the whole round", judged(ranking, BOUNDS["rank"], unit="s")),
            ("scorecard, p95", judged(quantile(pages, 0.95), BOUNDS["page"], unit="ms")),
            ("scorecard, of an empty view signed in", f"{_middle(pages) / _middle(known):.1f} : 1"),
            ("saving an item, the action, p95", judged(quantile(saves, 0.95), 100, unit="ms")),
        ],
    )
    report.say(_told(evening, agencies, length, lost, locked))


def _pages(port: int, first: int) -> tuple[list[float], list[float]]:
    """Return the seconds of a card's page and, in turn with it, of an empty one."""
    browser = Browser(port)
    browser.sign_in(address_of("focal", 0), PASSWORD)
    found: tuple[list[float], list[float]] = ([], [])
    for number in range(PAGES):
        for address, times in zip((_card(first, number), "/bench/known/"), found, strict=True):
            browser.samples.clear()
            if browser.get("page", address) != 200:
                raise RuntimeError(address)
            times.append(browser.samples[0].seconds)
    return found


def _card(first: int, number: int) -> str:
    return f"/rounds/cards/{first}/?area={1 + number % 10}"


def _evening(port: int, agencies: int, length: float, first: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.rounds.evening"]
    given = [str(each) for each in (port, agencies, length, first)]
    done = subprocess.run([*command, *given], check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout))


def _told(evening: dict[str, Any], agencies: int, length: float, lost: int, locked: int) -> str:
    samples = evening["samples"]
    times = [each["seconds"] for each in samples]
    wrong = [each for each in samples if each["status"] not in (200, 302)]
    rate = len(samples) / evening["seconds"]
    done = f"{len(samples):,} saves, {rate:.1f} a second of {agencies} wanted"
    faults = f"{len(wrong)} errors, {evening['missed']} not taken, **{lost} lost**"
    p50, p95, p99 = (f"{quantile(times, share):,.0f} ms" for share in (0.5, 0.95, 0.99))
    return (
        f"The last evening: {agencies} agencies, {length:.0f} s, one save a second each.\n\n"
        f"- {done}; {faults}; database is locked: {locked} times\n"
        f"- p50 {p50}, p95 {p95}, p99 {p99}"
    )


def _middle(times: Sequence[float]) -> float:
    return sorted(times)[len(times) // 2]


def _say(database: str, step: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {database}: {step}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
