"""The agenda of the council: all rounds, one round by item, one item by agency."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.council.actions.questions import Wanted, raise_questions
from caicach.web.council.forms.filters import AgendaFilter
from caicach.web.council.models import Question
from caicach.web.council.points import is_discretionary
from caicach.web.council.queries.agenda import (
    AgencyLine,
    ItemLine,
    agency_lines,
    agenda_lines,
    cards_of,
    counts_of,
    open_lines,
    other_cards,
)
from caicach.web.council.queries.sight import find_round, rounds_seen
from caicach.web.council.views.answers import framed, refused
from caicach.web.look.table import Table, TableColumn
from caicach.web.rounds.models import Card, Item, PhaseKind, Round
from caicach.web.rounds.showing import points_words

_l = gettext_lazy
FEW = 200
"""Up to so many agencies are offered as a list."""
COUNTED = (PhaseKind.COUNCIL, PhaseKind.PUBLICATION, PhaseKind.COMPLAINTS)


@allowed("council.view")
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """The rounds whose council one may look into; straight to the agenda where there is one."""
    rounds = rounds_seen(request.user)
    if len(rounds) == 1:
        return redirect("council:agenda", rounds[0].pk)
    return render(request, "council/home.html", {"rounds": rounds})


@allowed("council.view")
@require_safe
def agenda(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is disputed, by item across agencies."""
    scored = find_round(request.user, pk)
    form = AgendaFilter(request.GET, scored=scored)
    asked = form.asked()
    if "export" in request.GET:
        items = [each for each in scored.items.all() if asked.area in ("", each.area)]
        rows = agency_lines(scored, items, asked, cards_of(scored))
        return Table(request, rows, _row_columns(), name="noi-dung-hoi-dong").file()
    lines = agenda_lines(scored, asked)
    table = Table(request, lines, _columns(), name="noi-dung-hoi-dong", form=form)
    is_early = scored.phase not in COUNTED
    context = framed(request, scored, listing=table, counts=counts_of(lines), is_early=is_early)
    return render(request, "council/agenda.html", context)


@allowed("council.view")
@require_safe
def agenda_print(request: SignedInRequest, pk: int) -> HttpResponse:
    """The agenda as a page to print: every question that is before the council, item by item."""
    scored = find_round(request.user, pk)
    context = framed(request, scored, lines=open_lines(scored))
    return render(request, "council/agenda_print.html", context)


@allowed("council.view")
@require_http_methods(["GET", "POST"])
def item(request: SignedInRequest, pk: int, code: str) -> HttpResponse:
    """One item: the agencies that disagree, and the form that puts them before the council."""
    scored = find_round(request.user, pk)
    found = get_object_or_404(scored.items.select_related("lead"), code=code)
    cards, asked = cards_of(scored), AgendaFilter(request.GET, scored=scored).asked()
    lines = agency_lines(scored, [found], asked, cards)
    others = other_cards(found, lines, cards)
    told: list[str] = []
    if request.method == "POST":
        told = _raised(request, scored, found, lines, others)
        if not told:
            return redirect("council:item", pk, code)
    table = Table(request, lines, _row_columns(), name=f"noi-dung-{code}")
    if table.wants_file:
        return table.file()
    more = {
        "item": found,
        "listing": table,
        "others": others,
        "few": len(others) <= FEW,
        "told": told,
    }
    context = framed(request, scored, **more, by_hand=is_discretionary(scored, found))
    return render(request, "council/item.html", context, status=422 if told else 200)


def _raised(
    request: SignedInRequest,
    scored: Round,
    found: Item,
    lines: Sequence[AgencyLine],
    others: Sequence[Card],
) -> list[str]:
    """Put what was ticked before the council; return what refuses it."""
    request.actor.require("council.decide", scored)
    ticked = set(request.POST.getlist("cards"))
    wanted = [
        Wanted(line.card, found, line.kinds[0])
        for line in lines
        if ("all" in request.POST or str(line.card.pk) in ticked) and line.question is None
    ]
    added, why = request.POST.get("added", "").strip(), request.POST.get("why", "")
    if added:
        pool = (*others, *(line.card for line in lines))
        card = next((each for each in pool if added in (each.agency.code, each.name)), None)
        if card is None:
            return [_("Không có cơ quan “%(name)s” để đưa thêm.") % {"name": added[:100]}]
        wanted.append(Wanted(card, found, Question.Kind.BY_HAND, why))
    if not wanted:
        return [_("Chưa chọn cơ quan nào.")]
    made: list[Question] = []
    now = timezone.now()
    told = refused(
        lambda: made.extend(raise_questions(request.actor, scored=scored, wanted=wanted, now=now))
    )
    if not told:
        words = ngettext(
            "Đã đưa %(n)s nội dung ra Hội đồng.", "Đã đưa %(n)s nội dung ra Hội đồng.", len(made)
        )
        messages.success(request, words % {"n": len(made)})
    return told


def _columns() -> list[TableColumn[ItemLine]]:
    return [
        TableColumn(
            "code", _l("Mã"), lambda line: line.item.printed_code, lambda line: line.item.position
        ),
        TableColumn("item", _l("Nội dung"), lambda line: line.item.label),
        TableColumn("why", _l("Vì sao"), lambda line: "; ".join(f"{w}: {n}" for w, n in line.said)),
        TableColumn(
            "waiting", _l("Chưa đưa ra"), lambda line: line.waiting, lambda line: line.waiting, True
        ),
        TableColumn(
            "open", _l("Chờ quyết định"), lambda line: line.open, lambda line: line.open, True
        ),
        TableColumn(
            "decided",
            _l("Đã quyết định"),
            lambda line: line.decided,
            lambda line: line.decided,
            True,
        ),
    ]


def _row_columns() -> list[TableColumn[AgencyLine]]:
    stages: list[tuple[str, Any]] = [
        ("self", _l("Tự chấm")),
        ("appraised_1", _l("Thẩm định lần 1")),
        ("appraised_2", _l("Thẩm định lần 2")),
        ("final", _l("Chốt")),
    ]
    return [
        TableColumn("code", _l("Mã"), lambda line: line.item.printed_code),
        TableColumn("item", _l("Nội dung"), lambda line: line.item.label),
        TableColumn(
            "agency", _l("Cơ quan"), lambda line: line.card.name, lambda line: line.card.name
        ),
        TableColumn("block", _l("Khối"), lambda line: line.card.block),
        TableColumn("why", _l("Vì sao"), lambda line: "; ".join(line.said)),
        *(_score_column(stage, label) for stage, label in stages),
        TableColumn(
            "words", _l("Giải trình"), lambda line: line.remark.text if line.remark else ""
        ),
        TableColumn("state", _l("Tình trạng"), _state_words),
        TableColumn("sitting", _l("Phiên"), _sitting_words),
    ]


def _score_column(stage: str, label: Any) -> TableColumn[AgencyLine]:
    def value(line: AgencyLine) -> Any:
        entry = line.scores.get(stage)
        if entry is None:
            return ""
        return entry.points if entry.points is not None else points_words(entry)

    def order(line: AgencyLine) -> Any:
        entry = line.scores.get(stage)
        return None if entry is None else entry.points

    return TableColumn(stage, label, value, order, number=True)


def _state_words(line: AgencyLine) -> str:
    return str(line.question.get_state_display() if line.question else _l("Chưa đưa ra"))


def _sitting_words(line: AgencyLine) -> str:
    question = line.question
    if question is None:
        return ""
    return str(question.sitting or (_l("chưa xếp phiên") if question.is_unplaced else ""))
