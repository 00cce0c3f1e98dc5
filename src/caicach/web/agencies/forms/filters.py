"""What a list of agencies is narrowed by."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.web.agencies.blocks import words_of_block
from caicach.web.look.forms import DayField
from caicach.web.register.models import KINDS

LEVELS = [("", _("Tất cả")), *[(str(level), str(level)) for level in range(1, 6)]]


class FilterForm(forms.Form):
    """Day, name, kind, block and level."""

    name = forms.CharField(
        label=_("Tên hoặc mã"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("không cần dấu")}),
    )
    kind = forms.ChoiceField(label=_("Loại"), required=False, choices=[("", _("Tất cả")), *KINDS])
    block = forms.ChoiceField(label=_("Khối"), required=False)
    level = forms.ChoiceField(label=_("Cấp trong cây"), required=False, choices=LEVELS)
    on = DayField(label=_("Bản đồ ngày"), required=False)
    parent = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, blocks: list[str], day: date, **more: Any) -> None:
        super().__init__(*args, **more)
        block = self.fields["block"]
        if isinstance(block, forms.ChoiceField):
            block.choices = [("", _("Tất cả")), *[(each, words_of_block(each)) for each in blocks]]
        self.fields["on"].widget.attrs["placeholder"] = day.strftime("%d/%m/%Y")

    def asked(self) -> dict[str, str]:
        """Return what is asked for; what cannot be read asks for nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if name != "on"}


class OfferForm(forms.Form):
    """What somebody is typing into a field that chooses an agency."""

    field = forms.SlugField()
    on = forms.DateField(required=False)
