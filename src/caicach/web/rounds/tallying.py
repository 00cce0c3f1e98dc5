"""Sums of cards: made again when a score changes, and of a whole round when a stage begins."""

from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from caicach.core.rounds import card_sum
from caicach.core.scoring import AgencyScore, collector_paused
from caicach.core.scoring.peers import Contexts
from caicach.web.jobs.kinds import Run
from caicach.web.rounds.models import Card, Round, Tally
from caicach.web.rounds.scoring import (
    Givens,
    Scored,
    areas_of,
    compare_cards,
    comparing_codes,
    edition_of,
    exact_of,
    score_at,
    score_card,
    shown_points,
    standing_givens,
    summed_givens,
)

TOGETHER = 250


def tally_card(card: Card, stage: str) -> tuple[Tally, Scored]:
    """Make the sum of one card at the stage again; return it with what it was made from."""
    scored = score_at(card, stage)
    made = tally_of(card, stage, scored)
    keep_tallies([made])
    return made, scored


def keep_tallies(made: Sequence[Tally]) -> None:
    """Write tallies in place of those there are."""
    Tally.objects.bulk_create(
        made,
        update_conflicts=True,
        unique_fields=["card", "stage"],
        update_fields=["exact", "points", "index", "low", "high", "is_complete", "at"],
    )


def tally_of(card: Card, stage: str, scored: Scored) -> Tally:
    """Return the row of a tally, not yet saved."""
    sums = scored.sums
    has_points = bool(sums.items_reported or sums.points)
    low, high = reach_of(card, sums)
    return Tally(
        card=card,
        stage=stage,
        exact=exact_of(sums, areas_of(card.round, card.block)),
        points=shown_points(sums.points if has_points else None),
        index=shown_points(sums.index),
        low=low,
        high=high,
        is_complete=sums.is_complete,
        at=timezone.now(),
    )


def reach_of(card: Card, sums: AgencyScore) -> tuple[Decimal, Decimal] | tuple[None, None]:
    """Return what the card is ranked by, with what is missing at 0 and at its maximum."""
    if not sums.maximum:
        return None, None
    return card_sum(sums).reach(edition_of(card.round).ranking.by)


def tally_round(scored: Round, stage: str, run: Run | None = None) -> int:
    """Make the sums of all cards that are scored at the stage again; return how many."""
    cards = cards_scored(scored)
    peers = _PeersOf(scored, cards, stage)
    for first in range(0, len(cards), TOGETHER):
        some = cards[first : first + TOGETHER]
        if run is not None:
            run.progress(first, len(cards))
        _tally_some(some, stage, peers)
    return len(cards)


@transaction.atomic
def _tally_some(cards: Sequence[Card], stage: str, peers: "_PeersOf") -> None:
    """Hold the cards meanwhile: a score saved now is summed after, never lost from the sum."""
    numbers = [each.pk for each in cards]
    list(Card.objects.select_for_update().filter(pk__in=numbers).order_by("pk").values("pk"))
    givens = standing_givens(numbers, stage)
    with collector_paused():
        rows = [
            tally_of(card, stage, peers.score(card, summed_givens(givens[card.pk], stage)))
            for card in cards
        ]
    keep_tallies(rows)


def cards_scored(scored: Round) -> list[Card]:
    """Return the cards that take part, each with this round object behind it."""
    cards = list(scored.cards.exclude(state=Card.State.ENDED).select_related("agency"))
    for card in cards:
        card.round = scored
    return cards


class _PeersOf:
    """What comparing rules must know, worked out once for all cards of the round."""

    def __init__(self, scored: Round, cards: Sequence[Card], stage: str) -> None:
        blocks = {card.block for card in cards}
        self.codes = {block: comparing_codes(scored, block) for block in blocks}
        self.contexts: Contexts = {}
        wanted = {code for codes in self.codes.values() for code in codes}
        if wanted:
            known = standing_givens([card.pk for card in cards], stage, wanted)
            self.contexts = compare_cards(scored, cards, known, self.codes)

    def score(self, card: Card, givens: Givens) -> Scored:
        contexts = {
            code: self.contexts[card.agency.code, code]
            for code in self.codes[card.block]
            if (card.agency.code, code) in self.contexts
        }
        return score_card(card, givens, contexts)
