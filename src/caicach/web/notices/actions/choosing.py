"""How a person wants to be told."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from caicach.web.accounts.models import Person
from caicach.web.audit.actor import Actor, NotAllowedError
from caicach.web.audit.recording import record, record_change, values_of
from caicach.web.notices.kinds import Kind, usual_channel
from caicach.web.notices.models import Preferences

FIELDS = ("wants_mail", "wants_digest", "digest_at", "quiet_from", "quiet_until", "channels")


@transaction.atomic
def choose(
    by: Actor, *, person: Person, chosen: Mapping[str, Any], channels: Mapping[str, str]
) -> Preferences:
    """Keep what the person chose; only for oneself. Channels that are the usual are left out."""
    require_self(by, person)
    row = Preferences.objects.select_for_update().filter(person=person).first()
    kept = row or Preferences(person=person)
    before = None if row is None else values_of(row, FIELDS)
    for name, value in chosen.items():
        setattr(kept, name, value)
    kept.channels = {
        kind: channel
        for kind, channel in channels.items()
        if kind in Kind.values and channel != usual_channel(kind)
    }
    kept.save()
    if before is None:
        record(by, "notices.preferences_chosen", kept, after=values_of(kept, FIELDS))
    else:
        record_change(by, "notices.preferences_chosen", kept, before)
    return kept


def require_self(by: Actor, person: Person) -> None:
    """Raise NotAllowedError unless the actor is that person."""
    if by.person is None or by.person.pk != person.pk:
        raise NotAllowedError("notices.own")
