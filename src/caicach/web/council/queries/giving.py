"""What points given by hand stand at, across agencies, and what the caps make of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from django.db.models import Count

from caicach.web.council.points import EXTRA, Capped, capped, discretionary_items
from caicach.web.council.queries.disputes import counts_for
from caicach.web.rounds.models import STAGES, Card, Entry, Item, Round, Stage


@dataclass(frozen=True)
class HandItem:
    """An item whose points are given by hand, and how many cards have final ones."""

    item: Item
    given: int
    cards: int

    @property
    def left(self) -> int:
        """Return how many cards have none yet."""
        return self.cards - self.given


def hand_items(scored: Round) -> list[HandItem]:
    """Return the items given by hand, in the order of the set. Three queries."""
    items = discretionary_items(scored, scored.items.select_related("lead"))
    final = Entry.objects.filter(item__in=items, stage=Stage.FINAL).order_by().values("item")
    given = dict(final.annotate(count=Count("pk")).values_list("item", "count"))
    cards = scored.cards.exclude(state=Card.State.ENDED)
    blocks = list(cards.order_by().values_list("block", flat=True))
    return [
        HandItem(item, given.get(item.pk, 0), sum(counts_for(item, each) for each in blocks))
        for item in items
    ]


@dataclass(frozen=True)
class GivingLine:
    """One card under an item: its scores, and what the caps make of all its extra points."""

    card: Card
    scores: Mapping[str, Entry]
    bonus: Capped
    penalty: Capped

    @property
    def final(self) -> Entry | None:
        """Return the final score."""
        return self.scores.get(Stage.FINAL)

    @property
    def asked(self) -> Entry | None:
        """Return what the agency or an appraiser had, the later of them."""
        return next((self.scores[each] for each in STAGES[2::-1] if each in self.scores), None)

    @property
    def over(self) -> Decimal:
        """Return what the caps cut off."""
        return self.bonus.over + self.penalty.over


def giving_lines(scored: Round, item: Item) -> list[GivingLine]:
    """Return every card on which the item counts. Three queries."""
    rows = scored.cards.exclude(state=Card.State.ENDED).select_related("agency")
    cards = [each for each in rows if counts_for(item, each.block)]
    extras = list(scored.items.filter(kind__in=EXTRA))
    scores = _scores({item.pk, *(each.pk for each in extras)})
    return [_line(scored, card, item, extras, scores.get(card.pk, {})) for card in cards]


def _line(
    scored: Round,
    card: Card,
    item: Item,
    extras: Sequence[Item],
    scores: Mapping[int, Mapping[str, Entry]],
) -> GivingLine:
    points = {key: _latest(found) for key, found in scores.items()}
    bonus, penalty = capped(scored, extras, points)
    return GivingLine(card, scores.get(item.pk, {}), bonus, penalty)


def _latest(found: Mapping[str, Entry]) -> Decimal | None:
    latest = next((found[each] for each in STAGES[::-1] if each in found), None)
    return None if latest is None else cast("Decimal | None", latest.points)


def _scores(items: Iterable[int]) -> dict[int, dict[int, dict[str, Entry]]]:
    """By card, item and stage."""
    found: dict[int, dict[int, dict[str, Entry]]] = {}
    for entry in Entry.objects.filter(item__in=items).order_by():
        found.setdefault(entry.card_id, {}).setdefault(entry.item_id, {})[entry.stage] = entry
    return found
