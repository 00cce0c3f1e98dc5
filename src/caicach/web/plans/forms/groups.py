"""Long forms in parts, each under a heading of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that are about one thing."""

    label: Any
    fields: Sequence[forms.BoundField]
    hint: Any = ""


def grouped(
    form: forms.BaseForm, groups: Sequence[tuple[Any, Sequence[str], Any]], rest: Any
) -> list[Group]:
    """Return the visible fields of a form in groups; those no group names come under `rest`."""
    named = {name for _label, names, _hint in groups for name in names}
    others = [field for field in form.visible_fields() if field.name not in named]
    found = [
        Group(label, [form[name] for name in names if name in form.fields], hint)
        for label, names, hint in groups
    ]
    return [*found, Group(rest, others)]
