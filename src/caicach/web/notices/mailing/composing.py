"""Notices put into mails: urgent ones at once, the others in one digest a day."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import ngettext, override

from caicach.web.accounts.models import Person
from caicach.web.notices.kinds import Channel
from caicach.web.notices.models import Mail, Notice, Preferences
from caicach.web.notices.queries import hours_of, local, preferences_of, to_mail

MOST_IN_ONE = 50


def compose_mails(now: datetime) -> int:
    """Put what may be mailed by now into mails; return how many were made.

    In a person's quiet hours nothing is made: what came meanwhile goes out together after them.
    """
    waiting = [list(rows) for _, rows in groupby(to_mail(), key=lambda each: each.person_id)]
    chosen = preferences_of(rows[0].person_id for rows in waiting)
    return sum(_compose_for(rows, chosen.get(rows[0].person_id), now) for rows in waiting)


def _compose_for(rows: Sequence[Notice], chosen: Preferences | None, now: datetime) -> int:
    """Make the mails one person is due."""
    person, hours = rows[0].person, hours_of(chosen)
    if not person.is_active or (chosen is not None and not chosen.wants_mail):
        _drop(rows)
        return 0
    if hours.is_quiet(local(now)):
        return 0
    urgent = [each for each in rows if each.channel == Channel.NOW]
    made = _make(person, urgent, f"now:{urgent[0].pk}", now) if urgent else 0
    if chosen is not None and not chosen.wants_digest:
        _drop([each for each in rows if each.channel == Channel.DIGEST])
        return made
    day, since = hours.last_digest(local(now))
    return made + _digest(person, rows, (day, since), now)


def _digest(
    person: Person, rows: Iterable[Notice], due: tuple[date, datetime], now: datetime
) -> int:
    """Make the digest of that day from what came before its hour and was not read since."""
    day, since = due
    rows = [each for each in rows if each.channel == Channel.DIGEST and each.at < since]
    _drop([each for each in rows if each.read_at])
    unread = [each for each in rows if not each.read_at]
    return _make(person, unread, f"digest:{person.pk}:{day}", now) if unread else 0


@transaction.atomic
def _make(person: Person, rows: Sequence[Notice], once: str, now: datetime) -> int:
    """Make one mail of the notices, unless one of that name was made before."""
    with override(person.language):
        subject = _subject(rows, is_digest=once.startswith("digest"))
        words = {
            "person": person,
            "notices": rows[:MOST_IN_ONE],
            "left": max(0, len(rows) - MOST_IN_ONE),
            "site": settings.SITE_ADDRESS,
            "subject": subject,
        }
        text = render_to_string("notices/mail/notices.txt", words)
        html = render_to_string("notices/mail/notices.html", words)
    mail, new = Mail.objects.get_or_create(
        once=once,
        defaults={
            "person": person,
            "subject": subject,
            "text": text,
            "html": html,
            "made_at": now,
            "not_before": now,
        },
    )
    if new:
        Notice.objects.filter(pk__in=[each.pk for each in rows]).update(mail=mail)
    return int(new)


def _subject(rows: Sequence[Notice], *, is_digest: bool) -> str:
    if len(rows) == 1:
        return rows[0].title
    if is_digest:
        words = ngettext("Bản tin: %(n)d việc", "Bản tin: %(n)d việc", len(rows))
    else:
        words = ngettext("%(n)d việc cần xem ngay", "%(n)d việc cần xem ngay", len(rows))
    return words % {"n": len(rows)}


def _drop(rows: Iterable[Notice]) -> None:
    """Keep them for the list in the application alone."""
    keys = [each.pk for each in rows]
    if keys:
        Notice.objects.filter(pk__in=keys).update(channel=Channel.NONE)
