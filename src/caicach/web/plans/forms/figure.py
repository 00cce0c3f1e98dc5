"""The form of a reported figure: parts or a value, as the target needs."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from caicach.core.issues import faults
from caicach.core.periods import Half, Month, Period, Quarter, Year
from caicach.core.plans import Recurrence, RecurrenceError
from caicach.web.look.faults import said_of
from caicach.web.look.forms import DayField
from caicach.web.plans.actions.figures import place_in_time
from caicach.web.plans.checks import check_figure
from caicach.web.plans.checks.figure import FIELD_OF
from caicach.web.plans.forms.fields import AmountField
from caicach.web.plans.forms.turn import EvidenceForm
from caicach.web.plans.models import Assignment, Document, FigureReport, Target

FIGURE = ("numerator", "denominator", "value", "day", "band")


class FigureForm(EvidenceForm):
    """A figure for one period. Empty is not 0: a share asks for both parts or the value."""

    period = forms.ChoiceField(label=_("Kỳ"))
    numerator = AmountField(label=_("Tử số"), required=False)
    denominator = AmountField(label=_("Mẫu số"), required=False)
    value = AmountField(label=_("Giá trị"), required=False)
    day = DayField(label=_("Ngày hoàn thành"), required=False)
    band = forms.ChoiceField(label=_("Nhóm, loại đạt được"), required=False)
    note = forms.CharField(
        label=_("Ghi chú"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ["period", *FIGURE, "note", "file", "link", "document"]

    def __init__(
        self,
        *args: Any,
        assignment: Assignment,
        on: date,
        documents: QuerySet[Document],
        **more: Any,
    ) -> None:
        super().__init__(*args, documents=documents, **more)
        self.assignment, self.on = assignment, on
        target = assignment.target
        for name in set(FIGURE) - set(asked_of(target)):
            del self.fields[name]
        _choose(self, "period", period_choices(target, on))
        _choose(self, "band", [("", "—"), *((each, each) for each in target.bands)])
        if "numerator" in self.fields:
            self.fields["value"].help_text = _("Chỉ khi không có tử số và mẫu số.")
        else:
            self.fields[asked_of(target)[0]].required = True

    def clean(self) -> dict[str, Any]:
        """Tell every fault of the figure at its field."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        parts = [given.get(name) for name in ("numerator", "denominator")]
        if any(each is None for each in parts) and any(each is not None for each in parts):
            missing = "denominator" if given.get("denominator") is None else "numerator"
            if missing not in self.errors:
                self.add_error(missing, _("Nhập đủ cả tử số và mẫu số."))
        elif parts[0] is not None and given.get("value") is not None:
            self.add_error("value", _("Đã có tử số và mẫu số thì bỏ trống giá trị."))
        if not self.errors:
            self._check(given)
        return given

    def _check(self, given: dict[str, Any]) -> None:
        target = self.assignment.target
        report = FigureReport(target=target, agency=self.assignment.agency, **self.values())
        wrong = place_in_time(report) or faults(check_figure(report, target, self.on))
        for each in wrong:
            name = FIELD_OF.get(each.code, "period")
            if name not in self.fields:
                name = next(field for field in FIGURE if field in self.fields)
            self.add_error(name, said_of(each))

    def values(self) -> dict[str, Any]:
        """Return what the action writes."""
        names = [name for name in ("period", *FIGURE, "note") if name in self.fields]
        given = {name: self.cleaned_data.get(name) for name in names}
        return given | {"band": given.get("band") or "", "note": given.get("note") or ""}


def asked_of(target: Target) -> tuple[str, ...]:
    """Return the parts of a figure that the target needs."""
    if target.form == "done_by":
        return ("day",)
    if target.form == "band":
        return ("band",)
    unit = target.figure_unit or target.unit
    return ("numerator", "denominator", "value") if unit == "percent" else ("value",)


def period_choices(target: Target, on: date) -> list[tuple[str, str]]:
    """Return the periods that have begun, the latest first, whole years after all others."""
    lang = "en" if (get_language() or "vi").startswith("en") else "vi"
    years = list(target.plan.years)
    if target.base_year is not None:
        years = [*range(target.base_from or target.base_year, target.base_year + 1), *years]
    rhythm = _rhythm(target)
    found = [each for year in dict.fromkeys(years) for each in periods_of(year, rhythm)]
    begun = [each for each in reversed(found) if each.first_day <= on]
    begun.sort(key=lambda each: isinstance(each, Year))  # a year by mistake would be a false sum
    shown = ((str(each), each.label("en" if lang == "en" else "vi")) for each in begun)
    return [(key, label[:1].upper() + label[1:]) for key, label in shown]


def periods_of(year: int, rhythm: str) -> list[Period]:
    """Return the periods of one year: months, quarters, halves, and always the year itself."""
    periods: dict[str, list[Period]] = {
        "weekly": [Month(year, month) for month in range(1, 13)],
        "monthly": [Month(year, month) for month in range(1, 13)],
        "quarterly": [Quarter(year, quarter) for quarter in range(1, 5)],
        "half_yearly": [Half(year, half) for half in (1, 2)],
    }
    return [*periods.get(rhythm, []), Year(year)]


def _rhythm(target: Target) -> str:
    try:
        return str(Recurrence.parse(target.frequency or "yearly").rhythm)
    except RecurrenceError:
        return "yearly"


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields.get(name)
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
