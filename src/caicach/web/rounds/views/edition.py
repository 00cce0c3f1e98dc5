"""Another edition for a running round: chosen, previewed, taken with a reason."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caicach.core.issues import Issue
from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.rounds.actions.editions import check_blocks, check_migration, migrate_edition
from caicach.web.rounds.actions.rounds import keep_edition
from caicach.web.rounds.forms.round import EditionForm, ReasonForm
from caicach.web.rounds.migrating import preview_of
from caicach.web.rounds.models import KeptEdition, Round
from caicach.web.rounds.views.asking import form_answer, round_to_set_up, told, tried

SHOWN = 50


@allowed("rounds.set_up")
@require_http_methods(["GET", "POST"])
def round_edition(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose another edition; what is wrong with it is told at its lines."""
    scored = round_to_set_up(request, pk)
    form = EditionForm(request.POST or None, request.FILES or None)
    issues: list[Issue] = []
    if request.method == "POST" and form.is_valid():
        kept, issues = keep_edition(form.cleaned_data["text"], form.cleaned_data["path"])
        if kept is not None:
            return redirect("rounds:migration", pk, kept.pk)
        form.add_error(None, _("Bộ tiêu chí có lỗi."))
    context: dict[str, Any] = {"title": _("Chuyển đợt sang ấn bản khác"), "round": scored}
    context |= {"issues": told(issues), "button": _("Đọc và xem trước")}
    return form_answer(request, form, context, "rounds/round_edition.html")


@allowed("rounds.set_up")
@require_http_methods(["GET", "POST"])
def round_migration(request: SignedInRequest, pk: int, edition: int) -> HttpResponse:
    """What the other edition would change on the cards; then taking it, with the reason."""
    scored = round_to_set_up(request, pk)
    kept = get_object_or_404(KeptEdition, pk=edition)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if tried(form, lambda: _migrate(request, scored, kept, reason)):
            messages.success(request, _("Đã chuyển đợt chấm sang ấn bản mới."))
            return redirect("rounds:round", pk)
    wrong = check_migration(scored, kept)
    context: dict[str, Any] = {"title": _("Xem trước khi chuyển ấn bản"), "round": scored}
    context |= {"kept": kept, "issues": told(wrong)}
    if not wrong:
        preview = preview_of(scored, kept)
        context |= {"preview": preview, "issues": told(check_blocks(preview)), "most": SHOWN}
    return form_answer(request, form, context, "rounds/round_migration.html")


def _migrate(request: SignedInRequest, scored: Round, kept: KeptEdition, reason: str) -> None:
    migrate_edition(request.actor, scored=scored, edition=kept, reason=reason, now=timezone.now())
