"""One form for each decision about agencies; valid ones give an order."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from caicach.core.agencies import AgencyKind, canonical_code
from caicach.core.issues import Issue
from caicach.web.agencies.fields import AgenciesField, AgencyField, BlockField
from caicach.web.agencies.orders import (
    Abolition,
    Body,
    Change,
    Creation,
    Merger,
    Move,
    Order,
    Recoding,
)
from caicach.web.agencies.proposing import body_of
from caicach.web.look.day import read_day, today
from caicach.web.look.faults import said_of
from caicach.web.look.forms import DayField
from caicach.web.register.models import KINDS
from caicach.web.register.queries import tree_on

FIRST_YEAR, YEARS_AHEAD = 1945, 10
ONE_DAY = timedelta(1)
BODY_FIELDS = ("code", "name", "name_en", "kind", "block", "electronic_code")
CODE_HINT = _("Ví dụ H21.217; cả hai cách ghi mã định danh đều được.")


class DecisionForm(forms.Form):
    """What every decision has: its day and its number.

    old, new: the fields whose agencies must be valid right before the day, and on it.
    """

    title: ClassVar[Any] = ""
    lead: ClassVar[Any] = ""
    old: ClassVar[tuple[str, ...]] = ()
    new: ClassVar[tuple[str, ...]] = ()

    on = DayField(label=_("Hiệu lực từ ngày"), help_text=_("Ngày đầu tiên theo tổ chức mới."))
    decision = forms.CharField(
        label=_("Quyết định"),
        max_length=300,
        help_text=_("Số và ngày ban hành, ví dụ: Quyết định số 12/QĐ-UBND ngày 02/01/2026."),
    )
    field_order: Iterable[str] | None = None

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        given = self.data.get("on", "") if self.is_bound else self.initial.get("on", "")
        day = given if isinstance(given, date) else read_day(str(given)) or today()
        for name in (*self.old, *self.new):
            field = self.fields[name]
            if isinstance(field, AgencyField):
                field.on = day - ONE_DAY if name in self.old else day

    @classmethod
    def begun(cls, code: str, on: date) -> "DecisionForm":
        """Return an empty form about the agency the person came from."""
        named = {"agency": code, "agencies": [code], "parent": code} if code else {}
        first = next(each for each in ("agency", "agencies", "parent") if each in cls.base_fields)
        return cls(initial={first: named.get(first), "on": on, **cls.known(code, on)})

    @classmethod
    def again(cls, posted: QueryDict) -> "DecisionForm":
        """Return what was filled in, not judged, to go on with."""
        blank = cls()
        given = {
            name: field.widget.value_from_datadict(posted, posted, name)
            for name, field in blank.fields.items()
        }
        return cls(initial=given)

    @classmethod
    def known(cls, code: str, on: date) -> dict[str, Any]:
        """Return what the register already says of the agency."""
        del code, on
        return {}

    def clean_on(self) -> date:
        """Keep slips of the keyboard, such as the year 0206, out of the register."""
        on: date = self.cleaned_data["on"]
        if not FIRST_YEAR <= on.year <= today().year + YEARS_AHEAD:
            raise forms.ValidationError(_("Ngày này quá xa. Hãy kiểm tra lại năm."), code="far")
        return on

    def order(self) -> Order:
        """Return the decision; asked of a valid form only."""
        raise NotImplementedError

    def refuse(self, issues: Iterable[Issue]) -> None:
        """Show why the register cannot follow the decision."""
        for each in issues:
            self.add_error(None, said_of(each))

    def decided(self) -> dict[str, Any]:
        """Return day and paper."""
        return {"on": self.cleaned_data["on"], "decision": self.cleaned_data["decision"]}

    def code_in(self, name: str) -> str | None:
        """Return the code of the agency chosen, None where none is."""
        agency = self.cleaned_data.get(name)
        return agency.code if agency else None


class BodyFields(forms.Form):
    """How an agency is to be called and grouped."""

    code = forms.CharField(label=_("Mã"), max_length=35, help_text=CODE_HINT)
    name = forms.CharField(label=_("Tên"), max_length=300)
    name_en = forms.CharField(label=_("Tên tiếng Anh"), max_length=300, required=False)
    kind = forms.ChoiceField(label=_("Loại"), choices=[("", "—"), *KINDS])
    block = BlockField(
        label=_("Khối"),
        required=False,
        help_text=_("Các cơ quan được xếp hạng với nhau thì ghi cùng một khối."),
    )
    electronic_code = forms.CharField(
        label=_("Mã định danh điện tử"),
        max_length=35,
        required=False,
        help_text=_("Chỉ ghi khi khác với mã ở trên."),
    )

    def body(self, code: str | None = None) -> Body:
        """Return the agency as filled in, under another code where one is given."""
        filled = {name: self.cleaned_data[name] for name in BODY_FIELDS if name != "code"}
        filled["kind"] = AgencyKind(filled["kind"])
        if filled["electronic_code"]:
            filled["electronic_code"] = canonical_code(filled["electronic_code"])
        return Body(code=code or canonical_code(self.cleaned_data["code"]), **filled)


class CreationForm(DecisionForm, BodyFields):
    """A new agency."""

    title = _("Thành lập cơ quan")
    lead = _("Ghi cơ quan mới và cơ quan cấp trên của nó từ ngày quyết định có hiệu lực.")
    new = ("parent",)
    parent = AgencyField(
        label=_("Cơ quan cấp trên"),
        required=False,
        help_text=_("Mã hoặc tên, không cần dấu. Để trống nếu không trực thuộc cơ quan nào."),
    )
    field_order = ("parent", *BODY_FIELDS, "on", "decision")

    def order(self) -> Order:
        """Return the creation."""
        return Creation(body=self.body(), parent=self.code_in("parent"), **self.decided())


class ChangeForm(DecisionForm, BodyFields):
    """A new name, kind, block or code."""

    title = _("Đổi tên, loại, khối hoặc mã")
    lead = _("Tên cũ vẫn đúng cho những ngày trước; tên mới bắt đầu từ ngày có hiệu lực.")
    old = ("agency",)
    agency = AgencyField(label=_("Cơ quan"))
    code = forms.CharField(
        label=_("Mã mới"),
        max_length=35,
        required=False,
        help_text=_("Để trống nếu mã không đổi."),
    )
    field_order = ("agency", "name", "name_en", "kind", "block", "electronic_code", "code")

    @classmethod
    def known(cls, code: str, on: date) -> dict[str, Any]:
        """Return how the agency is called now."""
        tree = tree_on(on)
        if code not in tree:
            return {}
        body = body_of(tree.agency(code))
        return {name: getattr(body, name) for name in BODY_FIELDS if name != "code"}

    def order(self) -> Order:
        """Return a change; a recoding where there is a new code."""
        agency, code = self.cleaned_data["agency"], canonical_code(self.cleaned_data["code"])
        if code and code != agency.code:
            return Recoding(code=agency.code, body=self.body(code), **self.decided())
        return Change(body=self.body(agency.code), **self.decided())


class MoveForm(DecisionForm):
    """Another parent."""

    title = _("Chuyển cơ quan cấp trên")
    lead = _("Cơ quan và mọi cơ quan bên dưới chuyển sang cơ quan cấp trên mới.")
    old, new = ("agency",), ("parent",)
    agency = AgencyField(label=_("Cơ quan"))
    parent = AgencyField(
        label=_("Cơ quan cấp trên mới"),
        required=False,
        help_text=_("Để trống nếu từ đó không trực thuộc cơ quan nào."),
    )
    field_order = ("agency", "parent", "on", "decision")

    def order(self) -> Order:
        """Return the move."""
        return Move(
            code=self.cleaned_data["agency"].code, parent=self.code_in("parent"), **self.decided()
        )


class MergerForm(DecisionForm, BodyFields):
    """Several agencies become a new one, or join one that stands."""

    title = _("Sáp nhập, hợp nhất")
    lead = _("Nhiều cơ quan thành một cơ quan mới, hoặc nhập vào một cơ quan đang hoạt động.")
    old, new = ("agencies", "into"), ("parent",)
    agencies = AgenciesField(label=_("Các cơ quan được sáp nhập"))
    into = AgencyField(
        label=_("Nhập vào cơ quan đang hoạt động"),
        required=False,
        help_text=_(
            "Cơ quan giữ mã và hoạt động tiếp; có thể là một trong các cơ quan trên. "
            "Để trống nếu lập cơ quan mới."
        ),
    )
    code = forms.CharField(
        label=_("Mã cơ quan mới"), max_length=35, required=False, help_text=CODE_HINT
    )
    name = forms.CharField(
        label=_("Tên cơ quan mới"),
        max_length=300,
        required=False,
        help_text=_("Khi nhập vào cơ quan đang hoạt động: chỉ ghi nếu đổi tên."),
    )
    kind = forms.ChoiceField(label=_("Loại"), choices=[("", "—"), *KINDS], required=False)
    parent = AgencyField(
        label=_("Cơ quan cấp trên của cơ quan mới"),
        required=False,
        help_text=_("Để trống nếu vẫn là cơ quan cấp trên hiện nay."),
    )
    field_order = ("agencies", "into", *BODY_FIELDS, "parent", "on", "decision")

    def clean(self) -> dict[str, Any]:
        """Either a standing agency, or all that a new one needs."""
        filled = super().clean() or self.cleaned_data
        if "into" not in filled or filled["into"]:
            return filled
        for name in ("code", "name", "kind"):
            if name in filled and not filled[name]:
                self.add_error(name, _("Cần ghi khi lập cơ quan mới."))
        return filled

    def order(self) -> Order:
        """Return the merger."""
        codes = tuple(each.code for each in self.cleaned_data["agencies"])
        into = self.code_in("into")
        body = self._going_on(into) if into else self.body()
        parent = None if into else self.code_in("parent")
        return Merger(codes=codes, into=body, parent=parent, **self.decided())

    def _going_on(self, code: str) -> Body:
        """Return the standing agency, with what is filled in instead of what it is."""
        known = body_of(tree_on(self.cleaned_data["on"] - ONE_DAY).agency(code))
        filled = {name: self.cleaned_data[name] for name in BODY_FIELDS[1:]}
        if filled["kind"]:
            filled["kind"] = AgencyKind(filled["kind"])
        was = {name: getattr(known, name) for name in BODY_FIELDS}
        return Body(**{**was, **{name: value for name, value in filled.items() if value}})


class AbolitionForm(DecisionForm):
    """An end without successor."""

    title = _("Giải thể, kết thúc hoạt động")
    lead = _("Cơ quan kết thúc, không có cơ quan kế tiếp; số liệu cũ vẫn xem được theo ngày.")
    old, new = ("agency",), ("heir",)
    agency = AgencyField(label=_("Cơ quan"))
    heir = AgencyField(
        label=_("Các cơ quan trực thuộc chuyển về"),
        required=False,
        help_text=_("Cần ghi khi còn cơ quan trực thuộc."),
    )
    field_order = ("agency", "heir", "on", "decision")

    def order(self) -> Order:
        """Return the abolition."""
        return Abolition(
            code=self.cleaned_data["agency"].code, heir=self.code_in("heir"), **self.decided()
        )
