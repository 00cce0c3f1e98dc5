"""Uploads of tables, the national map, and the reason of an undoing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.core.agencies import provinces_on
from caicach.core.agencies.national.days import REFORM_ON


class UploadForm(forms.Form):
    """A table of agencies."""

    file = forms.FileField(
        label=_("Tệp cơ quan"),
        allow_empty_file=True,
        help_text=_("XLSX, XLS, ODS hoặc CSV; mỗi dòng một cơ quan, có cột Mã, Tên, Loại."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )


class MapForm(forms.Form):
    """Which part of the national map to load."""

    province = forms.ChoiceField(
        label=_("Tỉnh, thành phố"),
        required=False,
        help_text=_("Để trống là cả nước."),
    )
    departments = forms.BooleanField(
        label=_("Thêm sở, ban, ngành theo mẫu"), required=False, initial=True
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["province"]
        provinces = [(each.code, each.name.vi) for each in provinces_on(REFORM_ON)]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Cả nước")), *provinces]


class UndoForm(forms.Form):
    """Why a mistaken entry is taken back."""

    reason = forms.CharField(
        label=_("Lý do hoàn tác"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000
    )
