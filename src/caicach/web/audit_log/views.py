"""The log, one event, and the history of one object."""

from typing import Any

from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed, signed_in
from caicach.web.audit.verbs import said_verb
from caicach.web.audit_log.changes import changes_of
from caicach.web.audit_log.forms import EventFilter
from caicach.web.audit_log.queries import events_for, events_of, filtered, subject_of
from caicach.web.audit_log.withheld import marked, reason_of
from caicach.web.look.listing import Column, Listing
from caicach.web.look.templatetags.look import said

COLUMNS: list[Column[Any]] = [
    Column("number", _("Số"), lambda e: e.number, ("number",), number=True),
    Column("at", _("Lúc"), lambda e: e.at),
    Column("person", _("Người làm"), lambda e: e.name, ("name",)),
    Column("post", _("Vị trí"), lambda e: e.post),
    Column("verb", _("Việc"), lambda e: said(said_verb(e.verb)), ("verb",)),
    Column("subject", _("Đối tượng"), lambda e: e.subject_name, ("subject_name",)),
    Column("reason", _("Lý do"), reason_of),
]


@allowed("audit_log.view")
def events(request: SignedInRequest) -> HttpResponse:
    """List the events within reach."""
    form = EventFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = marked(request.user, filtered(events_for(request.user), asked))
    listing = Listing(request, rows, COLUMNS, name="nhat-ky", form=form)
    if listing.wants_file:
        return listing.file()
    return render(request, "audit_log/events.html", {"listing": listing, "form": form})


@allowed("audit_log.view")
def event(request: SignedInRequest, number: int) -> HttpResponse:
    """Show one event with what it changed."""
    shown = get_object_or_404(marked(request.user, events_for(request.user)), number=number)
    subject = subject_of(shown.subject_kind, shown.subject_key)
    context = {"event": shown, "changes": changes_of(shown), "address": _address(subject)}
    return render(request, "audit_log/event.html", context)


@signed_in
def history(request: SignedInRequest, kind: str, key: str) -> HttpResponse:
    """Show the history of one object to whoever may see the object, or reads the log."""
    rows = events_of(kind, key)
    subject = subject_of(kind, key)
    if not _may_see(request, kind, subject):
        rows = rows & events_for(request.user) if _reads_log(request) else rows.none()
    rows = marked(request.user, rows)
    newest = rows.first()
    if newest is None:
        raise Http404(key)
    listing = Listing(request, rows, COLUMNS, name="lich-su")
    if listing.wants_file:
        return listing.file()
    context = {
        "listing": listing,
        "subject": newest.subject_name,
        "address": _address(subject),
        "reads_log": _reads_log(request),
    }
    return render(request, "audit_log/object.html", context)


def _reads_log(request: SignedInRequest) -> bool:
    return request.actor.may("audit_log.view")


def _may_see(request: SignedInRequest, kind: str, subject: Model | None) -> bool:
    """Apps name the right to see an object `app.view_model`, or `app.view` for all of theirs."""
    app, _dot, model = kind.partition(".")
    rights = (f"{app}.view_{model}", f"{app}.view")
    return subject is not None and any(request.actor.may(right, subject) for right in rights)


def _address(subject: Model | None) -> str:
    find = getattr(subject, "get_absolute_url", None)
    return str(find()) if find is not None else ""
