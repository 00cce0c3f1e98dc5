"""Figures from outside: a table, or an index that is watched."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class FigureFileForm(forms.Form):
    """A table with agency, item and figure."""

    source = forms.CharField(
        label=_("Nguồn số liệu"),
        max_length=120,
        help_text=_("Ví dụ: Báo cáo điều tra xã hội học năm 2026, kèm số và ngày."),
    )
    period = forms.CharField(label=_("Kỳ số liệu"), max_length=30)
    file = forms.FileField(
        label=_("Tệp số liệu (XLSX, XLS, ODS, CSV)"),
        help_text=_(
            "Mỗi dòng: cơ quan (mã hoặc tên), mã mục, và giá trị hoặc tử số, mẫu số, hoặc điểm. "
            "Ô trống là chưa có số liệu, không phải 0."
        ),
    )


class IndexForm(forms.Form):
    """A published index and its year."""

    series = forms.ChoiceField(label=_("Chỉ số"))
    year = forms.IntegerField(label=_("Năm"), min_value=1990, max_value=2100, localize=False)

    def __init__(self, *args: Any, series: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["series"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- told to mypy
        field.choices = list(series)
