"""Why an item has the points it has: rule, parts, rows, changes, and the round before."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from caicach.core.criteria import Branch
from caicach.core.rounds import what_it_takes
from caicach.core.rules import Given
from caicach.core.scoring.change import former_code
from caicach.core.scoring.step_words import step_words
from caicach.web.look.templatetags.look import lang
from caicach.web.rounds.models import (
    STAGES,
    Card,
    Entry,
    EntryChange,
    Evidence,
    Item,
    LateNote,
    Remark,
    Stage,
)
from caicach.web.rounds.queries.cards import card_now
from caicach.web.rounds.queries.lines import Line
from caicach.web.rounds.queries.sheets import Sheet
from caicach.web.rounds.scoring import edition_of
from caicach.web.rounds.showing import branches_of
from caicach.web.rounds.told import told_changes, told_entries

MOST = 200


@dataclass(frozen=True)
class Before:
    """The same item on the agency's card of the round before, at its latest stage."""

    card: Card
    item: Item
    entry: Entry | None
    remarks: Sequence[Remark]
    evidence: Sequence[Evidence]


@dataclass(frozen=True)
class Why:
    """All that explains a line.

    given: what counts at the latest stage shown. step: which part of the rule decided, in words.
    """

    given: Given | None
    points: Decimal | None
    lost: Decimal | None
    step: str
    takes: str
    source: str
    changes: Sequence[EntryChange]
    late: Sequence[LateNote]
    before: Before | None


def why_of(sheet: Sheet, line: Line) -> Why:
    """Return what explains a line of a sheet."""
    branch = branches_of(sheet.card.round)[line.item.code]
    given = sheet.rows.givens(sheet.now.latest).get(line.item.code)
    is_self = sheet.now.latest == Stage.SELF
    score = line.self_score if is_self else sheet.latest.sums.scores.get(line.item.code)
    points = None if score is None else score.points
    return Why(
        given=given,
        points=points,
        lost=None if points is None or branch.kind != "scored" else branch.maximum - points,
        step=""
        if score is None
        else step_words(score.step, branch.node.rule, branch.maximum, lang()),
        takes=_takes(branch, given),
        source=_source(branch),
        changes=changes_of(sheet, line.item),
        late=late_notes(sheet, line.item),
        before=before_of(sheet, line.item),
    )


def late_notes(sheet: Sheet, item: Item) -> list[LateNote]:
    """Return what was typed too late for the stages the reader sees; `has_late` of the card may
    say that there is nothing.
    """
    if not getattr(sheet.card, "has_late", True):
        return []
    rows = LateNote.objects.filter(card=sheet.card, item=item, stage__in=sheet.now.stages)
    return list(rows.select_related("person"))


def changes_of(sheet: Sheet, item: Item) -> list[EntryChange]:
    """Return the latest changes of the stages the reader sees, the newest first."""
    rows = EntryChange.objects.filter(card=sheet.card, item=item, stage__in=sheet.now.stages)
    return list(told_changes(rows, sheet.now.until).select_related("person")[:MOST])


def _takes(branch: Branch, given: Given | None) -> str:
    takes = None if given is None else what_it_takes(branch.node, given, branch.maximum)
    return "" if takes is None else takes.told.words(branch.node, lang())


def _source(branch: Branch) -> str:
    source = branch.node.source
    if source is None:
        return ""
    return "; ".join(each for each in (source.text, source.place) if each)


def former_card(card: Card) -> Card | None:
    """Return the agency's card of the round before; None where there is none."""
    if card.round.previous_id is None:
        return None
    rows = Card.objects.filter(round=card.round.previous_id, agency=card.agency_id)
    return rows.select_related("round__edition").defer("round__edition__text").first()


def former_name(card: Card, item: Item, former: Card) -> str:
    """Return the code the item had in the round before; its own where it goes on as it is."""
    node = edition_of(card.round).node(item.code)
    known = former_code(node.continues, former.round.edition.name) if node else None
    return known or item.code


def before_of(sheet: Sheet, item: Item) -> Before | None:
    """Return the item in the round before, with what was scored, said and shown then: no more of
    a round that still runs than the reader sees on its own card.
    """
    former = former_card(sheet.card)
    if former is None:
        return None
    was = former.round.items.filter(code=former_name(sheet.card, item, former)).first()
    if was is None:
        return None
    then = card_now(former, sheet.now.now, shows_all=sheet.now.shows_all)
    shown = former.entries.filter(item=was, stage__in=then.stages)
    entries = {each.stage: each for each in told_entries(shown, then.until)}
    remarks = former.remarks.filter(item=was).select_related("person")
    latest = next((entries[stage] for stage in reversed(STAGES) if stage in entries), None)
    return Before(
        card=former,
        item=was,
        entry=latest,
        remarks=[each for each in remarks if then.hears(each)],
        evidence=list(
            former.evidence.filter(item=was, state=Evidence.State.KEPT).select_related(
                "attachment", "document"
            )
        ),
    )


def pairs_before(card: Card, items: Sequence[Item]) -> list[tuple[Item, Evidence]]:
    """Return the evidence of the round before, each piece with the item it may serve now."""
    former = former_card(card)
    if former is None:
        return []
    by_code = {former_name(card, item, former): item for item in items}
    pieces = former.evidence.filter(state=Evidence.State.KEPT, item__code__in=by_code)
    rows = pieces.select_related("attachment", "document", "item")
    return [(by_code[each.item.code], each) for each in rows]
