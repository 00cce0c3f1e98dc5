"""From self-scores to final ones: points kept by stage, and what was claimed beyond those kept."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from caicach.core.rounds import SumDifference
from caicach.web.appraisal.claims import branch_of, score_alone
from caicach.web.rounds.contested import with_claims
from caicach.web.rounds.given import given_of
from caicach.web.rounds.models import (
    STAGES,
    Card,
    Entry,
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


@dataclass(frozen=True, slots=True)
class Rejudged:
    """An item of a card that somebody judged anew. before, after: None for no points."""

    card: int
    item: Item
    before: Decimal | None
    after: Decimal | None


@dataclass(slots=True)
class Claimed:
    """What was claimed and what was kept of it, over items with points before and after.

    maximum: of these items. Bonus and penalty are nobody's claim.
    """

    before: Decimal = Decimal(0)
    after: Decimal = Decimal(0)
    maximum: Decimal = Decimal(0)

    @property
    def inflation(self) -> Decimal | None:
        """Return the points claimed beyond those kept; None where nothing is compared."""
        return self.before - self.after if self.maximum else None

    @property
    def inflation_index(self) -> Decimal | None:
        """Return the same ÷ maximum compared × 100, in points of the index."""
        return (self.before - self.after) * 100 / self.maximum if self.maximum else None

    def begin(self, area: Mapping[str, str]) -> None:
        """Take in the sums of an area at the first stage, as if all were kept."""
        self.before += Decimal(area["points"])
        self.after += Decimal(area["points"])
        self.maximum += Decimal(area["reported"])

    def take_in(self, change: "Rejudged") -> None:
        """Put what was judged anew in place of what was claimed; what lost its points compares
        no more, what had none never did.
        """
        if change.item.kind != "scored" or change.before is None:
            return
        if change.after is None:
            self.before -= change.before
            self.maximum -= change.item.maximum
        self.after += (change.after or 0) - change.before


@dataclass(frozen=True)
class Course:
    """One agency or area through the stages.

    points: by stage, None where nothing is summed. claimed: None before anything is appraised.
    """

    code: str
    label: str
    block: str
    points: Mapping[str, Decimal | None]
    claimed: Claimed | None = None
    card: int = 0

    @property
    def claimed_points(self) -> Decimal | None:
        """Return the points claimed for items that had points before and after."""
        return self.claimed.before if self.claimed and self.claimed.maximum else None

    @property
    def kept_points(self) -> Decimal | None:
        """Return what was kept of them."""
        return self.claimed.after if self.claimed and self.claimed.maximum else None

    @property
    def inflation(self) -> Decimal | None:
        """Return the points claimed beyond those kept."""
        return None if self.claimed is None else self.claimed.inflation

    @property
    def inflation_index(self) -> Decimal | None:
        """Return the same in points of the index."""
        return None if self.claimed is None else self.claimed.inflation_index


@dataclass(frozen=True, slots=True)
class ItemAppraised:
    """An item over all agencies. sums: of those with points before and after.

    judged: how many were appraised; some of them had no points to compare.
    """

    item: Item
    sums: SumDifference
    judged: int

    @property
    def uncompared(self) -> int:
        """Return how many had points on one side at most."""
        return self.judged - self.sums.compared


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


def rejudged(scored: Round, items: Iterable[Item], stages: Sequence[str]) -> list[Rejudged]:
    """Return what was not simply accepted, as it stands at the latest of the stages; one query.

    items: of the round; what is not among them is left out.
    """
    known = {each.pk: each for each in items}
    found: dict[tuple[int, int], tuple[str, Rejudged]] = {}
    rows: Any = with_claims(_judged(scored, stages).exclude(source=Entry.Source.ACCEPTED))
    told = ("card", "card__block", "item", "stage", "points", *CLAIMED)
    for pk, block, key, stage, points, *claim in rows.values_list(*told):
        before = found.get((pk, key))
        if key in known and (before is None or STAGES.index(stage) > STAGES.index(before[0])):
            card = Card(pk=pk, round=scored, block=block)
            own = _own_points(card, known[key], *claim)
            found[pk, key] = stage, Rejudged(pk, known[key], own, points)
    return [each for _stage, each in found.values()]


CLAIMED = ("own_given", "own_points", "known_given")


def _judged(scored: Round, stages: Sequence[str]) -> QuerySet[Entry]:
    later = [each for each in LATER if each in stages]
    rows = Entry.objects.filter(card__round=scored, stage__in=later)
    return rows.exclude(card__state=Card.State.ENDED).order_by()


def _own_points(
    card: Card, item: Item, given: Any, points: Decimal | None, known: Any
) -> Decimal | None:
    """Return what the agency claimed; a known figure nobody overrode earns what its rule says."""
    if given or known is None:
        return points
    score = score_alone(branch_of(card, item.code), given_of(known))
    return None if score is None else score.points


def by_agency(
    scored: Round, items: Sequence[Item], stages: Sequence[str], changes: Iterable[Rejudged]
) -> list[Course]:
    """Return each agency through the stages, most inflated first; one query.

    Every card of an opened round is summed at the first stage.
    """
    cards: dict[int, Card] = {}
    points: dict[int, dict[str, Decimal | None]] = defaultdict(dict)
    claimed: dict[int, Claimed] = {}
    proper = _proper(items)
    for row in _tallies(scored, stages).select_related("card__agency"):
        cards[row.card_id] = row.card
        points[row.card_id][row.stage] = row.points
        if row.stage == Stage.SELF and len(stages) > 1:
            total = claimed[row.card_id] = Claimed()
            for code in proper & row.exact["areas"].keys():
                total.begin(row.exact["areas"][code])
    for change in changes:
        if change.card in claimed:
            claimed[change.card].take_in(change)
    found = [
        Course(card.agency.code, card.name, card.block, points[pk], claimed.get(pk), pk)
        for pk, card in cards.items()
    ]
    return most_inflated(found)


def _tallies(scored: Round, stages: Sequence[str]) -> QuerySet[Tally]:
    rows = Tally.objects.filter(card__round=scored, stage__in=stages)
    return rows.exclude(card__state=Card.State.ENDED)


def _proper(items: Iterable[Item]) -> set[str]:
    """Return the areas of the set proper: bonus and penalty are nobody's claim."""
    return {each.area for each in items if each.kind == "scored"}


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
    scored: Round,
    items: Sequence[Item],
    stages: Sequence[str],
    areas: Mapping[str, str],
    changes: Iterable[Rejudged],
) -> list[Course]:
    """Return each area through the stages, over all cards; one query.

    areas: words by code.
    """
    proper = _proper(items)
    later = len(stages) > 1
    claimed = {code: Claimed() for code in areas if code in proper and later}
    points: dict[str, dict[str, Decimal | None]] = {code: {} for code in areas}
    for stage, exact in _tallies(scored, stages).values_list("stage", "exact"):
        _add_points(points, stage, exact)
        if stage == Stage.SELF:
            for code in claimed.keys() & exact["areas"].keys():
                claimed[code].begin(exact["areas"][code])
    for change in changes:
        if change.item.area in claimed:
            claimed[change.item.area].take_in(change)
    return [
        Course(code, words, "", points[code], claimed.get(code)) for code, words in areas.items()
    ]


