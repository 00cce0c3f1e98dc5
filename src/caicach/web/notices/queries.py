"""Notices read: each person sees only their own."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When
from django.utils import timezone

from caicach.web.accounts.models import Person
from caicach.web.jobs.models import Job
from caicach.web.notices.kinds import Channel, usual_channel
from caicach.web.notices.models import Feed, Mail, Notice, Preferences
from caicach.web.notices.quiet import Hours

READ_EVERY = timedelta(hours=1)
UNSENT = (Mail.State.FAILED, Mail.State.UNSURE)


def notices_of(person: Person) -> QuerySet[Notice]:
    """Return the person's notices: unread first, then the newest."""
    unread_first = Case(When(read_at__isnull=True, then=Value(0)), default=Value(1))
    return Notice.objects.filter(person=person).order_by(unread_first, "-at", "-pk")


def unread_count(person: Person) -> int:
    """Return how many notices the person has not read."""
    return Notice.objects.filter(person=person, read_at__isnull=True).count()


def preferences_of(people: Iterable[Any]) -> dict[int, Preferences]:
    """Return what people chose, by the key of the person; nothing for those who chose nothing."""
    return {row.person_id: row for row in Preferences.objects.filter(person__in=list(people))}


def own_preferences(person: Person) -> Preferences:
    """Return what the person chose, or the usual, not saved."""
    return Preferences.objects.filter(person=person).first() or Preferences(person=person)


def channel_of(kind: str, chosen: Preferences | None) -> Channel:
    """Return how a kind of notice is mailed to somebody with these preferences."""
    usual = usual_channel(kind)
    if chosen is None:
        return usual
    channel = Channel(chosen.channels.get(kind, usual))
    if not chosen.wants_mail or (channel is Channel.DIGEST and not chosen.wants_digest):
        return Channel.NONE
    return channel


def hours_of(chosen: Preferences | None) -> Hours:
    """Return quiet hours and hour of the digest."""
    if chosen is None:
        return Hours()
    return Hours(chosen.quiet_from, chosen.quiet_until, chosen.digest_at)


def to_mail() -> QuerySet[Notice]:
    """Return the notices that are still to be mailed, those of each person together."""
    waiting = Notice.objects.filter(mail__isnull=True).exclude(channel=Channel.NONE)
    return waiting.select_related("person").order_by("person", "at", "pk")


def waiting_mails(now: datetime) -> QuerySet[Mail]:
    """Return the mails whose time has come, oldest first."""
    waiting = Mail.objects.filter(state=Mail.State.WAITING, not_before__lte=now)
    return waiting.select_related("person").order_by("pk")


def feed_of(person: Person) -> Feed | None:
    """Return the person's calendar feed, None where there is none."""
    return Feed.objects.filter(person=person).first()


def reader_of(token: str, now: datetime) -> Person | None:
    """Return whose calendar address has the token, None where nobody's has.

    When it was last asked for is kept by the hour.
    """
    feed = Feed.objects.select_related("person").filter(token_hash=hash_of(token)).first()
    if not token or feed is None or not feed.person.is_active:
        return None
    if feed.read_at is None or now - feed.read_at > READ_EVERY:
        Feed.objects.filter(pk=feed.pk).update(read_at=now)
    return feed.person


def hash_of(token: str) -> str:
    """Return what is kept of a token; it is random and long, so a plain hash is enough."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def unsent_mails(since: datetime | None = None) -> QuerySet[Mail]:
    """Return the mails that were given up, or of which nobody knows whether they went out."""
    later = Q() if since is None else Q(made_at__gte=since)
    return Mail.objects.filter(later, state__in=UNSENT).select_related("person")


def failed_jobs(since: datetime | None = None) -> QuerySet[Job]:
    """Return the jobs that were given up."""
    later = Q() if since is None else Q(finished_at__gte=since)
    return Job.objects.filter(later, state=Job.State.FAILED)


def local(moment: datetime) -> datetime:
    """Return the moment as clocks show it in Hà Nội."""
    return timezone.localtime(moment)
