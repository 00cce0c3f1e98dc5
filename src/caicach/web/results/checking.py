"""What stands in the way of publishing, all of it at once."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.db.models import Count, Q
from django.utils.translation import override

from caicach.core.issues import Issue, Said, issue
from caicach.web.appraisal.matter import is_appraised
from caicach.web.council.models import Question
from caicach.web.council.queries.disputes import (
    Pair,
    appraised_items,
    appraised_pairs,
    counts_for,
    disputes,
)
from caicach.web.results.models import Correction
from caicach.web.results.published import latest_publication
from caicach.web.rounds.models import (
    Card,
    Entry,
    Filling,
    Item,
    Phase,
    PhaseKind,
    Round,
    Stage,
    Tally,
)

OPEN = Q(self_open=True) | Q(appraised_1_open=True) | Q(appraised_2_open=True) | Q(final_open=True)
NAMED = 5
"""So many agencies are named, the others counted."""
ARRIVING = (Item.Source.SURVEY, Item.Source.IMPORT)


def check_publishing(scored: Round) -> list[Issue]:
    """Return faults that forbid publishing, and warnings that want a reason."""
    if latest_publication(scored) is not None:
        return list(_of_correction(scored))
    if scored.state != Round.State.RUNNING:
        return [issue("publishing-wrong-state", scored.name, state=_said(scored))]
    return [
        *_of_phases(scored),
        *_of_questions(scored),
        *_of_appraisal(scored),
        *_of_cards(scored),
        *_of_figures(scored),
    ]


def _of_correction(scored: Round) -> Iterator[Issue]:
    if not Correction.objects.filter(card__round=scored, publication=None).exists():
        yield issue("publishing-nothing-corrected", scored.name)
    yield from _of_open_cards(scored)


def _of_phases(scored: Round) -> Iterator[Issue]:
    phases = list(scored.phases.order_by("position"))
    own = next((each for each in phases if each.kind == PhaseKind.PUBLICATION), None)
    for phase in phases:
        is_before = own is not None and phase.position < own.position
        if is_before and phase.state in (Phase.State.WAITING, Phase.State.OPEN):
            yield issue("publishing-phase-unfinished", scored.name, phase=_said(phase))
    if own is None or own.state != Phase.State.OPEN:
        yield issue("publishing-phase-not-open", scored.name)


def _of_questions(scored: Round) -> Iterator[Issue]:
    waiting = Question.objects.filter(round=scored, state=Question.State.OPEN).count()
    if waiting:
        yield issue("publishing-questions-open", scored.name, count=waiting)


def _of_appraisal(scored: Round) -> Iterator[Issue]:
    """What was handed in and nobody appraised, and what is disputed without having been asked."""
    items = {each.pk: each for each in scored.items.all()}
    decided = set(
        Question.objects.filter(round=scored)
        .exclude(state=Question.State.WITHDRAWN)
        .values_list("card_id", "item_id")
    )
    final = Entry.objects.filter(card__round=scored, stage=Stage.FINAL).order_by()
    decided |= set(final.values_list("card_id", "item_id"))
    found = disputes(scored, items=list(items.values()))
    never = Counter[int]()
    cards = set[int]()
    for card, item in unappraised(scored, items.values()) - decided:
        never[item] += 1
        cards.add(card)
    if never:
        most = [f"{items[key].printed_code} ({n})" for key, n in never.most_common(NAMED)]
        named = {"count": never.total(), "cards": len(cards), "items": ", ".join(most)}
        yield issue("publishing-never-appraised", scored.name, **named)
    if undecided := found.keys() - decided:
        yield issue("publishing-disputes-undecided", scored.name, count=len(undecided))


def unappraised(scored: Round, items: Iterable[Item]) -> set[Pair]:
    """Return what has figures, counts for its card and was appraised by nobody."""
    told = {each.pk: each for each in appraised_items(scored, items) if is_appraised(each)}
    cards = scored.cards.exclude(state=Card.State.ENDED)
    blocks = dict(cards.order_by().values_list("pk", "block"))
    own = Entry.objects.filter(card__in=cards.order_by(), stage=Stage.SELF).exclude(given={})
    known = Filling.objects.filter(card__in=cards.order_by())
    handed = set(own.order_by().values_list("card_id", "item_id"))
    handed |= set(known.order_by().values_list("card_id", "item_id"))
    never = handed - appraised_pairs(scored, list(blocks))
    return {(c, i) for c, i in never if i in told and counts_for(told[i], blocks[c])}


def _of_cards(scored: Round) -> Iterator[Issue]:
    yield from _of_open_cards(scored)
    cards = scored.cards.exclude(state__in=(Card.State.APPROVED, Card.State.ENDED))
    names = list(cards.values_list("name", flat=True))
    if names:
        yield issue("publishing-cards-unapproved", scored.name, count=len(names), names=_few(names))


def _of_open_cards(scored: Round) -> Iterator[Issue]:
    names = list(scored.cards.filter(OPEN).values_list("name", flat=True))
    if names:
        yield issue("publishing-cards-open", scored.name, count=len(names), names=_few(names))


def _of_figures(scored: Round) -> Iterator[Issue]:
    """Surveys and outside indices that have not arrived, and cards where anything is missing."""
    cards = scored.cards.exclude(state=Card.State.ENDED)
    by_block = dict(cards.order_by().values_list("block").annotate(count=Count("pk")))
    for item in scored.items.filter(source_kind__in=ARRIVING, is_dropped=False):
        due = sum(n for block, n in by_block.items() if not item.blocks or block in item.blocks)
        told = set(Filling.objects.filter(item=item).values_list("card_id", flat=True))
        told |= set(Entry.objects.filter(item=item).values_list("card_id", flat=True))
        if len(told) < due:
            named = {"item": str(item), "count": due - len(told), "due": due}
            yield issue("publishing-figures-missing", scored.name, **named)
    whole = Tally.objects.filter(card__in=cards, stage="final", is_complete=True).count()
    if whole < cards.count():
        yield issue("publishing-items-missing", scored.name, count=cards.count() - whole)


def _few(names: list[str]) -> str:
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" (+{more})" if more > 0 else "")


def _said(row: Round | Phase) -> Said:
    """Return a round's state or a phase's kind in both languages."""
    name = "get_kind_display" if isinstance(row, Phase) else "get_state_display"
    with override("vi"):
        vi = str(getattr(row, name)())
    with override("en"):
        return Said(vi, str(getattr(row, name)()))
