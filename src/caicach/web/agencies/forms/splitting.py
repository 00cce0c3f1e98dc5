"""The form of a division: parts line by line, with shares that make 1."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from caicach.core.agencies import AgencyKind, canonical_code
from caicach.core.numbers import NumberTextError, parse_percent
from caicach.web.agencies.fields import AgencyField
from caicach.web.agencies.forms.decisions import CODE_HINT, DecisionForm
from caicach.web.agencies.orders import Body, Order, Part, Split
from caicach.web.register.models import KINDS
from caicach.web.register.queries import tree_on

FEWEST, MOST = 2, 20
PLACES = 10
COLUMNS = ("to", "code", "name", "kind", "share")


class ShareField(forms.CharField):
    """A part of 1: 0,25 or 25 %."""

    default_error_messages = {
        "share": _("Ghi phần chia lớn hơn 0 và không quá 1, ví dụ 0,25 hoặc 25 %."),
        "places": _("Ghi phần chia với không quá mười chữ số sau dấu phẩy."),
    }

    def to_python(self, value: Any) -> Any:
        """Return the share, None where the field is empty."""
        text = super().to_python(value)
        if not text:
            return None
        share = _share(text)
        if share is None or not 0 < share <= 1:
            raise forms.ValidationError(self.error_messages["share"], code="share")
        if share != round(share, PLACES):
            raise forms.ValidationError(self.error_messages["places"], code="places")
        return share


def _share(text: str) -> Decimal | None:
    try:
        found = parse_percent(text)
    except NumberTextError:
        return None
    return found.value / 100 if found.had_sign else found.value


class SplitForm(DecisionForm):
    """An agency divided among others; `rows` counts the lines for parts."""

    title = _("Chia tách")
    lead = _("Một cơ quan chia cho nhiều cơ quan; số liệu cộng được chia theo phần ghi ở đây.")
    old = ("agency",)
    agency = AgencyField(label=_("Cơ quan được chia tách"))
    heir = forms.CharField(
        label=_("Các cơ quan trực thuộc chuyển về (mã)"),
        max_length=35,
        required=False,
        help_text=_("Mã cơ quan tiếp nhận; cần ghi khi cơ quan cũ kết thúc mà còn trực thuộc."),
    )
    rows = forms.IntegerField(
        widget=forms.HiddenInput, min_value=FEWEST, max_value=MOST, required=False
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        given = (args[0] if args else more.get("data")) or more.get("initial") or {}
        self.lines = _lines(given)
        super().__init__(*args, **more)
        for number in range(1, self.lines + 1):
            self._add_line(number)
        self.order_fields(["agency", *self._line_names(), "heir", "on", "decision"])
        self.initial["rows"] = self.lines

    def _add_line(self, number: int) -> None:
        to = AgencyField(label=_("Cơ quan đang hoạt động"), required=False, on=self._eve())
        line: dict[str, forms.Field] = {
            "to": to,
            "code": forms.CharField(label=_("hoặc mã cơ quan mới"), max_length=35, required=False),
            "name": forms.CharField(label=_("Tên"), max_length=300, required=False),
            "kind": forms.ChoiceField(label=_("Loại"), choices=[("", "—"), *KINDS], required=False),
            "share": ShareField(label=_("Phần chia"), required=False),
        }
        line["code"].help_text = CODE_HINT if number == 1 else ""
        for column, field in line.items():
            self.fields[f"part{number}_{column}"] = field

    def _eve(self) -> Any:
        field = self.fields["agency"]
        return field.on if isinstance(field, AgencyField) else None

    def _line_names(self) -> list[str]:
        numbers = range(1, self.lines + 1)
        return [f"part{number}_{column}" for number in numbers for column in COLUMNS]

    def parts(self) -> list[list[Any]]:
        """Return the bound fields of each line, for the template."""
        return [
            [self[f"part{number}_{column}"] for column in COLUMNS]
            for number in range(1, self.lines + 1)
        ]

    def others(self) -> list[Any]:
        """Return the fields beside the lines."""
        return [self[name] for name in ("heir", "on", "decision")]

    @classmethod
    def again(cls, posted: QueryDict) -> "SplitForm":
        """Return what was filled in, with a line more."""
        given = {name: posted.get(name) for name in posted}
        more = 1 if posted.get("step") == "more" else 0
        return cls(initial={**given, "rows": min(_lines(given) + more, MOST)})

    def clean(self) -> dict[str, Any]:
        """Say of each line that is begun what it lacks."""
        filled = super().clean() or self.cleaned_data
        for number in self._begun_lines():
            prefix = f"part{number}"
            new = not filled.get(f"{prefix}_to")
            needed = ("code", "name", "kind", "share") if new else ("share",)
            for column in needed:
                name = f"{prefix}_{column}"
                if not filled.get(name) and name not in self.errors:
                    self.add_error(name, _("Cần ghi ở dòng này."))
        return filled

    def _begun_lines(self) -> list[int]:
        return [
            number
            for number in range(1, self.lines + 1)
            if any(self.cleaned_data.get(f"part{number}_{column}") for column in COLUMNS)
        ]

    def order(self) -> Order:
        """Return the division."""
        heir = self.cleaned_data["heir"]
        return Split(
            code=self.cleaned_data["agency"].code,
            parts=tuple(self._part(number) for number in self._begun_lines()),
            heir=canonical_code(heir) if heir else None,
            **self.decided(),
        )

    def _part(self, number: int) -> Part:
        line = {column: self.cleaned_data[f"part{number}_{column}"] for column in COLUMNS}
        if line["to"]:
            return Part(to=line["to"].code, share=line["share"])
        code = canonical_code(line["code"])
        block = self._block()
        body = Body(code=code, name=line["name"], kind=AgencyKind(line["kind"]), block=block)
        return Part(to=body, share=line["share"])

    def _block(self) -> str:
        """The new agencies are ranked where the divided one was."""
        code, eve = self.cleaned_data["agency"].code, self._eve()
        tree = tree_on(eve)
        return (tree.agency(code).block or "") if code in tree else ""


def _lines(given: Any) -> int:
    text = str(given.get("rows") or "")
    return min(max(int(text) if text.isdigit() else FEWEST + 1, FEWEST), MOST)
