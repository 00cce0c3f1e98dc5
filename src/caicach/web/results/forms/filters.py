"""What results are narrowed by."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.web.results.models import Complaint, Publication

SEARCH = forms.TextInput(attrs={"type": "search", "placeholder": _("không cần dấu")})
ALL = ("", _("Tất cả"))
Choices = Sequence[tuple[str, str]]


class Narrowing(forms.Form):
    """A form in an address: what cannot be read narrows nothing."""

    def chosen(self) -> dict[str, Any]:
        """Return what was chosen, without empty values."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class ShelfFilter(Narrowing):
    """Narrows the list of publications."""

    year = forms.IntegerField(label=_("Năm"), required=False, min_value=2000, max_value=2100)
    kind = forms.ChoiceField(
        label=_("Loại"), required=False, choices=[ALL, *Publication.Kind.choices]
    )


class RankingFilter(Narrowing):
    """Narrows a ranking: block, agency; the stage where results are provisional."""

    block = forms.ChoiceField(label=_("Khối"), required=False)
    q = forms.CharField(label=_("Cơ quan"), required=False, max_length=200, widget=SEARCH)

    def __init__(self, *args: Any, blocks: Choices, stages: Choices = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["block"] = forms.ChoiceField(label=_("Khối"), required=False, choices=blocks)
        if stages:
            self.fields["stage"] = forms.ChoiceField(
                label=_("Tính đến"), required=False, choices=stages
            )
            self.order_fields(("stage", "block", "q"))


class StageFilter(Narrowing):
    """Chooses the stage of statistics and of an agency's provisional result."""

    def __init__(self, *args: Any, stages: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["stage"] = forms.ChoiceField(
            label=_("Tính đến"), required=False, choices=stages
        )


class ComplaintFilter(Narrowing):
    """Narrows complaints."""

    state = forms.ChoiceField(
        label=_("Tình trạng"), required=False, choices=[ALL, *Complaint.State.choices]
    )


class RemedyFilter(Narrowing):
    """Narrows lost points."""

    q = forms.CharField(label=_("Cơ quan"), required=False, max_length=200, widget=SEARCH)
    state = forms.ChoiceField(
        label=_("Đã làm"),
        required=False,
        choices=[
            ALL,
            ("no_cause", _("Chưa ghi nguyên nhân")),
            ("no_task", _("Chưa có nhiệm vụ")),
            ("planned", _("Đã có nhiệm vụ")),
        ],
    )
