"""Leaving an event: the last step of every action, in the action's own transaction."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.db.transaction import TransactionManagementError
from django.utils import timezone, translation

from caicach.web.audit.actor import Actor
from caicach.web.audit.chain import START, seal
from caicach.web.audit.models import Event

CHAIN_LOCK = 4_201_121
Shown = Mapping[str, Any] | None


def record(
    by: Actor,
    verb: str,
    subject: models.Model,
    *,
    before: Shown = None,
    after: Shown = None,
    reason: str = "",
) -> Event:
    """Append the event; the caller's transaction must be open, so that both happen or neither.

    verb: `app.done`, in the past. before, after: only what changed.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("an event is left inside the action's transaction")
    number, previous = _end_of_chain()
    event = Event(
        number=number,
        at=timezone.now().astimezone(UTC).replace(microsecond=0),
        person_id=None if by.person is None else by.person.pk,
        name=by.name,
        post=by.post,
        verb=verb,
        subject_kind=subject._meta.label_lower,  # noqa: SLF001 -- Django's documented Model API
        subject_key=str(subject.pk),
        subject_name=_named(subject),
        before=_plain(before),
        after=_plain(after),
        reason=reason,
        request_id=by.request_id,
        previous_hash=previous,
    )
    event.hash = seal(event)
    event.save(force_insert=True)
    return event


def _named(subject: models.Model) -> str:
    """The log speaks one language, whatever the page speaks."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(subject)[:400]


def record_change(
    by: Actor, verb: str, subject: models.Model, before: Mapping[str, Any], reason: str = ""
) -> Event | None:
    """Append what differs between `before` and the object now; None where nothing does."""
    now = values_of(subject, before)
    changed = [name for name in before if before[name] != now[name]]
    if not changed:
        return None
    was, became = ({name: each[name] for name in changed} for each in (before, now))
    return record(by, verb, subject, before=was, after=became, reason=reason)


def values_of(subject: models.Model, names: Iterable[str]) -> dict[str, Any]:
    """Return the named fields of `subject` as the log keeps them; a relation is its key."""
    keys = ((name, subject._meta.get_field(name)) for name in names)  # noqa: SLF001 -- as above
    return {name: _kept(getattr(subject, getattr(field, "attname", name))) for name, field in keys}


def _end_of_chain() -> tuple[int, str]:
    """Return the next number and the last hash; on PostgreSQL others wait until we commit."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    last = Event.objects.order_by("-number").values_list("number", "hash").first()
    return (1, START) if last is None else (last[0] + 1, last[1])


def _plain(values: Shown) -> dict[str, Any] | None:
    return None if values is None else {name: _kept(value) for name, value in values.items()}


def _kept(value: Any) -> Any:
    if isinstance(value, Decimal | datetime | date | time | float):  # jsonb rewrites floats
        return str(value)
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, list | tuple | set | frozenset):
        return [_kept(each) for each in value]
    if isinstance(value, dict):
        return {str(key): _kept(each) for key, each in value.items()}
    return value
