"""The board of the province: by area, by block, by agency."""

from dataclasses import dataclass
from datetime import date

from caicach.core.agencies import DayTree
from caicach.web.accounts.standing import SEE_ALL, Standing
from caicach.web.boards.counting import counting
from caicach.web.boards.lines import Line, agency_lines, area_lines, block_lines, joined
from caicach.web.boards.rights import readable
from caicach.web.boards.standings import Codes
from caicach.web.boards.tasks import task_counts


@dataclass(frozen=True, slots=True)
class ProvinceBoard:
    """All that the board shows."""

    whole: Line
    areas: list[Line]
    blocks: list[Line]
    agencies: list[Line]

    @property
    def late_agencies(self) -> int:
        """Return how many agencies have an overdue task."""
        return sum(1 for line in self.agencies if line.tasks.overdue)


def scope_of(standing: Standing) -> Codes:
    """Return the agencies a person's board is of; None for all."""
    return None if standing.holds(SEE_ALL) else readable(standing)


def province_board(codes: Codes, tree: DayTree, today: date) -> ProvinceBoard:
    """Return the board; blocks and names are those of the tree. At most three queries."""
    found = counting(codes, today)
    states, turns = found.standings, found.turns
    agencies = agency_lines(states.by_agency, task_counts(turns.by_agency), tree)
    areas = area_lines(states.by_area, task_counts(turns.by_area))
    return ProvinceBoard(joined("", "", agencies), areas, block_lines(agencies), agencies)
