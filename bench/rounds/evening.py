"""The last evening: so many agencies each save one item a second, in a process of its own.

`python -m bench.rounds.evening PORT AGENCIES SECONDS FIRST_CARD` prints what came of it.
"""

import json
import random
import re
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from bench.rounds.edition import AREAS, ITEMS, KNOWN
from bench.workspace.client import Browser
from bench.workspace.filling.names import PASSWORD, address_of

SHOWN = re.compile(
    r'action="/rounds/cards/\d+/items/([\d.]+)/enter/"(?:(?!</form>).)*?name="seen" value="(\d+)"'
    r'(?:(?!</form>).)*?name="numerator"[^>]*? value="([^"]*)"',
    re.DOTALL,
)
SEED = 20_261_220
EVERY = 1.0


@dataclass
class Officer:
    """One officer at one card.

    seen, shown: the version and the figure of each item as the officer knows them; typing the same
    again changes nothing, and no version. kept: what was typed last for each item, by its code.
    """

    browser: Browser
    card: int
    chance: random.Random
    area: int
    seen: dict[str, int] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    missed: int = 0

    def open(self) -> None:
        """Open the card at an area, to know which version of each item one sees."""
        address = f"/rounds/cards/{self.card}/?area={self.area}"
        status, text = self.browser.read("scorecard", address)
        if status != 200:
            raise RuntimeError(f"{address}: {status}")
        found = SHOWN.findall(text)
        self.seen = {code: int(seen) for code, seen, _ in found}
        self.shown = {code: figure for code, _, figure in found}

    def save(self) -> None:
        """Type another figure into one of the items and save it."""
        item = self.chance.choice([n for n in range(len(KNOWN) + 1, ITEMS + 1) if n % 5 != 4])
        code = f"{self.area}.{item}"
        top = str(self.chance.choice([n for n in range(40, 101) if str(n) != self.shown[code]]))
        address = f"/rounds/cards/{self.card}/items/{code}/enter/"
        typed = {"numerator": top, "denominator": "100", "seen": str(self.seen[code])}
        if self.browser.post("item saved", address, **typed) == 302:
            self.seen[code] += 1
            self.shown[code] = self.kept[code] = top
        else:
            self.missed += 1


def play(port: int, agencies: int, seconds: float, first: int) -> dict[str, object]:
    """Let everybody work until the time is over; return samples, and what each typed last."""
    officers = [_come_in(port, number, first + number) for number in range(agencies)]
    began = time.monotonic()
    until = began + seconds
    threads = [threading.Thread(target=_work, args=(each, until)) for each in officers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {
        "samples": [asdict(each) for one in officers for each in one.browser.samples],
        "kept": {str(one.card): one.kept for one in officers},
        "missed": sum(one.missed for one in officers),
        "seconds": time.monotonic() - began,
    }


def _come_in(port: int, number: int, card: int) -> Officer:
    browser = Browser(port, f"10.1.{number // 250}.{number % 250}")
    browser.sign_in(address_of("focal", number), PASSWORD)
    chance = random.Random(SEED + number)  # noqa: S311 -- not for secrets
    officer = Officer(browser, card, chance, area=1 + number % AREAS)
    officer.open()
    browser.samples.clear()
    return officer


def _work(officer: Officer, until: float) -> None:
    """One save in each second until the time is over; who falls behind saves again at once."""
    due = time.monotonic() + officer.chance.random() * EVERY
    while max(due, time.monotonic()) < until:
        time.sleep(max(0.0, due - time.monotonic()))
        officer.save()
        due += EVERY


def main(given: Sequence[str]) -> None:
    """Play, and print what came of it."""
    port, agencies, seconds, first = int(given[0]), int(given[1]), float(given[2]), int(given[3])
    print(json.dumps(play(port, agencies, seconds, first)))


if __name__ == "__main__":
    main(sys.argv[1:])
