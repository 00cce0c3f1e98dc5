"""The form of a registered document."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.web.accounts.models import Person
from caicach.web.attachments.forms import CheckedFileField, HttpsField
from caicach.web.look.conflict import VersionedForm
from caicach.web.look.faults import said_of
from caicach.web.look.forms import DayField
from caicach.web.look.picking import PickMany
from caicach.web.plans.actions.documents import same_documents
from caicach.web.plans.models import Document
from caicach.web.plans.queries.sight import visible_documents


class DocumentForm(VersionedForm):
    """A document as it was issued; a document like one that is there is saved on purpose only."""

    issued_on = DayField(label=_("Ngày ban hành"), required=False)
    link = HttpsField(label=_("Liên kết đến văn bản"), required=False)
    file = CheckedFileField(label=_("Tệp văn bản"), required=False)
    is_another = forms.BooleanField(
        label=_("Đây là văn bản khác, cứ đăng ký"), required=False, widget=forms.HiddenInput
    )

    class Meta:
        model = Document
        fields = [
            "notation",
            "kind",
            "title",
            "title_en",
            "issued_on",
            "issuer",
            "signer",
            "level",
            "first_year",
            "last_year",
            "carries_out",
            "also_carries_out",
            "link",
            "source",
        ]
        widgets = {"title": forms.Textarea(attrs={"rows": 2}), "carries_out": PickMany}
        help_texts = {
            "notation": _("Ghi như trên văn bản, ví dụ 4003/QĐ-UBND."),
            "also_carries_out": _(
                "Số, ký hiệu của văn bản chưa đăng ký ở đây, cách nhau dấu phẩy."
            ),
        }
        labels = {
            "carries_out": _("Thực hiện văn bản"),
            "also_carries_out": _("Thực hiện văn bản khác"),
        }

    def __init__(self, *args: Any, person: Person, **more: Any) -> None:
        super().__init__(*args, **more)
        offered = visible_documents(person).exclude(pk=self.instance.pk)
        field = self.fields["carries_out"]
        if isinstance(field, forms.ModelMultipleChoiceField):
            field.queryset = offered

    def clean(self) -> dict[str, Any]:
        """See that years are in order, and tell of documents with that number."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = given.get("first_year"), given.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", _("Năm cuối trước năm đầu. Sửa một trong hai năm."))
        named = Document(
            pk=self.instance.pk,
            notation=given.get("notation", "").strip(),
            issuer=given.get("issuer", "").strip(),
        )
        same = same_documents(named)
        if same and not given.get("is_another"):
            self.fields["is_another"].widget = forms.CheckboxInput()
            for each in same:
                self.add_error("notation", said_of(each))
        return given

    def values(self) -> dict[str, Any]:
        """Return what the action writes."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class DocumentFileForm(forms.Form):
    """Another file in place of the document's."""

    file = CheckedFileField(label=_("Tệp mới"))
    reason = forms.CharField(
        label=_("Lý do thay tệp"),
        max_length=500,
        help_text=_("Tệp cũ vẫn được giữ, kèm lý do này."),
    )
