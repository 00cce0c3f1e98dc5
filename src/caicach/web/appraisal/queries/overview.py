"""How far an appraisal is: by item, by agency, and what nobody may appraise."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from caicach.web.accounts.models import Post
from caicach.web.accounts.roles import Role
from caicach.web.appraisal.matter import is_appraised
from caicach.web.appraisal.queries.pairs import counted, mine, pairs
from caicach.web.appraisal.queries.sight import Sight
from caicach.web.look.day import today
from caicach.web.register.queries import valid_on
from caicach.web.rounds.models import Card, Entry, Item, Round, Stage


@dataclass(frozen=True, slots=True)
class ItemProgress:
    """How many cards an item counts for, and how many were appraised."""

    item: Item
    cards: int
    done: int
    asked: int
    changed: int

    @property
    def percent(self) -> int:
        """Return how much is done, 0 to 100; 100 only when all is."""
        return self.done * 100 // self.cards if self.cards else 0


def progress_of(sight: Sight, by_block: Mapping[str, int]) -> list[ItemProgress]:
    """Return the progress of each item of the sight; one query.

    by_block: the cards that take part, by block.
    """
    kinds = {
        "done": Count("pk", filter=Q(stage=Stage.APPRAISED_1)),
        "asked": Count("pk", filter=Q(stage=Stage.APPRAISED_1, verdict="asked")),
        "changed": Count("pk", filter=Q(stage=Stage.APPRAISED_1, verdict="changed")),
    }
    rows = Entry.objects.filter(item_id__in=sight.items).exclude(card__state=Card.State.ENDED)
    by_item = rows.values_list("item_id").annotate(**kinds).order_by()
    found = {key: (done, asked, changed) for key, done, asked, changed in by_item}
    return [
        ItemProgress(item, _cards(item, by_block), *found.get(key, (0, 0, 0)))
        for key, item in sight.items.items()
    ]


def _cards(item: Item, by_block: Mapping[str, int]) -> int:
    if not item.blocks:
        return sum(by_block.values())
    return sum(by_block.get(each, 0) for each in item.blocks)


def my_progress(sight: Sight) -> tuple[int, int]:
    """Return how many verdicts were the person's to give, and how many still are; one query."""
    if not sight.mine:
        return 0, 0
    found = counted(mine(sight, pairs(sight)), sight, ["waiting"])
    return found["total"], found["waiting"]


@dataclass(frozen=True, slots=True)
class Unappraised:
    """An item nobody may appraise today, and why. on_own: only on the card of its lead."""

    item: Item
    on_own: bool


def unappraised(scored: Round) -> list[Unappraised]:
    """Return items whose lead has no appraiser today, and those whose lead is scored with nobody
    to stand in. Three queries.
    """
    posts = Post.objects.filter(valid_on(today()), role=Role.APPRAISER, person__is_active=True)
    staffed = set(posts.values_list("agency_id", flat=True))
    cards = set(scored.cards.exclude(state=Card.State.ENDED).values_list("agency_id", flat=True))
    rows = scored.items.select_related("lead").order_by("position")
    found = []
    for item in filter(is_appraised, rows):
        if item.lead_id not in staffed:
            found.append(Unappraised(item, on_own=False))
        elif item.lead_id in cards and _instead(item, scored) not in staffed:
            found.append(Unappraised(item, on_own=True))
    return found


def _instead(item: Item, scored: Round) -> int | None:
    return scored.lead_id if item.lead_id == scored.stand_in_id else scored.stand_in_id
