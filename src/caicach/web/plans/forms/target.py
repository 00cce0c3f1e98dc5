"""The form of a target: the fields that its form of target needs, and no others."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from caicach.core.agencies import DayTree
from caicach.core.indicators import load_indicators
from caicach.core.issues import Issue, issue
from caicach.core.plans import known_indices
from caicach.core.targets.check import ALLOWED
from caicach.web.look.conflict import VersionedForm
from caicach.web.look.faults import said_of
from caicach.web.look.forms import DayField
from caicach.web.plans.checks import check_target, field_of
from caicach.web.plans.forms.fields import AgencyField, AmountField, lines_of
from caicach.web.plans.forms.groups import Group, grouped
from caicach.web.plans.models import Plan, Target
from caicach.web.plans.models.choices import Comparator, Form, Unit
from caicach.web.plans.queries.plans import choosable
from caicach.web.register.models import Agency

ALWAYS = (
    "number",
    "label",
    "label_en",
    "area",
    "due_on",
    "starts_on",
    "each_year",
    "per_agency",
    "scope",
    "source_kind",
    "indicator",
    "index_series",
    "index_figure",
    "figure_unit",
    "frequency",
    "lead_agency",
    "parent",
    "adoption",
    "note",
)
CHANGE = ("comparator", "threshold", "unit", "base_year", "base_from", "base_value")
SHOWN: Mapping[str, tuple[str, ...]] = {
    "level": ("comparator", "threshold", "upper", "unit", "better", "milestones_text"),
    "rank": ("comparator", "threshold", "upper", "milestones_text"),
    "band": ("comparator", "bands_text", "band"),
    "rise": (*CHANGE, "milestones_text"),
    "reduction": (*CHANGE, "milestones_text"),
    "done_by": (),
    "share_of_agencies": (
        "comparator",
        "threshold",
        "upper",
        "unit",
        "agencies_at_least",
        "agencies_unit",
        "bands_text",
        "band",
    ),
}
"""What is asked beside `ALWAYS`, by the form of the target."""
FIXED: Mapping[str, Mapping[str, str]] = {
    "rank": {"unit": "rank", "better": "lower"},
    "band": {"unit": "band"},
    "done_by": {"unit": "day", "comparator": "<="},
}
FIGURES = [
    ("", "—"),
    ("rank", _("thứ hạng")),
    ("points", _("điểm")),
    ("percent", _("tỷ lệ %")),
    ("band", _("nhóm")),
]
FREQUENCIES = [
    ("", "—"),
    ("monthly", _("hằng tháng")),
    ("quarterly", _("hằng quý")),
    ("half_yearly", _("6 tháng một lần")),
    ("yearly", _("hằng năm")),
]


GROUPS = (
    (_("Chỉ tiêu"), ("number", "label", "label_en", "area", "scope"), ""),
    (
        _("Yêu cầu"),
        (
            *CHANGE[:2],
            "upper",
            "unit",
            "better",
            "agencies_at_least",
            "agencies_unit",
            "bands_text",
            "band",
            *CHANGE[3:],
            "due_on",
            "starts_on",
            "milestones_text",
            "each_year",
            "per_agency",
        ),
        "",
    ),
    (
        _("Lấy số từ đâu"),
        ("source_kind", "indicator", "index_series", "index_figure", "figure_unit", "frequency"),
        _("Chỉ điền các ô của cách đã chọn."),
    ),
)


class TargetForm(VersionedForm):
    """A target of one form; every fault of the core's check stands at its field."""

    threshold = AmountField(label=_("Mức"), required=False)
    upper = AmountField(
        label=_("Mức trên"), required=False, help_text=_("Chỉ khi so sánh là khoảng.")
    )
    base_value = AmountField(
        label=_("Giá trị năm gốc"),
        required=False,
        help_text=_("Bỏ trống nếu hệ thống đã có số của năm gốc."),
    )
    agencies_at_least = AmountField(label=_("Mỗi cơ quan đạt từ"), required=False)
    due_on = DayField(label=_("Hạn"))
    starts_on = DayField(label=_("Tính từ ngày"), required=False)
    bands_text = forms.CharField(
        label=_("Các nhóm, từ kém đến tốt"),
        required=False,
        help_text=_("Mỗi dòng một nhóm, nhóm kém nhất trước."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    milestones_text = forms.CharField(
        label=_("Mốc giữa kỳ"),
        required=False,
        help_text=_("Mỗi dòng một mốc, ví dụ 2027: 85."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    indicator = forms.ChoiceField(label=_("Chỉ số đo từ hồ sơ, sổ quản lý"), required=False)
    index_series = forms.ChoiceField(label=_("Bộ chỉ số được công bố"), required=False)
    index_figure = forms.ChoiceField(
        label=_("Con số của bộ chỉ số"), required=False, choices=FIGURES
    )
    frequency = forms.ChoiceField(
        label=_("Cơ quan báo cáo theo kỳ"), required=False, choices=FREQUENCIES
    )
    lead_agency = AgencyField(queryset=Agency.objects.none(), label=_("Chủ trì"), required=False)

    class Meta:
        model = Target
        fields = [
            *ALWAYS[:5],
            "comparator",
            "threshold",
            "upper",
            "unit",
            "better",
            "band",
            "base_year",
            "base_from",
            "base_value",
            "agencies_at_least",
            "agencies_unit",
            *ALWAYS[5:],
        ]
        labels = {"parent": _("Phục vụ chỉ tiêu cấp trên")}
        widgets = {
            "label": forms.Textarea(attrs={"rows": 2}),
            "note": forms.Textarea(attrs={"rows": 2}),
            "source_kind": forms.RadioSelect,
        }

    def __init__(
        self, *args: Any, plan: Plan, tree: DayTree, kind: str, codes: list[str], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.plan, self.tree, self.kind, self.codes = plan, tree, kind, codes
        self.instance.form = kind
        self._offer()
        wanted = {*ALWAYS, *SHOWN[kind], "seen"}
        self.order_fields(["number", "label", "label_en", "area", *SHOWN[kind], *ALWAYS[4:]])
        for name in set(self.fields) - wanted:
            del self.fields[name]
        if "threshold" in self.fields:
            self.fields["threshold"].required = True

    def _offer(self) -> None:
        comparators, units = ALLOWED[self.kind]
        choose(self, "comparator", [each for each in Comparator.choices if each[0] in comparators])
        choose(self, "unit", [each for each in Unit.choices if each[0] in units])
        choose(self, "agencies_unit", [each for each in Unit.choices if each[0] in MEASURED])
        choose(self, "figure_unit", [("", "—"), *Unit.choices])
        choose(self, "indicator", indicator_choices())
        choose(self, "index_series", index_choices())
        lead, above = self.fields["lead_agency"], self.fields["parent"]
        if isinstance(lead, AgencyField):
            lead.offer(choosable(self.tree, self.plan.agency.code), self.instance.lead_agency)
        if isinstance(above, forms.ModelChoiceField):
            above.queryset = Target.objects.filter(plan=self.plan.parent_id or 0)

    def kept_values(self) -> dict[str, Any]:
        """Return the fields as the row has them, bands and milestones as lines."""
        milestones = (f"{each['year']}: {each['threshold']}" for each in self.instance.milestones)
        return super().kept_values() | {
            "bands_text": "\n".join(self.instance.bands),
            "milestones_text": "\n".join(milestones),
        }

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        """Show bands and milestones as lines."""
        if field_name in ("bands_text", "milestones_text") and field_name not in self.initial:
            return self.kept_values()[field_name]
        return super().get_initial_for_field(field, field_name)

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.errors:
            return
        wrong = self._take_over()
        wrong += check_target(self.instance, self.plan, self.codes, self.tree)
        for each in wrong:
            self.add_error(field_of(each, self.fields), said_of(each))

    def _take_over(self) -> list[Issue]:
        """Set on the row what is not a field of its own; return what cannot be read."""
        target, given = self.instance, self.cleaned_data
        target.plan_year = self.plan.first_year if is_one_year(self.plan) else None
        for name, value in FIXED.get(self.kind, {}).items():
            setattr(target, name, value)
        _clear_other_sources(target)
        target.bands = lines_of(given.get("bands_text", ""))
        target.milestones, wrong = read_milestones(given.get("milestones_text", ""))
        return wrong

    @property
    def groups(self) -> list[Group]:
        """Return the fields by what they are about."""
        return grouped(self, GROUPS, _("Liên quan"))

    def values(self) -> dict[str, Any]:
        """Return what the action writes: the row as it was checked."""
        names = [*(self._meta.fields or ()), "form", "bands", "milestones", "plan_year"]
        return {name: getattr(self.instance, name) for name in names}


MEASURED = ("percent", "count", "points")


def is_one_year(plan: Plan) -> bool:
    """Say whether the plan is that of one year, in which its targets begin."""
    return plan.first_year == plan.last_year


def read_milestones(text: str) -> tuple[list[dict[str, Any]], list[Issue]]:
    """Return the milestones written one a line, `2027: 85,5`, and what cannot be read."""
    found, wrong = [], []
    for line in lines_of(text):
        year, _colon, amount = line.partition(":")
        try:
            threshold = Decimal(amount.strip().rstrip("%").strip().replace(",", "."))
            found.append({"year": int(year), "threshold": str(threshold)})
        except (ValueError, InvalidOperation):
            wrong.append(issue("target-milestones-unreadable", "milestones", value=line))
    return found, wrong


def _clear_other_sources(target: Target) -> None:
    """Keep the words of the chosen source only: one target is measured in one way."""
    if target.source_kind != "indicator":
        target.indicator = ""
    if target.source_kind != "index":
        target.index_series = target.index_figure = target.index_component = ""
    if target.source_kind != "reported":
        target.frequency = target.figure = target.figure_unit = ""


def choose(form: forms.BaseForm, name: str, choices: list[Any]) -> None:
    """Offer these choices in a field."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


def indicator_choices() -> list[tuple[str, str]]:
    """Return the indicators of the engine by their labels."""
    lang = "en" if (get_language() or "vi").startswith("en") else "vi"
    shown = {key: each.label for key, each in load_indicators().items()}
    named = ((key, label.text("en" if lang == "en" else "vi")) for key, label in shown.items())
    return [("", "—"), *sorted(named, key=lambda each: each[1])]


def index_choices() -> list[tuple[str, str]]:
    """Return the published indices by their labels."""
    return [("", "—"), *((key, label.vi) for key, label in known_indices().items())]


FORMS = [(each.value, each.label) for each in Form]
