"""The forms by which evidence is handed in and described."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from caicach.web.attachments.forms import ENDINGS, CheckedFileField, HttpsField
from caicach.web.attachments.keeping import UploadedFile
from caicach.web.look.picking import ManyOf, PickMany
from caicach.web.plans.models import Document
from caicach.web.rounds.actions.evidence import Piece
from caicach.web.rounds.models import Item
from caicach.web.rounds.queries.questions import Groups, by_key

MOST_FILES = 20
PARTS = [("numerator", _("Tử số")), ("denominator", _("Mẫu số"))]


class ManyFiles(forms.FileInput):
    """Lets several files be chosen at once."""

    allow_multiple_selected = True


class FilesField(CheckedFileField):
    """Several files, each what its name says."""

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=ManyFiles(attrs={"accept": ENDINGS}), **more)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Return the uploads; every fault of every file stands at the field."""
        sent = [each for each in (data if isinstance(data, list | tuple) else [data]) if each]
        if len(sent) > MOST_FILES:
            raise forms.ValidationError(_("Mỗi lần gửi tối đa 20 tệp."))
        found, faults = [], []
        for each in sent:
            try:
                found.append(super().clean(each, initial))
            except forms.ValidationError as error:
                faults += [f"{each.name}: {said}" for said in error.messages]
        if faults:
            raise forms.ValidationError(faults)
        return found


class DescriptionForm(forms.Form):
    """Where to look in a piece of evidence, and how much it shows."""

    page = forms.CharField(
        label=_("Trang, mục cần xem"), max_length=60, required=False, help_text=_("ví dụ: 3–5")
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=500, required=False)
    is_partial = forms.BooleanField(
        label=_("Chỉ chứng minh một phần"),
        required=False,
        help_text=_("Phần còn thiếu phải được giải thích bằng ghi chú của mục."),
    )


class UseForm(forms.Form):
    """Other items a piece shall serve."""

    items = forms.ModelMultipleChoiceField(
        Item.objects.none(), label=_("Các mục"), required=False, widget=PickMany
    )

    def __init__(self, *args: Any, items: QuerySet[Item], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["items"]
        if isinstance(field, forms.ModelMultipleChoiceField):
            field.queryset = items


class PieceForm(DescriptionForm):
    """Files, a link, a document or a stored question: any of them."""

    uploads = FilesField(label=_("Tệp"), required=False)
    link = HttpsField(required=False)
    document = forms.ModelChoiceField(
        Document.objects.none(),
        label=_("Văn bản đã đăng ký"),
        required=False,
        help_text=_("Danh sách thu hẹp theo ô tìm ở trên."),
    )
    query = forms.ChoiceField(
        label=_("Truy vấn kho hồ sơ"),
        required=False,
        help_text=_(
            "Các dòng của cơ quan trong kỳ của đợt chấm, theo phiên bản số liệu được ghim khi gửi."
        ),
    )
    items = ManyOf(
        Item.objects.none(), label=_("Dùng cho cả các mục"), required=False, widget=PickMany
    )
    field_order = ["uploads", "link", "document", "query", "page", "note", "is_partial", "items"]

    def __init__(
        self,
        *args: Any,
        documents: QuerySet[Document],
        items: QuerySet[Item],
        queries: Groups = (),
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        document, others, asked = (self.fields[n] for n in ("document", "items", "query"))
        if isinstance(document, forms.ModelChoiceField):
            document.queryset = documents
        if isinstance(others, ManyOf):
            others.queryset = items
        if isinstance(asked, forms.ChoiceField):
            asked.choices = [("", "–"), *((head, [each[:2] for each in q]) for head, q in queries)]
        self.queries = by_key(queries)
        if not queries:
            del self.fields["query"]

    def piece(self) -> Piece:
        """Return what was handed in."""
        given = self.cleaned_data
        return Piece(
            uploads=given.get("uploads") or (),
            link=given.get("link") or "",
            document=given.get("document"),
            query=self.queries.get(given.get("query") or ""),
            page=given["page"],
            note=given["note"],
            is_partial=given["is_partial"],
        )


class ReplacementForm(PieceForm):
    """Another piece in place of one, and why."""

    reason = forms.CharField(
        label=_("Lý do thay"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        del self.fields["items"]
