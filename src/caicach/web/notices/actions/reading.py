"""Marking notices as read: a person's own, and not written in the log, which is of acts."""

from datetime import datetime

from caicach.web.accounts.models import Person
from caicach.web.notices.models import Notice


def mark_read(person: Person, *, now: datetime, pk: int | None = None) -> int:
    """Mark one notice, or all, as read; return how many were not."""
    unread = Notice.objects.filter(person=person, read_at__isnull=True)
    return (unread if pk is None else unread.filter(pk=pk)).update(read_at=now)
