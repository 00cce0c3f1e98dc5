"""Points given by hand: the items, and one item across agencies."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_http_methods, require_safe

from caicach.core.issues import Issue, faults, issue
from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.council.actions.points import Giving, give_points
from caicach.web.council.points import is_discretionary
from caicach.web.council.queries.giving import GivingLine, HandItem, giving_lines, hand_items
from caicach.web.council.queries.sight import find_round
from caicach.web.council.templatetags.council_words import agency_name
from caicach.web.council.views.answers import framed, refused, whole
from caicach.web.look.faults import said_of
from caicach.web.look.table import Table, TableColumn
from caicach.web.rounds.forms.figures import written
from caicach.web.rounds.models import Item, Round
from caicach.web.rounds.scoring import edition_of
from caicach.web.rounds.typed import read_typed


@allowed("council.view")
@require_safe
def points(request: SignedInRequest, pk: int) -> HttpResponse:
    """The items whose points are given by hand."""
    scored = find_round(request.user, pk)
    lines = hand_items(scored)
    table = Table(request, lines, _item_columns(), name="cho-diem")
    if table.wants_file:
        return table.file()
    context = framed(request, scored, listing=table, left=sum(each.left > 0 for each in lines))
    return render(request, "council/points.html", context | _caps(scored))


def _caps(scored: Round) -> dict[str, Any]:
    edition = edition_of(scored)
    return {"bonus_cap": edition.bonus_cap, "penalty_cap": edition.penalty_cap}


@dataclass
class Row:
    """One card on the page, with what is in its fields and what is wrong with it.

    may: whether the person may give points to this agency.
    """

    line: GivingLine
    points: str
    reason: str
    told: list[str]
    may: bool


@allowed("council.view")
@require_http_methods(["GET", "POST"])
def give(request: SignedInRequest, pk: int, code: str) -> HttpResponse:
    """One item across agencies, with points and a reason for each."""
    scored = find_round(request.user, pk)
    item = get_object_or_404(scored.items.select_related("lead"), code=code)
    if not is_discretionary(scored, item):
        raise Http404
    lines = giving_lines(scored, item)
    for line in lines:
        line.card.round = scored  # with its edition and agency
    told: dict[int, list[str]] = {}
    if request.method == "POST":
        told = _given(request, scored, item, lines)
        if not told:
            return redirect(request.get_full_path())
    table = Table(request, lines, _line_columns(), name=f"cho-diem-{code}")
    if table.wants_file:
        return table.file()
    rows = [_row(request, line, told) for line in table.page]
    context = framed(request, scored, item=item, listing=table, rows=rows, told=told.get(0, []))
    context |= _caps(scored) | {"has_faults": bool(told)}
    return render(request, "council/give.html", context, status=422 if told else 200)


def _row(request: SignedInRequest, line: GivingLine, told: dict[int, list[str]]) -> Row:
    kept = line.final
    amount = None if kept is None else cast("Decimal | None", kept.points)
    points = "" if amount is None else written(amount)
    reason = "" if kept is None else kept.reason
    key = line.card.pk
    if request.method == "POST":
        points = request.POST.get(f"points-{key}", points)
        reason = request.POST.get(f"reason-{key}", reason)
    may = request.user.has_perm("council.give", line.card)
    return Row(line, points, reason, told.get(key, []), may)


def _given(
    request: SignedInRequest, scored: Round, item: Item, lines: Iterable[GivingLine]
) -> dict[int, list[str]]:
    """Write what was changed; return what is wrong by card, under 0 what is of none."""
    request.actor.require("council.decide", scored)
    givings: list[Giving] = []
    told: dict[int, list[str]] = {}
    for line in lines:
        found, issues = _read(request, item, line)
        if faults(issues):
            told[line.card.pk] = [said_of(each) for each in issues]
        elif found is not None:
            givings.append(found)
    if told:
        return told
    now = timezone.now()
    given: dict[str, Any] = {"scored": scored, "item": item, "givings": givings, "now": now}
    if words := refused(lambda: give_points(request.actor, **given)):
        return {0: words}
    messages.success(request, _("Đã ghi điểm cho %(n)s cơ quan.") % {"n": len(givings)})
    return {}


def _read(
    request: SignedInRequest, item: Item, line: GivingLine
) -> tuple[Giving | None, list[Issue]]:
    """Return what is to be written; nothing for a row that is as it was."""
    key, name = line.card.pk, line.card.name
    text = request.POST.get(f"points-{key}", "").strip()
    reason = request.POST.get(f"reason-{key}", "").strip()
    given, issues = read_typed({"points": text}, item.code)
    issues = faults(issues)
    before = line.final
    if issues or (not text and not reason):
        return None, issues
    if before and (before.points, before.reason) == (given.points, reason):
        return None, []
    if not text:
        return None, [issue("council-points-missing", item.code, agency=name)]
    if not reason:
        return None, [issue("council-reason-missing", item.code, agency=name)]
    return Giving(line.card, given, reason, whole(request.POST.get(f"seen-{key}"))), []


def _item_columns() -> list[TableColumn[HandItem]]:
    return [
        TableColumn("code", _l("Mã"), lambda e: e.item.printed_code, lambda e: e.item.position),
        TableColumn("item", _l("Nội dung"), lambda e: e.item.label),
        TableColumn(
            "maximum", _l("Tối đa"), lambda e: e.item.maximum, lambda e: e.item.maximum, True
        ),
        TableColumn("lead", _l("Chủ trì"), lambda e: agency_name(e.item.lead)),
        TableColumn("given", _l("Đã cho điểm"), lambda e: e.given, lambda e: e.given, True),
        TableColumn("left", _l("Chưa cho điểm"), lambda e: e.left, lambda e: e.left, True),
    ]


def _line_columns() -> list[TableColumn[GivingLine]]:
    return [
        TableColumn("agency", _l("Cơ quan"), lambda e: e.card.name, lambda e: e.card.name),
        TableColumn("block", _l("Khối"), lambda e: e.card.block),
        TableColumn("asked", _l("Đề nghị"), lambda e: e.asked and e.asked.points, number=True),
        TableColumn("final", _l("Chốt"), lambda e: e.final and e.final.points, _points, True),
        TableColumn("reason", _l("Lý do"), lambda e: e.final.reason if e.final else ""),
        TableColumn("over", _l("Vượt trần"), lambda e: e.over, lambda e: e.over, True),
    ]


def _points(line: GivingLine) -> Any:
    return None if line.final is None else line.final.points
