"""A whole round scored again from what is pinned: every card, every entry, every known figure."""

from collections.abc import Iterable, Sequence

from caicach.core.scoring import AgencyInput, Inputs, Result, score_inputs
from caicach.web.jobs.kinds import Run
from caicach.web.rounds.given import given_of
from caicach.web.rounds.models import STAGES, Entry, EntryChange, Filling, Round, Stage, earlier
from caicach.web.rounds.scoring import Givens, edition_of, standing_givens
from caicach.web.rounds.tallying import cards_scored

TOGETHER = 250
Spot = tuple[int, str]
"""A card's key and an item's code."""


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
    found = standing_givens(cards, stage)
    if until is None:
        return found
    before = _before(cards, stage, until)
    if before:
        _take_back(found, stage, before)
    return found


def _before(
    cards: Sequence[int], stage: str, until: int
) -> dict[tuple[int, str, str], dict[str, object] | None]:
    """Return what entries changed since then were; None for one that was not there yet."""
    rows = EntryChange.objects.filter(card_id__in=cards, pk__gt=until, stage__in=earlier(stage))
    found: dict[tuple[int, str, str], dict[str, object] | None] = {}
    for card, code, at, was in rows.order_by("pk").values_list(
        "card_id", "item__code", "stage", "before"
    ):
        found.setdefault((card, code, at), was)
    return found


def _take_back(
    found: dict[int, Givens],
    stage: str,
    before: dict[tuple[int, str, str], dict[str, object] | None],
) -> None:
    spots = {(card, code) for card, code, _at in before}
    by_stage = _entries(spots, stage)
    for (card, code, at), was in before.items():
        by_stage[card, code].pop(at, None)
        if was is not None:
            by_stage[card, code][at] = was["given"]
    known = _known(spots)
    for card, code in spots:
        found[card].pop(code, None)
        stages = by_stage[card, code]
        latest = max(stages, key=STAGES.index, default="")
        kept = stages[latest] if latest else known.get((card, code))
        if kept is None:
            continue
        given = given_of(kept)
        if not (latest == Stage.SELF != stage and given.not_applicable):
            found[card][code] = given


def _entries(spots: Iterable[Spot], stage: str) -> dict[Spot, dict[str, object]]:
    found: dict[Spot, dict[str, object]] = {spot: {} for spot in spots}
    rows = Entry.objects.filter(
        card_id__in={card for card, _code in found},
        item__code__in={code for _card, code in found},
        stage__in=earlier(stage),
    )
    for card, code, at, given in rows.values_list("card_id", "item__code", "stage", "given"):
        if (card, code) in found:
            found[card, code][at] = given
    return found


def _known(spots: Iterable[Spot]) -> dict[Spot, object]:
    rows = Filling.objects.filter(
        card_id__in={card for card, _code in spots}, item__code__in={code for _card, code in spots}
    )
    return {
        (card, code): given
        for card, code, given in rows.values_list("card_id", "item__code", "given")
    }
