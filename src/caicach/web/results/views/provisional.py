"""Results before they are published, for the few who may see them."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from caicach.core.criteria import Branch
from caicach.core.scoring import Result
from caicach.files.charts import Chart
from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.jobs.models import Job
from caicach.web.look.charts import csv_response, svg_response
from caicach.web.look.table import Table
from caicach.web.look.templatetags.look import lang
from caicach.web.results.actions.asking import STATISTICS, ask_for_statistics
from caicach.web.results.causes import told_causes
from caicach.web.results.charting import index_chart
from caicach.web.results.forms.filters import RankingFilter, StageFilter
from caicach.web.results.models import KeptStatistics
from caicach.web.results.provisional import provisional_standing
from caicach.web.results.queries.statistics import shown_statistics
from caicach.web.results.ranking import (
    Row,
    areas_shown,
    columns_of,
    provisional_rows,
    titles_of,
)
from caicach.web.results.taking import last_change
from caicach.web.results.views.asked import provisional_round, stages_with_sums
from caicach.web.rounds.models import Round, Stage
from caicach.web.rounds.scoring import edition_of


@dataclass(frozen=True)
class Ranking:
    """One block at one stage, as the address asks."""

    round: Round
    stage: str
    block: str | None
    form: RankingFilter
    result: Result

    @property
    def rows(self) -> list[Row]:
        return provisional_rows(self.result, self.block, titles_of(self.round))

    @property
    def areas(self) -> tuple[Branch, ...]:
        return self.result.outlines.get(self.block, ())


def _ranking(request: SignedInRequest, pk: int) -> Ranking:
    scored = provisional_round(request, pk)
    stages = stages_with_sums(scored)
    stage = request.GET.get("stage", "")
    if stage not in dict(stages):
        stage = stages[0][0] if stages else Stage.SELF
    result = provisional_standing(scored, stage)
    blocks = _blocks(scored, result)
    block = request.GET.get("block", "")
    if block not in dict(blocks):
        block = blocks[0][0] if blocks else ""
    given = request.GET.copy()
    given["stage"], given["block"] = stage, block
    form = RankingFilter(given, blocks=blocks, stages=stages)
    return Ranking(scored, stage, block or None, form, result)


def _blocks(scored: Round, result: Result) -> list[tuple[str, str]]:
    """Return the blocks that have agencies, in the edition's order, with their words."""
    labels = {each.id: each.label.text(lang()) for each in edition_of(scored).blocks}
    order = {block: place for place, block in enumerate(labels)}
    here = sorted(
        result.outlines, key=lambda block: (order.get(block or "", len(order)), block or "")
    )
    return [(block or "", labels.get(block or "", block or _("Tất cả"))) for block in here]


@allowed("results.provisional")
@require_safe
def provisional(request: SignedInRequest, pk: int) -> HttpResponse:
    """The ranking of a block as it stands."""
    ranking = _ranking(request, pk)
    rows, areas = ranking.rows, areas_shown(ranking.areas)
    asked = ranking.form.chosen().get("q", "")
    shown = [row for row in rows if row.is_called(asked)] if asked else rows
    listing = Table(request, shown, columns_of(areas), name="ket-qua-tam-tinh", form=ranking.form)
    if listing.wants_file:
        return listing.file()
    context = {
        "round": ranking.round,
        "ranking": ranking,
        "stage": Stage(ranking.stage).label,
        "listing": listing,
        "areas": areas,
        "total": len(ranking.result.agencies),
        "unranked": sum(row.rank is None for row in rows),
        "incomplete": sum(not row.complete for row in rows),
        "chart": _chart(ranking),
        "differences": differences_address(ranking.round),
        "may_publish": request.user.has_perm("results.publish", ranking.round),
        "decimals": edition_of(ranking.round).shown_places,
    }
    return render(request, "results/provisional.html", context)


def differences_address(scored: Round) -> str:
    """Return the page of differences between stages; empty where there is none."""
    try:
        return reverse("appraisal:differences", args=[scored.pk])
    except NoReverseMatch:
        return ""


def _chart(ranking: Ranking) -> Chart | None:
    title = _("Chỉ số theo cơ quan (tạm tính)")
    return index_chart(ranking.rows, title, ranking.round.name)


@allowed("results.provisional")
@require_safe
def provisional_chart(request: SignedInRequest, pk: int, form: str) -> HttpResponse:
    """The picture of the ranking, or the table behind it."""
    chart = _chart(_ranking(request, pk))
    if chart is None:
        raise Http404
    return csv_response(chart, "chi-so") if form == "csv" else svg_response(request, chart)


@allowed("results.provisional")
@require_safe
def statistics(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the set tells of itself: areas, items that tell nothing, items that decide."""
    scored = provisional_round(request, pk)
    stages = stages_with_sums(scored)
    stage = request.GET.get("stage", "")
    if stage not in dict(stages):
        stage = stages[0][0] if stages else Stage.SELF
    kept = KeptStatistics.objects.filter(round=scored, stage=stage).first()
    working = Job.objects.filter(
        kind=STATISTICS,
        arguments__number=pk,
        arguments__stage=stage,
        state__in=(Job.State.WAITING, Job.State.RUNNING),
    ).first()
    listing = shown_statistics(request, scored, kept)
    if listing is not None and listing.wants_file:
        return listing.file()
    context = {
        "round": scored,
        "stage": stage,
        "stage_words": Stage(stage).label,
        "form": StageFilter({"stage": stage}, stages=stages),
        "kept": kept,
        "causes": None if kept is None else told_causes(kept.content.get("causes", {})),
        "working": working,
        "listing": listing,
        "is_old": kept is not None and kept.last_change != last_change(scored),
    }
    return render(request, "results/statistics.html", context)


@allowed("results.provisional")
@require_POST
def statistics_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have the statistics made again."""
    scored = provisional_round(request, pk)
    stage = request.POST.get("stage", "")
    if stage not in Stage.values:
        raise Http404
    ask_for_statistics(request.actor, scored=scored, stage=stage, person_id=request.user.pk)
    return redirect(f"{reverse('results:statistics', args=[pk])}?stage={stage}")
