"""What was published: ranking, agencies, files, restatements, proof."""

from collections.abc import Mapping

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from caicach.files.charts import Chart
from caicach.files.snapshots import bundle
from caicach.web.accounts.acting import SignedInRequest, standing_now
from caicach.web.accounts.guard import allowed
from caicach.web.attachments.store import path_of
from caicach.web.jobs.models import Job
from caicach.web.look.charts import csv_response, svg_response
from caicach.web.look.table import Table
from caicach.web.look.templatetags.look import lang
from caicach.web.results.actions.asking import PROVE, ask_for_proof
from caicach.web.results.causes import kept_causes
from caicach.web.results.charting import index_chart
from caicach.web.results.forms.filters import RankingFilter
from caicach.web.results.lines import lost_lines, published_lines
from caicach.web.results.models import AgencyResult, Publication
from caicach.web.results.queries.sight import cards_in_sight, visible_complaints
from caicach.web.results.ranking import Row, areas_shown, columns_of, published_rows
from caicach.web.results.views.asked import publication_in_sight
from caicach.web.results.window import complaint_window
from caicach.web.rounds.scoring import areas_of, edition_of

MEDIA = {
    "snapshot.json": "application/json",
    "snapshot.json.p7s": "application/pkcs7-signature",
    "annex.pdf": "application/pdf",
    "annex.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "certificate.pem": "application/x-pem-file",
    "README.txt": "text/plain; charset=utf-8",
}
BUNDLE = "bundle.zip"


@allowed("rounds.view")
@require_safe
def publication(request: SignedInRequest, pk: int) -> HttpResponse:
    """The published ranking of a block, and the files that were sealed."""
    found = publication_in_sight(request, pk)
    form, block, rows = _block_asked(request, found)
    areas = areas_shown(areas_of(found.round, block))
    asked = form.chosen().get("q", "")
    shown = [row for row in rows if row.is_called(asked)] if asked else rows
    name = f"ket-qua-{found.round.year}-{found.number}"
    listing = Table(request, shown, columns_of(areas), name=name, form=form)
    if listing.wants_file:
        return listing.file()
    own = cards_in_sight(request.user).filter(round=found.round)
    context = {
        "publication": found,
        "round": found.round,
        "listing": listing,
        "areas": areas,
        "block": block,
        "chart": _chart(found, rows),
        "files": found.files.select_related("stored"),
        "later": getattr(found, "replaced_by", None),
        "own": own.filter(agency__in=_own_agencies(request)).first(),
        "unranked": sum(row.rank is None for row in rows),
        "window": complaint_window(found.round, None, timezone.now()),
        "decimals": edition_of(found.round).shown_places,
        **_may(request, found),
    }
    return render(request, "results/publication.html", context)


def _own_agencies(request: SignedInRequest) -> list[int]:
    return [post.agency_id for post in standing_now(request.user).posts]


def _may(request: SignedInRequest, found: Publication) -> dict[str, bool]:
    may = request.user.has_perm
    return {
        "may_prove": may("results.prove", found),
        "may_read_all": may("results.provisional", found),
    }


def _block_asked(
    request: SignedInRequest, found: Publication
) -> tuple[RankingFilter, str, list[Row]]:
    labels = {each["id"]: each["label"] for each in found.head["blocks"]}
    here = set(found.agencies.order_by().values_list("block", flat=True).distinct())
    order = {block: place for place, block in enumerate(labels)}
    blocks = [
        (block, labels.get(block, block or _("Tất cả")))
        for block in sorted(here, key=lambda each: (order.get(each, len(order)), each))
    ]
    block = request.GET.get("block", "")
    if block not in here:
        block = blocks[0][0] if blocks else ""
    given = request.GET.copy()
    given["block"] = block
    rows = found.agencies.filter(block=block).only("entry", "publication_id")
    return RankingFilter(given, blocks=blocks), block, published_rows(rows)


def _chart(found: Publication, rows: list[Row]) -> Chart | None:
    return index_chart(rows, _("Chỉ số theo cơ quan"), f"{found.notation}, {found.round.name}")


