"""Drop-down lists and checks of the wide workbook; KAD is allowed everywhere."""

from decimal import Decimal

from caicach.core.numbers import plain
from caicach.files.excel import Workbook, Worksheet
from caicach.files.tables import column_name
from caicach.files.workbook.layout import FIRST_ROW, Column, Field

NOT_APPLICABLE = "KAD"
LISTS = "Lists"


class Lists:
    """Answers of all drop-down lists, kept on a hidden sheet: a list in a cell is too short."""

    def __init__(self, book: Workbook) -> None:
        self.paper = book.add_worksheet(LISTS)
        self.paper.hide()
        self.known: dict[tuple[str, ...], str] = {}

    def range_of(self, answers: tuple[str, ...]) -> str:
        """Return the range that holds `answers`, written on first use."""
        if answers not in self.known:
            column = len(self.known)
            for row, answer in enumerate(answers):
                self.paper.write_string(row, column, answer)
            name = f"${column_name(column)}"
            self.known[answers] = f"={LISTS}!{name}$1:{name}${len(answers)}"
        return self.known[answers]


def validate_column(paper: Worksheet, column: Column, at: int, last_row: int, lists: Lists) -> None:
    """Let the column take only what its rule can score."""
    if column.field.options:
        rule = {
            "validate": "list",
            "source": lists.range_of((*column.field.options, NOT_APPLICABLE)),
        }
    else:
        cell = f"{column_name(at)}{FIRST_ROW + 1}"
        rule = {
            "validate": "custom",
            "value": f'=OR(UPPER({cell})="{NOT_APPLICABLE}",AND({_checks(column.field, cell)}))',
            "error_title": "Caicach",
            "error_message": _error(column.field),
        }
    paper.data_validation(FIRST_ROW, at, last_row, at, rule)


def _checks(field: Field, cell: str) -> str:
    checks = [f"ISNUMBER({cell})"]
    low = field.low if field.entry == "points" else Decimal(0)
    if low is not None and field.entry != "previous":
        checks.append(f"{cell}>={plain(low)}")
    if field.high is not None:
        checks.append(f"{cell}<={plain(field.high)}")
    if field.step is not None and low is not None:
        steps = f"({cell}-({plain(low)}))/{plain(field.step)}"
        checks.append(f"ABS({steps}-ROUND({steps},0))<0.000001")
    return ",".join(checks)


def _error(field: Field) -> str:
    """Both languages in one: the office may open the file in either."""
    if field.high is None:
        return "Chỉ nhập số, hoặc KAD nếu không áp dụng. / Numbers only, or KAD."
    span = f"{plain(field.low or Decimal(0))} … {plain(field.high)}"
    step = f" (± {plain(field.step)})" if field.step else ""
    return f"Điểm / points: {span}{step}; KAD = không áp dụng / not applicable."
