"""The register of documents."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.core.agencies import Agency as CoreAgency
from caicach.core.agencies import AgencyKind
from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.attachments.answers import file_answer, page_image_answer, preview_page
from caicach.web.attachments.models import Attachment
from caicach.web.drafts.actions import drop_draft
from caicach.web.look.conflict import conflict_answer
from caicach.web.look.folding import fold
from caicach.web.look.listing import Column, Listing
from caicach.web.plans.actions.documents import (
    change_document,
    register_document,
    replace_document_file,
    withdraw_document_file,
)
from caicach.web.plans.forms.document import DocumentFileForm, DocumentForm
from caicach.web.plans.forms.filters import DocumentFilter
from caicach.web.plans.models import Document
from caicach.web.plans.queries.plans import last_change
from caicach.web.plans.queries.sight import visible_documents, visible_plans
from caicach.web.plans.views.answers import (
    drafted,
    form_answer,
    own_agencies,
    tree_of,
    tried,
    tried_at_once,
)
from caicach.web.register.queries import agency_of

NEW = "plans.document:new"


def document_in_sight(request: SignedInRequest, pk: int) -> Document:
    """Return the document if the person may see it; else 404."""
    rows = visible_documents(request.user).select_related("agency", "attachment__stored")
    return get_object_or_404(rows, pk=pk)


@allowed("plans.view")
@require_safe
def document_list(request: SignedInRequest) -> HttpResponse:
    """All documents in sight, the latest first."""
    form = DocumentFilter(request.GET)
    rows = _filtered(visible_documents(request.user).select_related("agency"), form.chosen())
    listing = Listing(request, rows, COLUMNS, name="van-ban", form=form)
    if listing.wants_file:
        return listing.file()
    may_register = bool(own_agencies(request.user))
    return render(
        request, "plans/documents.html", {"listing": listing, "may_register": may_register}
    )


def _filtered(rows: Any, chosen: dict[str, Any]) -> Any:
    for word in fold(chosen.get("q", "")).split():
        rows = rows.filter(folded__contains=word)
    for name in ("kind", "level"):
        if chosen.get(name):
            rows = rows.filter(**{name: chosen[name]})
    if year := chosen.get("year"):
        rows = rows.filter(first_year__lte=year, last_year__gte=year)
    return rows


_l = gettext_lazy
COLUMNS: list[Column[Document]] = [
    Column("notation", _l("Số, ký hiệu"), lambda row: row.notation, ("number", "notation")),
    Column("kind", _l("Loại"), lambda row: row.get_kind_display(), ("kind",)),
    Column("title", _l("Trích yếu"), lambda row: row.title, ("folded",)),
    Column("issued_on", _l("Ngày ban hành"), lambda row: row.issued_on, ("issued_on",)),
    Column("issuer", _l("Cơ quan ban hành"), lambda row: row.issuer, ("issuer",)),
    Column("signer", _l("Người ký"), lambda row: row.signer, ("signer",)),
    Column("first_year", _l("Từ năm"), lambda row: row.first_year, ("first_year",), True),
    Column("last_year", _l("Đến năm"), lambda row: row.last_year, ("last_year",), True),
]


@allowed("plans.view")
@require_safe
def document_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """A document, what it carries out, who carries it out, its plans."""
    document = document_in_sight(request, pk)
    sight = visible_documents(request.user)
    context = {
        "document": document,
        "tree": tree_of(request),
        "above": sight.filter(carried_out_by=document),
        "below": sight.filter(carries_out=document),
        "plans": visible_plans(request.user).filter(document=document).select_related("agency"),
        "may_change": document.agency is not None
        and request.user.has_perm("plans.change", document),
    }
    return render(request, "plans/document.html", context)


@allowed("plans.change")
@require_http_methods(["GET", "POST"])
def document_new(request: SignedInRequest) -> HttpResponse:
    """A document registered for the first agency the person works for."""
    initial, offered = drafted(request, NEW, DocumentForm)
    agencies = own_agencies(request.user)
    form = DocumentForm(
        request.POST or None,
        request.FILES or None,
        person=request.user,
        initial={"issuer": _issuer(agencies[0])} | initial,
    )
    if request.method == "POST" and form.is_valid():
        made: list[Document] = []
        agency, values = agency_of(agencies[0].code), form.values()
        upload, now = form.cleaned_data.get("file"), timezone.now()
        if tried(
            form,
            lambda: made.append(
                register_document(
                    request.actor, agency=agency, values=values, upload=upload, now=now
                )
            ),
        ):
            drop_draft(request.user, key=NEW)
            messages.success(request, _("Đã đăng ký văn bản."))
            return redirect("plans:document", made[0].pk)
    return form_answer(request, form, offered | {"title": _("Đăng ký văn bản")})


def _issuer(agency: CoreAgency) -> str:
    """Return who signs for an agency: a people's committee where it has one, else itself."""
    name = agency.name.vi
    return f"UBND {name[:1].lower()}{name[1:]}" if agency.kind in COMMITTEES else name


