"""What an event changed, field by field, with the names people know."""

from functools import cache
from typing import Any, NamedTuple

from django.db import models
from django.forms.models import fields_for_model

from caicach.web.audit.models import Event
from caicach.web.plans.models import Document, FigureReport, Plan, Target, Task, Turn

MODELS: dict[str, type[models.Model]] = {
    "plans.plan": Plan,
    "plans.target": Target,
    "plans.task": Task,
    "plans.turn": Turn,
    "plans.document": Document,
    "plans.figurereport": FigureReport,
}


class Change(NamedTuple):
    """One field before and after; None where it was not, or is no longer."""

    label: str
    before: Any
    after: Any


def changes_of(event: Event) -> list[Change]:
    """Return the fields an event names, in the order they were kept."""
    before, after = event.before or {}, event.after or {}
    labels = _labels(event.subject_kind)
    return [
        Change(str(labels.get(name, name)), _told(before.get(name)), _told(after.get(name)))
        for name in dict.fromkeys((*before, *after))
    ]


def _told(value: Any) -> Any:
    """Return years and orders as they are written; amounts are kept as text."""
    return str(value) if type(value) is int else value


@cache
def _labels(kind: str) -> dict[str, Any]:
    model = MODELS.get(kind)
    fields = {} if model is None else fields_for_model(model)
    return {name: field.label or name for name, field in fields.items() if field is not None}
