"""Phases opened, closed, skipped and opened again, with what hangs on each of them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import F

from caicach.core.rounds import (
    Move,
    MoveKind,
    PhasePlan,
    PhaseState,
    States,
    next_moves,
    stage_written_in,
)
from caicach.core.rounds import PhaseKind as Kind
from caicach.core.rounds import move as states_after
from caicach.web.jobs.queue import enqueue
from caicach.web.rounds.locks import WRITTEN_IN, apply_locks, extended
from caicach.web.rounds.models import Filling, Item, Phase, PhaseKind, Round, Stage
from caicach.web.rounds.refusals import WrongMomentError

OPEN = "rounds.open"
TALLY = "rounds.tally"
REFRESH = "rounds.refresh"
JOINED_LATER = (Item.Source.SURVEY, Item.Source.IMPORT)
"""Figures that arrive after self-scoring; they are pinned when the round is published."""
NOT_YET: dict[str, Any] = {"opened_at": None, "closed_at": None, "told": [], "reason": ""}


def held(number: int) -> Round:
    """Return the round, held until the end of the transaction: phases turn one at a time."""
    found = Round.objects.select_for_update(of=("self",)).defer("edition__text")
    return found.select_related("edition", "agency").get(pk=number)


def states_of(scored: Round) -> States:
    """Return the state of each phase of the round."""
    return {Kind(each.kind): PhaseState(each.state) for each in scored.phases.all()}


def plans_of(scored: Round) -> list[PhasePlan]:
    """Return the phases of the round as they are planned."""
    return [
        PhasePlan(Kind(each.kind), each.opens_at, each.closes_at) for each in scored.phases.all()
    ]


def moves_of(scored: Round) -> list[Move]:
    """Return what may be done with the phases now, the usual move first."""
    if scored.state not in (Round.State.RUNNING, Round.State.PUBLISHED):
        return []
    return next_moves(states_of(scored), is_published=scored.state == Round.State.PUBLISHED)


def find_move(scored: Round, kind: MoveKind, phase: str) -> Move:
    """Return the move if it may be made now. Raises WrongMomentError."""
    for made in moves_of(scored):
        if made.kind == kind and made.phase == phase:
            return made
    raise WrongMomentError


def make_move(scored: Round, made: Move, now: datetime, reason: str = "") -> None:
    """Make one of the moves that may be made, with what hangs on it.

    In the caller's transaction, on a round that is `held`.
    """
    after = states_after(states_of(scored), made)
    for kind in made.undoes:
        scored.phases.filter(kind=kind).update(state=after[kind], **NOT_YET)
    change: dict[str, Any] = {"state": after[made.phase], "reason": reason}
    if made.kind in (MoveKind.OPEN, MoveKind.REOPEN):
        change |= {"opened_at": now, "closed_at": None, "told": []}
        _keep_phase(scored, made.phase)
    elif made.kind == MoveKind.CLOSE:
        change |= {"closed_at": now}
    scored.phases.filter(kind=made.phase).update(**change)
    settle(scored, now)
    if made.kind in (MoveKind.OPEN, MoveKind.REOPEN):
        sum_later(scored, made.phase)


def _keep_phase(scored: Round, kind: Kind) -> None:
    Round.objects.filter(pk=scored.pk).update(phase=kind.value, version=F("version") + 1)
    scored.refresh_from_db(fields=["phase", "version"])


def settle(scored: Round, now: datetime) -> bool:
    """Set the locks from phases and extensions, pin what is closed; say whether a lock changed.

    A card that may be written no longer, because its extension is over, is summed again.
    """
    before = _open_cards(scored)
    apply_locks(scored, now)
    after = _open_cards(scored)
    pin_fillings(scored, now)
    for kind, flag in WRITTEN_IN.items():
        if before[flag] - after[flag]:
            sum_after(scored, kind)
    return before != after


def _open_cards(scored: Round) -> dict[str, set[int]]:
    flags = list(WRITTEN_IN.values())
    found: dict[str, set[int]] = {flag: set() for flag in flags}
    for card, *is_open in scored.cards.values_list("pk", *flags):
        for flag, value in zip(flags, is_open, strict=True):
            if value:
                found[flag].add(card)
    return found


def pin_fillings(scored: Round, now: datetime) -> int:
    """Pin known figures of the cards whose self-scoring is over; return how many."""
    phase = scored.phases.filter(kind=PhaseKind.SELF_SCORING, state=Phase.State.CLOSED).first()
    if phase is None:
        return 0
    rows = Filling.objects.filter(card__round=scored, pinned_at__isnull=True)
    rows = rows.exclude(source_kind__in=JOINED_LATER)
    return rows.exclude(card__agency_id__in=extended(phase, now)).update(pinned_at=now)


def sum_later(scored: Round, kind: str) -> None:
    """Have the sums of the stage that the phase writes made once this is kept."""
    stage = stage_written_in(Kind(kind))
    if kind == PhaseKind.SELF_SCORING:
        refresh_later(scored)
    elif stage is not None:
        _enqueue_sum(scored, [stage])


def sum_after(scored: Round, kind: str) -> None:
    """Have the sums of the stages that began after the phase made again."""
    phases = scored.phases.exclude(state__in=[Phase.State.WAITING, Phase.State.SKIPPED])
    begun = phases.filter(kind__in=list(WRITTEN_IN)).values_list("kind", flat=True)
    stages = [WRITTEN_BY[each] for each in begun if _order(each) > _order(kind)]
    _enqueue_sum(scored, stages)


def refresh_later(scored: Round) -> None:
    """Have known figures brought in, and the self-scored sums made, once this is kept."""
    enqueue(REFRESH, {"number": scored.pk}, unique_key=f"{REFRESH}:{scored.pk}")


def sum_begun(scored: Round) -> None:
    """Have the sums of every stage that began made again: who takes part has changed."""
    sum_after(scored, PhaseKind.PREPARATION)


WRITTEN_BY: dict[str, str] = dict(zip(WRITTEN_IN, Stage.values, strict=True))


def _order(kind: str) -> int:
    return PhaseKind.values.index(kind)


def _enqueue_sum(scored: Round, stages: Collection[str]) -> None:
    for stage in stages:
        arguments = {"number": scored.pk, "stage": str(stage)}
        enqueue(TALLY, arguments, unique_key=f"{TALLY}:{scored.pk}:{stage}")
