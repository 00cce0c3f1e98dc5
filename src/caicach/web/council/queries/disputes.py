"""What agencies and appraisers still disagree about, found from what stands on the cards."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import TypeAlias

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from caicach.web.council.models import Question
from caicach.web.council.points import is_discretionary
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
    scored: Round, gap: Decimal = GAP, cards: Collection[int] | None = None
) -> dict[Pair, list[str]]:
    """Return why each item of each card is disputed; what was never appraised is told apart.

    cards: only these, all where none are named. Four queries.
    """
    found: dict[Pair, list[str]] = defaultdict(list)
    entries = _entries(scored, cards)
    for kind, rows in (
        (Kind.DISAGREED, _disagreed(entries)),
        (Kind.UNANSWERED, _unanswered(entries)),
        (Kind.NOT_APPLICABLE, unagreed_absences(entries)),
        (Kind.DIFFERS, _differing(entries, gap)),
    ):
        for pair in rows.order_by().values_list("card_id", "item_id"):
            found[pair].append(kind)
    return found


def never_counts(scored: Round, items: Iterable[Item]) -> dict[int, int]:
    """Return on how many cards each item was never appraised, by its key. Three queries."""
    entries = _entries(scored, None)
    by_item = Count("card", distinct=True)
    looked = entries.filter(stage__in=APPRAISED).order_by().values("item")
    done = dict(looked.annotate(count=by_item).values_list("item", "count"))
    absent = unagreed_absences(entries).order_by().values("item")
    unagreed = dict(absent.annotate(count=by_item).values_list("item", "count"))
    blocks = _cards(scored).order_by().values("block").annotate(count=Count("pk"))
    sizes = dict(blocks.values_list("block", "count"))
    return {
        item.pk: sum(count for block, count in sizes.items() if counts_for(item, block))
        - done.get(item.pk, 0)
        - unagreed.get(item.pk, 0)
        for item in appraised_items(scored, items)
    }


def never_pairs(
    scored: Round, items: Iterable[Item], cards: Mapping[int, str], known: Collection[Pair] = ()
) -> list[Pair]:
    """Return which items were never appraised on which cards. One query.

    cards: block by key. known: disputed for another reason.
    """
    wanted = appraised_items(scored, items)
    looked = _entries(scored, cards.keys()).filter(stage__in=APPRAISED, item__in=wanted)
    done = set(looked.order_by().values_list("card_id", "item_id"))
    return [
        (card, item.pk)
        for item in wanted
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


def _latest(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """The second appraisal where there is one, else the first."""
    second = _beside(Stage.APPRAISED_2)
    return entries.filter(Q(stage=Stage.APPRAISED_2) | Q(stage=Stage.APPRAISED_1) & ~Exists(second))


def _beside(stage: str) -> QuerySet[Entry]:
    return Entry.objects.filter(card=OuterRef("card"), item=OuterRef("item"), stage=stage)


def _answers() -> QuerySet[Remark]:
    side = Remark.Side.AGENCY
    return Remark.objects.filter(card=OuterRef("card"), item=OuterRef("item"), side=side)


def _disagreed(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Explained and not agreed to since, while the points are others than the agency's own."""
    own = _beside(Stage.SELF).values("points")[:1]
    explained = _answers().filter(kind=Remark.Kind.EXPLANATION)
    agreed = _answers().filter(kind=Remark.Kind.AGREEMENT, at__gte=OuterRef("at"))
    rows = _latest(entries).filter(Exists(explained), ~Exists(agreed)).annotate(own=Subquery(own))
    settled = Q(points__isnull=False, own__isnull=False, points=F("own"))
    return rows.filter(Q(verdict=Entry.Verdict.ASKED) | ~settled).exclude(
        Q(pk__in=_unanswered(entries).order_by().values("pk"))
    )


def _unanswered(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    kinds = (Remark.Kind.EXPLANATION, Remark.Kind.AGREEMENT)
    answered = _answers().filter(kind__in=kinds, at__gte=OuterRef("at"))
    return _latest(entries).filter(~Exists(answered), verdict=Entry.Verdict.ASKED)


def unagreed_absences(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Return self-scores that say "does not apply" and that no appraiser has spoken to."""
    looked = Entry.objects.filter(
        card=OuterRef("card"), item=OuterRef("item"), stage__in=(*APPRAISED, Stage.FINAL)
    )
    return entries.filter(~Exists(looked), stage=Stage.SELF, score="not_applicable")


def _differing(entries: QuerySet[Entry], gap: Decimal) -> QuerySet[Entry]:
    first = _beside(Stage.APPRAISED_1).values("points")[:1]
    rows = entries.filter(stage=Stage.APPRAISED_2).annotate(first=Subquery(first))
    return rows.filter(Q(points__gt=F("first") + gap) | Q(points__lt=F("first") - gap))
