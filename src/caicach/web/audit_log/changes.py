"""What an event says of before and after, field by field, in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, ForeignKey, Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.web.accounts.roles import Role
from caicach.web.audit.models import Event
from caicach.web.look.day import read_day, today
from caicach.web.register.models import KINDS
from caicach.web.register.queries import tree_on

Values: TypeAlias = Mapping[str, Any]
NONE = "–"
EMPTY: tuple[object, ...] = (None, "", [], {})
WORDS = {
    "role": gettext_lazy("Vai trò"),
    "agency": gettext_lazy("Cơ quan"),
    "valid_from": gettext_lazy("Từ ngày"),
    "valid_to": gettext_lazy("Đến hết ngày"),
    "title": gettext_lazy("Chức vụ"),
    "decision": gettext_lazy("Quyết định"),
    "by": gettext_lazy("Cách đăng nhập"),
    "factor": gettext_lazy("Cách xác thực"),
    "count": gettext_lazy("Số lượng"),
    "name": gettext_lazy("Tên"),
    "name_en": gettext_lazy("Tên tiếng Anh"),
    "kind": gettext_lazy("Loại"),
    "block": gettext_lazy("Khối"),
    "electronic_code": gettext_lazy("Mã định danh điện tử"),
    "parent": gettext_lazy("Cơ quan cấp trên"),
    "parent_to": gettext_lazy("Trực thuộc đến hết"),
    "lineage_share": gettext_lazy("Phần chia"),
    "lineage_decision": gettext_lazy("Quyết định"),
    "source": gettext_lazy("Nguồn"),
    "agencies": gettext_lazy("Cơ quan được thêm"),
    "links": gettext_lazy("Quan hệ trực thuộc được thêm"),
    "lineage": gettext_lazy("Sự kiện được thêm"),
    "changed": gettext_lazy("Cơ quan được sửa"),
}
"""Names of values that are no field of the event's object."""


class Change(NamedTuple):
    """One value before and after; None where the event says nothing of that side.

    kept: the value that is alike on both sides, told because it says what the rest is about.
    """

    label: str
    before: str | None = None
    after: str | None = None
    kept: str | None = None


def changes_of(event: Event) -> list[Change]:
    """Return the values an event names, those kept first; what is empty alone is left out."""
    before, after = event.before or {}, event.after or {}
    names = [name for name in dict.fromkeys([*before, *after]) if _is_told(before, after, name)]
    found = [_change(event.subject_kind, name, before, after) for name in names]
    return sorted(found, key=lambda each: each.kept is None)


def _is_told(before: Values, after: Values, name: str) -> bool:
    sides = [side[name] for side in (before, after) if name in side]
    return any(value not in EMPTY for value in sides)


def _change(kind: str, name: str, before: Values, after: Values) -> Change:
    field = _field(kind, name)
    label = _label(name, field)
    was, became = _said(before, name, field), _said(after, name, field)
    if name in before and name in after and before[name] == after[name]:
        return Change(label, kept=was)
    return Change(label, was, became)


def _field(kind: str, name: str) -> "Field[Any, Any] | None":
    try:
        found = apps.get_model(kind)._meta.get_field(name)  # noqa: SLF001 -- Django's Model API
    except (LookupError, ValueError, FieldDoesNotExist):
        return None
    return found if isinstance(found, Field) else None


def _label(name: str, field: "Field[Any, Any] | None") -> str:
    words = str(field.verbose_name) if field is not None else str(WORDS.get(name, name))
    return words[:1].upper() + words[1:]


def _said(values: Values, name: str, field: "Field[Any, Any] | None") -> str | None:
    if name not in values:
        return None
    value = values[name]
    if field is not None and value is not None:
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(field, ForeignKey):
            return _related(field, value)
    known = KNOWN.get(name)
    if known is None or value in EMPTY:
        return _plain(value)
    return ", ".join(known(str(each)) for each in (value if isinstance(value, list) else [value]))


def _role(value: str) -> str:
    return str(Role(value).label) if value in Role.values else value


def _agency(code: str) -> str:
    tree = tree_on(today())
    return f"{tree.agency(code).name.vi} ({code})" if code in tree else code


def _way(value: str) -> str:
    return str(WAYS.get(value, value))


WAYS = {
    "password": gettext_lazy("mật khẩu"),
    "password_reset": gettext_lazy("liên kết đặt mật khẩu"),
    "mfa": gettext_lazy("xác thực hai lớp"),
    "socialaccount": gettext_lazy("đăng nhập một lần"),
    "totp": gettext_lazy("ứng dụng xác thực"),
    "webauthn": gettext_lazy("khóa bảo mật"),
    "recovery_codes": gettext_lazy("mã khôi phục"),
}


def _kind(value: str) -> str:
    return str(dict(KINDS).get(value, value))


KNOWN = {
    "role": _role,
    "agency": _agency,
    "by": _way,
    "factor": _way,
    "kind": _kind,
    "parent": _agency,
}
"""How values that are no field of the event's object are read."""


def _related(field: "ForeignKey[Any, Any]", key: Any) -> str:
    model = field.related_model
    found: Model | None = model._default_manager.filter(pk=key).first()  # noqa: SLF001 -- as above
    return str(found) if found is not None else f"#{key}"


def _plain(value: Any) -> str:
    if value is None or value == "":
        return NONE
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, list):
        return ", ".join(_plain(each) for each in value) or NONE
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_plain(each)}" for name, each in value.items()) or NONE
    day: date | None = read_day(value) if isinstance(value, str) else None
    return day.strftime("%d/%m/%Y") if day else str(value)