@allowed("rounds.view")
@require_safe
def publication_chart(request: SignedInRequest, pk: int, form: str) -> HttpResponse:
    """The picture of the ranking, or the table behind it."""
    found = publication_in_sight(request, pk)
    _form, _block, rows = _block_asked(request, found)
    chart = _chart(found, rows)
    if chart is None:
        raise Http404
    return csv_response(chart, "chi-so") if form == "csv" else svg_response(request, chart)


@allowed("rounds.view")
@require_safe
def agency_result(request: SignedInRequest, pk: int, code: str) -> HttpResponse:
    """What was published of one agency, item by item; reasons for those who read its card."""
    found = publication_in_sight(request, pk)
    row = get_object_or_404(AgencyResult, publication=found, agency__code=code)
    card = cards_in_sight(request.user).filter(round=found.round, agency__code=code).first()
    areas = published_lines(found, row, card, edition_of(found.round).shown_places)
    shown = published_rows([row])[0]
    may = request.user.has_perm
    context = {
        "publication": found,
        "round": found.round,
        "row": shown,
        "areas": areas,
        "lost": list(lost_lines(areas)),
        "causes": kept_causes(row.losses),
        "card": card,
        "may_complain": card is not None and may("results.complain", card),
        "may_correct": card is not None and may("results.correct", card),
        "window": complaint_window(found.round, card.agency if card else None, timezone.now()),
        "later": getattr(found, "replaced_by", None),
        "decimals": edition_of(found.round).shown_places,
    }
    return render(request, "results/agency.html", context)


@allowed("rounds.view")
@require_safe
def published_file(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """One file of the publication as it was sealed, or all of them in one."""
    found = publication_in_sight(request, pk)
    stored = {each.name: each.stored.sha256 for each in found.files.select_related("stored")}
    wanted = sorted(stored) if name == BUNDLE else [name]
    if not set(wanted) <= set(stored):
        raise Http404
    parts: dict[str, bytes] = {}
    for each in wanted:
        path = path_of(stored[each])
        if not path.is_file():
            raise Http404
        parts[each] = path.read_bytes()
    if name == BUNDLE:
        local = timezone.localtime(found.published_at)
        return _answer(bundle(parts, local), "application/zip", f"cong-bo-{pk}.zip")
    return _answer(parts[name], MEDIA.get(name, "application/octet-stream"), name)


def _answer(content: bytes, media: str, name: str) -> HttpResponse:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=media, headers=headers)


@allowed("rounds.view")
@require_safe
def restatements(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a correction changed: before, after, cause, whose rank moved."""
    found = publication_in_sight(request, pk)
    if found.replaces_id is None:
        raise Http404
    context = {
        "publication": found,
        "round": found.round,
        "restated": found.restated.select_related("agency"),
        "corrections": found.corrections.select_related("card", "item", "complaint"),
        "readable": set(visible_complaints(request.user).values_list("pk", flat=True)),
        "decimals": edition_of(found.round).shown_places,
    }
    return render(request, "results/restatements.html", context)


@allowed("results.prove")
@require_POST
def prove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have the publication proven in the background."""
    found = publication_in_sight(request, pk)
    job = ask_for_proof(request.actor, publication=found, person_id=request.user.pk)
    return redirect("results:proof", pk, job.pk)


@allowed("results.prove")
@require_safe
def proof(request: SignedInRequest, pk: int, job: int) -> HttpResponse:
    """How far the proof has come, and what it found."""
    found = publication_in_sight(request, pk)
    request.actor.require("results.prove", found)
    proven = get_object_or_404(Job, kind=PROVE, arguments__number=pk, pk=job)
    told = (proven.result or {}).get("found", ())
    context = {
        "publication": found,
        "round": found.round,
        "job": proven,
        "wrong": [_said(each) for each in told if each["severity"] == "fault"],
        "noted": [_said(each) for each in told if each["severity"] != "fault"],
    }
    moving = request.headers.get("HX-Request") == "true"
    template = "results/proof_state.html" if moving else "results/proof.html"
    return render(request, template, context)


def _said(found: Mapping[str, str]) -> str:
    return f"{found['where']}: {found[lang()]}"
