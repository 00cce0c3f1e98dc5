"""How people of each role walk through the pages: what they open, how often, by links they see."""

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import quote

from bench.workspace.client import Browser, path_of

WORDS = ("hồ sơ đúng hạn", "cai cach", "so hoa", "thanh toan truc tuyen", "kế hoạch", "dao tao")
STATES = ("missed", "at_risk", "no_data", "on_track", "met")
MOST_KEPT = 400

BOARD = re.compile(r"^/board/[^/?]+/$")
STANDING = re.compile(r"^/monitoring/\d+/[^/]+/$")
CHART = re.compile(r"^/monitoring/\d+/[^/]+/chart\.svg$")
PLAN = re.compile(r"^/plans/\d+/$")
TASK = re.compile(r"^/plans/tasks/\d+/$")
TURN = re.compile(r"^/plans/turns/\d+/$")
SUBMIT = re.compile(r"^/plans/turns/\d+/submit/$")
ACCEPT = re.compile(r"^/plans/turns/\d+/accept/$")
PATTERNS = (BOARD, STANDING, PLAN, TASK, TURN)


@dataclass
class Walker:
    """Somebody with a browser; `seen` holds the addresses of each kind met on the way."""

    browser: Browser
    chance: random.Random
    seen: dict[re.Pattern[str], list[str]] = field(default_factory=dict)

    def open(self, page: str, address: str) -> None:
        """Open an address and remember what it leads to."""
        self.browser.get(page, address)
        for pattern in PATTERNS:
            found = [link for link in map(path_of, self.browser.links) if pattern.match(link)]
            kept = self.seen.setdefault(pattern, [])
            kept += [link for link in found if link not in kept]
            del kept[:-MOST_KEPT]

    def follow(self, page: str, pattern: re.Pattern[str], otherwise: "Step") -> None:
        """Open one of the addresses of that kind; go where there are some first."""
        known = self.seen.get(pattern)
        if not known:
            otherwise(self)
            known = self.seen.get(pattern)
        if known:
            self.open(page, self.chance.choice(known))

    def step(self, role: str) -> None:
        """Do one of the things people of that role do."""
        steps = ROLES[role]
        [chosen] = self.chance.choices(list(steps), [*steps.values()])
        chosen(self)


Step: TypeAlias = Callable[[Walker], None]


def my_work(walker: Walker) -> None:
    """The first page."""
    walker.open("my work", "/")


def province_board(walker: Walker) -> None:
    """All areas, blocks and agencies."""
    walker.open("province board", "/board/")


def agency_board(walker: Walker) -> None:
    """One agency."""
    walker.follow("agency board", BOARD, my_work)


def standings(walker: Walker) -> None:
    """The list of targets; sometimes of one state."""
    asked = f"?state={walker.chance.choice(STATES)}" if walker.chance.random() < 0.3 else ""
    walker.open("monitoring list", f"/monitoring/{asked}")


def standing(walker: Walker) -> None:
    """One target at one agency, with the chart its page shows."""
    walker.follow("monitored target", STANDING, standings)
    chart = next((link for link in walker.browser.links if CHART.match(path_of(link))), None)
    if chart:
        walker.browser.get("its chart", chart)


def plans(walker: Walker) -> None:
    """The list of plans."""
    walker.open("plans", "/plans/")


def plan(walker: Walker) -> None:
    """One plan with its targets."""
    walker.follow("plan", PLAN, plans)


def plan_tasks(walker: Walker) -> None:
    """The tasks of a plan."""
    if not walker.seen.get(PLAN):
        plans(walker)
    known = walker.seen.get(PLAN)
    if known:
        walker.open("tasks of a plan", f"{walker.chance.choice(known)}tasks/")


def task(walker: Walker) -> None:
    """One task."""
    walker.follow("task", TASK, plan_tasks)


def turn(walker: Walker) -> None:
    """One turn of a task."""
    walker.follow("turn of a task", TURN, my_work)


def update(walker: Walker) -> None:
    """A result sent: the form, the answer, and the page it leads back to."""
    turn(walker)
    links = map(path_of, walker.browser.links)
    form = next((link for link in links if SUBMIT.match(link)), None)
    if form is None or walker.browser.get("form of a result", form) != 200:
        return
    walker.browser.post("result sent", form, text="Đã gửi báo cáo theo yêu cầu.")
    walker.open("turn of a task", form.removesuffix("submit/"))


def accept(walker: Walker) -> None:
    """A result looked at and accepted."""
    turn(walker)
    links = map(path_of, walker.browser.links)
    form = next((link for link in links if ACCEPT.match(link)), None)
    if form is not None:
        walker.browser.post("result accepted", form)
        walker.open("turn of a task", form.removesuffix("accept/"))


def search(walker: Walker) -> None:
    """Words looked for in everything."""
    words = walker.chance.choice(WORDS).replace(" ", "+")
    walker.open("search", f"/search/?q={quote(words, safe='+')}")


def agencies(walker: Walker) -> None:
    """The tree of agencies."""
    walker.open("agencies tree", "/agencies/")


def documents(walker: Walker) -> None:
    """The list of documents."""
    walker.open("documents", "/plans/documents/")


def notices(walker: Walker) -> None:
    """What one was told."""
    walker.open("notices", "/notices/")


def indices(walker: Walker) -> None:
    """The published indices."""
    walker.open("index watch", "/watch/")


def people(walker: Walker) -> None:
    """The list of people."""
    walker.open("people", "/people/")


def log(walker: Walker) -> None:
    """The log of events."""
    walker.open("log", "/log/")


OFFICER: Mapping[Step, int] = {
    my_work: 24,
    agency_board: 10,
    standings: 12,
    standing: 10,
    plan: 7,
    plan_tasks: 8,
    task: 5,
    turn: 6,
    update: 5,
    search: 6,
    agencies: 2,
    documents: 3,
    notices: 2,
}
ROLES: Mapping[str, Mapping[Step, int]] = {
    "focal": OFFICER,
    "head": OFFICER | {update: 2, agency_board: 16, province_board: 4},
    "standing": {
        my_work: 18,
        province_board: 16,
        agency_board: 10,
        standings: 12,
        standing: 10,
        plans: 4,
        plan: 5,
        plan_tasks: 5,
        turn: 4,
        accept: 6,
        search: 5,
        documents: 3,
        indices: 2,
    },
    "leader": {
        my_work: 30,
        province_board: 30,
        agency_board: 15,
        standings: 8,
        standing: 9,
        indices: 4,
        search: 4,
    },
    "administrator": {my_work: 20, people: 30, log: 20, agencies: 20, search: 10},
}
"""What each role does, out of a hundred."""
