"""Targets that got worse, told to the agency they are measured at."""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.web.look.templatetags.look import STATES
from caicach.web.monitoring.models import TROUBLE, StateChange
from caicach.web.notices.actions.telling import Telling, notify
from caicach.web.notices.happenings.links import target_address
from caicach.web.notices.happenings.pace import MOST_AT_ONCE, read_on
from caicach.web.notices.happenings.readers import Readers
from caicach.web.notices.kinds import Kind
from caicach.web.notices.models import Bookmark
from caicach.web.notices.queries import local

SETTLED = timedelta(minutes=5)
"""Changes get their numbers before they can be read: after so long all of them can."""
BAD = ("missed", "at_risk")


def read_changes(now: datetime) -> int:
    """Tell of the changes of state that were not yet told; return how many were read."""
    return read_on(read_some, now)


@transaction.atomic
def read_some(now: datetime) -> int:
    """Tell of the next changes; the mark moves in the same transaction as the notices.

    Returns how many were read.
    """
    Bookmark.objects.get_or_create(stream="changes")
    mark = Bookmark.objects.select_for_update().get(stream="changes")
    rows = StateChange.objects.filter(pk__gt=mark.number, at__lt=now - SETTLED).order_by("pk")
    changes = list(rows.select_related("target__plan", "agency")[:MOST_AT_ONCE])
    if not changes:
        return 0
    readers = Readers(local(now).date())
    for change in filter(is_worse, changes):
        notify(readers.answering([change.agency.code]), _telling(change, readers), now)
    mark.number = changes[-1].pk
    mark.save(update_fields=["number"])
    return len(changes)


def is_worse(change: StateChange) -> bool:
    """Say whether a target that stood better is now at risk or missed."""
    was = TROUBLE.get(change.before)
    return was is not None and change.after in BAD and TROUBLE[change.after] < was


def _telling(change: StateChange, readers: Readers) -> Telling:
    return Telling(
        Kind.STATE_WORSE,
        f"change:{change.pk}",
        partial(_words, change, readers),
        target_address(change.target),
        ("plans.target", str(change.target_id)),
    )


def _words(change: StateChange, readers: Readers) -> tuple[str, str]:
    was, now = (str(STATES[each][1]) for each in (change.before, change.after))
    values = {
        "target": str(change.target),
        "agency": readers.name(change.agency.code),
        "was": was,
        "now": now,
    }
    title = _("%(now)s: chỉ tiêu %(target)s") % values
    return title, _("%(agency)s: trước là “%(was)s”, nay là “%(now)s”.") % values
