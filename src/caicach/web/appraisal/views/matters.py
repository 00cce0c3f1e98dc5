"""One item of one card: everything a verdict rests on, and the verdict."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.appraisal.actions.looks import mark_looked, reopen
from caicach.web.appraisal.actions.verdicts import Choice
from caicach.web.appraisal.forms.verdicts import offers_of
from caicach.web.appraisal.queries.line import Line
from caicach.web.appraisal.queries.sight import Sight, stages_shown
from caicach.web.appraisal.views.asked import line_asked, stage_words
from caicach.web.appraisal.views.saving import save_line
from caicach.web.attachments.viewing import judge_ahead
from caicach.web.look.faults import said_of
from caicach.web.rounds.forms.figures import FigureField, fields_of
from caicach.web.rounds.models import EntryChange, LateNote
from caicach.web.rounds.refusals import NoReasonError, RoundRefusedError, StageLockedError
from caicach.web.rounds.told import told_changes, told_until

CHANGES = 200


@allowed("appraisal.view")
@require_http_methods(["GET", "POST"])
def matter_page(request: SignedInRequest, pk: int, code: str) -> HttpResponse:
    """Show figures, evidence, notes of both sides, last year and the history; take a verdict."""
    sight, line = line_asked(request, pk, code)
    if request.method == "POST":
        request.actor.require("appraisal.appraise", line.matter)
        if save_line(request.actor, line, request.POST):
            messages.success(request, _("Đã lưu kết quả thẩm định."))
            return redirect(request.get_full_path())
        if not line.faults:
            line.faults = [_("Chọn kết quả thẩm định rồi lưu.")]
    else:
        mark_looked(request.actor, matters=[line.matter], now=timezone.now())
    context = _about(sight, line)
    return render(request, "appraisal/matter.html", context, status=422 if line.faults else 200)


def _about(sight: Sight, line: Line) -> dict[str, object]:
    card, item = line.card, line.item
    fields = _fields(line)
    judge_ahead((each.attachment for each in line.evidence), timezone.now())
    return {
        "sight": sight,
        "line": line,
        "card": card,
        "item": item,
        "offers": [each for each in offers_of(line) if each.value != Choice.CHANGE],
        "fields": [(f"{line.key}-{each.name}", each) for each in fields],
        "has_points_field": any(each.name == "points" for each in fields),
        "evidence": [
            (each, is_new, evidence_address(each.pk)) for each, is_new in line.shown_evidence
        ],
        "stage_words": stage_words(sight),
    }


def _fields(line: Line) -> list[FigureField]:
    """Return the fields of other figures: empty until something is typed."""
    typed = line.typed if line.faults else {}
    return fields_of(line.card.round, line.item.code, None, typed)


def evidence_address(pk: int) -> str:
    """Return where a piece is shown."""
    try:
        return reverse("rounds:evidence", args=[pk])
    except NoReverseMatch:
        return ""


@allowed("appraisal.view")
@require_safe
def history_page(request: SignedInRequest, pk: int, code: str) -> HttpResponse:
    """Show every change of the item, and what came too late to count."""
    sight, line = line_asked(request, pk, code)
    about = {"card": line.card, "item": line.item}
    told = {**about, "stage__in": stages_shown(sight)}
    until = told_until(sight.scored, reads_all=sight.reads_all)
    changes = told_changes(EntryChange.objects.filter(**told), until).select_related("person")
    notes = LateNote.objects.filter(**told).select_related("person")
    context = {"sight": sight, "line": line, **about}
    context |= {"changes": changes[:CHANGES], "late_notes": notes[:CHANGES]}
    return render(request, "appraisal/history.html", context)


@allowed("appraisal.appraise")
@require_POST
def reopen_matter(request: SignedInRequest, pk: int, code: str) -> HttpResponse:
    """Open a settled item for the second appraisal."""
    _sight, line = line_asked(request, pk, code)
    reason = request.POST.get("reason", "")
    try:
        reopen(request.actor, matter=line.matter, reason=reason, now=timezone.now())
    except RoundRefusedError as refused:
        messages.error(request, " ".join(said_of(each) for each in refused.issues))
    except (NoReasonError, StageLockedError) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Đã mở lại mục này. Hãy cho kết quả thẩm định lần 2."))
    return redirect("appraisal:matter", pk, code)
