"""Entered years: judged and accepted, withdrawn or dropped, listed with their story."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.attachments.answers import file_answer
from caicach.web.look.listing import Column, Listing
from caicach.web.look.templatetags.look import lang
from caicach.web.watch import actions
from caicach.web.watch.entering.differences import against_use
from caicach.web.watch.entering.looked import SHOWN, looked_at
from caicach.web.watch.entering.proposal import read_again
from caicach.web.watch.forms import EntryFilter, ReasonForm
from caicach.web.watch.models import IndexYearEntry
from caicach.web.watch.queries import all_entries, book_of, watched

REFUSALS = (
    actions.NotJudgedError,
    actions.WatchReasonMissingError,
    actions.EntryMovedOnError,
)


@allowed("watch.view")
def entry(request: SignedInRequest, key: int) -> HttpResponse:
    """Show an entered year: to be judged while it is proposed, with its story after."""
    found = get_object_or_404(_seen(request), pk=key)
    return _entry_page(request, found)


def _entry_page(
    request: SignedInRequest, found: IndexYearEntry, *, error: str = "", status: int = 200
) -> HttpResponse:
    book = book_of(found.series)
    is_open = found.state == IndexYearEntry.State.PROPOSED
    context: dict[str, Any] = {
        "entry": found,
        "series": watched(found.series),
        "may_enter": request.actor.may("watch.enter", found),
        "error": error,
        "ticked": request.POST.getlist("judged"),
        "reason": request.POST.get("reason", ""),
    }
    if is_open and book is not None:
        read = read_again(found)
        in_use = against_use(read, book)
        context |= looked_at(read)
        context |= {"figures": [e for e in read.figures if e.component is None]}
        context |= {
            "in_use": in_use[:SHOWN],
            "in_use_count": len(in_use),
            "earlier": _earlier(found),
        }
    return render(request, "watch/entry.html", context, status=status)


def _seen(request: SignedInRequest) -> Any:
    """What is only proposed is seen by those who may accept it."""
    entries = all_entries()
    if request.actor.may("watch.enter"):
        return entries
    return entries.exclude(state__in=("proposed", "dropped"))


def _earlier(found: IndexYearEntry) -> IndexYearEntry | None:
    same = all_entries().filter(series=found.series, year=found.year, day=found.day)
    return same.filter(state=IndexYearEntry.State.ACCEPTED).first()


@allowed("watch.enter")
@require_POST
def accept(request: SignedInRequest, key: int) -> HttpResponse:
    """Accept a year that was looked at."""
    found = get_object_or_404(_seen(request), pk=key)
    try:
        actions.accept_year(
            by=request.actor,
            entry=found,
            judged=request.POST.getlist("judged"),
            reason=request.POST.get("reason", "")[:500],
            now=timezone.now(),
        )
    except REFUSALS as refused:
        return _entry_page(request, found, error=str(refused), status=422)
    except actions.YearRefusedError:
        return _entry_page(request, found, status=422)
    messages.success(request, _("Đã tiếp nhận. Các trang và biểu đồ dùng số liệu này từ bây giờ."))
    return redirect("watch:entry", found.pk)


@allowed("watch.enter")
def end(request: SignedInRequest, key: int) -> HttpResponse:
    """Withdraw an accepted year, or drop a proposed one, with a reason."""
    found = get_object_or_404(_seen(request), pk=key)
    form = ReasonForm(request.POST or None)
    if found.state not in ENDED:
        raise Http404
    action, done = ENDED[IndexYearEntry.State(found.state)]
    if request.method == "POST" and form.is_valid():
        try:
            action(
                by=request.actor,
                entry=found,
                reason=form.cleaned_data["reason"],
                now=timezone.now(),
            )
        except REFUSALS as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, str(done))
            return redirect("watch:entry", found.pk)
    context = {"entry": found, "series": watched(found.series), "form": form}
    return render(request, "watch/end.html", context, status=422 if form.errors else 200)


ENDED = {
    IndexYearEntry.State.ACCEPTED: (actions.withdraw_year, gettext_lazy("Đã rút năm số liệu này.")),
    IndexYearEntry.State.PROPOSED: (actions.drop_year, gettext_lazy("Đã bỏ năm số liệu này.")),
}


@allowed("watch.view")
def file(request: SignedInRequest, key: int) -> HttpResponse:
    """Send the file a year was read from."""
    found = get_object_or_404(_seen(request), pk=key)
    return file_answer(found.attachment)


@allowed("watch.view")
def entries(request: SignedInRequest) -> HttpResponse:
    """List every year that was entered."""
    rows = _seen(request)
    form = EntryFilter(request.GET or None, states=list(IndexYearEntry.State.choices))
    if form.is_bound and form.is_valid():
        asked = {name: value for name, value in form.cleaned_data.items() if value}
        rows = rows.filter(**asked)
    listing = Listing(request, rows, ENTRY_COLUMNS, name="nam-so-lieu", form=form)
    if listing.wants_file:
        return listing.file()
    context = {"listing": listing, "may_enter": request.actor.may("watch.enter")}
    return render(request, "watch/entries.html", context)


def _index_name(row: IndexYearEntry) -> str:
    found = watched(row.series)
    return found.short.text(lang()) if found else row.series


ENTRY_COLUMNS: tuple[Column[IndexYearEntry], ...] = (
    Column("series", gettext_lazy("Chỉ số"), _index_name, ("series",)),
    Column("year", gettext_lazy("Năm"), lambda row: row.year, ("year", "day"), number=True),
    Column("day", gettext_lazy("Ngày"), lambda row: row.day, ("day",)),
    Column("state", gettext_lazy("Tình trạng"), lambda row: row.get_state_display(), ("state",)),
    Column(
        "provinces", gettext_lazy("Số tỉnh"), lambda row: row.provinces, ("provinces",), number=True
    ),
    Column("source", gettext_lazy("Nguồn"), lambda row: row.source, ("source",)),
    Column("entered", gettext_lazy("Đưa vào lúc"), lambda row: row.entered_at, ("entered_at",)),
    Column("by", gettext_lazy("Người nhập"), lambda row: row.entered_by or ""),
)
