"""People working at once, in a process of its own: `python -m bench.workspace.load …`."""

import json
import random
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from bench.workspace.client import Browser, Sample
from bench.workspace.filling.names import PASSWORD, address_of
from bench.workspace.walks import Walker

WORKING = (("focal", 30), ("head", 10), ("standing", 5), ("leader", 3), ("administrator", 2))
"""Fifty people by role."""

THINK = 5.0
"""Seconds between two pages of one person: exponential with this mean; 0 is no rest at all."""

SEED = 20_260_704


@dataclass(frozen=True, slots=True)
class Load:
    """How long people work: `warm` seconds that do not count, then `seconds` that do."""

    port: int
    seconds: float
    think: float = THINK
    warm: float = 15.0


def working(load: Load) -> list[Sample]:
    """Let everybody sign in and work; return the answers that count."""
    walkers = [_come_in(load.port, desk, *who) for desk, who in enumerate(_everybody(), start=1)]
    begun = time.monotonic() + load.warm
    threads = [
        threading.Thread(target=_work, args=(walker, role, load, begun), daemon=True)
        for walker, (role, _) in zip(walkers, _everybody(), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [sample for walker in walkers for sample in walker.browser.samples]


def _everybody() -> list[tuple[str, int]]:
    return [(role, number) for role, count in WORKING for number in range(count)]


def _come_in(port: int, desk: int, role: str, number: int) -> Walker:
    browser = Browser(port, f"10.0.0.{desk}")
    browser.sign_in(address_of(role, number), PASSWORD)
    return Walker(browser, random.Random(f"{SEED}{role}{number}"))  # noqa: S311 -- not for secrets


def _work(walker: Walker, role: str, load: Load, begun: float) -> None:
    """Begin at some moment of the first think time; what ends before `begun` is not counted."""
    time.sleep(walker.chance.random() * load.think)
    counts = False
    while (now := time.monotonic()) < begun + load.seconds:
        if not counts and now >= begun:
            walker.browser.samples.clear()
            counts = True
        walker.step(role)
        if load.think:
            time.sleep(walker.chance.expovariate(1 / load.think))


def hammer(port: int, address: str, seconds: float, person: tuple[str, int] | None) -> float:
    """Return how many answers of one address a second come, eight asking at once."""
    browsers = [Browser(port) for _ in range(ASKING)]
    if person is not None:
        first = Browser(port)
        first.sign_in(address_of(*person), PASSWORD)
        for each in browsers:
            each.cookies = dict(first.cookies)
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=_hammer, args=(each, address, until)) for each in browsers]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    samples = [sample for each in browsers for sample in each.samples]
    wrong = [each for each in samples if each.status != 200]
    if wrong:
        raise RuntimeError(f"{address}: {wrong[0]}")
    return len(samples) / (time.monotonic() - begun)


ASKING = 8
"""As many at once as both workers have threads."""


def _hammer(browser: Browser, address: str, until: float) -> None:
    while time.monotonic() < until:
        browser.get("asked", address)


def main(given: Sequence[str]) -> None:
    """`work PORT SECONDS THINK` prints all samples; `hammer PORT ADDRESS SECONDS [ROLE]` a rate."""
    if given[0] == "work":
        port, seconds, think = int(given[1]), float(given[2]), float(given[3])
        print(json.dumps([asdict(each) for each in working(Load(port, seconds, think))]))
        return
    person = (given[4], 0) if len(given) > 4 else None
    print(json.dumps(hammer(int(given[1]), given[2], float(given[3]), person)))


if __name__ == "__main__":
    main(sys.argv[1:])
