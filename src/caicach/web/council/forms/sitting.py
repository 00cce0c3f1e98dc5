"""When and where the council sits, who chairs and who is there; its minutes."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.web.accounts.models import Person
from caicach.web.council.models import Sitting
from caicach.web.look.forms import DayField
from caicach.web.look.picking import PickMany


class SittingForm(forms.Form):
    """One sitting. members: of the day; another day may have others, and the action asks again."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Hình thức"), choices=Sitting.Kind.choices)
    held_on = DayField(
        label=_("Ngày"),
        help_text=_(
            "Ngày họp, hoặc ngày chốt ý kiến bằng văn bản. "
            "Ai giữ vị trí trong Hội đồng ngày đó là thành viên."
        ),
    )
    place = forms.CharField(label=_("Địa điểm"), max_length=200, required=False)
    chair = forms.ModelChoiceField(
        label=_("Chủ tọa"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Chưa chọn"),
    )
    present = forms.ModelMultipleChoiceField(
        label=_("Thành viên có mặt"),
        queryset=Person.objects.none(),
        required=False,
        widget=PickMany,
        help_text=_("Lấy ý kiến bằng văn bản thì để trống."),
    )

    def __init__(self, *args: Any, members: Sequence[Person], **more: Any) -> None:
        super().__init__(*args, **more)
        rows = Person.objects.filter(pk__in=[each.pk for each in members])
        for name in ("chair", "present"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- told to mypy
            field.queryset = rows

    def values(self) -> dict[str, Any]:
        """Return what the action takes."""
        names = ("kind", "held_on", "place", "chair", "present")
        kept = {name: self.cleaned_data[name] for name in names}
        return kept | {"present": list(kept["present"])}


class MinutesForm(forms.Form):
    """The text of the minutes."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Nội dung biên bản"),
        max_length=60_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text=_("Dự thảo được soạn từ những gì Hội đồng đã quyết định; sửa tự do rồi lưu."),
    )


class SignedForm(forms.Form):
    """The signed minutes."""

    file = forms.FileField(
        label=_("Biên bản đã ký"), help_text=_("Tệp PDF đã ký số, hoặc bản quét có chữ ký.")
    )
