"""Phases moved by hand, each time with a reason: opened, closed, skipped, reopened, extended."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from caicach.core.issues import issue
from caicach.core.rounds import MoveKind, put_off
from caicach.core.rounds import PhaseKind as Kind
from caicach.web.attachments.keeping import person_of
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.plans.lateness import national_calendar
from caicach.web.register.models import Agency
from caicach.web.rounds.models import Card, Extension, Phase, Round
from caicach.web.rounds.refusals import RoundRefusedError, WrongMomentError, require_reason
from caicach.web.rounds.turning import find_move, held, make_move, plans_of, settle

SAID = {
    MoveKind.OPEN: "rounds.phase_opened",
    MoveKind.CLOSE: "rounds.phase_closed",
    MoveKind.SKIP: "rounds.phase_skipped",
    MoveKind.REOPEN: "rounds.phase_reopened",
}


@transaction.atomic
def open_phase(by: Actor, *, phase: Phase, reason: str, now: datetime) -> None:
    """Open the next phase before its hour. Raises NoReasonError, WrongMomentError."""
    by.require("rounds.set_up", phase.round)
    _move(by, MoveKind.OPEN, phase, reason, now)


@transaction.atomic
def close_phase(by: Actor, *, phase: Phase, reason: str, now: datetime) -> None:
    """Close the open phase before its hour. Raises NoReasonError, WrongMomentError."""
    by.require("rounds.set_up", phase.round)
    _move(by, MoveKind.CLOSE, phase, reason, now)


@transaction.atomic
def skip_phase(by: Actor, *, phase: Phase, reason: str, now: datetime) -> None:
    """Skip the next phase; one that a result needs is refused: NoReasonError, WrongMomentError."""
    by.require("rounds.set_up", phase.round)
    _move(by, MoveKind.SKIP, phase, reason, now)


@transaction.atomic
def reopen_phase(
    by: Actor, *, phase: Phase, reason: str, now: datetime, until: datetime | None = None
) -> None:
    """Open a phase again until another hour; later ones wait again and give way.

    What was appraised or decided stays as it was. until: the closing it has already where it
    lies ahead. Raises NoReasonError, WrongMomentError, RoundRefusedError.
    """
    by.require("rounds.set_up", phase.round)
    until = until or phase.closes_at
    if until <= now:
        raise RoundRefusedError([issue("phase-until-passed", phase.kind)])
    _move(by, MoveKind.REOPEN, phase, reason, now, until)


@transaction.atomic
def extend(
    by: Actor,
    *,
    phase: Phase,
    agencies: Sequence[Agency],
    until: datetime,
    reason: str,
    now: datetime,
) -> int:
    """Give agencies more time in a phase, and return how many; the latest extension counts.

    Once results are published that is the phase of complaints alone. Raises NoReasonError,
    WrongMomentError, RoundRefusedError.
    """
    by.require("rounds.set_up", phase.round)
    why = require_reason(reason)
    scored = held(phase.round_id)
    phase = scored.phases.get(pk=phase.pk)
    if not takes_time(scored, phase.kind) or phase.state == Phase.State.SKIPPED:
        raise WrongMomentError
    if until <= max(now, phase.closes_at):
        raise RoundRefusedError([issue("extension-not-later", phase.kind)])
    cards = scored.cards.exclude(state=Card.State.ENDED).filter(agency__in=agencies)
    granted = dict(cards.values_list("agency__code", "agency_id"))
    if not granted:
        raise RoundRefusedError([issue("extension-for-nobody", phase.kind)])
    more = {"until": until, "reason": why, "person": person_of(by), "at": now}
    Extension.objects.bulk_create(
        Extension(phase=phase, agency_id=each, **more) for each in granted.values()
    )
    settle(scored, now)
    told = {"phase": phase.kind, "until": until, "agencies": sorted(granted)}
    record(by, "rounds.extended", scored, after=told, reason=why)
    return len(granted)


def takes_time(scored: Round, kind: str) -> bool:
    """Say whether a phase of the round may be given more time: after publication complaints."""
    if scored.state == Round.State.PUBLISHED:
        return kind == Kind.COMPLAINTS
    return scored.state == Round.State.RUNNING


def _move(
    by: Actor,
    kind: MoveKind,
    phase: Phase,
    reason: str,
    now: datetime,
    until: datetime | None = None,
) -> None:
    why = require_reason(reason)
    scored = held(phase.round_id)
    made = find_move(scored, kind, phase.kind)
    if until is not None:
        put_phases_off(scored, phase.kind, until)
    make_move(scored, made, now, why)
    told: dict[str, object] = {"phase": phase.kind}
    if until is not None:
        told |= {"until": until, "waiting_again": [str(each) for each in made.undoes]}
    record(by, SAID[kind], scored, after=told, reason=why)


def put_phases_off(scored: Round, kind: str, until: datetime) -> None:
    """Let a phase close at another hour, and later ones give way, in working days."""
    phases = {each.kind: each for each in scored.phases.all()}
    for plan in put_off(plans_of(scored), Kind(kind), until, national_calendar()):
        phase = phases[plan.kind]
        if (phase.opens_at, phase.closes_at) != (plan.opens_at, plan.closes_at):
            phase.opens_at, phase.closes_at = plan.opens_at, plan.closes_at
            phase.save(update_fields=["opens_at", "closes_at"])
