"""Phases of rounds that close, told 7, 3 and 1 days before to whoever still has something to do."""

from collections.abc import Collection, Iterator
from datetime import datetime
from functools import partial

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.core.rounds import PhaseKind, PhasePlan, Reminder, reminders_due
from caicach.web.accounts.models import Person
from caicach.web.look.templatetags.look import instant
from caicach.web.notices.actions.telling import Telling, notify
from caicach.web.notices.happenings.links import round_address
from caicach.web.notices.happenings.readers import Readers
from caicach.web.notices.happenings.waiting import Waited, extended_until, waited_in
from caicach.web.notices.kinds import Kind
from caicach.web.notices.queries import local
from caicach.web.rounds.models import Card, Phase, Round

TOLD = (Phase.State.OPEN, Phase.State.CLOSED)
"""A closed phase still runs for the agencies that were given more time."""
RUNNING = Q(round__state=Round.State.RUNNING)
CONTESTED = Q(round__state=Round.State.PUBLISHED, kind=PhaseKind.COMPLAINTS)


def tell_of_rounds(now: datetime) -> int:
    """Tell of all closings that come near; return how many reminders. May be repeated."""
    readers = Readers(local(now).date())
    phases = Phase.objects.filter(RUNNING | CONTESTED, state__in=TOLD)
    count = 0
    for phase in phases.select_related("round__agency").defer("round__choices"):
        for reminder, people in _due(phase, readers, now):
            notify(people, _telling(phase, reminder, now), now)
            count += 1
    return count


def _due(phase: Phase, readers: Readers, now: datetime) -> Iterator[tuple[Reminder, list[Person]]]:
    waited, longer = _waited(phase), extended_until(phase, now)
    opens = min(phase.opens_at, phase.opened_at or phase.opens_at)
    kind = PhaseKind(phase.kind)
    plan = PhasePlan(kind, opens, phase.closes_at)
    if phase.state == Phase.State.OPEN:
        for reminder in reminders_due([plan], now, frozenset()):
            yield reminder, who_is_waited_for(waited, phase.round, readers, without=longer)
    for code, until in longer.items():
        for reminder in reminders_due([plan], now, frozenset(), {kind: until}):
            yield reminder, readers.doing([code] if code in waited.officers else [])


def _waited(phase: Phase) -> Waited:
    """Return who is waited for; every agency is told of the end of complaints."""
    if phase.kind != PhaseKind.COMPLAINTS:
        return waited_in(phase)
    if phase.round.state != Round.State.PUBLISHED:
        return Waited()
    cards = phase.round.cards.exclude(state=Card.State.ENDED).order_by("agency__code")
    return Waited(officers=list(cards.values_list("agency__code", flat=True)))


def who_is_waited_for(
    waited: Waited, scored: Round, readers: Readers, without: Collection[str] = ()
) -> list[Person]:
    """Return the people; without: agencies that are told of another day."""
    home = scored.agency.code
    people = readers.doing(code for code in waited.officers if code not in without)
    people += readers.heading(code for code in waited.heads if code not in without)
    people += readers.appraising(waited.appraisers)
    people += readers.council(home) if waited.council else []
    return people + (readers.above(home) if waited.standing else [])


def _telling(phase: Phase, reminder: Reminder, now: datetime) -> Telling:
    closes = local(reminder.closes_at)
    return Telling(
        Kind.ROUND_DUE,
        f"round:{phase.pk}:{reminder.closes_at.isoformat()}:{reminder.days}",
        partial(_words, phase, reminder, (closes.date() - local(now).date()).days),
        round_address(phase.round),
        ("rounds.round", str(phase.round_id)),
        closes.date(),
    )


def _words(phase: Phase, reminder: Reminder, left: int) -> tuple[str, str]:
    values = {
        "phase": phase.get_kind_display(),
        "round": phase.round.name,
        "at": instant(reminder.closes_at),
        "n": left,
    }
    if phase.kind == PhaseKind.COMPLAINTS:
        body = _("%(round)s: tiếp nhận khiếu nại đến %(at)s.") % values
    else:
        body = _("%(round)s: giai đoạn đóng lúc %(at)s; phần bạn phụ trách chưa xong.") % values
    if left == 0:
        return _("Hôm nay đóng: %(phase)s") % values, body
    return ngettext("Còn %(n)d ngày: %(phase)s", "Còn %(n)d ngày: %(phase)s", left) % values, body
