"""What changed between the stages: by agency, area and item, and on one card."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from caicach.web.accounts.acting import SignedInRequest, standing_now
from caicach.web.accounts.guard import allowed
from caicach.web.appraisal.matter import is_appraised
from caicach.web.appraisal.queries.card_course import ItemCourse, course_of, stage_heads
from caicach.web.appraisal.queries.differences import (
    Course,
    ItemAppraised,
    Rejudged,
    areas_of_card,
    by_agency,
    by_area,
    by_item,
    medians,
    rejudged,
    stages_begun,
    stages_told,
)
from caicach.web.appraisal.rights import compares
from caicach.web.look.table import Table, TableColumn
from caicach.web.look.templatetags.look import lang
from caicach.web.rounds.models import Card, Item, Round
from caicach.web.rounds.rights import SEE_ROUND
from caicach.web.rounds.scoring import areas_of, edition_of
from caicach.web.rounds.told import stages_summed, told_until

WAYS = (("agency", _("Theo cơ quan")), ("area", _("Theo lĩnh vực")), ("item", _("Theo mục")))
Columns = Sequence[TableColumn[Any]]


@dataclass(frozen=True)
class Compared:
    """A round with what each of its tables is made from."""

    scored: Round
    items: Sequence[Item]
    stages: Sequence[str]
    changes: Sequence[Rejudged]
    courses: Sequence[Course]


@allowed("appraisal.compare")
@require_safe
def round_differences(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what was claimed and what was kept, over all agencies of a round."""
    scored = _round(request, pk)
    phases = list(scored.phases.all())
    stages = stages_begun(phases)
    way = request.GET.get("by", "agency")
    items = list(scored.items.order_by("position"))
    changes = rejudged(scored, items, stages)
    courses = by_agency(scored, items, stages, changes)
    if way not in TABLES:
        raise Http404
    shown = TABLES[way](request, Compared(scored, items, stages, changes, courses))
    if shown.wants_file:
        return shown.file()
    context = {
        "scored": scored,
        "listing": shown,
        "way": way,
        "ways": WAYS,
        "stages": stage_heads(stages),
        "medians": _medians(scored, courses),
        "over": sum((each.inflation or 0) > 0 for each in courses),
        "agencies": len(courses),
        "has_later": len(stages) > 1,
    }
    return render(request, "appraisal/differences.html", context)


def _round(request: SignedInRequest, pk: int) -> Round:
    codes = standing_now(request.user).reach(SEE_ROUND)
    rows = Round.objects.filter(agency__code__in=codes).select_related("agency", "edition")
    found = rows.defer("edition__text").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _medians(scored: Round, courses: Sequence[Course]) -> list[tuple[str, Any]]:
    words = {each.id: each.label.text(lang()) for each in edition_of(scored).blocks}
    return [(words.get(block, block), amount) for block, amount in medians(courses).items()]


def _by_agency(request: SignedInRequest, asked: Compared) -> Table[Any]:
    columns = [*AGENCY, *_stage_columns(asked.stages), *INFLATION, INDEX]
    return Table(request, asked.courses, columns, name="chenh-lech-co-quan")


def _by_area(request: SignedInRequest, asked: Compared) -> Table[Any]:
    words = {
        each.node.code: f"{each.node.code}. {each.node.label.text(lang())}"
        for each in areas_of(asked.scored, "")
    }
    rows = by_area(asked.scored, asked.items, asked.stages, words, asked.changes)
    columns = [AREA, *_stage_columns(asked.stages), *INFLATION]
    return Table(request, rows, columns, name="chenh-lech-linh-vuc")


def _by_item(request: SignedInRequest, asked: Compared) -> Table[Any]:
    every = [each for each in asked.items if is_appraised(each)]
    rows = by_item(asked.scored, every, asked.stages, asked.changes)
    return Table(request, rows, ITEM, name="chenh-lech-muc")


TABLES: Mapping[str, Callable[[SignedInRequest, Compared], Table[Any]]] = {
    "agency": _by_agency,
    "area": _by_area,
    "item": _by_item,
}


def _stage_columns(stages: Sequence[str]) -> Columns:
    return [_stage_column(stage, words) for stage, words in stage_heads(stages)]


def _stage_column(stage: str, words: str) -> TableColumn[Any]:
    def points(row: Course) -> Any:
        return row.points.get(stage)

    return TableColumn(stage, words, points, points, number=True)


