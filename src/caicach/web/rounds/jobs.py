"""Work behind rounds: opening one, the clock, known figures, sums."""

from django.db import transaction
from django.utils import timezone

from caicach.web.jobs.kinds import Run, every, job
from caicach.web.look.day import today
from caicach.web.rounds.clock import turn_round, turn_rounds
from caicach.web.rounds.known import refresh_fillings
from caicach.web.rounds.models import Phase, PhaseKind, Round, Stage
from caicach.web.rounds.opening import make_cards, make_items
from caicach.web.rounds.refreshing import refresh_round
from caicach.web.rounds.tallying import tally_round
from caicach.web.rounds.turning import OPEN, REFRESH, TALLY, settle

TURN = "rounds.turn"


@job(OPEN)
def open_in_background(run: Run, number: int, *, at_once: bool = True) -> dict[str, int]:
    """Make what the round stands on. Begun again it ends in the same rows.

    at_once: self-scoring begins now, whatever its hour; else the clock opens it.
    """
    scored = Round.objects.select_related("edition", "agency").get(pk=number)
    if scored.state != Round.State.OPENING:
        return {}
    items = make_items(scored)
    cards = make_cards(scored)
    if at_once:
        begin(scored)
    known = refresh_fillings(scored, run, today())
    tally_round(scored, Stage.SELF, run)
    opening = Round.objects.filter(pk=number, state=Round.State.OPENING)
    opening.update(state=Round.State.RUNNING, opened_at=timezone.now())
    if not at_once:
        turn_round(number, timezone.now())
    return {"items": items, "cards": cards, "known": known}


@transaction.atomic
def begin(scored: Round) -> None:
    """Open self-scoring: preparation is over."""
    now = timezone.now()
    scored.phases.filter(kind=PhaseKind.PREPARATION).update(state=Phase.State.CLOSED, closed_at=now)
    scored.phases.filter(kind=PhaseKind.SELF_SCORING, state=Phase.State.WAITING).update(
        state=Phase.State.OPEN, opened_at=now
    )
    Round.objects.filter(pk=scored.pk).update(phase=PhaseKind.SELF_SCORING, opened_at=now)
    settle(scored, now)


@job(TURN, every(minutes=5))
def turn(_run: Run) -> int:
    """Open and close what is due."""
    return turn_rounds(timezone.now())


@job(REFRESH, every(minutes=60))
def refresh(run: Run, number: int | None = None) -> dict[str, int]:
    """Bring known figures in again where agencies score themselves: in one round, or in all."""
    rounds = Round.objects.filter(state=Round.State.RUNNING, cards__self_open=True).distinct()
    rounds = rounds if number is None else rounds.filter(pk=number)
    counts = {"known": 0, "cards": 0}
    for scored in rounds.select_related("edition", "agency").defer("edition__text").order_by("pk"):
        for name, count in refresh_round(scored, run).items():
            counts[name] += count
    return counts


@job(TALLY)
def sum_stage(run: Run, number: int, stage: str) -> int:
    """Make the sums of all cards at a stage."""
    rounds = Round.objects.select_related("edition", "agency").defer("edition__text")
    return tally_round(rounds.get(pk=number), stage, run)
