"""The card as a workbook, out and in again."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.files.workbook.card_form import read_card
from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.look.conflict import ChangedMeanwhileError
from caicach.web.look.faults import said_of
from caicach.web.look.listing import XLSX
from caicach.web.rounds.actions.workbooks import Row, apply_workbook
from caicach.web.rounds.models import Card
from caicach.web.rounds.refusals import RoundRefusedError, StageLockedError
from caicach.web.rounds.views.sheets import card_in_sight, sent, sheet_asked
from caicach.web.rounds.workbooks import preview_of, workbook_of

SALT = "rounds.workbook"
LARGEST = 5 * 2**20


class WorkbookForm(forms.Form):
    """The file of a card."""

    file = forms.FileField(
        label=gettext_lazy("Tệp bảng chấm điểm (XLSX)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods"}),
    )

    def clean_file(self) -> Any:
        """A card is a small file."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("Tệp lớn hơn 5 MB, không phải bảng tải từ đây."))
        return file


@allowed("rounds.read_card")
@require_safe
def card_workbook(request: SignedInRequest, pk: int) -> HttpResponse:
    """The card as a workbook to be filled in elsewhere."""
    card = card_in_sight(request, pk)
    name = f"bang-cham-{card.agency.code}-{card.round.year}.xlsx"
    return HttpResponse(
        workbook_of(sheet_asked(request, card)),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@allowed("rounds.enter")
@require_http_methods(["GET", "POST"])
def card_import(request: SignedInRequest, pk: int) -> HttpResponse:
    """A filled-in workbook: what it would change, before anything is written."""
    card = card_in_sight(request, pk)
    request.actor.require("rounds.enter", card)
    form = WorkbookForm(*sent(request))
    context: dict[str, Any] = {"card": card, "round": card.round, "form": form}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        preview = preview_of(sheet_asked(request, card), read_card(file.read(), file.name))
        context |= {
            "preview": preview,
            "file": file.name,
            "issues": [(each, said_of(each)) for each in preview.issues],
            "rows": _sealed(preview.changed) if not preview.has_faults else "",
        }
        status = 422 if preview.has_faults else 200
        return render(request, "rounds/card_import.html", context, status=status)
    return render(request, "rounds/card_import.html", context, status=422 if form.errors else 200)


def _sealed(changed: Any) -> str:
    rows = [(each.item.code, dict(each.typed), each.seen) for each in changed]
    return signing.dumps(rows, salt=SALT, compress=True)


@allowed("rounds.enter")
@require_POST
def card_import_apply(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take in what was previewed."""
    card = card_in_sight(request, pk)
    request.actor.require("rounds.enter", card)
    try:
        rows = _opened(card, request.POST.get("rows", ""))
        file = request.POST.get("file", "")[:200]
        count = apply_workbook(request.actor, card=card, rows=rows, file=file, now=timezone.now())
    except signing.BadSignature:
        messages.error(request, _("Bản xem trước không còn dùng được; hãy gửi lại tệp."))
    except RoundRefusedError as refused:
        for each in refused.issues:
            messages.error(request, f"{each.where}: {said_of(each)}")
    except ChangedMeanwhileError:
        messages.error(
            request, _("Có người vừa sửa bảng này; chưa ghi gì. Hãy gửi lại tệp để xem lại.")
        )
    except StageLockedError as locked:
        messages.error(request, str(locked))
    else:
        messages.success(request, _("Đã nhập %(n)s mục từ tệp.") % {"n": count})
        return redirect("rounds:card", pk)
    return redirect("rounds:card-import", pk)


def _opened(card: Card, text: str) -> list[Row]:
    kept = signing.loads(text, salt=SALT, max_age=86_400)
    items = {each.code: each for each in card.round.items.select_related("lead")}
    return [Row(items[code], typed, seen) for code, typed, seen in kept if code in items]