AGENCY: Columns = (
    TableColumn("label", _("Cơ quan"), lambda row: row.label, lambda row: row.code),
    TableColumn("block", _("Khối"), lambda row: row.block, lambda row: row.block),
)
AREA: TableColumn[Any] = TableColumn("label", _("Lĩnh vực"), lambda row: row.label)
INFLATION: Columns = (
    TableColumn(
        "claimed",
        _("Tự chấm ở các mục so được"),
        lambda row: row.claimed_points,
        lambda row: row.claimed_points,
        number=True,
    ),
    TableColumn(
        "kept",
        _("Được giữ ở các mục ấy"),
        lambda row: row.kept_points,
        lambda row: row.kept_points,
        number=True,
    ),
    TableColumn(
        "inflation",
        _("Tự chấm cao hơn"),
        lambda row: row.inflation,
        lambda row: row.inflation,
        number=True,
    ),
)
INDEX: TableColumn[Any] = TableColumn(
    "index",
    _("Chênh chỉ số"),
    lambda row: row.inflation_index,
    lambda row: row.inflation_index,
    number=True,
)


def _column(key: str, label: Any, of: Callable[[ItemAppraised], Any]) -> TableColumn[Any]:
    return TableColumn(key, label, of, of, number=True)


def agreed_percent(row: ItemAppraised) -> int | None:
    """Return the percent of cards on which the item kept its points; 100 only where all did."""
    sums = row.sums
    return sums.agreed * 100 // sums.compared if sums.compared else None


ITEM: Columns = (
    TableColumn("code", _("Mã"), lambda row: row.item.printed_code, lambda row: row.item.position),
    TableColumn("label", _("Nội dung"), lambda row: row.item.label),
    _column("judged", _("Đã thẩm định"), lambda row: row.judged),
    _column("agreed", _("Giữ nguyên điểm"), lambda row: row.sums.agreed),
    _column("agreement", _("Giữ nguyên, phần trăm"), agreed_percent),
    _column("inflation", _("Tự chấm cao hơn"), lambda row: row.sums.inflation),
    _column("uncompared", _("Không có điểm để so"), lambda row: row.uncompared),
)


@allowed("appraisal.compare")
@require_safe
def card_differences(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show every item of one card through the stages; an agency sees what it may know."""
    parts = ("agency", "round__agency", "round__edition")
    card = Card.objects.select_related(*parts).defer("round__edition__text").filter(pk=pk).first()
    if card is None or not compares(request.user, card):
        raise Http404
    scored = card.round
    phases = list(scored.phases.all())
    reads_all = standing_now(request.user).holds(SEE_ROUND, scored.agency.code)
    stages = stages_begun(phases) if reads_all else stages_told(scored, phases)
    until = told_until(scored, reads_all=reads_all)
    rows = course_of(card, stages, until)
    table: Table[ItemCourse] = Table(request, rows, _card_columns(stages), name=card.agency.code)
    if table.wants_file:
        return table.file()
    words = {
        each.node.code: f"{each.node.code}. {each.node.label.text(lang())}"
        for each in areas_of(scored, card.block)
    }
    context = {
        "scored": scored,
        "card": card,
        "rows": table.rows,
        "changed": [each for each in rows if each.change],
        "stages": stage_heads(stages),
        "areas": areas_of_card(card, stages_summed(scored, stages, until), words),
        "reads_all": reads_all,
        "has_later": len(stages) > 1,
    }
    return render(request, "appraisal/card_differences.html", context)


def _card_columns(stages: Sequence[str]) -> list[TableColumn[ItemCourse]]:
    by_stage = [_points_column(stage, words) for stage, words in stage_heads(stages)]
    return [
        TableColumn("code", _("Mã"), lambda row: row.item.printed_code),
        TableColumn("label", _("Nội dung"), lambda row: row.item.label),
        TableColumn("maximum", _("Tối đa"), lambda row: row.item.maximum),
        *by_stage,
        TableColumn("change", _("Thay đổi"), lambda row: row.change),
        TableColumn(
            "reasons", _("Lý do"), lambda row: "; ".join(f"{a}: {b}" for a, b in row.reasons)
        ),
    ]


def _points_column(stage: str, words: str) -> TableColumn[ItemCourse]:
    def points(row: ItemCourse) -> Any:
        return getattr(row.scores[stage], "points", None)

    return TableColumn(stage, words, points)
