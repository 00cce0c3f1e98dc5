"""A scored round on the terminal: the statement first, then the standings."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import RenderableType

from caicach.cli.listing import Column, table_of
from caicach.cli.session import Session
from caicach.files.reports.compared import compared_rows
from caicach.files.reports.report import Area, Block, Report, Standing
from caicach.files.reports.words import (
    WORDS,
    amount_text,
    cell_text,
    change_text,
    coverage_text,
    index_text,
    rank_text,
    reconciled_text,
    statement,
)
from caicach.files.safe_text import safe

NAME_WIDTH = 18
"""Columns a name needs to stay readable; areas are left out where it would get fewer."""
PADDING = 3
MOST_COMPARED = 20


def ranking_parts(report: Report, session: Session) -> Iterator["RenderableType"]:
    """Yield what `score` prints for a result."""
    entry = report.entry
    yield safe(f"{entry['label']} · {entry['edition']}")
    yield from map(safe, report.remarks)
    for block in report.blocks:
        yield ""
        yield safe(statement(block, report))
        yield from _table(block, report, session)
        if any(cell.points is None for each in block.standings for cell in each.cells.values()):
            yield session.say(
                "…: chưa có số liệu; KAD: không áp dụng", "…: no data; n/a: not applicable"
            )
    yield from _compared(report, session)


def _table(block: Block, report: Report, session: Session) -> Iterator[RenderableType]:
    """Areas are shown where the screen is wide enough, and named; reports always show them."""
    columns, rows = _columns(block, report, block.areas)
    taken = sum(_width(columns, rows, i) + PADDING for i in range(len(columns)) if i != 1)
    if session.width is not None and taken + NAME_WIDTH > session.width:
        columns, rows = _columns(block, report, ())
        yield table_of(columns, rows, block.label)
        yield safe(_left_out(block, session))
        return
    yield table_of(columns, rows, block.label)
    legend = [f"{each.code} {each.label}" for each in block.areas if each.label != each.code]
    yield from [safe(f"{'; '.join(legend)}.")] if legend else []


def _left_out(block: Block, session: Session) -> str:
    codes = ", ".join(each.code for each in block.areas)
    return session.say(
        f"Màn hình hẹp nên chưa hiện các cột: {codes}. Xem đủ bằng --out x.html.",
        f"The screen is too narrow for the columns: {codes}. See them with --out x.html.",
    )


def _width(columns: Sequence[Column], rows: Sequence[Sequence[str]], at: int) -> int:
    return max(len(columns[at].head), *(len(row[at]) for row in rows))


def _columns(
    block: Block, report: Report, areas: Sequence[Area]
) -> tuple[list[Column], list[list[str]]]:
    words = WORDS[report.lang]
    shows_band = any(each.band for each in block.standings)
    shows_change = any(change_text(each, report) for each in block.standings)
    columns = [
        Column("rank", words["rank"], right=True),
        Column("agency", words["agency"]),
        Column("points", words["points"], right=True),
        *([] if block.points_are_index else [Column("index", words["index"], right=True)]),
        *([Column("band", words["band"])] if shows_band else []),
        *([Column("change", words["change"])] if shows_change else []),
        *(Column(area.code, area.code, right=True) for area in areas),
        Column("coverage", words["coverage"], right=True),
    ]
    rows = []
    for each in block.standings:
        row = [*_lead(each, block, report), *([each.band or "–"] if shows_band else [])]
        row += [change_text(each, report)] if shows_change else []
        row += [_short(cell_text(each.cells.get(area.code), report)) for area in areas]
        rows.append([*row, coverage_text(each, report.lang)])
    return columns, rows


def _lead(each: Standing, block: Block, report: Report) -> list[str]:
    name = each.title if each.unranked is None else f"{each.title} ({each.unranked})"
    return [
        rank_text(each),
        name,
        _short(amount_text(each.points, report)),
        *([] if block.points_are_index else [_short(index_text(each.index, report))]),
    ]


def _short(text: str) -> str:
    """In a narrow column an ellipsis stands for a gap; it is never a zero."""
    return "…" if not any(each.isdigit() for each in text) and len(text) > 3 else text


def _compared(report: Report, session: Session) -> Iterator["RenderableType"]:
    found = report.reconciliation
    if found is None:
        return
    yield ""
    yield safe(f"{session.say('Đối chiếu', 'Reconciled')} {Path(report.published).name}:")
    yield safe(reconciled_text(report))
    amiss = [each for each in found.comparisons if each.status in ("different", "within_rounding")]
    amiss += [each for each in found.comparisons if each.status == "not_comparable"]
    if amiss:
        yield comparison_table(report, session)
    for slip in found.slips:
        yield safe(f"• {slip.problem(report.lang)} {slip.remedy(report.lang)}")


def comparison_table(report: Report, session: Session) -> "RenderableType":
    """Return the comparisons that are not plainly equal, the gravest first."""
    found = report.reconciliation
    rows = compared_rows(found.comparisons if found else (), report.lang)
    rows = [each for each in rows if each.status != "equal"]
    shown = [
        [each.agency, each.criterion, each.what, each.ours, each.published, each.verdict]
        for each in rows[:MOST_COMPARED]
    ]
    more = len(rows) - MOST_COMPARED
    title = session.say(f"Còn {more} dòng nữa trong tệp kết quả", f"{more} more in the result")
    return table_of(_comparison_columns(session), shown, title if more > 0 else "")


def _comparison_columns(session: Session) -> list[Column]:
    return [
        Column("agency", session.say("Cơ quan", "Agency")),
        Column("criterion", session.say("Mục", "Item")),
        Column("what", session.say("Số", "Figure"), folds=False),
        Column("ours", session.say("Tính lại", "Ours"), right=True),
        Column("published", session.say("Công bố", "Published"), right=True),
        Column("verdict", session.say("Kết luận", "Verdict")),
    ]
