"""From self-scored to final: what was changed for whom, and who claimed too much."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal, localcontext
from statistics import median

from caicach.core.criteria import Branch
from caicach.core.ranking import TIE_UNIT
from caicach.core.rounds.columns import scored_items
from caicach.core.rounds.stages import Stage
from caicach.core.rules import Score
from caicach.core.scoring import AgencyScore, Result, collector_paused

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class ItemDifference:
    """One item of one agency through the stages; a stage without the agency is absent.

    maximum: less what does not apply after. change: after minus before, None unless both have
    points: what is missing or does not apply on one side is no difference in points.
    """

    code: str
    scores: dict[Stage, Score]
    maximum: Decimal
    change: Decimal | None


@dataclass(slots=True)
class SumDifference:
    """An agency, an area of it, or an item over all agencies, between two stages.

    Only items with points in both stages are compared. maximum: of these. agreed: those with the
    same points. code: of the agency, area or item.
    """

    code: str
    compared: int = 0
    agreed: int = 0
    before: Decimal = ZERO
    after: Decimal = ZERO
    maximum: Decimal = ZERO

    @property
    def inflation(self) -> Decimal | None:
        """Return the points claimed beyond those kept; below 0 too few were claimed."""
        return self.before - self.after if self.compared else None

    @property
    def inflation_index(self) -> Decimal | None:
        """Return inflation ÷ maximum compared × 100, in points of the index."""
        if not self.compared or not self.maximum:
            return None
        return (self.before - self.after) * 100 / self.maximum

    @property
    def agreement(self) -> float | None:
        """Return the share of items compared that have the same points, 0 to 1."""
        return self.agreed / self.compared if self.compared else None

    def add(self, before: Decimal, after: Decimal, maximum: Decimal) -> None:
        """Take in one item with points in both stages."""
        self.compared += 1
        self.agreed += abs(before - after) < TIE_UNIT
        self.before += before
        self.after += after
        self.maximum += maximum


@dataclass(slots=True)
class Differences:
    """What changed between two stages, for agencies that are in both.

    areas: by agency, then by area. blocks: the median of inflation_index by block, None where
    nothing was compared. Bonus and penalty are left out: agencies do not claim them.
    """

    before: Stage
    after: Stage
    agencies: dict[str, SumDifference] = field(default_factory=dict)
    areas: dict[str, dict[str, SumDifference]] = field(default_factory=dict)
    items: dict[str, SumDifference] = field(default_factory=dict)
    blocks: dict[str | None, Decimal | None] = field(default_factory=dict)
    whole: SumDifference = field(default_factory=lambda: SumDifference(""))

    def over_claimed(self) -> list[SumDifference]:
        """Return agencies that claimed more than they kept, most points of the index first."""
        found = [each for each in self.agencies.values() if (each.inflation or ZERO) > 0]
        return sorted(found, key=lambda each: -(each.inflation_index or ZERO))


def differences(
    results: Mapping[Stage, Result], before: Stage = Stage.SELF, after: Stage = Stage.FINAL
) -> Differences:
    """Return what changed between two stages.

    results: the round as it stood at each stage (see `provisional_result`). Raises KeyError for a
    stage it lacks.
    """
    earlier = {each.code: each for each in results[before].agencies}
    found, later = Differences(before, after), results[after]
    with collector_paused(), localcontext(Context(prec=28)):
        for block, areas in later.outlines.items():
            items = [(area.node.code, list(scored_items([area]))) for area in areas]
            here = [each for each in later.agencies if each.block == block]
            for agency in here:
                if agency.code in earlier:
                    _compare(found, items, earlier[agency.code], agency)
            found.blocks[block] = _median(found, here)
    return found


def item_differences(
    results: Mapping[Stage, Result],
    agency: str,
    before: Stage = Stage.SELF,
    after: Stage = Stage.FINAL,
) -> list[ItemDifference]:
    """Return every item of one agency through all stages, in printed order.

    Raises KeyError for a stage `results` lacks, or an agency not in the later one.
    """
    cards = {stage: result.agency(agency) for stage, result in results.items()}
    card = cards[after]
    if card is None:
        raise KeyError(agency)
    outlines = results[after].outlines
    areas = outlines[card.block if card.block in outlines else None]
    return [_item_difference(item, cards, before, after) for area in areas for item in area.items()]


def _item_difference(
    item: Branch, cards: Mapping[Stage, AgencyScore | None], before: Stage, after: Stage
) -> ItemDifference:
    code = item.node.code
    scores = {
        stage: card.scores[code] for stage, card in cards.items() if card and code in card.scores
    }
    first, last = (scores[stage].points if stage in scores else None for stage in (before, after))
    change = None if first is None or last is None else last - first
    exempt = scores[after].exempt if after in scores else ZERO
    return ItemDifference(code, scores, item.maximum - exempt, change)


def _compare(
    found: Differences,
    items: Iterable[tuple[str, Sequence[Branch]]],
    before: AgencyScore,
    after: AgencyScore,
) -> None:
    mine = found.agencies[after.code] = SumDifference(after.code)
    areas = found.areas[after.code] = {}
    for area, branches in items:
        own = areas[area] = SumDifference(area)
        for item in branches:
            code = item.node.code
            was, now = before.scores.get(code), after.scores[code]
            if was is None or was.points is None or now.points is None:
                continue
            amounts = was.points, now.points, item.maximum - now.exempt
            over_all = found.items.setdefault(code, SumDifference(code))
            for each in (own, over_all):
                each.add(*amounts)
        _add_sum(mine, own)
    _add_sum(found.whole, mine)


def _add_sum(whole: SumDifference, part: SumDifference) -> None:
    whole.compared += part.compared
    whole.agreed += part.agreed
    whole.before += part.before
    whole.after += part.after
    whole.maximum += part.maximum


def _median(found: Differences, agencies: Iterable[AgencyScore]) -> Decimal | None:
    known = [found.agencies[each.code] for each in agencies if each.code in found.agencies]
    indices = [index for each in known if (index := each.inflation_index) is not None]
    return median(indices) if indices else None
