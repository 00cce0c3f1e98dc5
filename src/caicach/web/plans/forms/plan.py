"""The forms by which a plan begins and by which its head is changed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.core.agencies import Agency as CoreAgency
from caicach.web.accounts.models import Person
from caicach.web.look.conflict import VersionedForm
from caicach.web.look.uploads import MOST_BYTES, read_text
from caicach.web.plans.forms.fields import AgencyField
from caicach.web.plans.models import Plan
from caicach.web.plans.queries.sight import visible_documents, visible_plans
from caicach.web.register.models import Agency


class PlanForm(VersionedForm):
    """The head of a plan."""

    agency = AgencyField(queryset=Agency.objects.none(), label=_("Cơ quan"))

    class Meta:
        model = Plan
        fields = [
            "title",
            "title_en",
            "kind",
            "agency",
            "first_year",
            "last_year",
            "parent",
            "document",
            "note",
        ]
        labels = {"parent": _("Kế hoạch cấp trên"), "document": _("Văn bản ban hành")}
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, person: Person, agencies: list[CoreAgency], **more: Any) -> None:
        super().__init__(*args, **more)
        agency = self.fields["agency"]
        if self.instance.pk:
            del self.fields["agency"]
        elif isinstance(agency, AgencyField):
            agency.offer(agencies)
        offered = {
            "parent": visible_plans(person).exclude(pk=self.instance.pk),
            "document": visible_documents(person),
        }
        for name, rows in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows

    def clean(self) -> dict[str, Any]:
        """See that years are in order and that the plan does not stand under itself."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = given.get("first_year"), given.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", _("Năm cuối trước năm đầu. Sửa một trong hai năm."))
        if self.instance.pk and _is_below(given.get("parent"), self.instance):
            self.add_error("parent", _("Kế hoạch này đứng trên kế hoạch được chọn."))
        return given

    def values(self) -> dict[str, Any]:
        """Return what the action writes."""
        names = [name for name in self._meta.fields or () if name in self.fields]
        return {name: self.cleaned_data[name] for name in names if name != "agency"}


def _is_below(plan: Plan | None, above: Plan) -> bool:
    seen: set[int] = set()
    while plan is not None and plan.pk not in seen:
        if plan.pk == above.pk:
            return True
        seen.add(plan.pk)
        plan = plan.parent
    return False


class CopyForm(forms.Form):
    """Last year's plan, and the year it shall be for."""

    plan = forms.ModelChoiceField(Plan.objects.none(), label=_("Từ kế hoạch"))
    first_year = forms.IntegerField(label=_("Cho năm"), min_value=1990, max_value=2100)
    title = forms.CharField(label=_("Tên kế hoạch mới"), max_length=500)

    def __init__(self, *args: Any, plans: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["plan"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = plans


class PlanFileForm(forms.Form):
    """A plan file, for an agency."""

    agency = AgencyField(queryset=Agency.objects.none(), label=_("Cơ quan"))
    file = forms.FileField(
        label=_("Tệp kế hoạch (YAML)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml"}),
    )
    text = forms.CharField(
        label=_("Nội dung"),
        required=False,
        max_length=MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=_("Nội dung của tệp vừa đọc; có thể sửa tại đây rồi xem trước lại."),
    )

    def __init__(self, *args: Any, agencies: list[CoreAgency], **more: Any) -> None:
        super().__init__(*args, **more)
        agency = self.fields["agency"]
        if isinstance(agency, AgencyField):
            agency.offer(agencies)

    def clean(self) -> dict[str, Any]:
        """Read the file as text where one was sent."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        upload = given.get("file")
        if upload is not None:
            given["text"] = self._read(upload)
        if not given.get("text") and not self.errors:
            self.add_error("file", _("Chọn tệp kế hoạch, hoặc dán nội dung vào ô bên dưới."))
        return given

    def _read(self, upload: Any) -> str:
        try:
            return read_text(upload, _("Tệp kế hoạch lớn hơn 2 MB, không phải tệp văn bản thường."))
        except forms.ValidationError as refused:
            self.add_error("file", refused)
            return ""


class ReasonForm(forms.Form):
    """A reason, for what must not happen without one."""

    reason = forms.CharField(
        label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
