"""Between rows and the engine: what counts on a card at a stage, and what it comes to."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from caicach.core.criteria import Branch, Edition, load_edition, outline
from caicach.core.issues import Issue
from caicach.core.numbers import plain
from caicach.core.rules import Context, Given, RankBasedRule, RelativeToBestRule, State
from caicach.core.scoring import AgencyInput, AgencyScore, score_agency, take_choices
from caicach.core.scoring.peers import Contexts, compare_peers
from caicach.web.rounds.given import given_of
from caicach.web.rounds.models import (
    STAGES,
    Card,
    Entry,
    Filling,
    KeptEdition,
    Round,
    Stage,
    earlier,
)

COMPARING = (RelativeToBestRule, RankBasedRule)
Givens = dict[str, Given]
"""What counts for each item of one card, by code; an item nobody handed in is absent."""
Reading = Callable[[Sequence[int], str, Iterable[str]], dict[int, Givens]]


class BrokenEditionError(ValueError):
    """The text of a kept edition can no longer be read: the program no longer knows its shape."""


class Scored(NamedTuple):
    """What a card comes to, and what is to be said of it."""

    sums: AgencyScore
    issues: list[Issue]


def edition_of(scored: Round) -> Edition:
    """Return the edition the round took; its text is read once for each content."""
    return kept_edition(scored.edition)


def kept_edition(kept: KeptEdition) -> Edition:
    """Return an edition as it is kept; its text is read once for each content.

    Raises BrokenEditionError.
    """
    if kept.sha256 not in _EDITIONS:
        text = KeptEdition.objects.values_list("text", flat=True).get(sha256=kept.sha256)
        _EDITIONS[kept.sha256] = read_edition(text, kept.name)
    return _EDITIONS[kept.sha256]


def read_ahead(editions: Iterable[KeptEdition]) -> None:
    """Read the texts nobody asked for so far, before many are; at most one query."""
    unread = {each.sha256 for each in editions} - _EDITIONS.keys()
    if not unread:
        return
    rows = KeptEdition.objects.filter(sha256__in=unread)
    for sha256, text, name in rows.values_list("sha256", "text", "name"):
        with suppress(BrokenEditionError):
            _EDITIONS[sha256] = read_edition(text, name)


_EDITIONS: dict[str, Edition] = {}


def read_edition(text: str, name: str) -> Edition:
    """Return the edition of a text. Raises BrokenEditionError."""
    loaded = load_edition(text, name)
    if loaded.edition is None:
        raise BrokenEditionError("\n".join(map(str, loaded.issues)))
    return loaded.edition


def areas_of(scored: Round, block: str) -> tuple[Branch, ...]:
    """Return the areas that count for a block of the round."""
    edition = edition_of(scored)
    taken = take_choices(edition, scored.choices)
    known = {each.id for each in edition.blocks}
    named = block if block in known or not known else None
    return _outlined(scored.edition.sha256, tuple(sorted(taken.items())), named or None)


def area_with(scored: Round, block: str, code: str) -> str:
    """Return the code of the area an item of the block stands in; empty for none."""
    areas = areas_of(scored, block)
    found = (a.node.code for a in areas if any(i.node.code == code for i in a.items()))
    return next(found, "")


@lru_cache(maxsize=256)
def _outlined(
    sha256: str, taken: tuple[tuple[str, str], ...], block: str | None
) -> tuple[Branch, ...]:
    return outline(_EDITIONS[sha256], dict(taken), block)


def score_card(card: Card, givens: Givens, contexts: Mapping[str, Context] | None = None) -> Scored:
    """Return what the card comes to with these figures."""
    agency = AgencyInput(card.agency.code, card.name, card.block or None, givens)
    areas = areas_of(card.round, card.block)
    return Scored(*score_agency(edition_of(card.round), areas, agency, contexts))


def standing_givens(
    cards: Sequence[int], stage: str, codes: Iterable[str] = ()
) -> dict[int, Givens]:
    """Return what counts on each card at the stage: the latest score up to it, else what is known.

    codes: only these items, all where none is named. An item said not to apply counts as missing
    once appraisal has begun, until an appraiser has agreed. Two queries.
    """
    wanted: dict[str, Any] = {"card_id__in": cards, "item__is_dropped": False}
    wanted |= {"item__code__in": list(codes)} if codes else {}
    known = Filling.objects.filter(**wanted).values_list("card_id", "item__code", "given")
    rows = Entry.objects.filter(**wanted, stage__in=earlier(stage)).order_by()
    entries = rows.values_list("card_id", "item__code", "stage", "given")
    return settled_givens(cards, stage, known, entries)


def settled_givens(
    cards: Sequence[int],
    stage: str,
    known: Iterable[tuple[int, str, dict[str, Any]]],
    entries: Iterable[tuple[int, str, str, dict[str, Any]]],
) -> dict[int, Givens]:
    """Return the same from rows at hand: card, code, (stage,) what is kept of a figure.

    A self-score that was emptied again stands aside for what is known from elsewhere.
    """
    found: dict[int, Givens] = {card: {} for card in cards}
    for card, code, given in known:
        found[card][code] = given_of(given)
    latest: dict[tuple[int, str], str] = {}
    counting = earlier(stage)
    for card, code, at, given in entries:
        if at not in counting or (at == Stage.SELF and not given and code in found[card]):
            continue
        before = latest.get((card, code))
        if before is None or STAGES.index(at) > STAGES.index(before):
            latest[card, code] = at
            found[card][code] = given_of(given)
    if stage != Stage.SELF:
        _drop_unagreed(found, latest)
    return found


def summed_givens(givens: Givens, stage: str) -> Givens:
    """Return what is summed at the stage.

    What the agency says not to apply is owed like any other item until an appraiser has agreed:
    it stands on the card as it was said, and earns nothing of a maximum that is not lessened.
    """
    if stage != Stage.SELF:
        return givens
    return {code: each for code, each in givens.items() if not each.not_applicable}


def _drop_unagreed(found: dict[int, Givens], latest: Mapping[tuple[int, str], str]) -> None:
    for (card, code), at in latest.items():
        if at == Stage.SELF and found[card][code].not_applicable:
            del found[card][code]


def comparing_codes(scored: Round, block: str) -> list[str]:
    """Return the items whose points hang on the figures of other agencies."""
    items = (item for area in areas_of(scored, block) for item in area.items())
    return [item.node.code for item in items if isinstance(item.node.rule, COMPARING)]


def contexts_of(
    card: Card, stage: str, givens: Givens, read: Reading = standing_givens
) -> dict[str, Context]:
    """Return what rules of the card must know of its peers; no query where none compares.

    read: what counts on the cards of the others.
    """
    codes = comparing_codes(card.round, card.block)
    if not codes:
        return {}
    cards = list(card.round.cards.exclude(state=Card.State.ENDED).select_related("agency"))
    known = read([each.pk for each in cards], stage, codes)
    known[card.pk] = {code: given for code, given in givens.items() if code in codes}
    compared = compare_cards(card.round, cards, known, {card.block: codes})
    return {code: each for (agency, code), each in compared.items() if agency == card.agency.code}


def compare_cards(
    scored: Round,
    cards: Sequence[Card],
    known: Mapping[int, Givens],
    codes: Mapping[str, Sequence[str]],
) -> Contexts:
    """Return what comparing rules must know, by agency and item.

    known: of each card, the figures of the items that compare. codes: those items, by block.
    """
    everyone = {
        card.agency.code: AgencyInput(card.agency.code, block=card.block, items=known[card.pk])
        for card in cards
    }
    found: Contexts = {}
    for block, wanted in codes.items():
        items = (item for area in areas_of(scored, block) for item in area.items())
        compared = [item for item in items if item.node.code in wanted]
        peers = [each for each in everyone.values() if each.block == block]
        found |= compare_peers(compared, peers, everyone.values())
    return found


def score_at(card: Card, stage: str) -> Scored:
    """Return what the card comes to at the stage, as it stands."""
    givens = summed_givens(standing_givens([card.pk], stage)[card.pk], stage)
    return score_card(card, givens, contexts_of(card, stage, givens))


def exact_of(sums: AgencyScore, areas: Sequence[Branch]) -> dict[str, Any]:
    """Return the sums as a tally keeps them; numbers as text.

    missing: items of the set proper that apply and have no points; absent: those that do not
    apply. What counts for information only is in neither.
    """
    proper = [
        item.node.code
        for area in areas
        if area.kind == "scored"
        for item in area.items()
        if item.maximum
    ]
    states = {code: sums.scores[code] for code in proper}
    return {
        "points": plain(sums.points),
        "exact_points": plain(sums.exact_points),
        "bonus": plain(sums.bonus),
        "penalty": plain(sums.penalty),
        "maximum": plain(sums.maximum),
        "reported": plain(sums.reported),
        "items_due": sums.items_due,
        "items_reported": sums.items_reported,
        "areas": {
            area.node.code: {
                "points": plain(sums.nodes[area.node.code].points),
                "maximum": plain(sums.nodes[area.node.code].maximum),
                "reported": plain(sums.nodes[area.node.code].reported),
            }
            for area in areas
        },
        "missing": [
            code
            for code, score in states.items()
            if score.state is State.NOT_REPORTED and not score.step.startswith("in_group:")
        ],
        "absent": [code for code, score in states.items() if score.state is State.NOT_APPLICABLE],
    }


PLACES = Decimal(1).scaleb(-10)


def shown_points(amount: Decimal | None) -> Decimal | None:
    """Return points as a column holds them."""
    return None if amount is None else amount.quantize(PLACES)
