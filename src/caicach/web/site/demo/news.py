"""Notices of the last weeks: what happened earlier was read long ago."""

from datetime import datetime

from caicach.web.audit.models import Event
from caicach.web.notices.happenings.changes import read_changes
from caicach.web.notices.happenings.days import tell_of_days
from caicach.web.notices.happenings.reading import read_events
from caicach.web.notices.models import Bookmark


def forget_earlier() -> None:
    """Let telling begin after the last event there is."""
    last = Event.objects.order_by("-number").values_list("number", flat=True).first() or 0
    Bookmark.objects.update_or_create(stream="events", defaults={"number": last})


def tell(now: datetime) -> None:
    """Tell of what happened since, of deadlines, and of states that became worse."""
    read_events(now)
    read_changes(now)
    tell_of_days(now)
