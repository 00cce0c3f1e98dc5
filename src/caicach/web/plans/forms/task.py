"""The form of a task, with what is still unclear about it."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from caicach.core.agencies import DayTree
from caicach.core.plans import Recurrence, RecurrenceError, unclear
from caicach.web.look.conflict import VersionedForm
from caicach.web.look.faults import said_of
from caicach.web.look.forms import DayField
from caicach.web.plans.checks import check_task
from caicach.web.plans.checks.task import FIELD_OF
from caicach.web.plans.forms.fields import AgenciesField, AgencyField
from caicach.web.plans.forms.groups import Group, grouped
from caicach.web.plans.models import Plan, Task
from caicach.web.plans.queries.plans import choosable
from caicach.web.register.models import Agency

RHYTHMS = [
    ("", _("một lần, theo hạn bên trên")),
    ("weekly", _("hằng tuần")),
    ("monthly", _("hằng tháng")),
    ("quarterly", _("hằng quý")),
    ("half_yearly", _("6 tháng một lần")),
    ("yearly", _("hằng năm")),
]


GROUPS = (
    (_("Rõ việc"), ("number", "label", "label_en", "area"), ""),
    (_("Rõ người, rõ trách nhiệm"), ("owner", "co_owners", "person", "responsibility"), ""),
    (_("Rõ kết quả"), ("deliverable",), ""),
    (
        _("Rõ thời gian"),
        ("starts_on", "due_on", "rhythm", "rhythm_day"),
        _("Ghi một hạn, hoặc chọn cách lặp lại; mỗi lần đến hạn là một lượt."),
    ),
)


class TaskForm(VersionedForm):
    """A task done by a day, or again and again."""

    owner = AgencyField(queryset=Agency.objects.none(), label=_("Chủ trì"))
    co_owners = AgenciesField(
        queryset=Agency.objects.none(),
        label=_("Phối hợp"),
        required=False,
    )
    starts_on = DayField(label=_("Bắt đầu"), required=False)
    due_on = DayField(label=_("Hạn"), required=False)
    rhythm = forms.ChoiceField(label=_("Lặp lại"), required=False, choices=RHYTHMS)
    rhythm_day = forms.CharField(
        label=_("Vào ngày"),
        required=False,
        max_length=5,
        help_text=_(
            "Tuần: 1 (thứ Hai) đến 7. Tháng, quý, 6 tháng: ngày trong tháng cuối kỳ. "
            "Năm: tháng-ngày, ví dụ 03-15. Bỏ trống: thứ Sáu, hoặc ngày cuối kỳ."
        ),
    )

    class Meta:
        model = Task
        fields = [
            "number",
            "label",
            "label_en",
            "area",
            "owner",
            "co_owners",
            "person",
            "responsibility",
            "deliverable",
            "starts_on",
            "due_on",
            "target",
            "criterion",
            "note",
        ]
        labels = {"target": _("Phục vụ chỉ tiêu")}
        widgets = {
            "label": forms.Textarea(attrs={"rows": 2}),
            "note": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "criterion": _("Bộ tiêu chí, dấu #, mã tiêu chí; ví dụ mau/2026#3.1."),
            "person": _("Người trực tiếp làm."),
            "responsibility": _("Người đứng đầu chịu trách nhiệm."),
        }

    field_order = [
        "number",
        "label",
        "label_en",
        "area",
        "owner",
        "co_owners",
        "person",
        "responsibility",
        "deliverable",
        "starts_on",
        "due_on",
        "rhythm",
        "rhythm_day",
        "target",
        "criterion",
        "note",
    ]

    def __init__(self, *args: Any, plan: Plan, tree: DayTree, **more: Any) -> None:
        super().__init__(*args, **more)
        self.plan = plan
        offered = choosable(tree, plan.agency.code)
        owner, others, target = (self.fields[name] for name in ("owner", "co_owners", "target"))
        is_kept = self.instance.pk is not None
        if isinstance(owner, AgencyField):
            owner.offer(offered, self.instance.owner if is_kept else None)
        if isinstance(others, AgenciesField):
            others.offer(offered, list(self.instance.co_owners.all()) if is_kept else [])
        if isinstance(target, forms.ModelChoiceField):
            target.queryset = plan.targets.all()

    def kept_values(self) -> dict[str, Any]:
        """Return the fields as the row has them, the recurrence in its two parts."""
        rhythm, _colon, day = self.instance.recurrence.partition(":")
        return super().kept_values() | {"rhythm": rhythm, "rhythm_day": day}

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        """Show the recurrence in its two parts."""
        if field_name in ("rhythm", "rhythm_day") and field_name not in self.initial:
            return self.kept_values()[field_name]
        return super().get_initial_for_field(field, field_name)

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.errors:
            return
        task, given = self.instance, self.cleaned_data
        day = given["rhythm_day"].strip()
        written = f"{given['rhythm']}:{day}" if given["rhythm"] and day else given["rhythm"]
        try:
            task.recurrence = str(Recurrence.parse(written)) if written else ""
        except RecurrenceError as error:
            self.add_error("rhythm_day", said_of(error.issue(task.number)))
            return
        for each in check_task(task, self.plan):
            name = FIELD_OF.get(each.code)
            self.add_error("rhythm" if name == "recurrence" else name, said_of(each))

    @property
    def groups(self) -> list[Group]:
        """Return the fields by what they are about."""
        return grouped(self, GROUPS, _("Liên quan"))

    def values(self) -> dict[str, Any]:
        """Return what the action writes."""
        given = {name: self.cleaned_data[name] for name in self._meta.fields or ()}
        return given | {"recurrence": self.instance.recurrence}


def what_is_unclear(task: Task) -> list[str]:
    """Return which of the five clears are missing, in words."""
    lang = "en" if (get_language() or "vi").startswith("en") else "vi"
    return [each.label.text("en" if lang == "en" else "vi") for each in unclear(task)]
