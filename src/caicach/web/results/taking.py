"""A whole round scored again from what is pinned: every card, every entry, every known figure."""

from caicach.core.scoring import AgencyInput, Inputs, Result, score_inputs
from caicach.web.jobs.kinds import Run
from caicach.web.rounds.models import EntryChange, Round
from caicach.web.rounds.scoring import edition_of, standing_givens, summed_givens
from caicach.web.rounds.tallying import cards_scored
from caicach.web.rounds.told import givens_until

TOGETHER = 250


def round_result(
    scored: Round, stage: str, *, until: int | None = None, run: Run | None = None
) -> Result:
    """Return the round as the engine scores it at the stage.

    until: number of the last change of a score that counts; later ones are undone. None: all count.
    """
    cards = cards_scored(scored)
    inputs = Inputs()
    for first in range(0, len(cards), TOGETHER):
        some = cards[first : first + TOGETHER]
        if run is not None:
            run.progress(first, len(cards))
        keys = [each.pk for each in some]
        if until is None:
            givens = standing_givens(keys, stage)
        else:
            givens = givens_until(keys, stage, until=until)
        for card in some:
            code = card.agency.code
            counting = summed_givens(givens[card.pk], stage)
            inputs.agencies[code] = AgencyInput(code, card.name, card.block or None, counting)
    return score_inputs(edition_of(scored), inputs, choices=scored.choices)


def last_change(scored: Round) -> int:
    """Return the number of the round's latest change of a score, 0 where there is none."""
    rows = EntryChange.objects.filter(card__round=scored).order_by("-pk")
    return rows.values_list("pk", flat=True).first() or 0
