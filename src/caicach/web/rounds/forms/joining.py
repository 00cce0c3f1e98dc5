"""The form by which an agency joins a running round in the place of others."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.web.look.picking import PickMany
from caicach.web.rounds.forms.agencies import NamedForm
from caicach.web.rounds.models import Card


class JoinForm(NamedForm):
    """Agencies that join, their block, and whose evidence is brought over."""

    predecessors = forms.ModelMultipleChoiceField(
        Card.objects.none(),
        label=_("Mang tài liệu kiểm chứng từ bảng chấm của"),
        required=False,
        widget=PickMany,
        help_text=_("Chỉ mang tài liệu kiểm chứng; số liệu của cơ quan cũ không được cộng sang."),
    )
    reason = forms.CharField(
        label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ["names", "block", "predecessors", "reason"]

    def __init__(self, *args: Any, cards: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["predecessors"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = cards
