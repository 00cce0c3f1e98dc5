"""The lines of a card: what is known, typed, appraised, shown and said of each item."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from django.db.models import F, FilteredRelation, Q, QuerySet

from caicach.core.rules import NOT_APPLICABLE, NOT_REPORTED, Given, Score
from caicach.web.rounds.contested import ANSWERS, claim_of, state_after
from caicach.web.rounds.models import (
    Card,
    Entry,
    Evidence,
    Filling,
    Item,
    PhaseKind,
    Remark,
    Round,
    Stage,
)
from caicach.web.rounds.queries.cards import ORDER, CardNow
from caicach.web.rounds.queries.pieces import pieces_of
from caicach.web.rounds.scoring import (
    Givens,
    Scored,
    contexts_of,
    score_card,
    settled_givens,
    standing_givens,
    summed_givens,
)
from caicach.web.rounds.showing import NEEDS_ANSWER, ItemState
from caicach.web.rounds.told import givens_until, told_entries

APPRAISED = (Stage.APPRAISED_2, Stage.APPRAISED_1)


@dataclass(frozen=True)
class CardRows:
    """All rows of a card, by the key of their item.

    until: number of the last change of a score the reader is told; None where all are.
    """

    card: Card
    items: Sequence[Item]
    fillings: Mapping[int, Filling]
    entries: Mapping[int, Mapping[str, Entry]]
    evidence: Mapping[int, Sequence[Evidence]]
    remarks: Mapping[int, Sequence[Remark]]
    until: int | None = None
    settled: dict[str, Givens] = field(default_factory=dict)

    def givens(self, stage: str) -> Givens:
        """Return what counts at the stage, by the item's code; settled once for each stage."""
        if stage not in self.settled:
            self.settled[stage] = self._settle(stage)
        return self.settled[stage]

    def _settle(self, stage: str) -> Givens:
        codes = {item.pk: item.code for item in self.items}
        pk = self.card.pk
        known = [(pk, codes[key], each.given) for key, each in self.fillings.items()]
        entries = [
            (pk, codes[key], each.stage, each.given)
            for key, stages in self.entries.items()
            for each in stages.values()
        ]
        return settled_givens([pk], stage, known, entries)[pk]

    def scored(self, stage: str) -> Scored:
        """Return what the card comes to at the stage."""
        givens, until = summed_givens(self.givens(stage), stage), self.until
        read = standing_givens if until is None else partial(givens_until, until=until)
        return score_card(self.card, givens, contexts_of(self.card, stage, givens, read))


def read_rows(card: Card, until: int | None = None) -> CardRows:
    """Return all rows of a card that count for its block, as far as the reader is told of final
    scores; four queries, one more where that is not all.
    """
    every = with_fillings(card)
    items = [each for each in every if not each.blocks or card.block in each.blocks]
    keys = {each.pk for each in items}
    entries: dict[int, dict[str, Entry]] = defaultdict(dict)
    for entry in told_entries(Entry.objects.filter(card=card).select_related("person"), until):
        if entry.item_id in keys:
            entries[entry.item_id][entry.stage] = entry
    return CardRows(
        card,
        items,
        {each.pk: filling for each in items if (filling := filling_of(card, each))},
        entries,
        _by_item(pieces_of(card)),
        _by_item(Remark.objects.filter(card=card).select_related("person")),
        until,
    )


FILLED = ("pk", "given", "source_kind", "source_name", "period", "facts_version", "at", "pinned_at")


def with_fillings(card: Card) -> QuerySet[Item]:
    """Return the items of the card's round, each with the columns of what is known of it."""
    of_card = FilteredRelation("fillings", condition=Q(fillings__card=card.pk))
    known = {f"known_{name}": F(f"known__{name}") for name in FILLED}
    return card.round.items.select_related("lead").annotate(known=of_card, **known)


def filling_of(card: Card, item: Item) -> Filling | None:
    """Return what is known of an item from `with_fillings`; None where nothing is."""
    columns = {name: getattr(item, f"known_{name}") for name in FILLED}
    return None if columns["pk"] is None else Filling(card=card, item=item, **columns)


Piece = TypeVar("Piece", Evidence, Remark)


def _by_item(rows: Iterable[Piece]) -> Mapping[int, Sequence[Piece]]:
    found: dict[int, list[Piece]] = defaultdict(list)
    for each in rows:
        found[each.item_id].append(each)
    return found


