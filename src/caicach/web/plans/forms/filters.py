"""What lists are narrowed by."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.core.agencies import DayTree
from caicach.web.plans.forms.fields import EMPTY
from caicach.web.plans.models import FigureReport, Plan
from caicach.web.plans.models.choices import AREAS, DOCUMENT_KINDS, LEVELS

SEARCH = forms.TextInput(attrs={"type": "search", "placeholder": _("không cần dấu")})
TURN_STATES = [
    EMPTY,
    ("overdue", _("Quá hạn")),
    ("returned", _("Bị trả lại")),
    ("due", _("Chưa đến hạn")),
    ("sent", _("Đã gửi kết quả")),
    ("late", _("Xong muộn")),
    ("done", _("Hoàn thành")),
    ("cancelled", _("Thôi thực hiện")),
]


class FilterForm(forms.Form):
    """A form in an address: what cannot be read narrows nothing."""

    q = forms.CharField(label=_("Tìm"), required=False, max_length=200, widget=SEARCH)

    def chosen(self) -> dict[str, Any]:
        """Return what was chosen, without empty values."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class PlanFilter(FilterForm):
    """Narrows the list of plans."""

    year = forms.IntegerField(label=_("Năm"), required=False, min_value=1990, max_value=2100)
    agency = forms.ChoiceField(label=_("Cơ quan"), required=False)
    state = forms.ChoiceField(
        label=_("Tình trạng"), required=False, choices=[EMPTY, *Plan.State.choices]
    )

    def __init__(self, *args: Any, agencies: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "agency", agencies)


class TargetFilter(FilterForm):
    """Narrows the targets of a plan."""

    area = forms.ChoiceField(label=_("Lĩnh vực"), required=False, choices=[EMPTY, *AREAS])
    lead = forms.ChoiceField(label=_("Chủ trì"), required=False)

    def __init__(self, *args: Any, codes: list[str], tree: DayTree, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "lead", [(code, named(tree, code)) for code in codes])


class TaskFilter(TargetFilter):
    """Narrows the tasks of a plan."""

    state = forms.ChoiceField(label=_("Tình trạng"), required=False, choices=TURN_STATES)


class DocumentFilter(FilterForm):
    """Narrows the register of documents."""

    kind = forms.ChoiceField(label=_("Loại"), required=False, choices=[EMPTY, *DOCUMENT_KINDS])
    level = forms.ChoiceField(label=_("Cấp"), required=False, choices=[EMPTY, *LEVELS])
    year = forms.IntegerField(label=_("Năm"), required=False, min_value=1945, max_value=2100)


class ReportFilter(FilterForm):
    """Narrows the list of reported figures."""

    state = forms.ChoiceField(
        label=_("Tình trạng"), required=False, choices=[EMPTY, *FigureReport.State.choices]
    )


def offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    """Offer the choices in a field, and all of them together."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = [EMPTY, *choices]


def named(tree: DayTree, code: str) -> str:
    """Return an agency's name today, its code where there is none."""
    return tree.agency(code).name.vi if code in tree else code
