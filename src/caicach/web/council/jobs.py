"""Work behind the council: sums made again once figures have been joined."""

from caicach.web.council.actions.figures import TALLY
from caicach.web.jobs.kinds import Run, job
from caicach.web.rounds.models import STAGES, Round, Tally
from caicach.web.rounds.tallying import tally_round


@job(TALLY)
def tally_in_background(run: Run, number: int) -> dict[str, int]:
    """Make the sums of every stage begun again. Begun again it ends in the same rows."""
    scored = Round.objects.select_related("edition", "agency").get(pk=number)
    begun = set(Tally.objects.filter(card__round=scored).values_list("stage", flat=True))
    return {stage: tally_round(scored, stage, run) for stage in STAGES if stage in begun}
