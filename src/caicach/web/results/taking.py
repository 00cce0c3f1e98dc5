"""A whole round scored again from what is pinned: every card, every entry, every known figure."""

from collections.abc import Sequence
from typing import Any

from caicach.core.scoring import AgencyInput, Inputs, Result, score_inputs
from caicach.web.jobs.kinds import Run
from caicach.web.rounds.models import Entry, EntryChange, Filling, Round, earlier
from caicach.web.rounds.scoring import Givens, edition_of, settled_givens, standing_givens
from caicach.web.rounds.tallying import cards_scored

TOGETHER = 250
Spot = tuple[int, str, str]
"""A card's key, an item's code, a stage."""


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
        givens = givens_until([each.pk for each in some], stage, until)
        for card in some:
            code = card.agency.code
            inputs.agencies[code] = AgencyInput(
                code, card.name, card.block or None, givens[card.pk]
            )
    return score_inputs(edition_of(scored), inputs, choices=scored.choices)


def last_change(scored: Round) -> int:
    """Return the number of the round's latest change of a score, 0 where there is none."""
    rows = EntryChange.objects.filter(card__round=scored).order_by("-pk")
    return rows.values_list("pk", flat=True).first() or 0


def givens_until(cards: Sequence[int], stage: str, until: int | None) -> dict[int, Givens]:
    """Return what counted on each card when change `until` had just been made."""
    if until is None or not (before := _before(cards, stage, until)):
        return standing_givens(cards, stage)
    counting = {"card_id__in": cards, "item__is_dropped": False}
    known = Filling.objects.filter(**counting)
    entries = Entry.objects.filter(**counting, stage__in=earlier(stage))
    rows = {
        (card, code, at): given
        for card, code, at, given in entries.values_list("card_id", "item__code", "stage", "given")
    }
    for spot, was in before.items():
        rows.pop(spot, None)
        if was is not None:
            rows[spot] = was["given"]
    return settled_givens(
        cards,
        stage,
        known.values_list("card_id", "item__code", "given"),
        ((*spot, given) for spot, given in rows.items()),
    )


def _before(cards: Sequence[int], stage: str, until: int) -> dict[Spot, dict[str, Any] | None]:
    """Return what entries changed since then were; None for one that was not there yet."""
    rows = EntryChange.objects.filter(
        card_id__in=cards, pk__gt=until, stage__in=earlier(stage), item__is_dropped=False
    )
    found: dict[Spot, dict[str, Any] | None] = {}
    for card, code, at, was in rows.order_by("pk").values_list(
        "card_id", "item__code", "stage", "before"
    ):
        found.setdefault((card, code, at), was)
    return found
