"""Points lost by all agencies together, by area and by group."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from caicach.core.criteria import Branch
from caicach.core.rounds.columns import Column
from caicach.core.scoring import Result

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class LossSum:
    """Points lost under a node by all agencies. open_points: the maximum of what is missing.

    share: of all points lost, 0 to 1; None where none are.
    """

    code: str
    lost: Decimal
    open_points: Decimal
    share: float | None


def loss_sums(
    result: Result, columns: Mapping[str, Column], blocks: Collection[str | None] | None = None
) -> list[LossSum]:
    """Return the losses of areas and groups of the set proper, most costly first.

    columns: of the items of these blocks, all blocks when left out.
    """
    lost: dict[str, Decimal] = defaultdict(Decimal)
    missing: dict[str, Decimal] = defaultdict(Decimal)
    whole = ZERO
    above = _ancestors(result, blocks)
    for code, column in columns.items():
        whole += column.lost
        for node in above[code]:
            lost[node] += column.lost
            missing[node] += column.open_points
    for node, amount in _given_as_whole(result, blocks):
        whole += amount
        for each in (node, *above[node]):
            lost[each] += amount
    sums = [
        LossSum(code, lost[code], missing[code], float(lost[code] / whole) if whole else None)
        for code in lost
    ]
    return sorted(sums, key=lambda each: -each.lost)


def _blocks(
    result: Result, blocks: Collection[str | None] | None
) -> list[tuple[str | None, tuple[Branch, ...]]]:
    return [each for each in result.outlines.items() if blocks is None or each[0] in blocks]


def _ancestors(result: Result, blocks: Collection[str | None] | None) -> dict[str, tuple[str, ...]]:
    """Return the codes above every node, the nearest first."""
    found: dict[str, tuple[str, ...]] = {}

    def walk(branch: Branch, above: tuple[str, ...]) -> None:
        found[branch.node.code] = above
        for child in branch.children:
            walk(child, (branch.node.code, *above))

    for _, areas in _blocks(result, blocks):
        for area in areas:
            walk(area, ())
    return found


def _given_as_whole(
    result: Result, blocks: Collection[str | None] | None
) -> Iterator[tuple[str, Decimal]]:
    """Yield what was lost at groups of the set proper that were given points as a whole."""
    for block, areas in _blocks(result, blocks):
        agencies = [each for each in result.agencies if each.block == block]
        for group in (group for area in areas for group in _groups(area)):
            code, first = group.node.code, group.items()[0].node.code
            for agency in agencies if group.kind == "scored" else ():
                if agency.scores[first].step == f"in_group:{code}":
                    yield code, agency.nodes[code].maximum - agency.nodes[code].points


def _groups(branch: Branch) -> Iterator[Branch]:
    if branch.children:
        yield branch
        for child in branch.children:
            yield from _groups(child)
