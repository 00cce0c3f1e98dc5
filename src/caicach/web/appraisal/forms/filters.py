"""What a queue is narrowed by."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.web.appraisal.queries.pairs import SHOWS

EVERY = ("", _("Tất cả"))
Choices = Iterable[tuple[str, Any]]


class QueueFilter(forms.Form):
    """Kind, area, block and agency; `q` finds agencies by name or code."""

    show = forms.ChoiceField(
        label=_("Hiện"),
        required=False,
        choices=[EVERY, *((key, words) for key, (words, _condition) in SHOWS.items())],
    )
    area = forms.ChoiceField(label=_("Lĩnh vực"), required=False)
    block = forms.ChoiceField(label=_("Khối"), required=False)
    q = forms.CharField(label=_("Cơ quan"), required=False, max_length=100)

    def __init__(self, *given: Any, areas: Choices, blocks: Choices, **more: Any) -> None:
        super().__init__(*given, **more)
        for name, choices in (("area", areas), ("block", blocks)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
            field.choices = [EVERY, *choices]
        self.fields["q"].widget.attrs["placeholder"] = _("tên hoặc mã")


class ReasonForm(forms.Form):
    """Why an item is opened again."""

    reason = forms.CharField(label=_("Lý do"), widget=forms.Textarea, max_length=500)
