"""Tables in and out: uploads, the national map, the whole register as a file."""

import tempfile
from pathlib import Path

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.agencies.actions import RefusedError, RegisterChangedError
from caicach.web.agencies.exporting import FORMATS, write_register
from caicach.web.agencies.forms import MapForm, UploadForm
from caicach.web.agencies.jobs import load_nation_later
from caicach.web.agencies.maps import load_map
from caicach.web.agencies.models import Operation, PendingImport
from caicach.web.agencies.tables import (
    confirm_import,
    drop_import,
    has_faults,
    issues_of,
    keep_import,
    look_at_import,
)
from caicach.web.look.day import today
from caicach.web.look.faults import said_of
from caicach.web.look.templatetags.look import lang
from caicach.web.register.version import register_version

SHOWN = 100


@allowed("agencies.change")
def upload(request: SignedInRequest) -> HttpResponse:
    """Take a table of agencies in to be looked at; nothing is saved in the register."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        kept = keep_import(
            by=request.actor, person=request.user, content=file.read(), file_name=file.name
        )
        return redirect("agencies:pending", kept.pk)
    waiting = PendingImport.objects.filter(person=request.user).defer("rows")
    return render(request, "agencies/upload.html", {"form": form, "waiting": waiting})


@allowed("agencies.change")
def pending(request: SignedInRequest, key: int) -> HttpResponse:
    """Show a kept table with all its faults and what it would do; take it over when told to."""
    kept = get_object_or_404(PendingImport, pk=key, person=request.user)
    if request.method == "POST" and (done := _decided(request, kept)):
        return done
    found = look_at_import(request.actor, kept)
    context = {
        "kept": kept,
        "found": found,
        "issues": issues_of(kept),
        "has_faults": has_faults(kept),
        "seen": register_version(),
        "shown": SHOWN,
    }
    return render(request, "agencies/pending.html", context)


def _decided(request: SignedInRequest, kept: PendingImport) -> HttpResponse | None:
    step, seen = request.POST.get("step"), request.POST.get("seen", "")
    if step == "drop":
        drop_import(by=request.actor, pending=kept)
        messages.success(request, _("Đã bỏ tệp; sổ cơ quan không thay đổi."))
        return redirect("agencies:upload")
    try:
        done = confirm_import(
            by=request.actor,
            pending=kept,
            sound_rows_only=step == "sound",
            seen=int(seen) if seen.isdigit() else None,
        )
    except RegisterChangedError:
        messages.warning(request, _("Sổ cơ quan vừa có thay đổi khác. Hãy xem lại rồi xác nhận."))
        return None
    except RefusedError:
        return None  # the page shows every reason
    messages.success(request, _said(done))
    return redirect("agencies:list")


@allowed("agencies.change_roots")
def map_(request: SignedInRequest) -> HttpResponse:
    """Load the national map, one province or all of it."""
    form = MapForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and (done := _loaded(request, form)):
        return done
    return render(request, "agencies/map.html", {"form": form})


def _loaded(request: SignedInRequest, form: MapForm) -> HttpResponse | None:
    """Load a province at once, the nation in the background; None where it was refused."""
    province, departments = form.cleaned_data["province"], form.cleaned_data["departments"]
    if not province:
        load_nation_later(request.user, departments=departments)
        messages.success(
            request, _("Bản đồ cả nước đang được nạp; khoảng một phút nữa hãy mở lại.")
        )
        return redirect("agencies:tree")
    try:
        done = load_map(by=request.actor, province=province, departments=departments)
    except RefusedError as error:
        for each in error.issues[:SHOWN]:
            form.add_error(None, said_of(each))
        return None
    messages.success(request, _said(done))
    return redirect("agencies:tree")


def _said(done: Operation | None) -> str:
    if done is None:
        return _("Sổ cơ quan đã có đủ những gì tệp này ghi; không có gì thay đổi.")
    return _("Đã ghi vào sổ cơ quan: %(what)s.") % {"what": done.decision}


@allowed("agencies.view")
def export(request: SignedInRequest, kind: str) -> HttpResponse:
    """Hand out the whole register, of all days."""
    del request
    if kind not in FORMATS:
        raise Http404
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"so-co-quan-{today():%Y%m%d}.{kind}"
        write_register(path, lang())
        headers = {"Content-Disposition": f'attachment; filename="{path.name}"'}
        return HttpResponse(path.read_bytes(), content_type=FORMATS[kind], headers=headers)