def areas_of_card(card: Card, stages: Sequence[str], areas: Mapping[str, str]) -> list[Course]:
    """Return each area of one card through the stages; one query. areas: words by code."""
    points: dict[str, dict[str, Decimal | None]] = {code: {} for code in areas}
    for stage, exact in card.tallies.filter(stage__in=stages).values_list("stage", "exact"):
        _add_points(points, stage, exact)
    return [Course(code, words, "", points[code]) for code, words in areas.items()]


def _add_points(
    points: Mapping[str, dict[str, Decimal | None]], stage: str, exact: Mapping[str, Any]
) -> None:
    for code, area in exact["areas"].items():
        if code in points:
            before = points[code].get(stage) or Decimal(0)
            points[code][stage] = before + Decimal(area["points"])


def by_item(
    scored: Round, items: Sequence[Item], stages: Sequence[str], changes: Iterable[Rejudged]
) -> list[ItemAppraised]:
    """Return how much was claimed too much at each item over all agencies; two queries.

    Compared are the items somebody appraised that have points on both sides; what was accepted
    kept its points.
    """
    rows = _judged(scored, stages)
    again = rows.filter(card=OuterRef("card"), item=OuterRef("item"))
    kept = rows.filter(points__isnull=False).exclude(
        Exists(again.exclude(source=Entry.Source.ACCEPTED))
    )
    judged, accepted = _by_item(rows), _by_item(kept)
    sums: dict[int, SumDifference] = {}
    for item in items:
        count = accepted.get(item.pk, 0)
        sums[item.pk] = SumDifference(item.code, compared=count, agreed=count)
    for each in changes:
        if each.item.pk in sums and each.before is not None and each.after is not None:
            sums[each.item.pk].add(each.before, each.after, each.item.maximum)
    return [ItemAppraised(item, sums[item.pk], judged.get(item.pk, 0)) for item in items]


def _by_item(rows: QuerySet[Entry]) -> dict[int, int]:
    return dict(rows.values_list("item_id").annotate(n=Count("card_id", distinct=True)))
