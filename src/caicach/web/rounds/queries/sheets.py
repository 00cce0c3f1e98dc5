"""A card put together for its page: lines of one area, tabs of all, totals, what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Exists, OuterRef, Subquery

from caicach.core.criteria import Branch
from caicach.core.scoring.result import NodeScore
from caicach.web.accounts.models import Person
from caicach.web.look.templatetags.look import lang
from caicach.web.rounds.models import Card, EntryChange, Item, LateNote, Stage
from caicach.web.rounds.queries.cards import CardNow, card_now, reads_all, visible_cards
from caicach.web.rounds.queries.duties import due_words
from caicach.web.rounds.queries.lines import CardRows, Line, lines_of, read_rows
from caicach.web.rounds.queries.totals import Totals, totals_of
from caicach.web.rounds.scoring import Scored, areas_of
from caicach.web.rounds.showing import ItemState


@dataclass(frozen=True)
class Tab:
    """An area to go to. due: how many items there wait for the agency."""

    code: str
    label: str
    due: int
    is_here: bool


@dataclass(frozen=True)
class Group:
    """Lines below one criterion; label: empty where they stand right below the area."""

    label: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class Sheet:
    """One area of a card as one person sees it."""

    card: Card
    now: CardNow
    rows: CardRows
    lines: Sequence[Line]
    scored: Scored
    area: Branch
    may_enter: bool
    may_approve: bool

    @property
    def shown(self) -> list[Line]:
        """Return the lines of the area."""
        return [each for each in self.lines if each.item.area == self.area.node.code]

    @cached_property
    def groups(self) -> list[Group]:
        """Return the lines of the area under their criteria, in printed order."""
        by_code = {line.item.code: line for line in self.shown}
        found: list[Group] = []
        for criterion in self.area.children or (self.area,):
            lines = [by_code[i.node.code] for i in criterion.items() if i.node.code in by_code]
            if criterion.children and lines:
                found.append(Group(f"{_code(criterion)} {_label(criterion)}", lines))
            elif found and not found[-1].label:
                found[-1] = Group("", [*found[-1].lines, *lines])
            elif lines:
                found.append(Group("", lines))
        return found

    @property
    def area_label(self) -> str:
        """Return what the area is called, in the language of the page."""
        return _label(self.area)

    @property
    def tabs(self) -> list[Tab]:
        """Return all areas, each with what is due there."""
        here = self.area.node.code
        return [
            Tab(each.node.code, _label(each), self._due(each.node.code), each.node.code == here)
            for each in areas_of(self.card.round, self.card.block)
        ]

    @cached_property
    def totals(self) -> Totals:
        """Return the running total."""
        return totals_of(self.rows, self.now.latest, self.scored, self.latest)

    @cached_property
    def latest(self) -> Scored:
        """Return what the card comes to at the latest stage the reader sees."""
        stage = self.now.latest
        return self.scored if stage == Stage.SELF else self.rows.scored(stage)

    @property
    def area_sum(self) -> NodeScore:
        """Return the sum of the area's self-scores."""
        return self.scored.sums.nodes[self.area.node.code]

    @property
    def latest_area_sum(self) -> NodeScore:
        """Return the sum of the area at the latest stage shown."""
        return self.totals.sums.nodes[self.area.node.code]

    @property
    def due(self) -> str:
        """Return what is due, in a sentence."""
        return due_words(self.now, self.lines)

    @property
    def unanswered(self) -> int:
        """Return how many items the agency has still to accept or to explain."""
        return sum(each.needs_answer for each in self.lines)

    def line(self, item: Item) -> Line:
        """Return the line of an item."""
        return next(each for each in self.lines if each.item.pk == item.pk)

    def find(self, code: str) -> Line | None:
        """Return the line of the item of that code; None where none counts for the card."""
        return next((each for each in self.lines if each.item.code == code), None)

    def _due(self, area: str) -> int:
        return sum(self._is_due(each) for each in self.lines if each.item.area == area)

    def _is_due(self, line: Line) -> bool:
        if self.card.self_open:
            return line.is_missing or line.state == ItemState.NO_EVIDENCE
        return line.needs_answer


def _code(branch: Branch) -> str:
    return branch.node.printed_code or branch.node.code


def _label(branch: Branch) -> str:
    return branch.node.label.text(lang())


def open_card(person: Person, pk: int) -> Card:
    """Return a card with `latest_change`, the number of its last, and `has_late`, whether anything
    was typed too late. Raises Card.DoesNotExist.
    """
    changes = EntryChange.objects.filter(card=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    late = LateNote.objects.filter(card=OuterRef("pk"))
    cards = visible_cards(person).annotate(latest_change=Subquery(changes), has_late=Exists(late))
    return cards.get(pk=pk)


def sheet_of(person: Person, card: Card, now: datetime, area: str = "") -> Sheet:
    """Return one area of the card, the first where none of that code counts for its block."""
    standing = card_now(card, now, shows_all=reads_all(person, card))
    may_enter = person.has_perm("rounds.enter", card)
    rows = read_rows(card, standing.until)
    scored = rows.scored(Stage.SELF)
    areas = areas_of(card.round, card.block)
    return Sheet(
        card=card,
        now=standing,
        rows=rows,
        lines=lines_of(rows, standing, scored, may_enter=may_enter),
        scored=scored,
        area=next((each for each in areas if each.node.code == area), areas[0]),
        may_enter=may_enter,
        may_approve=person.has_perm("rounds.approve", card),
    )
