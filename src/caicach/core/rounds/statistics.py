"""What a criteria set itself turned out to be worth: items that tell nothing, items that decide."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from statistics import median

from caicach.core.criteria import Branch
from caicach.core.rounds.columns import Column, Discrimination, columns_of, scored_items
from caicach.core.rounds.deciding import Deciding, deciding_items
from caicach.core.rounds.loss_sums import LossSum, loss_sums
from caicach.core.scoring import AgencyScore, Result, collector_paused


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """One item over the agencies it counts for; None where no agency was scored.

    scored, missing, exempt: agencies with points, without, and where it does not apply.
    full, zero: agencies with all points, with none. mean, median, spread: of points ÷ maximum,
    0 to 1; spread is the standard deviation over those scored.
    lost: points lost by those scored. open_points: maximum of what is missing.
    """

    code: str
    scored: int
    missing: int
    exempt: int
    full: int
    zero: int
    mean: float | None
    median: float | None
    spread: float | None
    discrimination: Discrimination | None
    decides: Deciding
    lost: Decimal
    open_points: Decimal

    @property
    def all_full(self) -> bool:
        """Whether every agency scored has all points: the item tells none from another."""
        return self.scored > 0 and self.full == self.scored

    @property
    def all_zero(self) -> bool:
        """Whether no agency scored has any point."""
        return self.scored > 0 and self.zero == self.scored

    @property
    def full_share(self) -> float | None:
        """Return the share of agencies scored that have all points, 0 to 1."""
        return self.full / self.scored if self.scored else None


@dataclass(frozen=True, slots=True)
class BlockStatistics:
    """One block. Indices are of what was reported, so that a missing item is no zero.

    incomplete: agencies with items still missing. median, lowest, highest: over agencies with an
    index, unrounded. areas: the median by area code, None where no agency reported any of it.
    """

    block: str | None
    agencies: int
    ranked: int
    incomplete: int
    median: Decimal | None
    lowest: Decimal | None
    highest: Decimal | None
    areas: dict[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class RoundStatistics:
    """All of it: items in printed order, blocks, and losses of areas and groups."""

    items: dict[str, ItemStatistics]
    blocks: list[BlockStatistics]
    losses: list[LossSum]


def round_statistics(
    result: Result, blocks: Collection[str | None] | None = None
) -> RoundStatistics:
    """Return the statistics of a scored or provisional round, of all its blocks or of some.

    Items of bonus and penalty are left out: they are not owed.
    """
    columns: dict[str, Column] = {}
    decides: dict[str, Deciding] = {}
    found: list[BlockStatistics] = []
    by = result.edition.ranking.by
    with collector_paused(), localcontext(Context(prec=28)):
        for block, areas in result.outlines.items():
            if blocks is not None and block not in blocks:
                continue
            agencies = [each for each in result.agencies if each.block == block]
            items = list(scored_items(areas))
            columns_of(items, agencies, columns)
            for code, each in deciding_items(items, agencies, by).items():
                decides[code] = decides.get(code, Deciding()).with_block(each)
            found.append(_block_statistics(block, areas, agencies))
        items_found = {code: _item(each, decides[code]) for code, each in columns.items()}
        return RoundStatistics(items_found, found, loss_sums(result, columns, blocks))


def _item(column: Column, decides: Deciding) -> ItemStatistics:
    return ItemStatistics(
        code=column.code,
        scored=len(column.ratios),
        missing=column.missing,
        exempt=column.exempt,
        full=column.full,
        zero=column.zero,
        mean=column.mean(),
        median=median(column.ratios) if column.ratios else None,
        spread=column.spread(),
        discrimination=column.discrimination(),
        decides=decides,
        lost=column.lost,
        open_points=column.open_points,
    )


def _block_statistics(
    block: str | None, areas: Sequence[Branch], agencies: Sequence[AgencyScore]
) -> BlockStatistics:
    indices = [
        each.exact_points * 100 / each.reported
        for each in agencies
        if each.items_reported and each.reported
    ]
    return BlockStatistics(
        block=block,
        agencies=len(agencies),
        ranked=sum(each.rank is not None for each in agencies),
        incomplete=sum(not each.is_complete for each in agencies),
        median=median(indices) if indices else None,
        lowest=min(indices, default=None),
        highest=max(indices, default=None),
        areas={
            area.node.code: _area_median(area.node.code, agencies)
            for area in areas
            if area.kind == "scored"
        },
    )


def _area_median(code: str, agencies: Iterable[AgencyScore]) -> Decimal | None:
    nodes = [each.nodes[code] for each in agencies]
    known = [node.points * 100 / node.reported for node in nodes if node.reported]
    return median(known) if known else None
