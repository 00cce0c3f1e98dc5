"""Sheets of an Excel workbook as grids: merged, hidden and computed cells included."""

import io
import warnings
from datetime import date, datetime
from decimal import Decimal

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as BookCell
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from caicach.files.appendix.grid import Cell, Grid, Line
from caicach.files.appendix.wording import tidy

MAX_LINES = 5_000
MAX_COLUMNS = 64
PLACES = 8
"""Points have two or three decimals; what floats add behind them is not in the text."""


def read_workbook(content: bytes) -> tuple[list[Grid], list[str]]:
    """Return the visible sheets as grids, and the names of hidden sheets."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        formulas = load_workbook(io.BytesIO(content), data_only=False)
        values = load_workbook(io.BytesIO(content), data_only=True)
    shown = [sheet for sheet in formulas.worksheets if sheet.sheet_state == "visible"]
    hidden = [sheet.title for sheet in formulas.worksheets if sheet.sheet_state != "visible"]
    return [_read_sheet(sheet, values[sheet.title]) for sheet in shown], hidden


def _read_sheet(formulas: Worksheet, values: Worksheet) -> Grid:
    width = min(formulas.max_column, MAX_COLUMNS)
    height = min(formulas.max_row, MAX_LINES)
    cells = {
        (row, column): _read_cell(formulas.cell(row, column), values.cell(row, column))
        for row in range(1, height + 1)
        for column in range(1, width + 1)
    }
    _spread_merged(cells, formulas)
    hidden = [n for n, each in formulas.row_dimensions.items() if each.hidden and n <= height]
    lines = [
        Line(row, tuple(cells[row, column] for column in range(1, width + 1)))
        for row in range(1, height + 1)
        if row not in hidden
    ]
    written = [n for n in hidden if any(cells[n, c].text for c in range(1, width + 1))]
    return Grid(
        formulas.title,
        lines,
        sheet=formulas.title,
        hidden_columns=_hidden_columns(formulas),
        hidden_lines=sorted(written),
        lines_left_out=max(0, formulas.max_row - height),
    )


def _hidden_columns(sheet: Worksheet) -> frozenset[int]:
    """Return hidden columns, from 0; one entry of the file may stand for several."""
    found: set[int] = set()
    for each in sheet.column_dimensions.values():
        if each.hidden or each.width == 0:
            first = each.min or 1
            found.update(range(first - 1, min(each.max or first, MAX_COLUMNS)))
    return frozenset(found)


def _read_cell(formula: BookCell | MergedCell, value: BookCell | MergedCell) -> Cell:
    content, address = value.value, formula.coordinate
    computed = isinstance(formula.value, str) and formula.value.startswith("=")
    if computed and content is None:
        text = tidy(str(formula.value))
        return Cell(text, text, kind="unknown_formula", address=address)
    if isinstance(content, bool) or content is None:
        return Cell(address=address)
    if isinstance(content, int | float):
        return _number_cell(content, str(formula.number_format), address)
    if isinstance(content, datetime | date):
        text = f"{content.day}.{content.month}"
        return Cell(text, text, kind="day", address=address)
    text = tidy(str(content))
    return Cell(text, text, address=address)


def _number_cell(content: int | float, number_format: str, address: str) -> Cell:
    """A number cell; a percent format shows a hundred times what is stored."""
    number = (
        round(Decimal(repr(content)), PLACES) if isinstance(content, float) else Decimal(content)
    )
    if "%" in number_format:
        number *= 100
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    number = Decimal(text)
    shown = text + "%" if "%" in number_format else text
    return Cell(shown, shown, kind="number", number=number, address=address)


def _spread_merged(cells: dict[tuple[int, int], Cell], sheet: Worksheet) -> None:
    for area in sheet.merged_cells.ranges:
        origin = cells.get((area.min_row, area.min_col))
        if origin is None:
            continue
        for row in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, area.max_col + 1):
                if (row, column) in cells and (row, column) != (area.min_row, area.min_col):
                    left = column == area.min_col
                    cells[row, column] = Cell(
                        origin.text if left else "",
                        origin.spread,
                        top=row == area.min_row,
                        left=left,
                        kind=origin.kind if left else "text",
                        number=origin.number if left else None,
                        address=f"{get_column_letter(column)}{row}",
                    )
