"""The agenda: what is disputed and what was put in by hand, by item and by agency."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from caicach.web.council.models import Question
from caicach.web.council.queries.disputes import (
    APPRAISED,
    GAP,
    Kind,
    Pair,
    appraised_pairs,
    counts_for,
    disputes,
    never_counts,
    never_pairs,
)
from caicach.web.look.folding import fold
from caicach.web.rounds.models import Card, Entry, Item, Remark, Round

LIVE = (Question.State.OPEN, Question.State.DECIDED)


@dataclass
class ItemLine:
    """One item across agencies: why it is disputed how often, and how far the council is.

    waiting: disputed, and not yet put before the council. unplaced: open, and in no sitting.
    """

    item: Item
    kinds: Counter[str] = field(default_factory=Counter)
    waiting: int = 0
    open: int = 0
    unplaced: int = 0
    decided: int = 0

    @property
    def total(self) -> int:
        """Return how many cards there are to speak of."""
        return self.waiting + self.open + self.decided

    @property
    def said(self) -> list[tuple[str, int]]:
        """Return each reason in words with how often it stands."""
        return [(str(Kind(kind).label), self.kinds[kind]) for kind in Kind if self.kinds[kind]]


@dataclass(frozen=True)
class Asked:
    """What the filters ask for; empty for all."""

    kind: str = ""
    area: str = ""
    agency: str = ""
    state: str = ""
    gap: Decimal = GAP


def agenda_lines(scored: Round, asked: Asked) -> list[ItemLine]:
    """Return the items there is something to say of, in the order of the set."""
    items = [each for each in scored.items.all() if asked.area in ("", each.area)]
    lines = {each.pk: ItemLine(each) for each in items}
    cards = _asked_cards(scored, asked)
    known = disputes(scored, asked.gap, cards)
    questions = _questions(scored)
    if cards is None:
        never = Counter(never_counts(scored, items, known))
    else:
        pairs = never_pairs(scored, items, cards, appraised_pairs(scored, cards), known)
        never = Counter(item for _card, item in pairs)
    for pair, kinds in known.items():
        _count(lines, pair, kinds, questions)
    _count_questions(lines, questions, known, cards)
    for item, count in never.items():
        lines[item].kinds[Kind.NEVER_APPRAISED] += count
        lines[item].waiting += count - _asked_before(questions, item, known)
    return [line for line in lines.values() if line.total and _is_wanted(line, asked)]


def _count(
    lines: Mapping[int, ItemLine],
    pair: Pair,
    kinds: Iterable[str],
    questions: Mapping[Pair, Question],
) -> None:
    line = lines.get(pair[1])
    if line is not None:
        line.kinds.update(kinds)
        line.waiting += pair not in questions


def _count_questions(
    lines: Mapping[int, ItemLine],
    questions: Mapping[Pair, Question],
    known: Mapping[Pair, Sequence[str]],
    cards: Mapping[int, str] | None,
) -> None:
    for pair, question in questions.items():
        line = lines.get(pair[1])
        if line is None or (cards is not None and pair[0] not in cards):
            continue
        line.open += question.is_open
        line.unplaced += question.is_unplaced
        line.decided += question.state == Question.State.DECIDED
        if pair not in known and question.kind == Kind.BY_HAND:
            line.kinds[Kind.BY_HAND] += 1


def _asked_before(
    questions: Mapping[Pair, Question], item: int, known: Mapping[Pair, Sequence[str]]
) -> int:
    """Return how many that were never appraised are before the council already."""
    return sum(
        pair[1] == item and pair not in known and each.kind == Kind.NEVER_APPRAISED
        for pair, each in questions.items()
    )


def _is_wanted(line: ItemLine, asked: Asked) -> bool:
    counts = {"waiting": line.waiting, "open": line.open, "decided": line.decided}
    return (not asked.kind or bool(line.kinds[asked.kind])) and bool(counts.get(asked.state, 1))


def _asked_cards(scored: Round, asked: Asked) -> dict[int, str] | None:
    """The block of each card whose agency is asked for; None where none is."""
    wanted = fold(asked.agency)
    if not wanted:
        return None
    rows = scored.cards.exclude(state=Card.State.ENDED)
    return {
        key: block
        for key, name, code, block in rows.values_list("pk", "name", "agency__code", "block")
        if wanted in fold(name, code)
    }


def _questions(scored: Round, item: Item | None = None) -> dict[Pair, Question]:
    rows = Question.objects.filter(round=scored, state__in=LIVE).select_related("sitting")
    rows = rows.order_by() if item is None else rows.filter(item=item).order_by()
    return {(each.card_id, each.item_id): each for each in rows}


@dataclass(frozen=True)
class AgencyLine:
    """One agency under an item: why it is disputed, its scores, what was said last."""

    card: Card
    item: Item
    kinds: tuple[str, ...]
    scores: Mapping[str, Entry]
    question: Question | None = None
    remark: Remark | None = None

    @property
    def said(self) -> list[str]:
        """Return the reasons in words."""
        return [str(Kind(kind).label) for kind in self.kinds]


def cards_of(scored: Round) -> list[Card]:
    """Return all cards of the round."""
    return list(scored.cards.select_related("agency"))


def agency_lines(
    scored: Round, items: Sequence[Item], asked: Asked, all_cards: Sequence[Card]
) -> list[AgencyLine]:
    """Return all that is disputed or before the council of these items, agency by agency."""
    cards = {each.pk: each for each in all_cards}
    live = {key: card.block for key, card in cards.items() if card.state != Card.State.ENDED}
    by_key = {each.pk: each for each in items}
    known = disputes(scored, asked.gap, items=items)
    scores, remarks = _scores(items), _remarks(items)
    done = {pair for pair, found in scores.items() if not found.keys().isdisjoint(APPRAISED)}
    never = never_pairs(scored, items, live, done, known)
    questions = _questions(scored, items[0] if len(items) == 1 else None)
    reasons: dict[Pair, tuple[str, ...]] = dict.fromkeys(never, (Kind.NEVER_APPRAISED,))
    reasons |= {pair: tuple(kinds) for pair, kinds in known.items() if pair[1] in by_key}
    for pair, question in questions.items():
        if pair[1] in by_key:
            reasons.setdefault(pair, (question.kind,))
    wanted = fold(asked.agency)
    lines = (
        AgencyLine(
            cards[pair[0]],
            by_key[pair[1]],
            kinds,
            scores.get(pair, {}),
            questions.get(pair),
            remarks.get(pair),
        )
        for pair, kinds in reasons.items()
        if not asked.kind or asked.kind in kinds
    )
    kept = (each for each in lines if wanted in fold(each.card.name, each.card.agency.code))
    return sorted(kept, key=lambda each: (each.item.position, each.card.agency.code))


def _scores(items: Sequence[Item]) -> dict[Pair, dict[str, Entry]]:
    found: dict[Pair, dict[str, Entry]] = defaultdict(dict)
    for entry in Entry.objects.filter(item__in=items).order_by():
        found[entry.card_id, entry.item_id][entry.stage] = entry
    return found


def _remarks(items: Sequence[Item]) -> dict[Pair, Remark]:
    rows = Remark.objects.filter(item__in=items, side=Remark.Side.AGENCY).exclude(text="")
    return {(each.card_id, each.item_id): each for each in rows.order_by("pk")}


def open_lines(scored: Round) -> list[AgencyLine]:
    """Return the questions that wait for a decision, item by item. Three queries."""
    rows = scored.questions.filter(state=Question.State.OPEN)
    questions = list(rows.select_related("card__agency", "item", "sitting"))
    items = list({each.item_id: each.item for each in questions}.values())
    scores, remarks = _scores(items), _remarks(items)
    return [
        AgencyLine(
            each.card, each.item, (each.kind,), scores.get(pair, {}), each, remarks.get(pair)
        )
        for each in questions
        for pair in [(each.card_id, each.item_id)]
    ]


def other_cards(item: Item, lines: Iterable[AgencyLine], all_cards: Iterable[Card]) -> list[Card]:
    """Return the cards on which the item counts and is not spoken of: the secretary may add it."""
    here = {each.card.pk for each in lines}
    return [
        each
        for each in all_cards
        if each.pk not in here and counts_for(item, each.block) and each.state != Card.State.ENDED
    ]


def counts_of(lines: Iterable[ItemLine]) -> dict[str, Any]:
    """Return how much waits, is open and is decided, for the sentence a page begins with."""
    rows = list(lines)
    return {
        "items": sum(bool(each.waiting or each.open) for each in rows),
        "waiting": sum(each.waiting for each in rows),
        "open": sum(each.open for each in rows),
        "unplaced": sum(each.unplaced for each in rows),
        "decided": sum(each.decided for each in rows),
    }
