"""My work: the first page, for each hat its own."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caicach.web.accounts.acting import SignedInRequest, standing_now
from caicach.web.accounts.guard import signed_in
from caicach.web.accounts.standing import Standing
from caicach.web.boards.province import province_board, scope_of
from caicach.web.boards.standings import got_worse, trouble_at
from caicach.web.boards.work.administrator import administrator_work
from caicach.web.boards.work.hats import Hat, hats_of, own_codes
from caicach.web.boards.work.item import Item, counts_of, in_order
from caicach.web.boards.work.officer import officer_work
from caicach.web.boards.work.rounds import appraisal_items, council_items, round_items
from caicach.web.boards.work.standing_body import LISTED, standing_work
from caicach.web.look.day import today
from caicach.web.look.table import Table, TableColumn
from caicach.web.look.templatetags.look import lang
from caicach.web.monitoring.listing import name_of
from caicach.web.monitoring.models import StandingRow
from caicach.web.monitoring.presenting import Shown

FAR = "9999"
ALL = 100_000
COLUMNS: tuple[TableColumn[Item], ...] = (
    TableColumn("title", _("Việc"), lambda item: item.title, lambda item: item.title),
    TableColumn("context", _("Thuộc"), lambda item: item.context, lambda item: item.context),
    TableColumn(
        "due",
        _("Hạn"),
        lambda item: item.due_on,
        lambda item: item.due_on.isoformat() if item.due_on else FAR,
    ),
    TableColumn("state", _("Tình trạng"), lambda item: item.state, lambda item: item.urgency),
    TableColumn("why", _("Vì sao, làm gì"), lambda item: item.why),
)


@signed_in
def my_work(request: SignedInRequest) -> HttpResponse:
    """Show what is to be done, in the capacity asked for with `?as=`."""
    standing = standing_now(request.user)
    hats = hats_of(standing)
    asked = request.GET.get("as", "")
    hat = next((each for each in hats if each == asked), hats[0] if hats else None)
    words: dict[str, Any] = {"hat": hat, "hats": hats if len(hats) > 1 else [], "day": today()}
    if hat is None:
        return render(request, "boards/no_post.html", words)
    words |= PAGES[hat](request, standing)
    table = words.get("table")
    if table is not None and table.wants_file:
        answer: HttpResponse = table.file()
        return answer
    return render(request, f"boards/work_{hat.value}.html", words)


def _officer(request: SignedInRequest, standing: Standing) -> dict[str, Any]:
    work = officer_work(standing, today())
    return {
        "table": _table(request, work.items),
        "counts": counts_of(work.items),
        "at_risk": _shown(work.at_risk, standing),
        "waiting": work.waiting[:20],
        "waiting_left": max(0, len(work.waiting) - 20),
        "boards": _boards(standing, Hat.OFFICER),
    }


def _standing_body(request: SignedInRequest, standing: Standing) -> dict[str, Any]:
    work = standing_work(standing, today(), ALL if "export" in request.GET else LISTED)
    return {
        "table": _table(request, work.items),
        "total": work.total,
        "left": max(0, work.total - len(work.items)),
        "lagging": work.lagging[:20],
        "lagging_count": len(work.lagging),
        "alone_count": sum(1 for each in work.lagging if not each.has_officer),
        "at_risk": _shown(work.at_risk, standing),
        "boards": _boards(standing, Hat.STANDING),
    }


def _round(request: SignedInRequest, standing: Standing) -> dict[str, Any]:
    items = [
        *round_items(own_codes(standing, Hat.STANDING), today()),
        *appraisal_items(request.user, today()),
        *council_items(standing, request.user, today()),
    ]
    return {"table": _table(request, in_order(items)), "counts": counts_of(items)}


def _leader(_request: SignedInRequest, standing: Standing) -> dict[str, Any]:
    codes = scope_of(standing)
    board = province_board(codes, standing.tree, today())
    worse = got_worse(codes, timezone.now())
    return {
        "board": board,
        "worst": board.agencies[:8],
        "worse": [(each, name_of(standing.tree, each.agency.code)) for each in worse],
        "at_risk": _shown(trouble_at(codes), standing),
    }


def _administrator(request: SignedInRequest, standing: Standing) -> dict[str, Any]:
    may = request.actor.may("notices.see_trouble")
    return {"work": administrator_work(standing, today(), sees_trouble=may), "sees_trouble": may}


PAGES = {
    Hat.OFFICER: _officer,
    Hat.STANDING: _standing_body,
    Hat.ROUND: _round,
    Hat.LEADER: _leader,
    Hat.ADMINISTRATOR: _administrator,
}


def _table(request: SignedInRequest, items: list[Item]) -> Table[Item]:
    return Table(request, items, COLUMNS, name="viec-cua-toi")


def _shown(rows: list[StandingRow], standing: Standing) -> list[Shown]:
    return [Shown.of(row, lang(), name_of(standing.tree, row.agency.code)) for row in rows]


def _boards(standing: Standing, hat: Hat) -> list[tuple[str, str]]:
    """Return name and address of the board of each agency at which a role of the hat is held."""
    return [
        (standing.tree.agency(code).name.vi, reverse("boards:agency", args=[code]))
        for code in own_codes(standing, hat)
        if code in standing.tree
    ]
