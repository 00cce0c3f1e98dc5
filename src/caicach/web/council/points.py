"""Items whose points the chairman or the council gives, and the caps they stand under."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from caicach.core.criteria import Node
from caicach.core.rules.judged import ManualRule
from caicach.web.rounds.models import Item, Round
from caicach.web.rounds.scoring import edition_of
from caicach.web.rounds.showing import branches_of

EXTRA = ("bonus", "penalty", "bonus_penalty")
CHAIRMAN = ("chủ tịch", "chairman")


def is_discretionary(scored: Round, item: Item) -> bool:
    """Say whether points are given by hand: by the chairman, as a bonus, as a penalty."""
    branch = branches_of(scored).get(item.code)
    if item.kind in EXTRA or (branch is not None and isinstance(branch.node.rule, ManualRule)):
        return True
    return item.assessed_by == "appraisal" and (
        item.lead_id == scored.agency_id or item.code in _led_by_chairman(scored)
    )


def discretionary_items(scored: Round, items: Iterable[Item]) -> list[Item]:
    """Return those of the items whose points are given by hand."""
    return [each for each in items if is_discretionary(scored, each)]


def _led_by_chairman(scored: Round) -> frozenset[str]:
    """Return the items whose edition names the chairman as the one who leads them."""
    found = _LED.get(scored.edition.sha256)
    if found is None:
        found = frozenset(
            node.code
            for _, node, above in edition_of(scored).walk()
            if _lead((node, *reversed(above))).startswith(CHAIRMAN)
        )
        _LED[scored.edition.sha256] = found
    return found


_LED: dict[str, frozenset[str]] = {}


def _lead(line: Iterable[Node]) -> str:
    """Return who leads, as the nearest node up the line says."""
    return next((node.lead.vi.lower() for node in line if node.lead), "")


class Capped(NamedTuple):
    """What extra points of a card come to: all, what the cap lets in, what lies over it.

    penalty amounts are above zero.
    """

    earned: Decimal
    counted: Decimal

    @property
    def over(self) -> Decimal:
        """Return what the cap cuts off."""
        return self.earned - self.counted


def capped(
    scored: Round, items: Iterable[Item], points: Mapping[int, Decimal | None]
) -> tuple[Capped, Capped]:
    """Return what bonus and penalty of one card come to. points: by the item's key."""
    edition = edition_of(scored)
    bonus = penalty = Decimal(0)
    for item in items:
        amount = points.get(item.pk)
        if amount is None or item.kind not in EXTRA:
            continue
        if item.kind == "penalty" or amount < 0:
            penalty += abs(amount)
        else:
            bonus += amount
    most, worst = edition.bonus_cap, edition.penalty_cap
    return (
        Capped(bonus, bonus if most is None else min(bonus, most)),
        Capped(penalty, penalty if worst is None else min(penalty, abs(worst))),
    )
