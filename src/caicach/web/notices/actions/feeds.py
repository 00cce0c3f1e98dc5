"""A person's calendar address: made, replaced, revoked."""

import secrets
from datetime import datetime

from django.db import transaction

from caicach.web.accounts.models import Person
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.notices.actions.choosing import require_self
from caicach.web.notices.models import Feed
from caicach.web.notices.queries import hash_of

TOKEN_BYTES = 32


@transaction.atomic
def make_feed(by: Actor, *, person: Person, now: datetime) -> str:
    """Return a new token, told only now; an address made before ends to work."""
    require_self(by, person)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    values = {"token_hash": hash_of(token), "made_at": now, "read_at": None}
    feed, _new = Feed.objects.update_or_create(person=person, defaults=values)
    record(by, "notices.feed_made", feed)
    return token


@transaction.atomic
def revoke_feed(by: Actor, *, person: Person) -> bool:
    """Let the address end to work; say whether there was one."""
    require_self(by, person)
    feed = Feed.objects.filter(person=person).first()
    if feed is None:
        return False
    record(by, "notices.feed_revoked", feed)
    feed.delete()
    return True
