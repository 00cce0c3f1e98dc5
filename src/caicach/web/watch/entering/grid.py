"""The form for typing a year: a line for each province, a field for each column."""

from collections.abc import Mapping
from dataclasses import dataclass

from caicach.core.indices import IndexSeries, Province
from caicach.web.look.templatetags.look import lang
from caicach.web.watch.entering.proposal import GridColumn, grid_columns, grid_provinces
from caicach.web.watch.subject import name_of

LONGEST = 40


@dataclass(frozen=True)
class GridCell:
    """A field: its name in the form, what was typed, and what it is called."""

    name: str
    text: str
    column: GridColumn


@dataclass(frozen=True)
class GridLine:
    """A province and its fields."""

    province: Province
    cells: tuple[GridCell, ...]

    @property
    def name(self) -> str:
        """Return the province's name."""
        return name_of(self.province, lang())


@dataclass(frozen=True)
class Grid:
    """The whole form."""

    columns: tuple[GridColumn, ...]
    rows: tuple[GridLine, ...]

    @property
    def lines(self) -> list[list[str]]:
        """Return what was typed, a list for each province."""
        return [[cell.text for cell in row.cells] for row in self.rows]


def grid_of(series: IndexSeries, year: int, typed: Mapping[str, str]) -> Grid:
    """Return the form with what was typed so far, by the names of its fields."""
    columns = tuple(grid_columns(series, year))
    rows = []
    for each in grid_provinces(year):
        names = [f"c-{each.code}-{place}" for place in range(len(columns))]
        cells = (
            GridCell(name, typed.get(name, "").strip()[:LONGEST], column)
            for name, column in zip(names, columns, strict=True)
        )
        rows.append(GridLine(each, tuple(cells)))
    return Grid(columns, tuple(rows))
