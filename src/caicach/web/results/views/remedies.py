"""After publication: causes of lost points, tasks to win them back, and whether they were."""

from datetime import date

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.look.day import today
from caicach.web.look.folding import fold
from caicach.web.look.table import Table, TableColumn
from caicach.web.plans.models import Plan
from caicach.web.plans.queries.sight import visible_plans
from caicach.web.results.actions.remedies import Cause, name_cause, plan_remedy
from caicach.web.results.forms.after import CauseForm, RemedyForm
from caicach.web.results.forms.filters import RemedyFilter
from caicach.web.results.models import LossCause
from caicach.web.results.published import latest_publication
from caicach.web.results.queries.remedies import (
    Link,
    Mending,
    causes_told,
    chain_of,
    mendings_of,
)
from caicach.web.results.views.asked import (
    card_in_sight,
    form_answer,
    item_asked,
    provisional_round,
    tried,
)
from caicach.web.rounds.models import Card

_l = gettext_lazy
COLUMNS: list[TableColumn[Mending]] = [
    TableColumn("agency", _l("Cơ quan"), lambda row: row.card.name, lambda row: row.card.name),
    TableColumn("lost", _l("Điểm mất"), lambda row: row.lost, lambda row: row.lost, True),
    TableColumn(
        "explained",
        _l("Tỷ lệ đã rõ nguyên nhân"),
        lambda row: row.explained_share,
        lambda row: row.explained_share,
        True,
    ),
    TableColumn(
        "planned",
        _l("Tỷ lệ đã có nhiệm vụ"),
        lambda row: row.planned_share,
        lambda row: row.planned_share,
        True,
    ),
]


@allowed("results.provisional")
@require_safe
def remedies(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far all agencies have come with the points they lost."""
    scored = provisional_round(request, pk)
    publication = latest_publication(scored)
    if publication is None:
        raise Http404
    form = RemedyFilter(request.GET)
    chosen, rows = form.chosen(), mendings_of(scored, publication)
    shown = [row for row in rows if _is_asked(row, chosen)]
    listing = Table(request, shown, COLUMNS, name="khac-phuc", form=form)
    if listing.wants_file:
        return listing.file()
    lost = sum(row.lost for row in rows)
    context = {
        "round": scored,
        "publication": publication,
        "listing": listing,
        "lost": lost,
        "explained": 100 * sum(row.explained for row in rows) / lost if lost else None,
        "planned": 100 * sum(row.planned for row in rows) / lost if lost else None,
    }
    return render(request, "results/remedies.html", context)


def _is_asked(row: Mending, chosen: dict[str, str]) -> bool:
    if chosen.get("state") not in (None, row.state):
        return False
    return fold(chosen.get("q", "")) in fold(row.card.name, row.card.agency.code)


@allowed("rounds.read_card")
@require_safe
def losses(request: SignedInRequest, pk: int) -> HttpResponse:
    """The chain of one agency: lost point, cause, task, next year."""
    card = card_in_sight(request, pk)
    publication, links = chain_of(card)
    if publication is None:
        raise Http404
    lost = sum(link.lost for link in links)
    context = {
        "card": card,
        "round": card.round,
        "publication": publication,
        "links": links,
        "causes": causes_told(publication, card),
        "lost": lost,
        "explained": sum(link.lost for link in links if link.cause),
        "planned": sum(link.lost for link in links if link.tasks),
        "regained": sum(link.next.regained or 0 for link in links if link.next),
        "following": next((link.next.publication for link in links if link.next), None),
        "may_mend": request.user.has_perm("results.remedy", card),
    }
    return render(request, "results/losses.html", context | {"today": today()})


@allowed("results.remedy")
@require_http_methods(["GET", "POST"])
def loss_cause(request: SignedInRequest, pk: int, code: str) -> HttpResponse:
    """Say why points were lost at an item."""
    card = card_in_sight(request, pk)
    request.actor.require("results.remedy", card)
    link = _link(card, code)
    kept = link.cause
    begun = {
        "category": kept.category if kept else link.suggested,
        "words": kept.words if kept else "",
        "seen": kept.version if kept else 0,
    }
    form = CauseForm(request.POST or None, initial=begun)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        cause = Cause(given["category"], given["words"], given["seen"])
        now = timezone.now()
        if tried(
            form,
            lambda: name_cause(request.actor, card=card, item=link.item, cause=cause, now=now),
        ):
            messages.success(request, _("Đã ghi nguyên nhân."))
            return redirect("results:losses", pk)
    context = {"card": card, "round": card.round, "link": link, "kept": kept}
    return form_answer(request, form, context, "results/cause.html")


def _link(card: Card, code: str) -> Link:
    item_asked(card, code)
    _publication, links = chain_of(card)
    found = next((link for link in links if link.item.code == code), None)
    if found is None:
        raise Http404
    return found


@allowed("results.remedy")
@require_http_methods(["GET", "POST"])
def remedy(request: SignedInRequest, pk: int, code: str) -> HttpResponse:
    """Put a task that is to win the points back into a plan of the next year."""
    card = card_in_sight(request, pk)
    request.actor.require("results.remedy", card)
    cause = get_object_or_404(
        LossCause.objects.select_related("item", "card__round__edition", "card__agency"),
        card=card,
        item__code=code,
    )
    plans = _plans(request, card)
    form = RemedyForm(request.POST or None, plans=plans, initial=_begun(card, cause))
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        plan = given.pop("plan")
        values = {**given, "number": next_number(plan), "owner": card.agency}
        now = timezone.now()
        if tried(
            form,
            lambda: plan_remedy(request.actor, cause=cause, plan=plan, values=values, now=now),
        ):
            messages.success(request, _("Đã đưa nhiệm vụ vào kế hoạch."))
            return redirect("results:losses", pk)
    context = {
        "card": card,
        "round": card.round,
        "cause": cause,
        "plans": plans,
        "year": card.round.year + 1,
    }
    return form_answer(request, form, context, "results/remedy.html")


def _plans(request: SignedInRequest, card: Card) -> QuerySet[Plan]:
    """Return the open plans of a later year in which the person may write a task."""
    open_plans = visible_plans(request.user).exclude(state=Plan.State.CLOSED)
    later = open_plans.filter(last_year__gt=card.round.year).select_related("agency", "document")
    above = {card.agency_id, card.round.agency_id}
    may = [
        each.pk
        for each in later.filter(agency__in=above)
        if request.user.has_perm("plans.change", each)
    ]
    return later.filter(pk__in=may).order_by("first_year", "-agency__code", "title")


def _begun(card: Card, cause: LossCause) -> dict[str, object]:
    label = _("Khắc phục tiêu chí %(code)s: %(label)s") % {
        "code": cause.item.printed_code,
        "label": cause.item.label,
    }
    return {"label": label, "due_on": date(card.round.year + 1, 9, 30)}


def next_number(plan: Plan) -> str:
    """Return the number after the last of those that are plain numbers, marked as a remedy."""
    taken = set(plan.tasks.values_list("number", flat=True))
    count = 1
    while f"KP.{count}" in taken:
        count += 1
    return f"KP.{count}"
