"""Ranks and changes that do not follow from the values printed beside them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from caicach.core.issues import Issue, issue
from caicach.core.reconcile.figures import PublishedFigure, column_places, half_unit, places_of


def check_ranks(figures: Sequence[PublishedFigure]) -> Iterator[Issue]:
    """Ranks must fall with the values; equal printed values may hide unrounded differences."""
    groups: dict[str | None, list[PublishedFigure]] = {}
    for each in figures:
        if each.rank is not None:
            groups.setdefault(each.criterion, []).append(each)
    for group in groups.values():
        for each in group:
            if each.rank_of is not None and each.rank is not None and each.rank > each.rank_of:
                yield _slip("rank-beyond-field", each, rank=each.rank, rank_of=each.rank_of)
        yield from _check_order([each for each in group if each.value is not None])


def _check_order(group: list[PublishedFigure]) -> Iterator[Issue]:
    """Neighbours in rank are compared: one slip is told once, not against everybody."""
    ordered = sorted(group, key=lambda each: (each.rank or 0, -(each.value or Decimal(0))))
    for upper, lower in pairwise(ordered):
        if upper.agency == lower.agency or upper.value is None or lower.value is None:
            continue
        values = {
            "rank": upper.rank,
            "value": upper.value,
            "other": lower.name or lower.agency,
            "other_rank": lower.rank,
            "other_value": lower.value,
        }
        if upper.rank == lower.rank and upper.value != lower.value:
            yield _slip("rank-shared-by-unequal", upper, **values)
        elif upper.rank != lower.rank and upper.value < lower.value:
            yield _slip("rank-does-not-follow", upper, **values)
        elif upper.rank != lower.rank and upper.value == lower.value:
            yield _slip("rank-parts-equal-values", upper, **values)


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
