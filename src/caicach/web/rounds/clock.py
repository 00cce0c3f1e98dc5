"""The clock of rounds: opens and closes phases at their hours, whoever else looks at the time."""

from datetime import datetime

from django.db import transaction

from caicach.core.rounds import Move, MoveKind, timed_move
from caicach.core.rounds import PhaseKind as Kind
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.rounds.models import Round
from caicach.web.rounds.turning import (
    held,
    make_move,
    plans_of,
    settle,
    states_of,
)

RUNNING = (Round.State.RUNNING, Round.State.PUBLISHED)
TURNED = {MoveKind.OPEN: "rounds.phase_opened", MoveKind.CLOSE: "rounds.phase_closed"}


def turn_rounds(now: datetime) -> int:
    """Do what is due in every round that runs; return how many phases were opened or closed."""
    numbers = Round.objects.filter(state__in=RUNNING).order_by("pk").values_list("pk", flat=True)
    return sum(turn_round(number, now) for number in numbers)


@transaction.atomic
def turn_round(number: int, now: datetime) -> int:
    """Do what is due in one round, all or nothing; a second clock finds nothing left to do."""
    scored, count = held(number), 0
    if scored.state not in RUNNING:
        return 0
    by = Actor.system("rounds.turn")
    while (made := due_move(scored, now)) is not None:
        make_move(scored, made, now)
        record(by, TURNED[made.kind], scored, after={"phase": made.phase.value})
        count += 1
    settle(scored, now)
    return count


def due_move(scored: Round, now: datetime) -> Move | None:
    """Return what the clock opens or closes now.

    Results are not published by the clock, so that phase stays open until they are.
    """
    made = timed_move(plans_of(scored), states_of(scored), now)
    if made is None:
        return None
    is_publication = made.phase is Kind.PUBLICATION and made.kind is MoveKind.CLOSE
    return None if is_publication and scored.state != Round.State.PUBLISHED else made
