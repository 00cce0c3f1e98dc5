"""Items of one agency's result as pages show them: points, figures, reasons, what was lost."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from caicach.core.rounds import LossReason, LostPoint, causes_of, lost_on_card
from caicach.core.rules import Given, Score, State
from caicach.core.scoring.kept import KeptItem
from caicach.core.scoring.step_words import step_words
from caicach.web.look.templatetags.look import lang
from caicach.web.results.causes import Causes
from caicach.web.results.models import AgencyResult, Publication
from caicach.web.results.published import document_of
from caicach.web.rounds.models import Card, Entry, Filling, Item, earlier
from caicach.web.rounds.scoring import (
    Givens,
    areas_of,
    contexts_of,
    score_card,
    settled_givens,
    summed_givens,
)
from caicach.web.rounds.showing import branches_of, figures_words, points_words, unit_of
from caicach.web.rounds.told import told_entries


@dataclass(frozen=True)
class Line:
    """One item. lost: points lost, 0 for none. reason: of whoever decided the score."""

    item: Item
    shown: str
    maximum: Decimal
    figures: str
    outcome: str
    lost: Decimal
    cause: str
    reason: str = ""


@dataclass(frozen=True)
class AreaLines:
    """The items of one area, with what it comes to. maximum: None for bonus and penalty."""

    code: str
    label: str
    points: Decimal | None
    maximum: Decimal | None
    lines: tuple[Line, ...]


def provisional_lines(
    card: Card, stage: str, own: str, places: int
) -> tuple[list[AreaLines], Causes]:
    """Return the items of a card as they stand at the stage, and what was lost by cause.

    own: the stage of self-scores.
    """
    rows = _Rows(card)
    givens, mine = rows.givens(stage), rows.givens(own)
    summed = summed_givens(givens, stage)
    sums = score_card(card, summed, contexts_of(card, stage, summed)).sums
    claimed = score_card(card, mine, contexts_of(card, own, mine)).sums.scores
    areas = areas_of(card.round, card.block)
    losses = lost_on_card(areas, sums, claimed)
    lost, shown = _by_code(losses), _Shown(card, places, rows.reasons(stage))
    found = [
        AreaLines(
            area.node.code,
            area.node.label.text(lang()),
            node.points if (node := sums.nodes[area.node.code]).items_reported else None,
            node.maximum if area.kind == "scored" else None,
            tuple(
                shown.line(each.node.code, sums.scores[each.node.code], givens, lost)
                for each in area.items()
            ),
        )
        for area in areas
    ]
    return found, Causes(causes_of(areas, sums, losses))


class _Rows:
    """What stands on a card, read once for several stages."""

    def __init__(self, card: Card) -> None:
        self.card = card.pk
        counting = {"card": card, "item__is_dropped": False}
        known = Filling.objects.filter(**counting)
        entries = Entry.objects.filter(**counting).order_by("at")
        self.known = list(known.values_list("card_id", "item__code", "given"))
        self.entries = list(
            entries.values_list("card_id", "item__code", "stage", "given", "reason")
        )

    def givens(self, stage: str) -> Givens:
        """Return what counts at the stage."""
        rows = (row[:4] for row in self.entries)
        return settled_givens([self.card], stage, self.known, rows)[self.card]

    def reasons(self, stage: str) -> dict[str, str]:
        """Return the latest reason given for each item up to the stage."""
        counting = earlier(stage)
        return {row[1]: row[4] for row in self.entries if row[4] and row[2] in counting}


def published_lines(
    publication: Publication, row: AgencyResult, card: Card | None, places: int
) -> list[AreaLines]:
    """Return the items as they were published.

    card: where the reader may see the reasons of scores; None for others.
    """
    document = document_of(publication, [row])
    agency = document.agencies[0]
    reasons = {} if card is None else reasons_of(card, publication.last_change)
    lost = _kept_losses(row.losses)
    items = {each.code: each for each in publication.round.items.select_related("lead")}
    kept = {each.code: each for each in agency.items}
    shown = _Published(publication, items, places, reasons, lost)
    tops = {code: _top(document.criteria, code) for code in kept}
    return [
        AreaLines(
            area.code,
            document.criteria[area.code].label,
            area.points,
            area.maximum if document.criteria[area.code].kind == "scored" else None,
            tuple(shown.line(kept[code]) for code in kept if tops[code] == area.code),
        )
        for area in agency.areas
    ]


def _top(criteria: Mapping[str, Any], code: str) -> str:
    while criteria[code].parent is not None:
        code = criteria[code].parent
    return code


def reasons_of(card: Card, until: int) -> dict[str, str]:
    """Return the reason given with the latest score of each item of a card.

    until: number of the last change of a score that counts.
    """
    told = told_entries(Entry.objects.filter(card=card).select_related("item"), until)
    rows = sorted((each for each in told if each.reason), key=lambda each: each.at)
    return {each.item.code: each.reason for each in rows}


Losses = dict[str, tuple[Decimal, str]]


def _by_code(losses: Iterable[LostPoint]) -> Losses:
    found: Losses = {}
    for each in losses:
        before, words = found.get(each.code, (Decimal(0), ""))
        said = "; ".join(filter(None, (words, each.reason.label(lang()))))
        found[each.code] = (before + each.lost, said)
    return found


def _kept_losses(losses: Iterable[Mapping[str, str]]) -> Losses:
    found: Losses = {}
    for each in losses:
        before, words = found.get(each["code"], (Decimal(0), ""))
        said = "; ".join(filter(None, (words, LossReason(each["reason"]).label(lang()))))
        found[each["code"]] = (before + Decimal(each["lost"]), said)
    return found


class _Shown:
    """Draws lines of a card that is scored just now."""

    def __init__(self, card: Card, places: int, reasons: Mapping[str, str]) -> None:
        self.round = card.round
        self.items = {each.code: each for each in card.round.items.select_related("lead")}
        self.places, self.reasons = places, reasons
        self.branches = branches_of(card.round)

    def line(self, code: str, score: Score, givens: Mapping[str, Given], lost: Losses) -> Line:
        branch, amount = self.branches[code], lost.get(code, (Decimal(0), ""))
        return Line(
            item=self.items[code],
            shown=points_words(score, self.places),
            maximum=branch.maximum - score.exempt,
            figures=figures_words(givens.get(code), unit_of(self.round, code)),
            outcome=step_words(score.step, branch.node.rule, branch.maximum, lang()),
            lost=amount[0],
            cause=amount[1],
            reason=self.reasons.get(code, ""),
        )


class _Published:
    """Draws lines of a published agency."""

    def __init__(
        self,
        publication: Publication,
        items: Mapping[str, Item],
        places: int,
        reasons: Mapping[str, str],
        lost: Losses,
    ) -> None:
        self.publication, self.items, self.places = publication, items, places
        self.reasons, self.lost = reasons, lost
        self.branches = branches_of(publication.round)

    def line(self, kept: KeptItem) -> Line:
        code, rule = kept.code, self.branches[kept.code].node.rule
        score = Score(kept.points, State(kept.state), kept.trace.step)
        amount = self.lost.get(code, (Decimal(0), ""))
        return Line(
            item=self.items[code],
            shown=points_words(score, self.places),
            maximum=kept.maximum,
            figures=figures_words(kept.given(), unit_of(self.publication.round, code)),
            outcome=step_words(kept.trace.step, rule, kept.maximum, lang()),
            lost=amount[0],
            cause=amount[1],
            reason=self.reasons.get(code, ""),
        )


def lost_lines(areas: Iterable[AreaLines]) -> Iterator[Line]:
    """Yield what was lost, most costly first."""
    lines = (line for area in areas for line in area.lines if line.lost)
    yield from sorted(lines, key=lambda line: -line.lost)
