"""Figures from outside: what is there, what is missing, what is on offer."""

from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, QuerySet

from caicach.core.indices import IndexSeries
from caicach.web.council.arriving import cards_in, missing_of, outside_items
from caicach.web.council.models import JoinedFigure, Joining
from caicach.web.council.queries.disputes import counts_for
from caicach.web.rounds.given import given_of
from caicach.web.rounds.models import Card, Filling, Item, Round
from caicach.web.watch.queries import watched


class Missing(NamedTuple):
    """An agency that has no figure for an item: missing, not 0."""

    item: Item
    card: Card


@dataclass(frozen=True)
class OutsideItem:
    """An item filled from outside: how many cards have a figure, of how many."""

    item: Item
    known: int
    cards: int
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Outside:
    """All items of a round that are filled from outside, and what is missing."""

    items: list[OutsideItem]
    missing: list[Missing]
    series: list[IndexSeries]


def outside_of(scored: Round) -> Outside:
    """Return how the figures from outside stand. Three queries."""
    items, cards = outside_items(scored), cards_in(scored)
    known: dict[int, set[int]] = {}
    sources: dict[int, set[str]] = {}
    rows = Filling.objects.filter(item__in=items).exclude(card__state=Card.State.ENDED)
    for card, item, source in rows.values_list("card_id", "item_id", "source_name"):
        known.setdefault(item, set()).add(card)
        sources.setdefault(item, set()).add(source)
    lines = [
        OutsideItem(
            each,
            len(known.get(each.pk, ())),
            sum(counts_for(each, card.block) for card in cards),
            tuple(sorted(sources.get(each.pk, ()))),
        )
        for each in items
    ]
    lacking = missing_of(cards, items, known)
    missing = [Missing(item, card) for item, some in lacking.items() for card in some]
    return Outside(lines, missing, series_of(items))


def series_of(items: list[Item]) -> list[IndexSeries]:
    """Return the watched indices that items name."""
    names = dict.fromkeys(each.source_name for each in items)
    return [found for name in names if (found := watched(name)) is not None]


def joinings_of(scored: Round) -> QuerySet[Joining]:
    """Return everything that arrived, the latest first."""
    rows = scored.joinings.select_related("person", "attachment__stored")
    return rows.annotate(count=Count("figures")).order_by("-number")


@dataclass(frozen=True)
class FigureLine:
    """A figure that arrived, beside the one it would replace."""

    figure: JoinedFigure
    before: Filling | None

    @property
    def is_new(self) -> bool:
        """Say whether there is no figure yet."""
        return self.before is None

    @property
    def is_changed(self) -> bool:
        """Say whether another figure is there."""
        return self.before is not None and given_of(self.before.given) != self.figure.as_given()


def figures_of(joining: Joining) -> list[FigureLine]:
    """Return the figures of a joining with what stands on the cards. Two queries."""
    rows = joining.figures.select_related("card__agency", "item")
    keys = {each.item_id for each in rows}
    fillings = Filling.objects.filter(item__in=keys, card__round=joining.round_id)
    known = {(each.card_id, each.item_id): each for each in fillings}
    return [FigureLine(each, known.get((each.card_id, each.item_id))) for each in rows]


def missing_from(joining: Joining, lines: list[FigureLine]) -> list[Missing]:
    """Return the agencies that would still have no figure for an item of this joining."""
    items = list({each.figure.item_id: each.figure.item for each in lines}.values())
    known: dict[int, set[int]] = {}
    rows = Filling.objects.filter(item__in=items)
    for item, card in rows.values_list("item_id", "card_id"):
        known.setdefault(item, set()).add(card)
    for each in lines:
        known.setdefault(each.figure.item_id, set()).add(each.figure.card_id)
    found = missing_of(cards_in(joining.round), items, known)
    return [Missing(item, card) for item, some in found.items() for card in some]