COMMITTEES = (
    AgencyKind.PROVINCE,
    AgencyKind.DISTRICT,
    AgencyKind.COMMUNE,
    AgencyKind.WARD,
    AgencyKind.TOWNSHIP,
    AgencyKind.SPECIAL_ZONE,
)


@allowed("plans.change")
@require_http_methods(["GET", "POST"])
def document_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was registered of a document, corrected."""
    document = document_in_sight(request, pk)
    request.actor.require("plans.change", document)
    key = f"plans.document:{pk}"
    initial, offered = drafted(request, key, DocumentForm)
    form = DocumentForm(
        request.POST or None, instance=document, person=request.user, initial=initial
    )
    del form.fields["file"]  # replaced on a page of its own, with a reason
    if request.method == "POST":
        clashes = form.reconcile()
        if clashes:
            return conflict_answer(request, form, clashes, last_change("document", pk))
        if form.is_valid() and tried(form, lambda: _change(request, form)):
            drop_draft(request.user, key=key)
            messages.success(request, _("Đã lưu văn bản."))
            return redirect("plans:document", pk)
    return form_answer(request, form, offered | {"title": _("Sửa thông tin văn bản")})


def _change(request: SignedInRequest, form: DocumentForm) -> None:
    document, seen = form.instance, form.seen_version
    change_document(request.actor, document=document, values=form.values(), seen=seen)


@allowed("plans.change")
@require_http_methods(["GET", "POST"])
def document_replace(request: SignedInRequest, pk: int) -> HttpResponse:
    """Another file in place of the document's."""
    document = document_in_sight(request, pk)
    request.actor.require("plans.change", document)
    form = DocumentFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given, now = form.cleaned_data, timezone.now()
        upload, reason = given["file"], given["reason"]
        if tried(
            form,
            lambda: replace_document_file(
                request.actor, document=document, upload=upload, reason=reason, now=now
            ),
        ):
            messages.success(request, _("Đã thay tệp; tệp cũ vẫn được giữ."))
            return redirect("plans:document", pk)
    return form_answer(request, form, {"title": _("Thay tệp văn bản"), "about": document})


@allowed("plans.change")
@require_POST
def document_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the document's file out of use, with a reason."""
    document, reason = document_in_sight(request, pk), request.POST.get("reason", "")[:500]
    tried_at_once(
        request,
        lambda: withdraw_document_file(
            request.actor, document=document, reason=reason, now=timezone.now()
        ),
        _("Đã rút tệp; tệp vẫn được lưu, kèm lý do."),
    )
    return redirect("plans:document", pk)


@allowed("plans.view")
@require_safe
def document_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """The file of a document; a withdrawn one only for who may change the document."""
    return file_answer(_file_in_sight(request, pk))


@allowed("plans.view")
@require_safe
def document_preview(request: SignedInRequest, pk: int) -> HttpResponse:
    """The file of a document, shown page by page with its signatures."""
    return preview_page(
        request,
        _file_in_sight(request, pk),
        request.GET.get("page"),
        back=reverse("plans:document", args=[pk]),
        image_url=reverse("plans:document-page-image", args=[pk]),
        file_url=reverse("plans:document-file", args=[pk]),
    )


@allowed("plans.view")
@require_safe
def document_page_image(request: SignedInRequest, pk: int) -> HttpResponse:
    """One page of the file of a document as a picture."""
    return page_image_answer(request, _file_in_sight(request, pk), request.GET.get("page"))


def _file_in_sight(request: SignedInRequest, pk: int) -> Attachment | None:
    document = document_in_sight(request, pk)
    file = document.attachment
    if file is not None and file.state != Attachment.State.KEPT:
        request.actor.require("plans.change", document)
    return file
