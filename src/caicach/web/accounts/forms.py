"""Forms of people and posts: what is typed, not what is allowed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.core.issues import Issue
from caicach.web.accounts.actions.adding import NewPerson
from caicach.web.accounts.actions.posts import PostPlan
from caicach.web.accounts.models import Person
from caicach.web.accounts.queries import AgencyChoices
from caicach.web.accounts.roles import Role
from caicach.web.look.conflict import VersionedForm
from caicach.web.look.faults import said_of
from caicach.web.look.forms import DayField


class Refusable(forms.BaseForm):
    """A form that shows what an action refused, each fault at its field."""

    def refuse(self, issues: Iterable[Issue]) -> None:
        """Show the issues; those of no field of this form stand above all."""
        for each in issues:
            self.add_error(each.where if each.where in self.fields else None, said_of(each))


def offer(form: forms.Form, agencies: AgencyChoices) -> None:
    """Let the agencies be chosen from."""
    field = form.fields["agency"]
    if isinstance(field, forms.ChoiceField):
        field.choices = agencies


class PersonForm(VersionedForm, Refusable):
    """A person's own data."""

    class Meta:
        model = Person
        fields = ("full_name", "email", "language")
        help_texts = {
            "email": _("Địa chỉ công vụ; dùng để đăng nhập và nhận thông báo."),
        }

    def validate_unique(self) -> None:
        """Leave it to the action, which names whose address it is."""

    def validate_constraints(self) -> None:
        """Leave it to the action, as above."""


class PostForm(forms.Form, Refusable):
    """A post to be given at an agency within reach."""

    role = forms.ChoiceField(label=_("Vai trò"), choices=[("", "–"), *Role.choices])
    agency = forms.ChoiceField(label=_("Cơ quan"))
    valid_from = DayField(label=_("Từ ngày"))
    valid_to = DayField(
        label=_("Đến hết ngày"),
        required=False,
        help_text=_("Để trống nếu chưa biết ngày kết thúc."),
    )
    title = forms.CharField(label=_("Chức vụ"), max_length=200, required=False)
    decision = forms.CharField(
        label=_("Quyết định"),
        max_length=200,
        required=False,
        help_text=_("Số, ký hiệu và ngày của quyết định phân công."),
    )

    def __init__(self, *args: Any, agencies: AgencyChoices, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, agencies)
        self.fields["valid_from"].initial = today

    @property
    def plan(self) -> PostPlan:
        """Return the post as it was typed."""
        return PostPlan(**{name: self.cleaned_data[name] for name in PLAN_FIELDS})


PLAN_FIELDS = ("role", "agency", "valid_from", "valid_to", "title", "decision")


class NewPersonForm(PostForm):
    """A new person and the first post, in one go."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=150)
    email = forms.EmailField(
        label=_("Thư điện tử"),
        help_text=_("Địa chỉ công vụ; dùng để đăng nhập và nhận thông báo."),
    )
    language = forms.ChoiceField(label=_("Ngôn ngữ"), choices=Person.Language)
    field_order = ("full_name", "email", "language")

    @property
    def person(self) -> NewPerson:
        """Return the person as typed."""
        return NewPerson(**{n: self.cleaned_data[n] for n in ("full_name", "email", "language")})


class EndPostForm(forms.Form, Refusable):
    """The last day of a post, and why."""

    valid_to = DayField(label=_("Ngày cuối cùng giữ vị trí"))
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=500,
        required=False,
        help_text=_("Ví dụ số quyết định điều động, nghỉ hưu."),
    )


class ReasonForm(forms.Form, Refusable):
    """Why something is done that others will ask about."""

    reason = forms.CharField(label=_("Lý do"), max_length=500)


class PeopleFilter(forms.Form):
    """Which people are listed."""

    name = forms.CharField(label=_("Tên hoặc thư điện tử"), required=False)
    agency = forms.ChoiceField(label=_("Cơ quan (cả bên dưới)"), required=False)
    role = forms.ChoiceField(
        label=_("Vai trò"), choices=[("", _("Mọi vai trò")), *Role.choices], required=False
    )
    state = forms.ChoiceField(
        label=_("Tài khoản"),
        choices=[
            ("", _("Đang dùng")),
            ("no_post", _("Không còn vị trí")),
            ("inactive", _("Đã ngừng")),
            ("all", _("Tất cả")),
        ],
        required=False,
    )

    def __init__(self, *args: Any, agencies: AgencyChoices, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, agencies)


class PeopleFileForm(forms.Form, Refusable):
    """A list of people to look at."""

    file = forms.FileField(
        label=_("Tệp danh sách"),
        help_text=_(
            "XLSX, XLS, ODS hoặc CSV; các cột: họ tên, thư điện tử, cơ quan (mã), vai trò, "
            "chức vụ, từ ngày, đến ngày."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )
