"""The history of an object, on the object's own page."""

from typing import Any

from django import template
from django.db.models import Model

from caicach.web.audit.models import Event
from caicach.web.audit.verbs import said_verb
from caicach.web.audit_log.changes import Change, changes_of
from caicach.web.audit_log.queries import events_of
from caicach.web.audit_log.withheld import is_withheld, reason_of
from caicach.web.look.templatetags.look import said

register = template.Library()
SHOWN = 8


@register.inclusion_tag("audit_log/history.html")
def history(subject: Model) -> dict[str, Any]:
    """Draw the newest events of an object, for a page that its reader may see."""
    kind, key = subject._meta.label_lower, str(subject.pk)  # noqa: SLF001 -- Django's Model API
    events = list(events_of(kind, key)[: SHOWN + 1])
    return {"events": events[:SHOWN], "more": len(events) > SHOWN, "kind": kind, "key": key}


@register.filter
def verb(event: Event) -> str:
    """Return what was done, in words."""
    return said(said_verb(event.verb))


@register.filter
def reason(event: Event) -> str:
    """Return why it was done, or that this is told later."""
    return reason_of(event)


@register.filter
def withheld(event: Event) -> bool:
    """Say whether the words of the event are kept back from its reader."""
    return is_withheld(event)


@register.filter
def changes(event: Event) -> list[Change]:
    """Return what the event changed."""
    return changes_of(event)
