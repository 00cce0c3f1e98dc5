"""Sums over the tree: applicable maxima, caps, and rounding where the edition says."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from caicach.core.criteria import Branch, Edition
from caicach.core.criteria.edition import NodeKind
from caicach.core.numbers import round_to
from caicach.core.ranking import settle
from caicach.core.rules import Given, Score
from caicach.core.scoring.inputs import AgencyInput
from caicach.core.scoring.result import AgencyScore, NodeScore

ZERO = Decimal(0)


def sum_agency(
    edition: Edition,
    areas: Sequence[Branch],
    agency: AgencyInput,
    scores: dict[str, Score],
) -> AgencyScore:
    """Return the agency's sums; ranks, bands and changes come later.

    scores: of every item in the outline, by code; those of an edition that rounds each item
    are rounded here.
    """
    if edition.rounding.at == "item":
        scores = {code: _rounded(score, edition) for code, score in scores.items()}
    nodes: dict[str, NodeScore] = {}
    sums = [_sum_branch(area, scores, agency.items, nodes) for area in areas]
    for area, each in zip(areas, sums, strict=True):
        each.points = round_at(each.points, edition, "area")
        nodes[area.node.code] = each
    proper = [each for area, each in zip(areas, sums, strict=True) if area.kind == "scored"]
    base = sum((each.points for each in proper), ZERO)
    bonus, penalty = _extras(edition, areas, scores, agency.items)
    return AgencyScore(
        code=agency.code,
        name=agency.name,
        block=agency.block,
        scores=scores,
        nodes=nodes,
        points=round_at(base + bonus + penalty, edition, "total"),
        base_points=base,
        bonus=bonus,
        penalty=penalty,
        maximum=sum((each.maximum for each in proper), ZERO),
        reported=sum((each.reported for each in proper), ZERO),
        items_due=sum(each.items_due for each in proper),
        items_reported=sum(each.items_reported for each in proper),
    )


def _rounded(score: Score, edition: Edition) -> Score:
    if score.points is None:
        return score
    return score._replace(points=round_at(score.points, edition, "item"))


def _sum_branch(
    branch: Branch,
    scores: Mapping[str, Score],
    given: Mapping[str, Given],
    nodes: dict[str, NodeScore],
) -> NodeScore:
    """Return the sum of a branch; sums of groups are kept in `nodes` on the way."""
    found = NodeScore()
    if not branch.children:
        found.add_items([branch], scores)
        return found
    found.add_items((child for child in branch.children if not child.children), scores)
    lost = branch.maximum
    for child in branch.children:
        lost -= child.maximum
        if child.children:
            found.add(_sum_branch(child, scores, given, nodes))
    found.maximum += lost  # the printed maximum stands, less what does not apply
    whole = given.get(branch.node.code)
    if whole is not None and whole.points is not None:
        found.take_whole(whole.points, branch.maximum)
    nodes[branch.node.code] = found
    return found


def _extras(
    edition: Edition,
    areas: Sequence[Branch],
    scores: Mapping[str, Score],
    given: Mapping[str, Given],
) -> tuple[Decimal, Decimal]:
    bonus = penalty = ZERO
    for kind, points in _extra_points([a for a in areas if a.kind != "scored"], scores, given):
        if kind == "penalty" or points < 0:
            penalty -= abs(points)
        else:
            bonus += points
    if edition.bonus_cap is not None:
        bonus = min(bonus, edition.bonus_cap)
    if edition.penalty_cap is not None:
        penalty = max(penalty, -abs(edition.penalty_cap))
    return bonus, penalty


def _extra_points(
    branches: Sequence[Branch], scores: Mapping[str, Score], given: Mapping[str, Given]
) -> Iterator[tuple[NodeKind, Decimal]]:
    """Yield the points of each bonus and penalty, of a group as a whole where so handed in."""
    for branch in branches:
        whole = given.get(branch.node.code)
        if not branch.children:
            yield branch.kind, scores[branch.node.code].points or ZERO
        elif whole is not None and whole.points is not None:
            yield branch.kind, whole.points
        else:
            yield from _extra_points(branch.children, scores, given)


def round_at(points: Decimal, edition: Edition, at: str) -> Decimal:
    """Return `points` rounded if this is where the edition rounds, else as they are.

    The noise of division goes first: three sixths are a half, not a little more.
    """
    rounding = edition.rounding
    if rounding.at != at:
        return points
    return round_to(settle(points), rounding.places, rounding.mode)
