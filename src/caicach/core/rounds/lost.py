"""Points lost by one agency: how many, where, and for which reason."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context as DecimalContext
from decimal import Decimal, localcontext
from enum import StrEnum

from caicach.core.criteria import Branch
from caicach.core.issues import Lang
from caicach.core.rounds.words import round_words
from caicach.core.rules import NOT_REPORTED, Rule, Score, State
from caicach.core.scoring import AgencyScore, Result
from caicach.core.scoring.step_words import step_words

ZERO = Decimal(0)
EXACT = 80
"""Digits that hold differences and sums of points of 28 digits each without rounding."""


class LossReason(StrEnum):
    """Why points are lost; what does not apply is no loss.

    The first five are of items and of groups given points as a whole. The others are of the whole
    card: see `causes_of`.
    """

    NOT_REPORTED = "not_reported"
    BELOW_FULL = "below_full"
    APPRAISED_DOWN = "appraised_down"
    GROUP_BELOW_FULL = "group_below_full"
    PENALTY = "penalty"
    PENALTY_CAP = "penalty_cap"
    BONUS = "bonus"
    BONUS_CAP = "bonus_cap"
    ROUNDING = "rounding"

    def label(self, lang: Lang = "vi") -> str:
        """Return the reason in words."""
        return round_words().losses[self].text(lang)


@dataclass(frozen=True, slots=True)
class LostPoint:
    """Points lost at one item for one reason; an item may lose for two.

    lost: above 0. maximum: of the item, less what does not apply.
    step: the key of the part of the rule that decided. A group that was given points as a whole
    stands for its items, for a reason of its own, and has no rule.
    """

    code: str
    lost: Decimal
    maximum: Decimal
    reason: LossReason
    step: str
    rule: Rule | None

    def step_words(self, lang: Lang = "vi") -> str:
        """Return what decided, in words."""
        return step_words(self.step, self.rule, self.maximum, lang)


def lost_points(
    result: Result, agency: str, claimed: Mapping[str, Score] | None = None
) -> list[LostPoint]:
    """Return what the agency lost, most costly first, then in printed order.

    Bonus points are not owed, so those not earned are no loss. What bonus, caps and rounding make
    of it is told by `causes_of`.

    claimed: its own scores where `result` is a later stage. Raises KeyError for an agency that
    is not in the result.
    """
    found = result.agency(agency)
    if found is None:
        raise KeyError(agency)
    block = found.block if found.block in result.outlines else None
    return lost_on_card(result.outlines[block], found, claimed or {})


def lost_on_card(
    areas: Sequence[Branch], agency: AgencyScore, claimed: Mapping[str, Score]
) -> list[LostPoint]:
    """Return the same for an agency at hand.

    areas: the outline of its block.
    """
    with localcontext(DecimalContext(prec=EXACT)):
        losses = [loss for area in areas for loss in _below(area, agency, claimed)]
        return sorted(losses, key=lambda loss: -loss.lost)


def lost_by_reason(losses: Iterable[LostPoint]) -> dict[LossReason, Decimal]:
    """Return the points lost for each reason, 0 for those that cost nothing."""
    sums = dict.fromkeys(LossReason, ZERO)
    with localcontext(DecimalContext(prec=EXACT)):
        for loss in losses:
            sums[loss.reason] += loss.lost
    return sums


def _below(
    branch: Branch, agency: AgencyScore, claimed: Mapping[str, Score]
) -> Iterator[LostPoint]:
    code = branch.node.code
    if not branch.children:
        maximum = branch.maximum - agency.scores[code].exempt
        for reason, lost in reasons_of(branch, agency.scores[code], claimed.get(code)):
            score = agency.scores[code]
            yield LostPoint(code, lost, maximum, reason, score.step, branch.node.rule)
    elif is_whole(branch, agency):
        yield from _lost_as_whole(branch, agency)
    else:
        for child in branch.children:
            yield from _below(child, agency, claimed)


def is_whole(branch: Branch, agency: AgencyScore) -> bool:
    """Say whether points were given for the group itself."""
    item = branch.items()[0].node.code
    return agency.scores[item].step == f"in_group:{branch.node.code}"


def _lost_as_whole(branch: Branch, agency: AgencyScore) -> Iterator[LostPoint]:
    code, node = branch.node.code, agency.nodes[branch.node.code]
    is_owed = branch.kind == "scored"
    lost = node.maximum - node.points if is_owed else penalty_of(branch, node.points)
    if lost > 0:
        reason = LossReason.GROUP_BELOW_FULL if is_owed else LossReason.PENALTY
        yield LostPoint(code, lost, abs(node.maximum), reason, f"in_group:{code}", None)


def reasons_of(
    item: Branch, score: Score, claimed: Score | None = None
) -> Iterator[tuple[LossReason, Decimal]]:
    """Yield why an item lost points, and how many for each reason; nothing where none are lost."""
    points = score.points
    if item.kind != "scored":
        if points is not None and (lost := penalty_of(item, points)):
            yield LossReason.PENALTY, lost
        return
    maximum = item.maximum - score.exempt
    if score.state is State.NOT_APPLICABLE or not maximum:
        return
    if points is None:
        yield LossReason.NOT_REPORTED, maximum
        return
    own = (claimed or NOT_REPORTED).points
    expected = points if own is None else max(points, min(own, maximum))
    if expected < maximum:
        yield LossReason.BELOW_FULL, maximum - expected
    if points < expected:
        yield LossReason.APPRAISED_DOWN, expected - points


def penalty_of(branch: Branch, points: Decimal) -> Decimal:
    """Return what a bonus or penalty takes off, 0 for a bonus: a penalty may be written either way.

    The sums of a card take it off in the same way.
    """
    return abs(points) if branch.kind == "penalty" or points < 0 else ZERO
