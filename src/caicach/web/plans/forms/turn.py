"""The forms by which a turn is sent, returned, accepted, called off, put off."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from caicach.web.attachments.forms import CheckedFileField, HttpsField
from caicach.web.look.forms import DayField
from caicach.web.plans.actions.turns import Evidence
from caicach.web.plans.models import Document


class EvidenceForm(forms.Form):
    """A file, a link or a registered document: one of them is enough."""

    file = CheckedFileField(required=False)
    link = HttpsField(required=False)
    document = forms.ModelChoiceField(
        Document.objects.none(), label=_("Văn bản đã đăng ký"), required=False
    )

    def __init__(self, *args: Any, documents: QuerySet[Document], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["document"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = documents

    def clean(self) -> dict[str, Any]:
        """A file and a link at once would leave open which one counts."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("file") and given.get("link"):
            self.add_error("link", _("Chọn tệp hoặc liên kết, không cả hai."))
        return given

    def evidence(self) -> Evidence:
        """Return what was handed in."""
        given = self.cleaned_data
        return Evidence(given.get("file"), given.get("link") or "", given.get("document"))


class SubmitForm(EvidenceForm):
    """The result of a turn."""

    text = forms.CharField(
        label=_("Kết quả"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Đã làm gì, kết quả thế nào, số văn bản nếu có."),
    )
    field_order = ["text", "file", "link", "document"]


class PostponeForm(forms.Form):
    """A later day, and why."""

    due_on = DayField(label=_("Hạn mới"))
    reason = forms.CharField(
        label=_("Lý do lùi hạn"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
