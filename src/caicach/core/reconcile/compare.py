"""Ours beside theirs: equal, within rounding of n parts, or different, with both values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from caicach.core.issues import Issue, issue
from caicach.core.numbers import round_half_up
from caicach.core.reconcile.figures import PublishedFigure, column_places, half_unit
from caicach.core.reconcile.slips import Known, check_published
from caicach.core.rules.answers import folded
from caicach.core.scoring.kept import KeptAgency, ResultDocument

What = Literal["points", "percent", "maximum", "rank", "rank_of"]
Status = Literal["equal", "within_rounding", "different", "not_comparable"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure beside ours.

    difference: ours minus theirs. tolerance: (n + 1) × half a unit of the last printed place.
    reason: an issue code that says why the two cannot be compared.
    """

    agency: str
    name: str
    criterion: str | None
    what: What
    status: Status
    ours: Decimal | None
    published: Decimal
    difference: Decimal | None = None
    tolerance: Decimal | None = None
    parts: int = 0
    reason: str | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """All comparisons, and the slips found inside the published table itself."""

    comparisons: tuple[Comparison, ...]
    slips: tuple[Issue, ...]

    def count(self, status: Status) -> int:
        """Return how many comparisons have `status`."""
        return sum(each.status == status for each in self.comparisons)


def reconcile(document: ResultDocument, figures: Sequence[PublishedFigure]) -> Reconciliation:
    """Compare a result with what was published about it.

    Figures of other editions are left out; figures without an edition are taken as this one's.
    """
    mine = [each for each in figures if each.edition in (None, document.edition)]
    table = _Table(document, mine)
    comparisons = [line for figure in mine for line in table.compare(figure)]
    penalties = (code for code, each in document.criteria.items() if "penalty" in each.kind)
    known = Known(document.ranked_by, frozenset(penalties))
    slips = [*check_published([table.placed(each) for each in figures], known), *table.implied()]
    return Reconciliation(tuple(comparisons), tuple(slips))


