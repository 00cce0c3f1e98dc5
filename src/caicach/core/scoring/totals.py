"""Sums over the tree: applicable maxima, caps, and rounding where the edition says."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from caicach.core.criteria import Branch, Edition
from caicach.core.numbers import round_to
from caicach.core.rules import Given, Score, State
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

    scores: of every item in the outline, by code.
    """
    nodes: dict[str, NodeScore] = {}
    for area in areas:
        _sum_node(area, scores, agency.items, nodes, edition)
    proper = [nodes[area.node.code] for area in areas if area.kind == "scored"]
    base = sum((each.points for each in proper), ZERO)
    bonus, penalty = _extras(edition, areas, scores)
    due, reported = _coverage(areas, scores)
    return AgencyScore(
        code=agency.code,
        name=agency.name,
        block=agency.block,
        scores=scores,
        nodes=nodes,
        points=_round(base + bonus + penalty, edition, "total"),
        base_points=base,
        bonus=bonus,
        penalty=penalty,
        maximum=sum((each.maximum for each in proper), ZERO),
        reported=sum((each.reported for each in proper), ZERO),
        items_due=due,
        items_reported=reported,
    )


def _sum_node(
    branch: Branch,
    scores: Mapping[str, Score],
    given: Mapping[str, Given],
    nodes: dict[str, NodeScore],
    edition: Edition,
) -> NodeScore:
    if not branch.children:
        found = _item_node(branch, scores[branch.node.code], edition)
    else:
        parts = [_sum_node(child, scores, given, nodes, edition) for child in branch.children]
        whole = given.get(branch.node.code)
        if whole is not None and whole.points is not None:
            found = NodeScore(whole.points, branch.maximum, branch.maximum, State.SCORED)
        else:
            found = _sum(branch, parts)
        found.points = _round(found.points, edition, "area")
    nodes[branch.node.code] = found
    return found


def _item_node(branch: Branch, score: Score, edition: Edition) -> NodeScore:
    if score.points is None:
        applies = score.state is not State.NOT_APPLICABLE
        return NodeScore(ZERO, branch.maximum if applies else ZERO, ZERO, score.state)
    points = _round(score.points, edition, "item")
    return NodeScore(points, branch.maximum, branch.maximum, State.SCORED)


def _sum(branch: Branch, parts: Sequence[NodeScore]) -> NodeScore:
    """The printed maximum stands, less what does not apply."""
    states = {part.state for part in parts}
    state = State.SCORED
    if State.SCORED not in states:
        only_na = states == {State.NOT_APPLICABLE}
        state = State.NOT_APPLICABLE if only_na else State.NOT_REPORTED
    lost = sum((child.maximum for child in branch.children), ZERO)
    lost -= sum((part.maximum for part in parts), ZERO)
    return NodeScore(
        points=sum((part.points for part in parts), ZERO),
        maximum=branch.maximum - lost,
        reported=sum((part.reported for part in parts), ZERO),
        state=state,
    )


def _extras(
    edition: Edition, areas: Sequence[Branch], scores: Mapping[str, Score]
) -> tuple[Decimal, Decimal]:
    bonus = penalty = ZERO
    for item in (item for area in areas if area.kind != "scored" for item in area.items()):
        points = scores[item.node.code].points or ZERO
        if item.kind == "penalty":
            penalty -= abs(points)
        else:
            bonus += points
    if edition.bonus_cap is not None:
        bonus = min(bonus, edition.bonus_cap)
    if edition.penalty_cap is not None:
        penalty = max(penalty, -abs(edition.penalty_cap))
    return bonus, penalty


def _coverage(areas: Sequence[Branch], scores: Mapping[str, Score]) -> tuple[int, int]:
    due = reported = 0
    for area in areas:
        if area.kind != "scored":
            continue
        for item in area.items():
            score = scores[item.node.code]
            if score.state is State.NOT_APPLICABLE or item.maximum == 0:
                continue
            due += 1
            reported += score.points is not None or score.step.startswith("in_group:")
    return due, reported


def _round(points: Decimal, edition: Edition, at: str) -> Decimal:
    rounding = edition.rounding
    return round_to(points, rounding.places, rounding.mode) if rounding.at == at else points
