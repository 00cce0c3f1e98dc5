"""Ranks and changes that do not follow from the values printed beside them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from caicach.core.issues import Issue, issue
from caicach.core.reconcile.figures import PublishedFigure, column_places, half_unit, places_of

RankedBy = Literal["index", "points"]


def check_ranks(
    figures: Sequence[PublishedFigure], ranked_by: RankedBy | None = None
) -> Iterator[Issue]:
    """Ranks must fall with the values of a block; equal prints may hide unrounded differences.

    ranked_by: what the totals are ranked by. Where that is not known, a rank is doubted only
    when neither the points nor the percent printed beside it bear it out.
    """
    groups: dict[tuple[str | None, str | None], list[PublishedFigure]] = {}
    for each in figures:
        if each.rank is not None:
            groups.setdefault((each.criterion, each.block), []).append(each)
    for (criterion, _), group in groups.items():
        for each in group:
            if each.rank_of is not None and each.rank is not None and each.rank > each.rank_of:
                yield _slip("rank-beyond-field", each, rank=each.rank, rank_of=each.rank_of)
        yield from _check_order(group, ranked_by if criterion is None else None)


def _check_order(group: list[PublishedFigure], by: RankedBy | None) -> Iterator[Issue]:
    """Neighbours in rank are compared: one slip is told once, not against everybody."""
    for upper, lower in pairwise(sorted(group, key=lambda each: _place(each, by))):
        pairs = _readings(upper, lower, by)
        if upper.agency == lower.agency or not pairs:
            continue
        code = _order_code(pairs, shared=upper.rank == lower.rank)
        if code is None:
            continue
        yield _slip(
            code,
            upper,
            rank=upper.rank,
            value=pairs[0][0],
            other=lower.name or lower.agency,
            other_rank=lower.rank,
            other_value=pairs[0][1],
        )


def _place(figure: PublishedFigure, by: RankedBy | None) -> tuple[int, Decimal]:
    """Return the order in which neighbours stand: by rank, then the better value first."""
    percent_first = by == "index" and figure.percent is not None
    value = figure.percent if percent_first else figure.value
    return figure.rank or 0, -(value or Decimal(0))


def _readings(
    upper: PublishedFigure, lower: PublishedFigure, by: RankedBy | None
) -> list[tuple[Decimal, Decimal]]:
    """Return the pairs of values that ranks may be read from; one when we know which."""
    points, percents = (upper.points, lower.points), (upper.percent, lower.percent)
    ordered = (percents, points) if by == "index" else (points, percents)
    pairs = [(one, two) for one, two in ordered if one is not None and two is not None]
    return pairs if by is None else pairs[:1]


def _order_code(pairs: list[tuple[Decimal, Decimal]], *, shared: bool) -> str | None:
    """Return what is odd about two neighbours; one reading that bears the ranks out is enough."""
    if shared:
        unequal = all(one != two for one, two in pairs)
        return "rank-shared-by-unequal" if unequal else None
    if any(one > two for one, two in pairs):
        return None
    equal = any(one == two for one, two in pairs)
    return "rank-parts-equal-values" if equal else "rank-does-not-follow"


def check_changes(figures: Sequence[PublishedFigure]) -> Iterator[Issue]:
    """Where two following years are printed, the change must be their difference."""
    kept = {(each.edition, each.agency, each.criterion): each for each in reversed(figures)}
    places = column_places(each.change for each in figures)
    for figure in figures:
        before = kept.get((_former(figure.edition), figure.agency, figure.criterion))
        if before is None:
            continue
        yield from _check_rank_change(figure, before)
        yield from _check_value_change(figure, before, places)


def _former(edition: str | None) -> str | None:
    """Return the edition of the year before, for editions named by their year."""
    name, _, year = (edition or "").partition("/")
    return f"{name}/{int(year) - 1}" if year.isdecimal() else "–"


def _check_rank_change(figure: PublishedFigure, before: PublishedFigure) -> Iterator[Issue]:
    if figure.change_of_rank is None or figure.rank is None or before.rank is None:
        return
    computed = before.rank - figure.rank
    if computed != figure.change_of_rank:
        yield _slip(
            "rank-change-slip",
            figure,
            printed=f"{figure.change_of_rank:+d}",
            computed=f"{computed:+d}",
            before=before.rank,
            now=figure.rank,
        )


def _check_value_change(
    figure: PublishedFigure, before: PublishedFigure, change_places: int
) -> Iterator[Issue]:
    """Both values and the change itself are rounded, each by half a unit at most."""
    if figure.change is None or figure.value is None or before.value is None:
        return
    computed = figure.value - before.value
    places = max(places_of(figure.value), places_of(before.value))
    if abs(computed - figure.change) > 2 * half_unit(places) + half_unit(change_places):
        yield _slip(
            "change-slip",
            figure,
            printed=figure.change,
            computed=computed,
            before=before.value,
            now=figure.value,
        )


def _slip(code: str, figure: PublishedFigure, **values: object) -> Issue:
    return issue(code, figure.place, **figure.named(), **values)
