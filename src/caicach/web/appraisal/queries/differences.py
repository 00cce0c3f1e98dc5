"""From self-scores to final ones: by agency and area from the sums kept, by item from changes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Any

from django.db.models import Count

from caicach.core.rounds import SumDifference
from caicach.web.appraisal.claims import branch_of, score_alone
from caicach.web.rounds.models import (
    STAGES,
    Card,
    Entry,
    Filling,
    Item,
    Phase,
    PhaseKind,
    Round,
    Stage,
    Tally,
)

LATER = (Stage.APPRAISED_1, Stage.APPRAISED_2, Stage.FINAL)
WRITTEN = {
    PhaseKind.APPRAISAL_1: Stage.APPRAISED_1,
    PhaseKind.APPRAISAL_2: Stage.APPRAISED_2,
    PhaseKind.COUNCIL: Stage.FINAL,
}


@dataclass(frozen=True)
class Course:
    """One agency, area or item through the stages.

    points, indices: by stage, None where nothing is summed. inflation: self less the latest.
    """

    code: str
    label: str
    block: str
    points: Mapping[str, Decimal | None]
    indices: Mapping[str, Decimal | None]
    maximum: Decimal | None = None
    card: int = 0
    compared: int = 0
    changed: int = 0

    @property
    def latest(self) -> str:
        """Return the latest stage that has points."""
        found = [stage for stage in STAGES if self.points.get(stage) is not None]
        return found[-1] if found else Stage.SELF

    @property
    def inflation(self) -> Decimal | None:
        """Return the points claimed beyond those kept."""
        return _less(self.points, self.latest)

    @property
    def inflation_index(self) -> Decimal | None:
        """Return the same in points of the index."""
        return _less(self.indices, self.latest)

    @property
    def agreement(self) -> int | None:
        """Return the percent of items compared that kept their points."""
        if not self.compared:
            return None
        return (self.compared - self.changed) * 100 // self.compared


def _less(amounts: Mapping[str, Decimal | None], latest: str) -> Decimal | None:
    before, after = amounts.get(Stage.SELF), amounts.get(latest)
    return None if before is None or after is None or latest == Stage.SELF else before - after


def stages_begun(phases: Sequence[Phase]) -> list[str]:
    """Return the stages that were begun."""
    begun = {each.kind for each in phases if each.state in (Phase.State.OPEN, Phase.State.CLOSED)}
    return [Stage.SELF, *(stage for kind, stage in WRITTEN.items() if kind in begun)]


def stages_told(scored: Round, phases: Sequence[Phase]) -> list[str]:
    """Return the stages an agency may know of its own card: appraisals once they are closed,
    final scores once the round is published.
    """
    over = {each.kind for each in phases if each.state == Phase.State.CLOSED}
    told = [Stage.SELF, *(stage for kind, stage in WRITTEN.items() if kind in over)]
    is_published = scored.state == Round.State.PUBLISHED
    return [each for each in told if each != Stage.FINAL or is_published]


def by_agency(scored: Round, stages: Sequence[str]) -> list[Course]:
    """Return each agency through the stages, most inflated first; one query.

    Every card of an opened round is summed at the first stage.
    """
    rows = Tally.objects.filter(card__round=scored, stage__in=stages)
    rows = rows.exclude(card__state=Card.State.ENDED).select_related("card__agency")
    cards: dict[int, Card] = {}
    points: dict[int, dict[str, Decimal | None]] = defaultdict(dict)
    indices: dict[int, dict[str, Decimal | None]] = defaultdict(dict)
    for row in rows.defer("exact"):
        cards[row.card_id] = row.card
        points[row.card_id][row.stage] = row.points
        indices[row.card_id][row.stage] = row.index
    found = [
        Course(card.agency.code, card.name, card.block, points[pk], indices[pk], card=pk)
        for pk, card in cards.items()
    ]
    return most_inflated(found)


def most_inflated(courses: Sequence[Course]) -> list[Course]:
    """Return them with the most inflated first, those without a difference last."""
    return sorted(
        courses, key=lambda each: (each.inflation is None, -(each.inflation or 0), each.code)
    )


def medians(courses: Sequence[Course]) -> dict[str, Decimal]:
    """Return the median inflation in points of the index by block."""
    by_block: dict[str, list[Decimal]] = defaultdict(list)
    for each in courses:
        if each.inflation_index is not None:
            by_block[each.block].append(each.inflation_index)
    return {block: median(amounts) for block, amounts in sorted(by_block.items())}


def by_area(
    scored: Round, stages: Sequence[str], areas: Mapping[str, str], card: int | None = None
) -> list[Course]:
    """Return each area through the stages, over all cards or of one; one query.

    areas: words by code.
    """
    rows = Tally.objects.filter(card__round=scored, stage__in=stages)
    rows = rows.exclude(card__state=Card.State.ENDED)
    if card is not None:
        rows = rows.filter(card=card)
    sums: dict[str, dict[str, Decimal | None]] = {code: {} for code in areas}
    reported: dict[str, dict[str, Decimal]] = {code: defaultdict(Decimal) for code in areas}
    for stage, exact in rows.values_list("stage", "exact"):
        for code, area in exact["areas"].items():
            if code in sums:
                sums[code][stage] = (sums[code].get(stage) or Decimal(0)) + Decimal(area["points"])
                reported[code][stage] += Decimal(area["maximum"])
    return [
        Course(code, words, "", sums[code], _shares(sums[code], reported[code]))
        for code, words in areas.items()
    ]


def _shares(
    sums: Mapping[str, Decimal | None], most: Mapping[str, Decimal]
) -> dict[str, Decimal | None]:
    """Return points ÷ maximum × 100 by stage."""
    return {
        stage: amount * 100 / most[stage] if amount is not None and most[stage] else None
        for stage, amount in sums.items()
    }


def by_item(scored: Round, items: Sequence[Item], stages: Sequence[str]) -> list[SumDifference]:
    """Return how much was claimed too much at each item over all agencies; four queries.

    Compared are the items somebody appraised. What was accepted kept its points, so only what
    was changed is read.
    """
    later = [each for each in LATER if each in stages]
    rows = Entry.objects.filter(card__round=scored, stage__in=later)
    rows = rows.exclude(card__state=Card.State.ENDED)
    judged = rows.values_list("item_id").annotate(n=Count("card_id", distinct=True)).order_by()
    compared = dict(judged)
    changed = _latest(rows.exclude(source=Entry.Source.ACCEPTED))
    own = _own_points(scored, items, changed)
    found = []
    for item in items:
        total = SumDifference(item.code)
        for (card, key), entry in changed.items():
            before = own.get((card, key))
            if key == item.pk and before is not None and entry.points is not None:
                total.add(before, _exact(entry.points), _exact(item.maximum))
        unchanged = max(0, compared.get(item.pk, 0) - total.compared)
        total.compared += unchanged
        total.agreed += unchanged
        found.append(total)
    return found


def _latest(rows: Any) -> dict[tuple[int, int], Entry]:
    found: dict[tuple[int, int], Entry] = {}
    for row in rows.only("card", "item", "stage", "points"):
        before = found.get((row.card_id, row.item_id))
        if before is None or STAGES.index(row.stage) > STAGES.index(before.stage):
            found[row.card_id, row.item_id] = row
    return found


def _own_points(
    scored: Round, items: Sequence[Item], changed: Mapping[tuple[int, int], Entry]
) -> dict[tuple[int, int], Decimal | None]:
    """Return the self-scores of what was changed; known figures are scored by their rule."""
    cards, keys = {card for card, _item in changed}, {item for _card, item in changed}
    where = {"card_id__in": cards, "item_id__in": keys}
    codes = {each.pk: each.code for each in items}
    found: dict[tuple[int, int], Decimal | None] = {}
    for row in Filling.objects.filter(**where).select_related("card"):
        if (row.card_id, row.item_id) in changed and row.item_id in codes:
            row.card.round = scored
            score = score_alone(branch_of(row.card, codes[row.item_id]), row.as_given())
            found[row.card_id, row.item_id] = None if score is None else score.points
    own = Entry.objects.filter(**where, stage=Stage.SELF)
    typed: Any = own.values_list("card", "item", "points")
    found.update({(card, item): points for card, item, points in typed})
    return found


def _exact(points: Any) -> Decimal:
    return Decimal(points)
