"""Figures that arrive from outside, matched to cards and items and tried by their rules."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from caicach.core.indices import IndexBook, find_province
from caicach.core.issues import Issue, has_faults, issue
from caicach.core.rules import Given, InputRefused
from caicach.core.scoring import AgencyInput
from caicach.core.scoring.inputs import Inputs
from caicach.files.inputs import by_place, read_content
from caicach.web.look.day import today
from caicach.web.look.folding import fold
from caicach.web.register.queries import tree_on
from caicach.web.rounds.models import Card, Item, Round
from caicach.web.rounds.scoring import edition_of
from caicach.web.rounds.showing import branches_of

FROM_OUTSIDE = (Item.Source.SURVEY, Item.Source.IMPORT)
SHOWN_ITEMS = 12


class Arrived(NamedTuple):
    """One figure, the card and item it is for, and the cell it stood in."""

    card: Card
    item: Item
    given: Given
    place: str


class Read(NamedTuple):
    """What a source holds, and everything to say about it."""

    figures: list[Arrived]
    issues: list[Issue]

    @property
    def is_sound(self) -> bool:
        """Say whether it can be joined."""
        return bool(self.figures) and not has_faults(self.issues)


def outside_items(scored: Round) -> list[Item]:
    """Return the items whose figures come from a survey or an outside index."""
    return list(scored.items.filter(source_kind__in=FROM_OUTSIDE).order_by("position"))


def cards_in(scored: Round) -> list[Card]:
    """Return the cards that take part."""
    return list(scored.cards.exclude(state=Card.State.ENDED).select_related("agency"))


def read_file(scored: Round, content: bytes, name: str) -> Read:
    """Return the figures of a table: agency by code or name, item by code.

    A row without figures is missing and stays so.
    """
    inputs, issues = read_content(content, name, edition_of(scored))
    return _Matching(scored).read(inputs, issues)


class _Matching:
    """The cards and items of one round, each found by what a file calls it."""

    def __init__(self, scored: Round) -> None:
        self.scored = scored
        cards = cards_in(scored)
        tree = tree_on(today())
        self.items = {each.code: each for each in outside_items(scored)}
        self.by_name: dict[str, list[Card]] = {}
        self.by_code = {card.agency.code: card for card in cards}
        for card in cards:
            code = card.agency.code
            now = tree.agency(code).name.vi if code in tree else card.name
            for name in {fold(card.name), fold(now)}:
                self.by_name.setdefault(name, []).append(card)

    def read(self, inputs: Inputs, issues: list[Issue]) -> Read:
        figures: list[Arrived] = []
        seen: dict[tuple[int, int], str] = {}
        for agency in inputs.agencies.values():
            card = self._card(agency)
            for code, given in agency.items.items():
                where = inputs.place(agency.code, code, given)
                found, wrong = self._figure(agency, card, code, given, where)
                if wrong is not None:
                    issues.append(wrong)
                if found is None:
                    continue
                first = seen.setdefault((found.card.pk, found.item.pk), where)
                if first == where:
                    figures.append(found)
                else:
                    values = {"agency": found.card.name, "criterion": code, "first": first}
                    issues.append(issue("item-twice", where, **values))
        if not figures and not has_faults(issues):
            issues.append(issue("council-no-figures", self.scored.name))
        return Read(figures, by_place(issues))

    def _card(self, agency: AgencyInput) -> Card | None:
        """By its code; else by a name that only one of the cards bears."""
        found = self.by_code.get(agency.code)
        if found is not None:
            return found
        named = self.by_name.get(fold(agency.code), [])
        return named[0] if len(named) == 1 else None

    def _figure(
        self, agency: AgencyInput, card: Card | None, code: str, given: Given, where: str
    ) -> tuple[Arrived | None, Issue | None]:
        item = self.items.get(code)
        if card is None:
            return None, issue("council-agency-unknown", where, agency=agency.code)
        if item is None:
            known = ", ".join(list(self.items)[:SHOWN_ITEMS]) or "–"
            return None, issue("council-item-not-joined", where, criterion=code, known=known)
        if item.blocks and card.block not in item.blocks:
            values = {"criterion": code, "agency": card.name}
            return None, issue("council-item-other-block", where, **values)
        if given.is_blank:
            return None, None
        plain = given._replace(row=0)
        wrong = try_rule(self.scored, item, plain, where)
        return (None, wrong) if wrong else (Arrived(card, item, plain, where), None)


def try_rule(scored: Round, item: Item, given: Given, where: str) -> Issue | None:
    """Return why the rule of the item refuses the figure; None where it takes it."""
    branch = branches_of(scored)[item.code]
    if branch.node.rule is None:
        return None
    try:
        branch.node.rule.score(given, branch.maximum)
    except InputRefused as refused:
        if refused.code == "peers-unknown":
            return None
        return issue(refused.code, where, criterion=item.code, **refused.values)
    return None


def read_index(scored: Round, book: IndexBook, year: int) -> Read:
    """Return the figures of a published index for the items that name it.

    Each card has that of its own province; where no card is a province, all have that of the
    round's own.
    """
    items = [each for each in outside_items(scored) if each.source_name == book.series.id]
    own = _own_province(scored)
    figures = [
        Arrived(card, item, Given(value=value), f"{book.series.id} {year}")
        for card, value in _values(cards_in(scored), own, book, year)
        for item in items
        if not item.blocks or card.block in item.blocks
    ]
    issues = list(_tried(scored, figures))
    if not figures:
        issues.append(not_published(book.series.id, year))
    return Read(figures, issues)


def not_published(series: str, year: int) -> Issue:
    """Return what is said of an index that has no figure of the year."""
    return issue("council-index-not-published", str(year), series=series, year=year)


def _values(
    cards: Iterable[Card], own: str, book: IndexBook, year: int
) -> Iterator[tuple[Card, Decimal]]:
    cards = list(cards)
    named = {card.pk: find_province(card.name, year) for card in cards}
    shared = None if any(named.values()) else find_province(own, year)
    for card in cards:
        province = named[card.pk] or shared
        found = None if province is None else book.find(province, year)
        if found is not None and found.value is not None:
            yield card, found.value


def _own_province(scored: Round) -> str:
    tree, code = tree_on(today()), scored.agency.code
    return tree.agency(code).name.vi if code in tree else ""


def _tried(scored: Round, figures: Iterable[Arrived]) -> Iterator[Issue]:
    for each in figures:
        wrong = try_rule(scored, each.item, each.given, f"{each.place} / {each.card.agency.code}")
        if wrong is not None:
            yield wrong


def missing_of(
    cards: Iterable[Card], items: Iterable[Item], known: Mapping[int, set[int]]
) -> dict[Item, list[Card]]:
    """Return the cards each item has no figure for; items with all of them are left out.

    known: keys of cards by the key of the item.
    """
    cards = list(cards)
    found: dict[Item, list[Card]] = {}
    for item in items:
        lacking = [
            card
            for card in cards
            if (not item.blocks or card.block in item.blocks)
            and card.pk not in known.get(item.pk, set())
        ]
        if lacking:
            found[item] = lacking
    return found
