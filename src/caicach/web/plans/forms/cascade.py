"""The forms that hand targets down, and that say where a target is measured."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.core.agencies import Agency as CoreAgency
from caicach.core.agencies import AgencyKind, DayTree
from caicach.web.agencies.blocks import words_of_block
from caicach.web.look.picking import PickMany
from caicach.web.plans.forms.fields import AgenciesField, AmountField, lines_of
from caicach.web.plans.forms.groups import Group, grouped
from caicach.web.plans.models import Plan, Target, Task
from caicach.web.register.models import Agency


class AgenciesForm(forms.Form):
    """Agencies below one, by block, by kind, or one by one; what is chosen adds up."""

    blocks = forms.MultipleChoiceField(label=_("Theo khối"), required=False, widget=PickMany)
    kinds = forms.MultipleChoiceField(label=_("Theo loại"), required=False, widget=PickMany)
    agencies = AgenciesField(
        queryset=Agency.objects.none(),
        label=_("Từng cơ quan"),
        required=False,
    )

    def __init__(self, *args: Any, tree: DayTree, above: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.below = tree.children(above) if above in tree else ()
        field = self.fields["agencies"]
        if isinstance(field, AgenciesField):
            field.offer(self.below)
        _choose(self, "blocks", [(key, words_of_block(key)) for key in _present(self.below)])
        kinds = {each.kind for each in self.below}
        _choose(self, "kinds", [(k.value, _cap(k.label.vi)) for k in AgencyKind if k in kinds])

    def chosen(self) -> list[Agency]:
        """Return the agencies that any of the three ways names, by code."""
        given = self.cleaned_data
        codes = {each.code for each in given.get("agencies", ())} | {
            each.code
            for each in self.below
            if each.block in given.get("blocks", ()) or each.kind.value in given.get("kinds", ())
        }
        return list(Agency.objects.filter(code__in=codes))


GROUPS = ((_("Giao những gì"), ("targets", "tasks"), ""),)


class CascadeForm(AgenciesForm):
    """What is handed down, to whom, and how they take it."""

    targets = forms.ModelMultipleChoiceField(
        Target.objects.none(),
        label=_("Chỉ tiêu"),
        required=False,
        widget=PickMany,
    )
    tasks = forms.ModelMultipleChoiceField(
        Task.objects.none(),
        label=_("Nhiệm vụ"),
        required=False,
        widget=PickMany,
    )
    adoption = forms.ChoiceField(
        label=_("Cách nhận"),
        choices=[
            (Target.Adoption.INHERIT, _("Giữ nguyên: mức không đổi")),
            (Target.Adoption.ADAPT, _("Điều chỉnh: cơ quan sửa mức của mình")),
        ],
        widget=forms.RadioSelect,
        initial=Target.Adoption.INHERIT,
    )
    field_order = ["targets", "tasks", "blocks", "kinds", "agencies", "adoption"]

    def __init__(self, *args: Any, plan: Plan, tree: DayTree, **more: Any) -> None:
        super().__init__(*args, tree=tree, above=plan.agency.code, **more)
        for name, rows in (("targets", plan.targets.all()), ("tasks", plan.tasks.all())):
            field = self.fields[name]
            if isinstance(field, forms.ModelMultipleChoiceField):
                field.queryset = rows

    @property
    def groups(self) -> list[Group]:
        """Return the fields by what they are about."""
        return grouped(self, GROUPS, _("Giao cho ai"))

    def clean(self) -> dict[str, Any]:
        """See that something is handed down, and to somebody."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not given.get("targets") and not given.get("tasks"):
            self.add_error("targets", _("Chọn ít nhất một chỉ tiêu hoặc nhiệm vụ."))
        if not any(given.get(name) for name in ("blocks", "kinds", "agencies")):
            self.add_error("agencies", _("Chọn ít nhất một khối, một loại hoặc một cơ quan."))
        return given


class AssignForm(AgenciesForm):
    """Where a target is measured, with thresholds of their own as `code: amount` lines."""

    thresholds = forms.CharField(
        label=_("Mức riêng"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Mỗi dòng một cơ quan: mã, dấu hai chấm, mức. Ví dụ H99.02: 95."),
    )

    def clean_thresholds(self) -> Mapping[str, Decimal]:
        """Return the thresholds by code."""
        found: dict[str, Decimal] = {}
        amount = AmountField(required=True)
        known = {each.code for each in self.below}
        for line in lines_of(self.cleaned_data["thresholds"]):
            code, _colon, text = (part.strip() for part in line.partition(":"))
            if code not in known:
                raise forms.ValidationError(
                    _("Không có cơ quan “%(code)s” trong danh sách."), params={"code": code}
                )
            found[code] = Decimal(amount.clean(text))
        return found


def _present(agencies: tuple[CoreAgency, ...]) -> list[str]:
    return sorted({each.block for each in agencies if each.block})


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.MultipleChoiceField):
        field.choices = choices
    if not choices:
        del form.fields[name]


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]
