"""A list of people: looked at with all its faults, saved when chosen."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caicach.core.issues import Issue
from caicach.files.registers import Person as Row
from caicach.web.accounts.acting import SignedInRequest, standing_now
from caicach.web.accounts.actions.faults import ROLE_NAMES, PeopleFaultsError
from caicach.web.accounts.actions.importing import check_import, import_people, read_people
from caicach.web.accounts.forms import PeopleFileForm
from caicach.web.accounts.guard import allowed
from caicach.web.accounts.jobs import invite_later
from caicach.web.look.day import today
from caicach.web.look.faults import said_of

SALT = "accounts.import"
HOUR = 3600
"""How long a looked-at list may wait to be saved."""


@allowed("accounts.manage")
def upload(request: SignedInRequest) -> HttpResponse:
    """Read a file and show what it would do; nothing is saved."""
    form = PeopleFileForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        status = 422 if form.errors else 200
        context = {"form": form, "roles": ROLE_NAMES.values()}
        return render(request, "accounts/import.html", context, status=status)
    file = form.cleaned_data["file"]
    rows, issues = read_people(file.read(), file.name)
    issues += check_import(request.actor, rows, today())
    return _preview(request, rows, issues)


@allowed("accounts.manage")
@require_POST
def confirm(request: SignedInRequest) -> HttpResponse:
    """Save the sound rows that were looked at, in one transaction."""
    try:
        kept = signing.loads(request.POST.get("rows", ""), salt=SALT, max_age=HOUR)
    except signing.BadSignature:
        messages.error(request, _("Danh sách đã xem quá lâu. Hãy chọn lại tệp."))
        return redirect("accounts:import")
    rows = [_row(each) for each in kept]
    try:
        done = import_people(request.actor, rows, today())
    except PeopleFaultsError as error:
        return _preview(request, rows, error.issues)
    invite_later(request.actor, done.added, f"{request.scheme}://{request.get_host()}")
    words = _("Đã thêm %(people)d người và giao %(posts)d vị trí.")
    messages.success(request, words % {"people": len(done.added), "posts": done.posts})
    return redirect("accounts:people")


def _preview(request: SignedInRequest, rows: list[Row], issues: list[Issue]) -> HttpResponse:
    faulty = {each.where for each in issues if each.severity == "fault"}
    sound = [row for row in rows if row.where not in faulty]
    tree = standing_now(request.user).tree
    context = {
        "faults": [(e.where, said_of(e)) for e in issues if e.severity == "fault"],
        "remarks": [(e.where, said_of(e)) for e in issues if e.severity != "fault"],
        "rows": [
            (row, tree.agency(row.agency).name.vi if row.agency in tree else row.agency)
            for row in sound
        ],
        "kept": signing.dumps([_plain(row) for row in sound], salt=SALT, compress=True),
    }
    return render(request, "accounts/import_preview.html", context, status=422 if faulty else 200)


def _plain(row: Row) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in asdict(row).items()}


def _row(kept: dict[str, Any]) -> Row:
    days = {k: kept[k] and date.fromisoformat(kept[k]) for k in ("valid_from", "valid_to")}
    return Row(**(kept | days))
