"""Complaints: filed within the window, answered once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.attachments.answers import file_answer
from caicach.web.look.listing import Column, Listing
from caicach.web.results.actions.complaints import answer_complaint, file_complaint
from caicach.web.results.forms.after import AnswerForm, ComplaintForm
from caicach.web.results.forms.filters import ComplaintFilter
from caicach.web.results.models import Complaint, ComplaintFile
from caicach.web.results.queries.sight import visible_complaints
from caicach.web.results.views.asked import (
    card_has,
    card_in_sight,
    complaint_in_sight,
    form_answer,
    tried,
)
from caicach.web.results.window import complaint_window

_l = gettext_lazy
COLUMNS: list[Column[Complaint]] = [
    Column("agency", _l("Cơ quan"), lambda row: row.card.name, ("card__name",)),
    Column("item", _l("Tiêu chí"), lambda row: str(row.item), ("item__position",)),
    Column("text", _l("Nội dung"), lambda row: row.text),
    Column("at", _l("Gửi lúc"), lambda row: row.at, ("at",)),
    Column("state", _l("Tình trạng"), lambda row: row.get_state_display(), ("state",)),
    Column("answer", _l("Nội dung trả lời"), lambda row: row.answer),
]


@allowed("rounds.read_card")
@require_safe
def complaint_list(request: SignedInRequest) -> HttpResponse:
    """Complaints in sight: one's own agency's, or all of a round."""
    form = ComplaintFilter(request.GET)
    rows = visible_complaints(request.user).filter(**form.chosen())
    listing = Listing(request, rows, COLUMNS, name="khieu-nai", form=form)
    if listing.wants_file:
        return listing.file()
    waiting = visible_complaints(request.user).filter(state=Complaint.State.FILED).count()
    context = {"listing": listing, "waiting": waiting}
    return render(request, "results/complaints.html", context)


@allowed("results.complain")
@require_http_methods(["GET", "POST"])
def complain(request: SignedInRequest, pk: int) -> HttpResponse:
    """Contest an item of one's own card."""
    card = card_in_sight(request, pk)
    request.actor.require("results.complain", card)
    now = timezone.now()
    every = card.round.items.filter(is_dropped=False)
    items = every.filter(pk__in=[each.pk for each in every if card_has(card, each)])
    code = request.GET.get("item", "")
    begun = {"item": next((each.pk for each in items if each.code == code), None)}
    form = ComplaintForm(request.POST or None, request.FILES or None, items=items, initial=begun)
    if request.method == "POST" and form.is_valid():
        given, made = form.cleaned_data, list[Complaint]()
        if tried(
            form,
            lambda: made.append(
                file_complaint(
                    request.actor,
                    card=card,
                    item=given["item"],
                    text=given["text"],
                    uploads=form.uploads(),
                    now=now,
                )
            ),
        ):
            messages.success(request, _("Đã gửi khiếu nại."))
            return redirect("results:complaint", made[0].pk)
    window = complaint_window(card.round, card.agency, now)
    context = {"card": card, "round": card.round, "window": window}
    return form_answer(request, form, context, "results/complain.html")


@allowed("rounds.read_card")
@require_safe
def complaint_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was contested, what was answered, what followed."""
    found = complaint_in_sight(request, pk)
    return render(request, "results/complaint.html", _about(request, found))


def _about(request: SignedInRequest, found: Complaint) -> dict[str, object]:
    may = request.user.has_perm
    corrections = found.corrections.select_related("publication", "item")
    if not may("results.provisional", found.publication):
        corrections = corrections.filter(publication__isnull=False)
    return {
        "complaint": found,
        "card": found.card,
        "round": found.card.round,
        "files": found.files.select_related("attachment__stored"),
        "corrections": corrections,
        "may_answer": found.state == Complaint.State.FILED and may("results.answer", found),
        "may_correct": found.state == Complaint.State.UPHELD and may("results.correct", found.card),
    }


@allowed("results.answer")
@require_http_methods(["GET", "POST"])
def complaint_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Answer a complaint with the reason."""
    found = complaint_in_sight(request, pk)
    request.actor.require("results.answer", found)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if tried(
            form,
            lambda: answer_complaint(
                request.actor,
                complaint=found,
                upheld=given["upheld"] == "yes",
                answer=given["answer"],
                now=timezone.now(),
            ),
        ):
            messages.success(request, _("Đã trả lời khiếu nại."))
            return redirect("results:complaint", pk)
    return form_answer(request, form, _about(request, found), "results/complaint_answer.html")


@allowed("rounds.read_card")
@require_safe
def complaint_file(request: SignedInRequest, pk: int, file: int) -> HttpResponse:
    """A file sent with a complaint."""
    found = complaint_in_sight(request, pk)
    kept = get_object_or_404(
        ComplaintFile.objects.select_related("attachment__stored"), complaint=found, pk=file
    )
    return file_answer(kept.attachment)
