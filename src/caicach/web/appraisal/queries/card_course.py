"""Every item of one card through the stages, with the reasons that changed it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from caicach.web.appraisal.claims import branch_of, score_alone
from caicach.web.rounds.models import Card, Entry, Filling, Item, Stage, earlier
from caicach.web.rounds.told import told_entries


@dataclass(frozen=True)
class ItemCourse:
    """One item through the stages. scores: whatever the filter `score` takes, by stage."""

    item: Item
    scores: Mapping[str, Any]
    reasons: Sequence[tuple[str, str]]

    @property
    def change(self) -> Decimal | None:
        """Return what was taken away or added since the self-score; None where nothing was."""
        points = [getattr(each, "points", None) for each in self.scores.values()]
        if len(points) < 2 or points[0] is None or points[-1] is None:
            return None
        return points[-1] - points[0] or None


def course_of(card: Card, stages: Sequence[str], until: int | None = None) -> list[ItemCourse]:
    """Return the items of a card that count for its block; three queries, one more with `until`:
    the number of the last change of a score the reader is told.
    """
    entries: dict[int, dict[str, Entry]] = defaultdict(dict)
    for entry in told_entries(Entry.objects.filter(card=card, stage__in=stages), until):
        entries[entry.item_id][entry.stage] = entry
    known = {each.item_id: each for each in Filling.objects.filter(card=card)}
    rows = card.round.items.order_by("position")
    items = [each for each in rows if not each.blocks or card.block in each.blocks]
    return [_course(card, item, entries[item.pk], known.get(item.pk), stages) for item in items]


def _course(
    card: Card,
    item: Item,
    entries: Mapping[str, Entry],
    known: Filling | None,
    stages: Sequence[str],
) -> ItemCourse:
    given = None if known is None else known.as_given()
    first = score_alone(branch_of(card, item.code), given)
    scores = {}
    for stage in stages:
        found = (entries[each] for each in earlier(stage) if each in entries)
        scores[stage] = next(found, first)
    reasons = [(each.get_stage_display(), each.reason) for each in entries.values() if each.reason]
    return ItemCourse(item, scores, reasons)


def stage_heads(stages: Sequence[str]) -> list[tuple[str, str]]:
    """Return the stages with what people call them."""
    return [(each, str(Stage(each).label)) for each in stages]
