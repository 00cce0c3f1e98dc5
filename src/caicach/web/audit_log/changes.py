"""What an event says of before and after, field by field, in words."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple, TypeAlias

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import DecimalField, Field, ForeignKey, Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.web.accounts.roles import Role
from caicach.web.agencies.blocks import words_of_block
from caicach.web.audit.models import Event
from caicach.web.audit_log.labels import agency_named, label_of
from caicach.web.audit_log.scores import score_words
from caicach.web.audit_log.withheld import is_withheld
from caicach.web.look.day import read_day
from caicach.web.look.templatetags.look import instant, number
from caicach.web.register.models import KINDS

Values: TypeAlias = Mapping[str, Any]
NONE = "–"
INSTANT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:.*[+-]\d\d:?\d\d$")
EMPTY: tuple[object, ...] = (None, "", [], {})


class Change(NamedTuple):
    """One value before and after; None where the event says nothing of that side.

    kept: the value that is alike on both sides, told because it says what the rest is about.
    """

    label: str
    before: str | None = None
    after: str | None = None
    kept: str | None = None


def changes_of(event: Event) -> list[Change]:
    """Return the values an event names, those kept first; what is empty alone is left out, and
    all of an event kept back from its reader.
    """
    if is_withheld(event):
        return []
    before, after = event.before or {}, event.after or {}
    names = [name for name in dict.fromkeys([*before, *after]) if _is_told(before, after, name)]
    found = [_change(event.subject_kind, name, before, after) for name in names]
    return sorted(found, key=lambda each: each.kept is None)


def _is_told(before: Values, after: Values, name: str) -> bool:
    sides = [side[name] for side in (before, after) if name in side]
    return any(value not in EMPTY for value in sides)


def _change(kind: str, name: str, before: Values, after: Values) -> Change:
    field = _field(kind, name)
    label = label_of(kind, name, field)
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


def _said(values: Values, name: str, field: "Field[Any, Any] | None") -> str | None:
    if name not in values:
        return None
    value = values[name]
    scored = score_words(name, value)
    if scored is not None:
        return scored
    if field is not None and value is not None:
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(field, ForeignKey):
            return _related(field, value)
        if isinstance(field, DecimalField):
            return _amount(value)
    known = KNOWN.get(name)
    if known is None or value in EMPTY:
        return _plain(value)
    return ", ".join(known(str(each)) for each in (value if isinstance(value, list) else [value]))


def _role(value: str) -> str:
    return str(Role(value).label) if value in Role.values else value


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


def _amount(value: Any) -> str:
    try:
        return number(Decimal(str(value)).normalize())
    except InvalidOperation:
        return str(value)


def _kind(value: str) -> str:
    return str(dict(KINDS).get(value, value))


KNOWN = {
    "role": _role,
    "agency": agency_named,
    "by": _way,
    "factor": _way,
    "kind": _kind,
    "block": words_of_block,
    "parent": agency_named,
    "value": _amount,
    "points": _amount,
}
"""How values that are no field of the event's object are read."""


def _related(field: "ForeignKey[Any, Any]", key: Any) -> str:
    model = field.related_model
    try:
        model._meta.pk.to_python(key)  # noqa: SLF001 -- as above
    except ValidationError:  # a name was kept, which says more
        return str(key)
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
    if isinstance(value, str) and INSTANT.match(value):
        return instant(datetime.fromisoformat(value))
    day: date | None = read_day(value) if isinstance(value, str) else None
    return day.strftime("%d/%m/%Y") if day else str(value)
