"""Forms of standings: filters, and a figure in place of a computed one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.web.monitoring.models import STATES
from caicach.web.plans.models.choices import AREAS

EVERY = ("", _("Tất cả"))


class StandingFilter(forms.Form):
    """What a list of standings is narrowed by."""

    q = forms.CharField(label=_("Tìm chỉ tiêu"), required=False, max_length=200)
    state = forms.ChoiceField(label=_("Trạng thái"), required=False, choices=[EVERY, *STATES])
    area = forms.ChoiceField(label=_("Lĩnh vực"), required=False, choices=[EVERY, *AREAS])
    agency = forms.ChoiceField(label=_("Cơ quan"), required=False)
    plan = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, agencies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["agency"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [EVERY, *agencies]
        self.fields["q"].widget.attrs["placeholder"] = _("không cần dấu")


class OverrideForm(forms.Form):
    """A figure that counts in place of the computed one, and why."""

    value = forms.DecimalField(
        label=_("Giá trị thay"), max_digits=20, decimal_places=6, localize=True
    )
    reason = forms.CharField(
        label=_("Lý do"),
        widget=forms.Textarea,
        max_length=1000,
        help_text=_("Nêu nguồn và số văn bản. Lý do hiện bên cạnh số ở mọi trang."),
    )


class WithdrawalForm(forms.Form):
    """Why the computed figure counts again."""

    reason = forms.CharField(label=_("Lý do"), widget=forms.Textarea, max_length=1000)
