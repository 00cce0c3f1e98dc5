"""Work behind rounds: opening one."""

from django.db import transaction
from django.utils import timezone

from caicach.web.jobs.kinds import Run, job
from caicach.web.look.day import today
from caicach.web.rounds.actions.rounds import OPEN
from caicach.web.rounds.known import refresh_fillings
from caicach.web.rounds.locks import apply_locks
from caicach.web.rounds.models import Phase, PhaseKind, Round, Stage
from caicach.web.rounds.opening import make_cards, make_items
from caicach.web.rounds.tallying import tally_round


@job(OPEN)
def open_in_background(run: Run, number: int) -> dict[str, int]:
    """Make what the round stands on. Begun again it ends in the same rows."""
    scored = Round.objects.select_related("edition", "agency").get(pk=number)
    if scored.state != Round.State.OPENING:
        return {}
    items = make_items(scored)
    cards = make_cards(scored)
    with transaction.atomic():
        begin(scored)
    known = refresh_fillings(scored, run, today())
    tally_round(scored, Stage.SELF, run)
    Round.objects.filter(pk=number, state=Round.State.OPENING).update(state=Round.State.RUNNING)
    return {"items": items, "cards": cards, "known": known}


def begin(scored: Round) -> None:
    """Open self-scoring: preparation is over."""
    now = timezone.now()
    scored.phases.filter(kind=PhaseKind.PREPARATION).update(state=Phase.State.CLOSED, closed_at=now)
    scored.phases.filter(kind=PhaseKind.SELF_SCORING, state=Phase.State.WAITING).update(
        state=Phase.State.OPEN, opened_at=now
    )
    Round.objects.filter(pk=scored.pk).update(phase=PhaseKind.SELF_SCORING, opened_at=now)
    apply_locks(scored, now)
