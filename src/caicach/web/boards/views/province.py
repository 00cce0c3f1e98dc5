"""The board of the province."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caicach.web.accounts.acting import SignedInRequest, standing_now
from caicach.web.accounts.guard import allowed
from caicach.web.boards.lines import Line, block_words
from caicach.web.boards.province import province_board, scope_of
from caicach.web.boards.standings import STATES, got_worse
from caicach.web.boards.state_words import STATE_WORDS
from caicach.web.look.day import as_of, today
from caicach.web.look.table import Table, TableColumn
from caicach.web.monitoring.listing import name_of
from caicach.web.register.queries import tree_on


def _state_column(state: str) -> TableColumn[Line]:
    def count(line: Line) -> int:
        return line.states[state]

    return TableColumn(state, STATE_WORDS[state], count, count, number=True)


COLUMNS: tuple[TableColumn[Line], ...] = (
    TableColumn("name", _("Cơ quan"), lambda line: line.name, lambda line: line.name),
    TableColumn("code", _("Mã"), lambda line: line.key, lambda line: line.key),
    TableColumn("block", _("Khối"), lambda line: block_words(line.block), lambda line: line.block),
    *map(_state_column, STATES),
    TableColumn(
        "good",
        _("Đạt hoặc đúng tiến độ (%)"),
        lambda line: line.good_share,
        lambda line: -1 if line.good_share is None else line.good_share,
        number=True,
    ),
    TableColumn(
        "overdue",
        _("Nhiệm vụ quá hạn"),
        lambda line: line.tasks.overdue,
        lambda line: line.tasks.overdue,
        number=True,
    ),
    TableColumn(
        "share",
        _("Nhiệm vụ đúng hạn (%)"),
        lambda line: line.tasks.share,
        lambda line: -1 if line.tasks.share is None else line.tasks.share,
        number=True,
    ),
    TableColumn("on_time", _("Nhiệm vụ đúng hạn"), lambda line: line.tasks.on_time, number=True),
    TableColumn("settled", _("Nhiệm vụ đã rõ"), lambda line: line.tasks.settled, number=True),
)


@allowed("boards.view")
def province(request: SignedInRequest) -> HttpResponse:
    """Show areas, blocks and agencies, what is worst first; `?block=` shows one block."""
    standing, day = standing_now(request.user), as_of(request)
    tree = standing.tree if day == today() else tree_on(day)
    codes = scope_of(standing)
    board = province_board(codes, tree, today())
    block = request.GET.get("block")
    lines = [line for line in board.agencies if block is None or line.block == block]
    table = Table(request, lines, COLUMNS, name="bang-tinh")
    if table.wants_file:
        return table.file()
    worse = got_worse(codes, timezone.now())
    words = {
        "board": board,
        "table": table,
        "block": block,
        "block_name": None if block is None else block_words(block),
        "day": day,
        "is_all": codes is None,
        "worse": [(each, name_of(tree, each.agency.code)) for each in worse],
    }
    return render(request, "boards/province.html", words)
