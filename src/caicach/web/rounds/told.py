"""Final scores as they were published: what was decided anew since is not told until it is, too."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from caicach.web.rounds.models import Entry, EntryChange, Filling, Round, Stage, earlier
from caicach.web.rounds.scoring import Givens, settled_givens

Pair = tuple[int, int]
"""Keys of a card and an item."""
Spot = tuple[int, str, str]
"""A card's key, an item's code, a stage."""


def told_until(scored: Round, *, reads_all: bool) -> int | None:
    """Return the number of the last change of a score the reader is told; None where all are."""
    is_published = scored.state == Round.State.PUBLISHED
    return scored.told_change if is_published and not reads_all else None


def told_changes(rows: QuerySet[EntryChange], until: int | None) -> QuerySet[EntryChange]:
    """Return the changes the reader is told."""
    return rows if until is None else rows.filter(~Q(stage=Stage.FINAL) | Q(pk__lte=until))


def told_entries(entries: Iterable[Entry], until: int | None) -> list[Entry]:
    """Return entries as they were after change `until`: without those that came later. They are
    for reading alone. At most one query.
    """
    found = list(entries)
    if until is None or all(each.stage != Stage.FINAL for each in found):
        return found
    undone = _undone_finals({each.card_id for each in found}, until)
    return [each for each in found if _is_there(each, undone)]


def stages_summed(scored: Round, stages: Iterable[str], until: int | None) -> list[str]:
    """Return the stages whose kept sums take in no more than the reader is told. One query."""
    found = list(stages)
    if until is None or Stage.FINAL not in found:
        return found
    later = EntryChange.objects.filter(card__round=scored, stage=Stage.FINAL, pk__gt=until)
    return [each for each in found if each != Stage.FINAL] if later.exists() else found


class _Was(NamedTuple):
    """What a final entry was, and the change that had made it so; None where there was none."""

    told: dict[str, Any] | None
    change: EntryChange | None


def _undone_finals(cards: Iterable[int], until: int) -> dict[Pair, _Was]:
    rows = EntryChange.objects.filter(card_id__in=cards, stage=Stage.FINAL).order_by("pk")
    latest: dict[Pair, EntryChange] = {}
    undone: dict[Pair, _Was] = {}
    for each in rows.select_related("person"):
        pair = each.card_id, each.item_id
        if each.pk <= until:
            latest[pair] = each
        else:
            undone.setdefault(pair, _Was(each.before, latest.get(pair)))
    return undone


def _is_there(entry: Entry, undone: Mapping[Pair, _Was]) -> bool:
    """Put back into a final entry what it was; say whether there was one at all."""
    pair = entry.card_id, entry.item_id
    if entry.stage != Stage.FINAL or pair not in undone:
        return True
    was, change = undone[pair]
    if was is None:
        return False
    for name in ("given", "source", "reason", "score", "verdict"):
        setattr(entry, name, was[name])
    entry.points, entry.step = None if was["points"] is None else Decimal(was["points"]), ""
    if change is not None:
        entry.person, entry.post, entry.at = change.person, change.post, change.at
    return True


def givens_until(
    cards: Sequence[int], stage: str, codes: Iterable[str] = (), *, until: int
) -> dict[int, Givens]:
    """Return what counted on each card when change `until` had just been made.

    codes: only these items, all where none is named.
    """
    counting: dict[str, Any] = {"card_id__in": cards, "item__is_dropped": False}
    counting |= {"item__code__in": list(codes)} if codes else {}
    known = Filling.objects.filter(**counting)
    entries = Entry.objects.filter(**counting, stage__in=earlier(stage))
    rows = {
        (card, code, at): given
        for card, code, at, given in entries.values_list("card_id", "item__code", "stage", "given")
    }
    for spot, was in _undone(counting, stage, until).items():
        rows.pop(spot, None)
        if was is not None:
            rows[spot] = was["given"]
    return settled_givens(
        cards,
        stage,
        known.values_list("card_id", "item__code", "given"),
        ((*spot, given) for spot, given in rows.items()),
    )


def _undone(counting: dict[str, Any], stage: str, until: int) -> dict[Spot, dict[str, Any] | None]:
    """Return what entries changed since then were; None for one that was not there yet."""
    rows = EntryChange.objects.filter(**counting, pk__gt=until, stage__in=earlier(stage))
    found: dict[Spot, dict[str, Any] | None] = {}
    for card, code, at, was in rows.order_by("pk").values_list(
        "card_id", "item__code", "stage", "before"
    ):
        found.setdefault((card, code, at), was)
    return found