@dataclass
class Line:
    """One item of a card, with everything a page shows of it.

    given: what counts at the self stage. entries: by stage, those the reader may see.
    faults: what is wrong with what was just typed, `typed`; mine: what clashed with the kept.
    """

    card: Card
    item: Item
    filling: Filling | None
    entries: Mapping[str, Entry]
    evidence: Sequence[Evidence]
    remarks: Sequence[Remark]
    given: Given | None
    self_score: Score
    state: ItemState
    may_enter: bool
    typed: Mapping[str, str] | None = None
    faults: Sequence[str] = ()
    told: str = ""
    mine: Mapping[str, str] | None = None
    fields: Sequence[Any] = field(default_factory=tuple)

    @property
    def own(self) -> Entry | None:
        """Return what the agency handed in itself."""
        return self.entries.get(Stage.SELF)

    @property
    def seen(self) -> int:
        """Return the version of it a form begins from."""
        return self.own.version if self.own else 0

    @property
    def is_override(self) -> bool:
        """Say whether another figure stands in place of the known one."""
        return (
            self.own is not None
            and self.own.source == Entry.Source.OVERRIDE
            and bool(self.own.given)
        )

    @property
    def appraised(self) -> Entry | None:
        """Return the latest appraisal the reader may see."""
        found = (self.entries.get(stage) for stage in APPRAISED)
        return next((each for each in found if each is not None), None)

    @property
    def kept_evidence(self) -> list[Evidence]:
        """Return what is neither withdrawn nor replaced."""
        return [each for each in self.evidence if each.state == Evidence.State.KEPT]

    @property
    def lacks_evidence(self) -> bool:
        """Say whether evidence is asked for, and none, or a part only, is there unexplained."""
        return lacks_evidence(self.item, self.given, self.kept_evidence, self.remarks)

    @property
    def last_remark(self) -> Remark | None:
        """Return what was said last."""
        said = [each for each in self.remarks if each.text]
        return said[-1] if said else None

    @property
    def is_missing(self) -> bool:
        """Say whether the agency has yet to hand it in; bonus points are not owed."""
        return self.state == ItemState.MISSING and self.item.kind == "scored"

    @property
    def needs_answer(self) -> bool:
        """Say whether the agency has still to accept or to explain."""
        return self.state in NEEDS_ANSWER


def lacks_evidence(
    item: Item, given: Given | None, kept: Sequence[Evidence], remarks: Sequence[Remark]
) -> bool:
    """Say whether the item asks for evidence that is neither there nor explained."""
    if not item.needs_evidence or given is None or given.is_blank or given.not_applicable:
        return False
    if any(not each.is_partial for each in kept):
        return False
    return not any(each.side == Remark.Side.AGENCY and each.text for each in remarks)


def lines_of(rows: CardRows, now: CardNow, self_scored: Scored, *, may_enter: bool) -> list[Line]:
    """Return the lines of a card in printed order."""
    givens = rows.givens(Stage.SELF)
    return [
        _line(rows, item, now, givens.get(item.code), self_scored, may_enter=may_enter)
        for item in rows.items
    ]


def _line(
    rows: CardRows,
    item: Item,
    now: CardNow,
    given: Given | None,
    scored: Scored,
    *,
    may_enter: bool,
) -> Line:
    kept = rows.entries.get(item.pk, {})
    entries = {stage: each for stage, each in kept.items() if stage in now.stages}
    is_own = item.is_self_scored
    line = Line(
        card=rows.card,
        item=item,
        filling=rows.fillings.get(item.pk),
        entries=entries,
        evidence=rows.evidence.get(item.pk, ()),
        remarks=[each for each in rows.remarks.get(item.pk, ()) if now.hears(each)],
        given=given,
        self_score=_self_score(item, given, scored),
        state=ItemState.MISSING,
        may_enter=may_enter and is_own and rows.card.self_open,
    )
    line.state = state_of(line, rows.card.round)
    return line


def _self_score(item: Item, given: Given | None, scored: Scored) -> Score:
    """Return what the agency handed in comes to; that the item does not apply, as it was said."""
    if given is not None and given.not_applicable:
        return NOT_APPLICABLE
    return scored.sums.scores.get(item.code, NOT_REPORTED)


def state_of(line: Line, scored: Round) -> ItemState:
    """Return how the item stands for the reader: by what was decided last."""
    final = line.entries.get(Stage.FINAL)
    if final is not None and final.source == Entry.Source.DECIDED:
        return ItemState.DECIDED
    if line.appraised is not None:
        claim = claim_of(line.own, line.filling)
        return state_after(line.appraised, claim, _answer(line), scored)
    own = _self_state(line)
    is_over = ORDER.get(scored.phase, 0) >= ORDER[PhaseKind.APPRAISAL_1]
    return ItemState.WAITING if is_over and own != ItemState.OTHERS else own


def _answer(line: Line) -> str | None:
    """Return the kind of the agency's last answer since the first appraisal."""
    first = line.entries.get(Stage.APPRAISED_1)
    answers = (each for each in line.remarks if each.kind in ANSWERS)
    since = [each.kind for each in answers if first is not None and each.at >= first.at]
    return since[-1] if since else None


def _self_state(line: Line) -> ItemState:
    if line.given is not None and line.given.not_applicable:
        return ItemState.ABSENT
    if line.self_score.points is None:
        is_own = line.item.is_self_scored
        return ItemState.MISSING if is_own else ItemState.OTHERS
    return ItemState.NO_EVIDENCE if line.lacks_evidence else ItemState.READY
