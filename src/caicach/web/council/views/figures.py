"""Figures from outside: how they stand, uploaded, looked at, joined or dropped."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.core.issues import Issue
from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.attachments.answers import file_answer
from caicach.web.attachments.keeping import AttachmentRefusedError
from caicach.web.council.actions.figures import (
    drop_figures,
    join_figures,
    propose_file,
    propose_index,
)
from caicach.web.council.forms.figures import FigureFileForm, IndexForm
from caicach.web.council.models import Joining
from caicach.web.council.queries.outside import (
    FigureLine,
    Missing,
    figures_of,
    joinings_of,
    missing_from,
    outside_of,
)
from caicach.web.council.queries.sight import find_joining, find_round
from caicach.web.council.views.answers import framed, tried, tried_at_once
from caicach.web.look.faults import said_of
from caicach.web.look.table import Table, TableColumn
from caicach.web.look.templatetags.look import lang
from caicach.web.rounds.models import Round
from caicach.web.rounds.refusals import RoundRefusedError
from caicach.web.rounds.showing import figures_words, unit_of


@allowed("council.view")
@require_safe
def figures(request: SignedInRequest, pk: int) -> HttpResponse:
    """How many figures are there, which agencies miss which, and what has arrived."""
    scored = find_round(request.user, pk)
    outside = outside_of(scored)
    table = Table(request, outside.missing, _missing_columns(), name="thieu-so-lieu")
    if table.wants_file:
        return table.file()
    more: dict[str, Any] = {
        "outside": outside,
        "listing": table,
        "joinings": list(joinings_of(scored)[:SHOWN]),
        "index_form": _index_form(scored, outside.series),
    }
    return render(request, "council/figures.html", framed(request, scored, **more))


SHOWN = 20


def _index_form(scored: Round, series: Any, sent: Any = None) -> IndexForm | None:
    named = [(each.id, each.label.text(lang())) for each in series]
    return IndexForm(sent, series=named, initial={"year": scored.year}) if named else None


@allowed("council.join")
@require_http_methods(["GET", "POST"])
def figures_upload(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read a table and keep it to be looked at; with faults nothing is kept."""
    scored = find_round(request.user, pk)
    request.actor.require("council.join", scored)
    form = FigureFileForm(
        request.POST or None, request.FILES or None, initial={"period": scored.period}
    )
    issues: list[Issue] = []
    if request.method == "POST" and form.is_valid():
        given, made = form.cleaned_data, list[Joining]()
        told = {"source": given["source"], "period": given["period"], "upload": given["file"]}
        try:
            if _tried_file(
                form,
                lambda: made.append(
                    propose_file(request.actor, scored=scored, now=timezone.now(), **told)
                ),
            ):
                return redirect("council:joining", made[0].pk)
        except RoundRefusedError as refused:
            issues = refused.issues
    wrong = [(each.where, said_of(each)) for each in issues if each.severity == "fault"]
    context = framed(request, scored, form=form, faults=wrong, items=outside_of(scored).items)
    status = 422 if form.errors or wrong else 200
    return render(request, "council/upload.html", context, status=status)


def _tried_file(form: FigureFileForm, action: Any) -> bool:
    """Run the action; what refuses the file itself is told at its field."""
    try:
        action()
    except AttachmentRefusedError as refused:
        for each in refused.issues:
            form.add_error("file", said_of(each))
    return not form.errors


@allowed("council.join")
@require_POST
def figures_index(request: SignedInRequest, pk: int) -> HttpResponse:
    """Bring in the figures of a published index, to be looked at."""
    scored = find_round(request.user, pk)
    request.actor.require("council.join", scored)
    form = _index_form(scored, outside_of(scored).series, request.POST)
    made: list[Joining] = []
    if form is not None and form.is_valid():
        told = {"series": form.cleaned_data["series"], "year": form.cleaned_data["year"]}
        now = timezone.now()
        if tried(
            form,
            lambda: made.append(propose_index(request.actor, scored=scored, now=now, **told)),
        ):
            return redirect("council:joining", made[0].pk)
    for words in [each for some in form.errors.values() for each in some] if form else []:
        messages.error(request, str(words))
    return redirect("council:figures", pk)


@allowed("council.view")
@require_safe
def joining(request: SignedInRequest, pk: int) -> HttpResponse:
    """What arrived, beside what stands on the cards, and who is missing."""
    found = find_joining(request.user, pk)
    lines = figures_of(found)
    table = Table(request, lines, _figure_columns(found), name=f"so-lieu-{found.number}")
    if table.wants_file:
        return table.file()
    lacking = missing_from(found, lines)
    more = {
        "joining": found,
        "listing": table,
        "new": sum(each.is_new for each in lines),
        "changed": sum(each.is_changed for each in lines),
        "missing": lacking[:SHOWN_MISSING],
        "more_missing": max(0, len(lacking) - SHOWN_MISSING),
        "missing_count": len(lacking),
    }
    return render(request, "council/joining.html", framed(request, found.round, **more))


SHOWN_MISSING = 60


@allowed("council.join")
@require_POST
def joining_step(request: SignedInRequest, pk: int, step: str) -> HttpResponse:
    """Join the figures that were looked at, or put them aside."""
    found = find_joining(request.user, pk)
    if step == "join":
        now, words = (
            timezone.now(),
            _("Đã đưa số liệu vào bảng chấm điểm. Tổng điểm đang được tính lại."),
        )
        tried_at_once(request, lambda: join_figures(request.actor, joining=found, now=now), words)
    else:
        words = _("Đã bỏ. Tệp vẫn được giữ để đối chiếu.")
        tried_at_once(request, lambda: drop_figures(request.actor, joining=found), words)
    return redirect("council:joining", pk)


@allowed("council.view")
@require_safe
def joining_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """The table as it was uploaded."""
    return file_answer(find_joining(request.user, pk).attachment)


def _missing_columns() -> list[TableColumn[Missing]]:
    return [
        TableColumn("code", _l("Mã"), lambda e: e.item.printed_code, lambda e: e.item.position),
        TableColumn("item", _l("Nội dung"), lambda e: e.item.label),
        TableColumn("agency", _l("Cơ quan"), lambda e: e.card.name, lambda e: e.card.name),
        TableColumn("agency_code", _l("Mã cơ quan"), lambda e: e.card.agency.code),
    ]


def _figure_columns(found: Joining) -> list[TableColumn[FigureLine]]:
    def words(line: FigureLine, given: Any) -> str:
        return figures_words(given, unit_of(found.round, line.figure.item.code) or "percent")

    return [
        TableColumn(
            "agency", _l("Cơ quan"), lambda e: e.figure.card.name, lambda e: e.figure.card.name
        ),
        TableColumn(
            "code", _l("Mã"), lambda e: e.figure.item.printed_code, lambda e: e.figure.item.position
        ),
        TableColumn("figure", _l("Số liệu"), lambda e: words(e, e.figure.as_given())),
        TableColumn(
            "before", _l("Đang có"), lambda e: words(e, e.before.as_given() if e.before else None)
        ),
        TableColumn("place", _l("Ô trong tệp"), lambda e: e.figure.place),
    ]
