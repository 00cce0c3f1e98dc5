"""Rounds for everybody: the list, the page of one, what was done with it."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from caicach.core.rounds import Move
from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.audit.models import Event
from caicach.web.audit.verbs import said_verb
from caicach.web.look.listing import PAGE_SIZE, Column, Listing
from caicach.web.rounds.due import due_words, phase_words, waited_for
from caicach.web.rounds.models import Card, Phase, PhaseKind, Round
from caicach.web.rounds.queries.cards import visible_cards
from caicach.web.rounds.queries.rounds import (
    due_first,
    extensions_of,
    gone_cards,
    history_of,
    progress_of,
    visible_rounds,
)
from caicach.web.rounds.scoring import read_ahead
from caicach.web.rounds.showing import edition_words
from caicach.web.rounds.turning import moves_of
from caicach.web.rounds.views.asking import round_in_sight, tree_of

EMPTY = ("", _("Tất cả"))


class RoundFilter(forms.Form):
    """Narrows the list of rounds; knows the year when it knows nothing."""

    year = forms.IntegerField(label=_("Năm"), required=False, min_value=1990, max_value=2100)
    kind = forms.ChoiceField(label=_("Loại"), required=False, choices=[EMPTY, *Round.Kind.choices])
    state = forms.ChoiceField(
        label=_("Trạng thái"), required=False, choices=[EMPTY, *Round.State.choices]
    )

    def chosen(self) -> dict[str, Any]:
        """Return what was chosen, without empty values."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


COLUMNS: list[Column[Round]] = [
    Column("name", _("Đợt"), lambda each: each.name, ("name",)),
    Column("kind", _("Loại"), lambda each: each.get_kind_display(), ("kind",)),
    Column("period", _("Kỳ số liệu"), lambda each: each.period, ("year", "period")),
    Column(
        "edition", _("Bộ tiêu chí"), lambda each: edition_words(each.edition), ("edition__name",)
    ),
    Column("cards", _("Cơ quan"), lambda each: vars(each)["cards_count"], ("cards_count",), True),
    Column("phase", _("Đang ở"), phase_words, ("state", "phase")),
    Column("due", _("Đóng lúc"), lambda each: vars(each)["due_at"], ("due_at",)),
]


@allowed("rounds.view")
@require_safe
def round_list(request: SignedInRequest) -> HttpResponse:
    """All rounds in sight, what is due first at the top."""
    form = RoundFilter(request.GET)
    rows = due_first(visible_rounds(request.user)).filter(**form.chosen())
    listing = Listing(request, rows, COLUMNS, name="dot-cham", form=form)
    if listing.wants_file:
        return listing.file()
    page = list(listing.page)
    read_ahead(each.edition for each in page)
    due = min((vars(each)["due_at"] for each in page if vars(each)["due_at"]), default=None)
    first = next((each for each in page if due and vars(each)["due_at"] == due), None)
    context = {"listing": listing, "first": first, "tree": tree_of(request)}
    may = {"may_set_up": request.user.has_perm("rounds.set_up")}
    return render(request, "rounds/round_list.html", context | may)


@allowed("rounds.view")
@require_safe
def round_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """One round: what is due, its phases, how far each block is, what may be done."""
    scored, now = round_in_sight(request, pk), timezone.now()
    reads_all = request.user.has_perm("rounds.read_all", scored)
    may_set_up = request.user.has_perm("rounds.set_up", scored)
    phases = list(scored.phases.all())
    progress = progress_of(scored) if reads_all else []
    context = {
        "round": scored,
        "now": now,
        "due": due_words(scored, phases, now),
        "phases": [(each, waited_for(each, progress)) for each in phases],
        "progress": progress,
        "reads_all": reads_all,
        "own": None if reads_all else own_card(request, scored),
        "tree": tree_of(request),
    }
    if may_set_up:
        context |= _to_do(request, scored, phases, now)
    return render(request, "rounds/round_page.html", context)


def own_card(request: SignedInRequest, scored: Round) -> Card | None:
    """Return the card of the person's own agency in this round."""
    return visible_cards(request.user).filter(round=scored).first()


def _to_do(
    request: SignedInRequest, scored: Round, phases: list[Phase], now: datetime
) -> dict[str, Any]:
    by_kind = {each.kind: each for each in phases}
    moves: list[tuple[Move, Phase]] = [
        (move, by_kind[move.phase.value]) for move in moves_of(scored)
    ]
    return {
        "may_set_up": True,
        "moves": moves,
        "extensions": extensions_of(scored, now),
        "gone": gone_cards(scored, tree_of(request)),
        "migrates": scored.state == Round.State.RUNNING
        and any(each.kind == "self_scoring" and each.state == "open" for each in phases),
    }


@allowed("rounds.view")
@require_safe
def round_history(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who did what with a round, latest first, each with its reason."""
    scored = round_in_sight(request, pk)
    page = Paginator(history_of(scored), PAGE_SIZE).get_page(request.GET.get("page"))
    events = [
        {"event": each, "verb": said_verb(each.verb), "phase": _phase_of(each)} for each in page
    ]
    listing = {"total": page.paginator.count, "page": page, "pages": _pages(page)}
    context = {"round": scored, "events": events, "listing": listing}
    return render(request, "rounds/round_history.html", context)


def _phase_of(event: Event) -> Any:
    """Return the phase an event is about, in words; nothing for none."""
    kind = (event.after or {}).get("phase")
    return PhaseKind(kind).label if kind in PhaseKind.values else ""


def _pages(page: Any) -> list[Any]:
    return list(page.paginator.get_elided_page_range(page.number, on_ends=1))
