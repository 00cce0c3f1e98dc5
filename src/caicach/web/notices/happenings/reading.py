"""The log read on from where it was left: each event is told once, even after kill -9."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TypeAlias

import structlog
from django.db import transaction

from caicach.web.accounts.models import Person
from caicach.web.audit.models import Event
from caicach.web.notices.actions.telling import Telling, notify
from caicach.web.notices.happenings.figures import tell_of_figure
from caicach.web.notices.happenings.handed_down import tell_of_cascade
from caicach.web.notices.happenings.pace import MOST_AT_ONCE, read_on
from caicach.web.notices.happenings.posts import tell_of_post
from caicach.web.notices.happenings.published import tell_of_complaint, tell_of_publication
from caicach.web.notices.happenings.readers import Readers
from caicach.web.notices.happenings.rounds import tell_of_round
from caicach.web.notices.happenings.turns import tell_of_turn
from caicach.web.notices.models import Bookmark
from caicach.web.notices.queries import local

log = structlog.get_logger("caicach.notices")
Told: TypeAlias = Iterator[tuple[Sequence[Person], Telling]]
Teller: TypeAlias = Callable[[Event, Readers], Told]

TELLERS: dict[str, Teller] = {
    **dict.fromkeys(
        (
            *("plans.turn_submitted", "plans.turn_returned", "plans.turn_done"),
            *("plans.turn_cancelled", "plans.turn_postponed", "plans.turn_open"),
        ),
        tell_of_turn,
    ),
    **dict.fromkeys(
        ("plans.figure_reported", "plans.figure_approved", "plans.figure_returned"), tell_of_figure
    ),
    "plans.plan_cascaded": tell_of_cascade,
    **dict.fromkeys(
        (
            *("person.post_given", "person.post_ended", "person.post_moved"),
            *("person.post_withdrawn", "person.post_resumed"),
        ),
        tell_of_post,
    ),
    **dict.fromkeys(
        (
            *("rounds.phase_opened", "rounds.phase_reopened", "rounds.extended"),
            *("rounds.card_ended", "rounds.card_added", "rounds.edition_migrated"),
            "rounds.cancelled",
        ),
        tell_of_round,
    ),
    "results.published": tell_of_publication,
    **dict.fromkeys(("results.complained", "results.answered"), tell_of_complaint),
}


def read_events(now: datetime) -> int:
    """Tell of all events that were not yet told; return how many were read."""
    return read_on(read_some, now)


@transaction.atomic
def read_some(now: datetime) -> int:
    """Tell of the next events; the mark moves in the same transaction as the notices.

    Returns how many were read.
    """
    Bookmark.objects.get_or_create(stream="events")
    mark = Bookmark.objects.select_for_update().get(stream="events")
    events = list(Event.objects.filter(number__gt=mark.number).order_by("number")[:MOST_AT_ONCE])
    if not events:
        return 0
    readers = Readers(local(now).date())
    for event in events:
        _tell(event, readers)
    mark.number = events[-1].number
    mark.save(update_fields=["number"])
    return len(events)


def _tell(event: Event, readers: Readers) -> None:
    """Tell those it concerns, but not who did it; one event that cannot be told stops no other."""
    teller = TELLERS.get(event.verb)
    if teller is None:
        return
    try:
        with transaction.atomic():
            for people, telling in teller(event, readers):
                others = [each for each in people if each.pk != event.person_id]
                notify(others, telling, event.at)
    except Exception:
        log.exception("event not told", number=event.number)
