"""Whether what a target is bound to exists, and can be compared with what the target asks."""

from collections.abc import Iterator
from difflib import get_close_matches

from caicach.core.documents import Document, Loc
from caicach.core.indicators import load_indicators
from caicach.core.issues import Issue, Said, issue
from caicach.core.plans.binding import IndexBinding, IndicatorBinding, ReportedBinding
from caicach.core.plans.index_name import known_indices
from caicach.core.plans.recurrence import Recurrence, RecurrenceError
from caicach.core.plans.target import Target
from caicach.core.targets.check import FORM_NAMES

MOST_SHOWN = 5
FORMS_OF_FIGURE = {
    "rank": ("rank", "rise"),
    "band": ("band", "share_of_agencies"),
    "points": ("level", "rise", "share_of_agencies"),
    "percent": ("level", "rise", "share_of_agencies"),
}
# Targets count days as they count anything else.
UNIT_OF_INDICATOR = {"percent": "percent", "count": "count", "working_days": "count"}
FIGURE_NAMES = {
    "rank": Said("thứ hạng", "rank"),
    "band": Said("xếp loại", "band"),
    "points": Said("điểm số", "points"),
    "percent": Said("tỷ lệ phần trăm", "percentage"),
}
UNIT_NAMES = {
    "percent": Said("phần trăm", "percent"),
    "count": Said("số lượng", "counts"),
    "points": Said("điểm", "points"),
    "rank": Said("thứ hạng", "ranks"),
    "day": Said("ngày", "days"),
}


def check_binding(target: Target, loc: Loc, document: Document) -> Iterator[Issue]:
    """Yield every fault of what the target is bound to."""
    loc = (*loc, "bound")
    if isinstance(target.bound, IndicatorBinding):
        yield from _indicator(target, target.bound, loc, document)
    elif isinstance(target.bound, IndexBinding):
        yield from _index(target, target.bound, loc, document)
    else:
        yield from _reported(target, target.bound, loc, document)


def _indicator(
    target: Target, bound: IndicatorBinding, loc: Loc, document: Document
) -> Iterator[Issue]:
    found = load_indicators().get(bound.indicator)
    where = document.where((*loc, "indicator"))
    if found is None:
        known = _nearest(bound.indicator)
        value = bound.indicator
        yield issue("target-indicator-unknown", where, key=target.key, value=value, known=known)
    else:
        yield from _unit(target, UNIT_OF_INDICATOR[found.unit], where)


def _index(target: Target, bound: IndexBinding, loc: Loc, document: Document) -> Iterator[Issue]:
    if bound.series not in known_indices():
        where = document.where((*loc, "series"))
        known = ", ".join(known_indices())
        yield issue("target-index-unknown", where, key=target.key, value=bound.series, known=known)
    if target.shape.form not in FORMS_OF_FIGURE[bound.figure]:
        where = document.where((*loc, "figure"))
        figure, form = FIGURE_NAMES[bound.figure], FORM_NAMES[target.shape.form]
        yield issue("target-figure-unfit", where, key=target.key, figure=figure, form=form)


def _reported(
    target: Target, bound: ReportedBinding, loc: Loc, document: Document
) -> Iterator[Issue]:
    where = document.where((*loc, "how_often"))
    try:
        Recurrence.parse(bound.how_often)
    except RecurrenceError as error:
        yield error.issue(where)
    yield from _unit(target, bound.unit, document.where((*loc, "unit")))


def _unit(target: Target, measured: str, where: str) -> Iterator[Issue]:
    """Only a level is told in the unit measured; a fall may be a percent of any count."""
    if target.shape.form == "level" and target.shape.unit != measured:
        wanted = UNIT_NAMES.get(target.shape.unit, target.shape.unit)
        found = UNIT_NAMES.get(measured, measured)
        yield issue("target-measure-unfit", where, key=target.key, unit=wanted, measured=found)


def _nearest(name: str) -> str:
    """Return a few indicators that may have been meant."""
    shipped = list(load_indicators())
    return ", ".join(get_close_matches(name, shipped, MOST_SHOWN, cutoff=0) or shipped)
