"""What parts an agency from its maximum, cause by cause, so that the causes add up exactly."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Context as DecimalContext
from decimal import Decimal, localcontext

from caicach.core.criteria import Branch
from caicach.core.rounds.lost import (
    EXACT,
    LossReason,
    LostPoint,
    is_whole,
    lost_by_reason,
    lost_on_card,
    penalty_of,
)
from caicach.core.scoring import AgencyScore, Result

ZERO = Decimal(0)
OF_CARD = (
    LossReason.PENALTY_CAP,
    LossReason.BONUS,
    LossReason.BONUS_CAP,
    LossReason.ROUNDING,
)
"""Causes that belong to the whole card: no item or group lost or won for them."""


def causes_of(
    areas: Sequence[Branch], agency: AgencyScore, losses: Iterable[LostPoint]
) -> dict[LossReason, Decimal]:
    """Return what parts the points from the applicable maximum, by cause.

    The amounts add up to the maximum less the points, exactly in `EXACT` digits. Negative are
    bonus points and a penalty that its cap spares; rounding goes either way. Where the edition
    rounds nothing, rounding holds the noise of division alone, below 1E-20.

    areas: the outline of the agency's block. losses: as `lost_on_card` finds them.
    """
    with localcontext(DecimalContext(prec=EXACT)):
        causes = lost_by_reason(losses)
        bonus = sum(_bonuses(areas, agency), ZERO)
        causes[LossReason.BONUS] = -bonus
        causes[LossReason.BONUS_CAP] = bonus - agency.bonus
        causes[LossReason.PENALTY_CAP] = -agency.penalty - causes[LossReason.PENALTY]
        base = sum((_exact(area, agency) for area in areas if area.kind == "scored"), ZERO)
        causes[LossReason.ROUNDING] = base + agency.bonus + agency.penalty - agency.points
    return causes


def losses_by_reason(
    result: Result,
    claimed: Result | None = None,
    blocks: Collection[str | None] | None = None,
) -> dict[LossReason, Decimal]:
    """Return what parts all agencies together from their maxima, by cause.

    claimed: the round as agencies scored it, where `result` is a later stage.
    """
    own = {} if claimed is None else {each.code: each.scores for each in claimed.agencies}
    sums = dict.fromkeys(LossReason, ZERO)
    with localcontext(DecimalContext(prec=EXACT)):
        for block, areas in result.outlines.items():
            for agency in _of_block(result.agencies, block, blocks):
                losses = lost_on_card(areas, agency, own.get(agency.code, {}))
                found = causes_of(areas, agency, losses)
                sums = {reason: amount + found[reason] for reason, amount in sums.items()}
    return sums


def _of_block(
    agencies: Iterable[AgencyScore], block: str | None, blocks: Collection[str | None] | None
) -> Iterator[AgencyScore]:
    if blocks is None or block in blocks:
        yield from (each for each in agencies if each.block == block)


def _bonuses(branches: Sequence[Branch], agency: AgencyScore) -> Iterator[Decimal]:
    """Yield the bonus points of each item, of a group as a whole where so handed in."""
    for branch in branches:
        if branch.children and branch.kind != "scored" and is_whole(branch, agency):
            yield _earned(branch, agency.nodes[branch.node.code].points)
        elif branch.children:
            yield from _bonuses(branch.children, agency)
        elif branch.kind != "scored":
            yield _earned(branch, agency.scores[branch.node.code].points or ZERO)


def _earned(branch: Branch, points: Decimal) -> Decimal:
    return ZERO if penalty_of(branch, points) else points


def _exact(branch: Branch, agency: AgencyScore) -> Decimal:
    """Return the points of a branch of the set proper before areas and totals are rounded."""
    if not branch.children:
        return (agency.scores[branch.node.code].points or ZERO) if branch.maximum else ZERO
    if is_whole(branch, agency):
        return agency.nodes[branch.node.code].points
    return sum((_exact(child, agency) for child in branch.children), ZERO)
