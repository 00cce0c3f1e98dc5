"""Events read: those one may see, those of one object."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db.models import CharField, Model, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from caicach.web.accounts.acting import standing_now
from caicach.web.accounts.models import Person
from caicach.web.accounts.permissions import ADMINISTRATORS
from caicach.web.accounts.queries import people_within
from caicach.web.audit.models import Event
from caicach.web.audit_log.rights import READ_ALL
from caicach.web.look.folding import fold
from caicach.web.register.models import Agency


def events_for(person: Person) -> QuerySet[Event]:
    """Return the events a person may read, the newest first.

    An administrator of single agencies reads what their people did, and what was done with
    those people and agencies.
    """
    standing = standing_now(person)
    if standing.holds(READ_ALL) or standing.holds_everywhere(ADMINISTRATORS):
        return Event.objects.all()
    reach = standing.reach(ADMINISTRATORS)
    people = people_within(standing)
    agencies = Agency.objects.filter(code__in=reach)
    return Event.objects.filter(
        Q(person__in=people)
        | Q(subject_kind="accounts.person", subject_key__in=_keys(people))
        | Q(subject_kind="register.agency", subject_key__in=_keys(agencies))
    )


def filtered(events: QuerySet[Event], asked: dict[str, Any]) -> QuerySet[Event]:
    """Return the events a list asks for; days are Hà Nội's, both included."""
    if who := asked.get("person"):
        people = Person.objects.filter(folded__contains=fold(who)).values("pk")
        events = events.filter(Q(name__icontains=who) | Q(person__in=people))
    if verb := asked.get("verb"):
        events = events.filter(verb=verb)
    if what := asked.get("subject"):
        events = events.filter(subject_name__icontains=what)
    if first := asked.get("first"):
        events = events.filter(at__gte=_begin(first))
    if last := asked.get("last"):
        events = events.filter(at__lt=_begin(last + timedelta(days=1)))
    return events


def events_of(kind: str, key: str) -> QuerySet[Event]:
    """Return the history of one object, the newest event first."""
    return Event.objects.filter(subject_kind=kind, subject_key=key)


def subject_of(kind: str, key: str) -> Model | None:
    """Return the object that events are about; None where it is gone or was never one."""
    try:
        model = apps.get_model(kind)
    except (LookupError, ValueError):
        return None
    try:
        found: Model | None = model._default_manager.filter(pk=key).first()  # noqa: SLF001 -- Django's
    except (ValueError, TypeError):
        return None
    return found


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _keys(rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    keys: QuerySet[Any, Any] = rows.annotate(key=Cast("pk", CharField())).values("key")
    return keys
