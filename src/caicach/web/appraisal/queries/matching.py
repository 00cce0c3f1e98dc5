"""What can be accepted at once: it agrees with what is known, and its evidence is there."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from caicach.web.appraisal.matter import Matter
from caicach.web.appraisal.queries.pairs import (
    Condition,
    is_waiting,
    mine,
    own_score,
    pairs,
    shows_itself,
)
from caicach.web.appraisal.queries.sight import Sight
from caicach.web.rounds.models import Card, Entry, Evidence, Filling, Item

TOGETHER = 100


def matching(sight: Sight, items: list[Item] | None = None) -> QuerySet[Card]:
    """Return the rows of pairs that the person can accept at once just now."""
    rows = mine(sight, pairs(sight, items))
    if sight.stage is None:
        return rows.none()
    is_open = Q(**{f"{sight.stage}_open": True})
    return rows.filter(is_open, is_waiting(sight), agrees(), has_evidence())


def agrees() -> Condition:
    """Something is known and the agency put nothing else in its place."""
    known = Filling.objects.filter(card=OuterRef("pk"), item=OuterRef("item_pk"))
    return Exists(known) & ~own_score(source=Entry.Source.OVERRIDE)


def has_evidence() -> Condition:
    """None is asked for, the figure shows its own rows, or there is a piece that shows all."""
    kept = Evidence.objects.filter(
        card=OuterRef("pk"),
        item=OuterRef("item_pk"),
        state=Evidence.State.KEPT,
        is_partial=False,
    )
    return Q(needs_evidence=False) | shows_itself() | Exists(kept)


def matters_of(sight: Sight, items: list[Item], skipped: int = 0) -> list[Matter]:
    """Return the next that can be accepted; what could not be stands in front and is skipped."""
    rows = matching(sight, items).select_related("agency")
    found = []
    for row in rows.order_by("agency__code", F("position"))[skipped : skipped + TOGETHER]:
        row.round = sight.scored
        found.append(Matter(sight.items[row.item_pk], row))  # type: ignore[attr-defined] # a column of pairs
    return found