class _Table:
    """What all comparisons of one table share: places of its columns, agencies by name."""

    def __init__(self, document: ResultDocument, figures: Sequence[PublishedFigure]) -> None:
        self.document = document
        self.figures = figures
        self.by_code = {each.code: each for each in document.agencies}
        self.by_name = {folded(each.name): each for each in document.agencies if each.name}
        self.points_places = column_places(each.points for each in figures)
        self.percent_places = column_places(each.percent for each in figures)
        self.items_below = _items_below(document)

    def agency(self, figure: PublishedFigure) -> KeptAgency | None:
        """Agencies are the same by code, else by name."""
        names = (figure.name, figure.agency)
        found = (self.by_name.get(folded(name)) for name in names if name)
        return self.by_code.get(figure.agency) or next((each for each in found if each), None)

    def placed(self, figure: PublishedFigure) -> PublishedFigure:
        """Return the figure in its block: the one printed, else the one of the agency scored."""
        agency = None if figure.block else self.agency(figure)
        return figure if agency is None else replace(figure, block=agency.block)

    def compare(self, figure: PublishedFigure) -> Iterator[Comparison]:
        """Yield a comparison for each number the figure prints."""
        agency = self.agency(figure)
        if agency is None:
            yield from self._cannot(figure, "published-agency-unknown")
            return
        if figure.criterion is None:
            yield from self._compare_total(figure, agency)
            return
        part = agency.item(figure.criterion) or agency.node(figure.criterion)
        if part is None:
            yield from self._cannot(figure, "published-criterion-unknown")
            return
        count = self.items_below.get(figure.criterion, 1)
        index = None
        if part.points is not None and part.maximum != 0:
            index = part.points * 100 / part.maximum
        yield from self._amounts(figure, part.points, part.maximum, index, count)

    def _compare_total(self, figure: PublishedFigure, agency: KeptAgency) -> Iterator[Comparison]:
        if self.document.partial is not None:
            yield from self._cannot(figure, "published-total-partial")
            return
        if not agency.is_complete:
            yield from self._cannot(figure, "published-total-incomplete")
            return
        parts = len(agency.areas)
        yield from self._amounts(figure, agency.points, agency.maximum, agency.index, parts)
        yield from self._ranks(figure, agency)

    def _amounts(
        self,
        figure: PublishedFigure,
        points: Decimal | None,
        maximum: Decimal,
        index: Decimal | None,
        parts: int,
    ) -> Iterator[Comparison]:
        half = half_unit(self.points_places)
        if figure.points is not None:
            yield _line(figure, "points", points, figure.points, (half, parts))
        if figure.maximum is not None:
            yield _line(figure, "maximum", maximum, figure.maximum, (Decimal(0), 0))
        if figure.percent is not None:
            yield _line(
                figure, "percent", index, figure.percent, (half_unit(self.percent_places), parts)
            )

    def _ranks(self, figure: PublishedFigure, agency: KeptAgency) -> Iterator[Comparison]:
        if figure.rank is None:
            return
        block = self.placed(figure).block
        peers = (each for each in self.figures if self.placed(each).block == block)
        published_of = figure.rank_of or max(each.rank or 0 for each in peers)
        if agency.rank is None or agency.rank_of < published_of:
            rank = Decimal(figure.rank)
            reason = "published-rank-other-field"
            yield _not_comparable(figure, "rank", rank, reason)
            return
        exact = (Decimal(0), 0)
        yield _line(figure, "rank", Decimal(agency.rank), Decimal(figure.rank), exact)
        if figure.rank_of is not None:
            ours = Decimal(agency.rank_of)
            yield _line(figure, "rank_of", ours, Decimal(figure.rank_of), exact)

    def _cannot(self, figure: PublishedFigure, reason: str) -> Iterator[Comparison]:
        whats: tuple[What, ...] = ("points", "percent", "rank")
        for what in whats:
            number = getattr(figure, what)
            if number is not None:
                yield _not_comparable(figure, what, Decimal(number), reason)

    def implied(self) -> Iterator[Issue]:
        """Where only a part of a set is public, the published total says what the rest came to."""
        if self.document.partial is None:
            return
        for figure in self.figures:
            agency = self.agency(figure)
            if figure.criterion is None and figure.percent is not None and agency is not None:
                yield from self._implied_rest(figure, figure.percent, agency)

    def _implied_rest(
        self, figure: PublishedFigure, percent: Decimal, agency: KeptAgency
    ) -> Iterator[Issue]:
        whole = figure.maximum or self.document.maximum
        rest = whole - agency.maximum
        if agency.points is None or rest <= 0:
            return
        yield issue(
            "published-rest-implied",
            figure.place,
            agency=agency.name or agency.code,
            percent=percent,
            known=agency.points,
            known_of=agency.maximum,
            rest=round_half_up(percent * whole / 100 - agency.points, self.points_places or 2),
            rest_of=rest,
        )


def _line(
    figure: PublishedFigure,
    what: What,
    ours: Decimal | None,
    published: Decimal,
    precision: tuple[Decimal, int],
) -> Comparison:
    """precision: half a unit of the last printed place, and of how many parts ours is the sum."""
    if ours is None:
        return _not_comparable(figure, what, published, "published-not-reported")
    half, parts = precision
    difference = ours - published
    tolerance = (parts + 1) * half
    status: Status = "different"
    if abs(difference) <= half:
        status = "equal"
    elif abs(difference) <= tolerance:
        status = "within_rounding"
    return Comparison(
        agency=figure.agency,
        name=figure.name,
        criterion=figure.criterion,
        what=what,
        status=status,
        ours=ours,
        published=published,
        difference=difference,
        tolerance=tolerance,
        parts=parts,
        place=figure.place,
    )


def _not_comparable(
    figure: PublishedFigure, what: What, published: Decimal, reason: str
) -> Comparison:
    return Comparison(
        agency=figure.agency,
        name=figure.name,
        criterion=figure.criterion,
        what=what,
        status="not_comparable",
        ours=None,
        published=published,
        reason=reason,
        place=figure.place,
    )


def _items_below(document: ResultDocument) -> Mapping[str, int]:
    """Return of how many items each node is the sum; an item is the sum of one."""
    counts = dict.fromkeys(document.criteria, 0)
    for code, entry in document.criteria.items():
        if entry.rule is None:
            continue
        above: str | None = code
        while above is not None:
            counts[above] += 1
            above = document.criteria[above].parent
    return counts
