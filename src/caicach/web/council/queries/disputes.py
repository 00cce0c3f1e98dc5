"""What agencies and appraisers still disagree about, found from what stands on the cards."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from caicach.web.council.models import Question
from caicach.web.council.points import is_discretionary
from caicach.web.rounds.contested import (
    ANSWERS,
    beside,
    claim_from,
    is_contested,
    latest_appraisals,
    with_claims,
)
from caicach.web.rounds.models import Card, Entry, Item, Remark, Round, Stage

Kind = Question.Kind
Pair: TypeAlias = tuple[int, int]
"""Keys of a card and an item."""
GAP = Decimal(1)
"""Points two appraisals may lie apart before the council is told."""
APPRAISED = (Stage.APPRAISED_1, Stage.APPRAISED_2)
APPRAISED_BY_PEOPLE = ("self", "appraisal")
NARROW = 500
"""So many keys or fewer are named in a query."""


def disputes(
    scored: Round,
    gap: Decimal = GAP,
    cards: Collection[int] | None = None,
    items: Collection[Item] | None = None,
) -> dict[Pair, list[str]]:
    """Return why each item of each card is disputed; what was never appraised is told apart.

    cards, items: only these, all where none are named. Two queries.
    """
    found: dict[Pair, list[str]] = {}
    entries = _entries(scored, cards)
    if items is not None and len(items) < NARROW:
        entries = entries.filter(item__in=items)
    for row in _spoken_to(entries):
        if kinds := _kinds(row, gap):
            found[row.card_id, row.item_id] = kinds
    absent = unagreed_absences(entries).order_by()
    for card, item in absent.values_list("card_id", "item_id"):
        found.setdefault((card, item), []).append(Kind.NOT_APPLICABLE)
    return found


def _kinds(row: Any, gap: Decimal) -> list[str]:
    kinds: list[str] = []
    is_asked = row.verdict == Entry.Verdict.ASKED
    claim = claim_from(row.own_given, row.own_points, row.known_given)
    if is_asked and not row.answered:
        kinds.append(Kind.UNANSWERED)
    elif is_contested(row, claim, row.answer) or (is_asked and not row.agreed):
        kinds.append(Kind.DISAGREED)
    points, first = row.points, row.first
    if None not in (points, first) and abs(points - first) > gap:
        kinds.append(Kind.DIFFERS)
    return kinds


def never_counts(
    scored: Round, items: Iterable[Item], known: Mapping[Pair, Sequence[str]]
) -> dict[int, int]:
    """Return on how many cards each item was never appraised, by its key. Two queries.

    known: what `disputes` found of all cards.
    """
    entries = _entries(scored, None)
    by_item = Count("card", distinct=True)
    looked = entries.filter(stage__in=APPRAISED).order_by().values("item")
    done = dict(looked.annotate(count=by_item).values_list("item", "count"))
    unagreed = Counter(item for (_, item), kinds in known.items() if Kind.NOT_APPLICABLE in kinds)
    blocks = _cards(scored).order_by().values("block").annotate(count=Count("pk"))
    sizes = dict(blocks.values_list("block", "count"))
    return {
        item.pk: sum(count for block, count in sizes.items() if counts_for(item, block))
        - done.get(item.pk, 0)
        - unagreed[item.pk]
        for item in appraised_items(scored, items)
    }


def appraised_pairs(scored: Round, cards: Collection[int]) -> set[Pair]:
    """Return what was appraised on these cards. One query."""
    looked = _entries(scored, cards).filter(stage__in=APPRAISED)
    return set(looked.order_by().values_list("card_id", "item_id"))


def never_pairs(
    scored: Round,
    items: Iterable[Item],
    cards: Mapping[int, str],
    done: Collection[Pair],
    known: Collection[Pair] = (),
) -> list[Pair]:
    """Return which items were never appraised on which cards.

    cards: block by key. done: what was appraised. known: disputed for another reason.
    """
    return [
        (card, item.pk)
        for item in appraised_items(scored, items)
        for card, block in cards.items()
        if counts_for(item, block) and (card, item.pk) not in done and (card, item.pk) not in known
    ]


def appraised_items(scored: Round, items: Iterable[Item]) -> list[Item]:
    """Return the items that people appraise one by one."""
    return [
        each
        for each in items
        if each.assessed_by in APPRAISED_BY_PEOPLE and not is_discretionary(scored, each)
    ]


def counts_for(item: Item, block: str) -> bool:
    """Say whether the item counts for a block."""
    return not item.blocks or block in item.blocks


def _cards(scored: Round) -> QuerySet[Card]:
    return Card.objects.filter(round=scored).exclude(state=Card.State.ENDED)


def _entries(scored: Round, cards: Collection[int] | None) -> QuerySet[Entry]:
    rows = Entry.objects.filter(card__in=_cards(scored).order_by())
    return rows if cards is None or len(cards) > NARROW else rows.filter(card_id__in=list(cards))


def _answers(**which: Any) -> QuerySet[Remark]:
    side = Remark.Side.AGENCY
    rows = Remark.objects.filter(card=OuterRef("card"), item=OuterRef("item"), side=side)
    return rows.filter(**which)


def _spoken_to(entries: QuerySet[Entry]) -> Iterable[Any]:
    """The latest appraisals that somebody spoke to, or that are not the first."""
    asked = Q(verdict=Entry.Verdict.ASKED)
    explained = _answers(kind=Remark.Kind.EXPLANATION)
    since = {"at__gte": OuterRef("at")}
    latest = latest_appraisals(entries)
    rows = latest.filter(asked | Q(stage=Stage.APPRAISED_2) | Exists(explained))
    told = with_claims(rows).annotate(
        first=Subquery(beside(Stage.APPRAISED_1).values("points")[:1]),
        answered=Exists(_answers(kind__in=ANSWERS, **since)),
        agreed=Exists(_answers(kind=Remark.Kind.AGREEMENT, **since)),
    )
    names = ("card_id", "item_id", "stage", "verdict", "given", "points", "first")
    beside_it = ("own_given", "own_points", "known_given", "answer", "answered", "agreed")
    found: Iterable[Any] = told.order_by().values_list(*names, *beside_it, named=True)
    return found


def unagreed_absences(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Return self-scores that say "does not apply" and that no appraiser has spoken to."""
    looked = Entry.objects.filter(
        card=OuterRef("card"), item=OuterRef("item"), stage__in=(*APPRAISED, Stage.FINAL)
    )
    return entries.filter(~Exists(looked), stage=Stage.SELF, score="not_applicable")
