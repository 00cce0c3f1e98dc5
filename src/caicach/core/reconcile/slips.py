"""Slips inside a published table: what it prints does not follow from what it prints."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from caicach.core.issues import Issue, issue
from caicach.core.numbers import round_half_up, round_to
from caicach.core.reconcile.figures import (
    PublishedFigure,
    by_edition,
    column_places,
    half_unit,
    places_of,
)
from caicach.core.reconcile.slips_of_rank import RankedBy, check_changes, check_ranks

HUNDRED = Decimal(100)


class Known(NamedTuple):
    """What is known of a set beside the table: how it ranks, and which of its parts take off."""

    ranked_by: RankedBy | None = None
    penalties: frozenset[str] = frozenset()


NOTHING_KNOWN = Known()


def check_published(
    figures: Sequence[PublishedFigure], known: Known = NOTHING_KNOWN
) -> list[Issue]:
    """Return every slip of the table; the figures themselves are left as printed."""
    found: list[Issue] = []
    for group in by_edition(figures).values():
        found += check_duplicates(group)
        found += [slip for figure in group for slip in check_row(figure, known.penalties)]
        found += check_sums(group)
        found += check_ranks(group, known.ranked_by)
    return found + list(check_changes(figures))


def check_duplicates(figures: Sequence[PublishedFigure]) -> Iterator[Issue]:
    """One agency and criterion stands once."""
    first: dict[tuple[str, str | None], PublishedFigure] = {}
    for figure in figures:
        key = (figure.agency, figure.criterion)
        before = first.setdefault(key, figure)
        if before is figure:
            continue
        same = (before.points, before.percent, before.rank) == (
            figure.points,
            figure.percent,
            figure.rank,
        )
        code = "published-duplicate" if same else "published-conflict"
        yield issue(code, figure.place, **figure.named(), first=before.place)


def check_row(figure: PublishedFigure, penalties: frozenset[str]) -> Iterator[Issue]:
    """Points lie between zero and the maximum; only then can their percent be held to them."""
    points, maximum = figure.points, figure.maximum
    takes_off = figure.criterion in penalties or (maximum is not None and maximum < 0)
    if points is not None and points < 0 and not takes_off:
        yield issue("published-points-negative", figure.place, **figure.named(), points=points)
    elif points is not None and maximum is not None and points > maximum and not takes_off:
        values = {"points": points, "maximum": maximum}
        yield issue("published-points-above-maximum", figure.place, **figure.named(), **values)
    elif maximum == 0 and figure.percent is not None:
        values = {"printed": figure.percent}
        yield issue("published-percent-of-zero", figure.place, **figure.named(), **values)
    else:
        yield from check_percent(figure)


def check_percent(figure: PublishedFigure) -> Iterator[Issue]:
    """The percent must be points ÷ maximum, as far as both are printed."""
    points, maximum, percent = figure.points, figure.maximum, figure.percent
    if points is None or percent is None or not maximum:
        return
    exact = points * HUNDRED / maximum
    places = places_of(percent)
    if round_half_up(exact, places) == percent:
        return
    values = {
        **figure.named(),
        "points": points,
        "maximum": maximum,
        "printed": percent,
        "computed": round_half_up(exact, max(places, 2)),
    }
    if round_to(exact, places, "down") == percent:
        yield issue("percent-cut-off", figure.place, **values)
        return
    slack = half_unit(places_of(points)) * HUNDRED / maximum + half_unit(places)
    explained = places_of(points) > 0 and abs(exact - percent) <= slack
    code = "percent-of-unrounded" if explained else "percent-slip"
    yield issue(code, figure.place, **values)


def check_sums(figures: Sequence[PublishedFigure]) -> Iterator[Issue]:
    """The parts must add to the total, where the table holds all parts."""
    totals = {each.agency: each for each in figures if each.criterion is None}
    parts = _parts_by_agency(figures)
    places = column_places(each.points for each in figures)
    checks = [
        (totals[agency], _total_points(totals[agency]), each)
        for agency, each in parts.items()
        if agency in totals and len(each) > 1
    ]
    compared = [
        (total, printed, sum((p for p in each.values()), Decimal(0)), len(each))
        for total, printed, each in checks
        if printed is not None
    ]
    if not _holds_all_parts(compared, places):
        return
    for total, printed, added, count in compared:
        if added == printed:
            continue
        within = abs(added - printed) <= (count + 1) * half_unit(places)
        yield issue(
            "parts-add-within-rounding" if within else "parts-do-not-add-up",
            total.place,
            **total.named(),
            total=printed,
            added=added,
            parts=count,
        )


def _parts_by_agency(figures: Sequence[PublishedFigure]) -> dict[str, dict[str, Decimal]]:
    """Top parts only: a code below another printed code (2.1 below 2) is counted in that one."""
    codes = {each.criterion for each in figures if each.criterion is not None}
    parts: dict[str, dict[str, Decimal]] = {}
    for each in figures:
        code = each.criterion
        if code is None or each.points is None or _has_printed_parent(code, codes):
            continue
        parts.setdefault(each.agency, {}).setdefault(code, each.points)
    return parts


def _has_printed_parent(code: str, codes: set[str]) -> bool:
    pieces = code.split(".")
    return any(".".join(pieces[:end]) in codes for end in range(1, len(pieces)))


def _total_points(total: PublishedFigure) -> Decimal | None:
    """A total printed as a percent alone is its points where the set is worth 100."""
    if total.points is not None:
        return total.points
    return total.percent if total.maximum in (None, HUNDRED) else None


def _holds_all_parts(
    compared: Sequence[tuple[PublishedFigure, Decimal, Decimal, int]], places: int
) -> bool:
    """A table holds all parts when most of its agencies add up."""
    add_up = sum(
        abs(added - printed) <= (count + 1) * half_unit(places)
        for _, printed, added, count in compared
    )
    return bool(compared) and add_up * 2 >= len(compared)
