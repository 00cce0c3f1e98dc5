"""Last year's round beside another edition: what changes, and which evidence goes on with it."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Count

from caicach.core.criteria import Edition
from caicach.core.rounds import ItemChange, edition_changes, follow_codes
from caicach.web.look.templatetags.look import lang
from caicach.web.rounds.models import Card, Evidence, Round
from caicach.web.rounds.scoring import edition_of

TOLD = ("added", "removed", "recoded", "maximum")
"""Changes an office must know before it begins; others are seen on the items."""


class Carried(NamedTuple):
    """Evidence of one item. new_code: empty where it does not go on. pieces: on all cards."""

    code: str
    new_code: str
    label: str
    pieces: int


class Compared(NamedTuple):
    """What another edition makes of a round. old, new: titles. lost_blocks: gone from it."""

    old: str
    new: str
    changes: Sequence[ItemChange]
    carried: Sequence[Carried]
    left: Sequence[Carried]
    lost_blocks: Sequence[str]

    @property
    def counts(self) -> dict[str, int]:
        """Return how many changes there are of each kind."""
        return {kind: sum(each.kind == kind for each in self.changes) for kind in TOLD}

    @property
    def pieces(self) -> int:
        """Return how many pieces go on."""
        return sum(each.pieces for each in self.carried)

    @property
    def pieces_left(self) -> int:
        """Return how many stay behind."""
        return sum(each.pieces for each in self.left)


def compare(previous: Round, new: Edition) -> Compared:
    """Return what the edition makes of the round; two queries."""
    old = edition_of(previous)
    evidence = _evidence(previous, old, follow_codes(old, new))
    return Compared(
        old=old.label.text(lang()),
        new=new.label.text(lang()),
        changes=[each for each in edition_changes(old, new) if each.kind in TOLD],
        carried=[each for each in evidence if each.new_code],
        left=[each for each in evidence if not each.new_code],
        lost_blocks=_lost_blocks(previous, old, new),
    )


def _evidence(previous: Round, old: Edition, codes: dict[str, str]) -> list[Carried]:
    """Answers to stored questions are asked anew, and stand in neither list."""
    rows = Evidence.objects.filter(card__round=previous, state=Evidence.State.KEPT)
    rows = rows.exclude(kind=Evidence.Kind.QUERY).exclude(card__state=Card.State.ENDED)
    counted = rows.order_by().values_list("item__code").annotate(n=Count("pk"))
    pieces = dict(counted)
    return [
        Carried(node.code, codes.get(node.code, ""), node.label.text(lang()), pieces[node.code])
        for _, node, _ in old.walk()
        if node.is_item and node.code in pieces
    ]


def _lost_blocks(previous: Round, old: Edition, new: Edition) -> list[str]:
    known = {each.id for each in new.blocks}
    used = set(previous.cards.order_by().values_list("block", flat=True).distinct())
    named = {each.id: each.label.text(lang()) for each in old.blocks}
    return sorted(named.get(each, each) for each in used - known) if known else []
