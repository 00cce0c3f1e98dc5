"""Lines of a board: an area, a block or an agency with its targets by state and its tasks."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from caicach.core.agencies import Agency, AgencyKind, DayTree
from caicach.core.plans import ReformArea
from caicach.web.agencies.blocks import words_of_block
from caicach.web.boards.tasks import TaskCounts
from caicach.web.boards.tasks import sum_of as sum_of_tasks
from caicach.web.look.templatetags.look import lang

BLOCK_OF_KIND = {
    AgencyKind.PROVINCE: "province",
    AgencyKind.DEPARTMENT: "departments",
    AgencyKind.VERTICAL: "vertical",
    AgencyKind.COMMUNE: "communes",
    AgencyKind.WARD: "communes",
    AgencyKind.TOWNSHIP: "communes",
    AgencyKind.SPECIAL_ZONE: "communes",
}
"""Where an agency stands that nobody put in a block."""
BLOCK_ORDER = ("province", "departments", "communes", "vertical", "")
GOOD = ("met", "on_track")


@dataclass(frozen=True, slots=True)
class Line:
    """What stands at one place. key: of the area, block or agency."""

    key: str
    name: str
    states: Counter[str] = field(default_factory=Counter)
    tasks: TaskCounts = field(default_factory=TaskCounts)
    block: str = ""

    @property
    def targets(self) -> int:
        """Return how many standings there are."""
        return self.states.total()

    @property
    def known(self) -> int:
        """Return of how many something is known."""
        return self.targets - self.states["no_data"]

    @property
    def good(self) -> int:
        """Return how many are met or on track."""
        return sum(self.states[state] for state in GOOD)

    @property
    def good_share(self) -> Decimal | None:
        """Return the percent met or on track of those known; None where none is."""
        return Decimal(100 * self.good) / self.known if self.known else None

    @property
    def weight(self) -> tuple[int, int, int, int, str]:
        """Return what it sorts by: what is worst first."""
        states = self.states
        bad = (-states["missed"], -states["at_risk"], -self.tasks.overdue, -states["no_data"])
        return (*bad, self.key)


States = Mapping[str, Counter[str]]
Tasks = Mapping[str, TaskCounts]


def area_lines(states: States, tasks: Tasks) -> list[Line]:
    """Return a line for each area of reform in which there is anything, in their order."""
    return [
        Line(area.value, area.label.text(lang()), states.get(area, Counter()), _of(tasks, area))
        for area in ReformArea
        if area in states or area in tasks
    ]


def agency_lines(states: States, tasks: Tasks, tree: DayTree) -> list[Line]:
    """Return a line for each agency with targets or tasks, what is worst first."""
    lines = [
        Line(
            code,
            tree.agency(code).name.text(lang()) if code in tree else code,
            states.get(code, Counter()),
            _of(tasks, code),
            block_of(tree.agency(code)) if code in tree else "",
        )
        for code in {*states, *tasks}
    ]
    return sorted(lines, key=lambda each: each.weight)


def block_lines(agencies: Iterable[Line]) -> list[Line]:
    """Return a line for each block, of all its agencies together."""
    found: dict[str, list[Line]] = {}
    for line in agencies:
        found.setdefault(line.block, []).append(line)
    order = {block: place for place, block in enumerate(BLOCK_ORDER)}
    blocks = sorted(found, key=lambda block: (order.get(block, len(order)), block))
    return [joined(block, block_words(block), found[block]) for block in blocks]


def joined(key: str, name: str, lines: Iterable[Line]) -> Line:
    """Return the lines as one."""
    many = list(lines)
    states = sum((line.states for line in many), Counter[str]())
    return Line(key, name, states, sum_of_tasks(line.tasks for line in many))


def block_words(block: str) -> str:
    """Return what a block is called; itself where the office named it."""
    if block == "province":
        return _("Cấp tỉnh")
    return words_of_block(block) if block else _("Khối khác")


def block_of(agency: Agency) -> str:
    """Return the block of an agency, by its kind where none is given."""
    return agency.block or BLOCK_OF_KIND.get(agency.kind, "")


def _of(tasks: Tasks, key: str) -> TaskCounts:
    return tasks.get(key, TaskCounts())
