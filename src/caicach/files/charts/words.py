"""What a listener hears of a chart: its finding, then the values that carry it."""

from decimal import Decimal

from caicach.core.issues import Lang
from caicach.core.numbers import no_data
from caicach.files.charts.kinds import Chart, LineChart
from caicach.files.charts.lettering import written
from caicach.files.charts.tabled import TableCell, table_of

MOST = 12
"""More rows than this tire a listener; the table beside the chart has them all."""
MORE: dict[Lang, str] = {
    "vi": "và {count} dòng nữa trong bảng",
    "en": "and {count} more in the table",
}


def alt_text(chart: Chart, lang: Lang | None = None) -> str:
    """Return the words for `alt`: the chart's own, else its finding and values.

    lang: of the numbers and of the words between them, the chart's own when left out.
    """
    if chart.alt:
        return chart.alt
    lang = lang or chart.lang
    table = table_of(chart)
    told = [_row(row, chart, lang) for row in table.rows[:MOST]]
    left = len(table.rows) - MOST
    told += [MORE[lang].format(count=left)] if left > 0 else []
    goal = [f"{chart.goal.words}."] if isinstance(chart, LineChart) and chart.goal else []
    return " ".join([_sentence(chart.title), *goal, _sentence("; ".join(told))]).strip()


def _row(row: tuple[TableCell, ...], chart: Chart, lang: Lang) -> str:
    head, *cells = row
    said = [_cell(each, chart, lang) for each in cells if each != ""]
    return f"{head}: {', '.join(said)}"


def _cell(cell: TableCell, chart: Chart, lang: Lang) -> str:
    if isinstance(cell, Decimal):
        return written(cell, chart.places, lang)
    return no_data(lang).lower() if cell is None else cell


def _sentence(text: str) -> str:
    return text if not text or text[-1] in ".!?" else f"{text}."
