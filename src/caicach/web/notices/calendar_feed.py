"""A person's deadlines as a calendar that other programs read."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from caicach.web.accounts.acting import standing_now
from caicach.web.accounts.models import Person
from caicach.web.notices.figures_due import (
    AHEAD,
    Falling,
    fallings,
    owed_figures,
    told_assignments,
)
from caicach.web.notices.happenings.figures import period_words
from caicach.web.notices.happenings.readers import HEADS, OFFICERS
from caicach.web.plans.models import Assignment, Plan, Task, Turn
from caicach.web.rounds.models import Card, PhaseKind, Round

BEFORE, AFTER = timedelta(days=60), timedelta(days=400)
REPORTS_AHEAD = timedelta(days=120)
EVE_AT_EIGHT = timedelta(hours=-16)
MOST = 1_000
ONE_DAY = timedelta(days=1)
UNDONE = (Turn.State.OPEN, Turn.State.RETURNED)


def calendar_of(person: Person, now: datetime, today: date) -> bytes:
    """Return the deadlines of the agencies the person answers for, with no more than titles.

    What was sent, done or called off is no longer there, and so vanishes from the calendar.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Caicach//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Việc cải cách hành chính"))
    calendar.add("x-published-ttl", "PT1H")
    codes = own_codes(person)
    for uid, title, day in (*_turns(codes, today), *_figures(codes, today), *_cards(codes, today)):
        calendar.add_component(_event(uid, title, day, now))
    return bytes(calendar.to_ical())


def own_codes(person: Person) -> list[str]:
    """Return the agencies the person is focal officer or head of today."""
    posts = standing_now(person).posts
    return [post.agency.code for post in posts if post.role in (*OFFICERS, *HEADS)]


def own_turns(codes: list[str]) -> QuerySet[Turn]:
    """Return the turns of plans in force that these agencies have to do, alone or together."""
    owned = Task.objects.filter(owner__code__in=codes).order_by().values("pk")
    shared = Task.co_owners.through.objects.filter(agency__code__in=codes).values("task_id")
    tasks = owned.union(shared)  # with "or" in its place, every turn there is would be looked at
    return Turn.objects.filter(task__in=tasks, task__plan__state=Plan.State.IN_FORCE)


def _turns(codes: list[str], today: date) -> Iterator[tuple[str, str, date]]:
    rows = own_turns(codes).filter(state__in=UNDONE, due_on__range=(today - BEFORE, today + AFTER))
    for turn in rows.select_related("task").order_by("due_on", "pk")[:MOST]:
        title = _("Hạn nhiệm vụ %(task)s") % {"task": turn.task}
        yield f"turn-{turn.pk}", title, turn.due_on


def _cards(codes: list[str], today: date) -> Iterator[tuple[str, str, date]]:
    """Yield when self-scoring closes for cards not yet sent, more time counted."""
    cards = Card.objects.filter(
        agency__code__in=codes, state=Card.State.DRAFTING, round__state=Round.State.RUNNING
    )
    for card in cards.select_related("round", "agency").order_by("pk")[:MOST]:
        phase = card.round.phases.filter(kind=PhaseKind.SELF_SCORING).first()
        if phase is None:
            continue
        more = phase.extensions.filter(agency=card.agency).first()
        closes = max(phase.closes_at, more.until) if more else phase.closes_at
        day = timezone.localtime(closes).date()
        if today - BEFORE <= day <= today + AFTER:
            title = _("Hạn gửi bảng chấm điểm: %(round)s") % {"round": card.round.name}
            yield f"card-{card.pk}", title, day


def _figures(codes: list[str], today: date) -> Iterator[tuple[str, str, date]]:
    """Yield the figures that are owed, then those of later days, which nobody can have sent."""
    for each in owed_figures(codes, today, MOST):
        yield _figure(each.assignment, each.falling)
    rows = told_assignments(codes).select_related("target__plan").order_by("pk")[:MOST]
    first, last = today + AHEAD + ONE_DAY, today + REPORTS_AHEAD
    for row in rows:
        for falling in fallings(row.target.frequency, first, last):
            if falling.due_on.year in row.target.plan.years:
                yield _figure(row, falling)


def _figure(row: Assignment, falling: Falling) -> tuple[str, str, date]:
    period = str(falling.period)
    values = {"target": str(row.target), "period": period_words(period)}
    title = _("Báo cáo số liệu %(period)s: %(target)s") % values
    return f"figure-{row.pk}-{period}", title, falling.due_on


def _event(uid: str, title: str, day: date, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{uid}@caicach")
    event.add("dtstamp", now)
    event.add("summary", title)
    event.add("dtstart", day)
    event.add("dtend", day + ONE_DAY)
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", EVE_AT_EIGHT)
    event.add_component(alarm)
    return event
