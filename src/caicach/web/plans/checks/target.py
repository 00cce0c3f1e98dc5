"""What keeps a target from standing in its plan, for its agencies, with what measures it."""

from collections.abc import Collection, Iterator
from datetime import date
from difflib import get_close_matches

from caicach.core.agencies import AgencyKind, DayTree
from caicach.core.indicators import WHOLE, Indicator, load_indicators
from caicach.core.issues import Issue, Said, issue
from caicach.core.periods import show_day
from caicach.core.plans import Recurrence, RecurrenceError, known_indices
from caicach.core.plans.check_binding import FORMS_OF_FIGURE, UNIT_OF_INDICATOR
from caicach.web.plans.models import Plan, Target

MOST_SHOWN = 5
HAVE_NO_PROCEDURES = (
    AgencyKind.DIVISION,
    AgencyKind.CENTRE,
    AgencyKind.PUBLIC_SERVICE_UNIT,
    AgencyKind.OTHER,
)
"""Kinds that no procedure names as the one who decides."""

FIELD_OF = {
    "target-comparator": "comparator",
    "target-unit": "unit",
    "target-threshold-missing": "threshold",
    "target-threshold-unused": "threshold",
    "target-upper-missing": "upper",
    "target-upper-unused": "upper",
    "target-range-reversed": "upper",
    "target-below-zero": "threshold",
    "target-above-hundred": "threshold",
    "target-not-whole": "threshold",
    "target-rank-below-one": "threshold",
    "target-band-missing": "band",
    "target-band-unused": "band",
    "target-band-unknown": "band",
    "target-band-twice": "bands_text",
    "target-base-missing": "base_year",
    "target-base-unused": "base_year",
    "target-base-late": "base_year",
    "target-base-reversed": "base_from",
    "target-due-before-start": "due_on",
    "target-year": "due_on",
    "target-outside": "due_on",
    "target-milestones-unreadable": "milestones_text",
    "target-milestone-order": "milestones_text",
    "target-milestone-late": "milestones_text",
    "target-milestone-differs": "milestones_text",
    "target-milestone-unused": "milestones_text",
    "target-agencies-level": "agencies_at_least",
    "target-agencies-unused": "agencies_at_least",
    "target-indicator-unknown": "indicator",
    "target-indicator-ended": "indicator",
    "target-indicator-not-there": "indicator",
    "target-measure-unfit": "unit",
    "target-index-unknown": "index_series",
    "target-figure-unfit": "index_figure",
    "target-parent-elsewhere": "parent",
    "recurrence-unknown": "frequency",
    "recurrence-day": "frequency",
}


def field_of(fault: Issue, fields: Collection[str]) -> str | None:
    """Return the field of a form that a fault belongs to; None for the form as a whole."""
    name = FIELD_OF.get(fault.code)
    return name if name in fields else None


def check_target(target: Target, plan: Plan, codes: Collection[str], tree: DayTree) -> list[Issue]:
    """Return everything against the target.

    codes: the agencies it is measured at. tree: of the day it is checked on.
    """
    return [
        *target.shape.check(target.number),
        *_years(target, plan),
        *_parent(target, plan),
        *_binding(target),
        *_agencies(target, codes, tree),
    ]


def _years(target: Target, plan: Plan) -> Iterator[Issue]:
    if target.due_on.year not in plan.years:
        told = {"first": plan.first_year, "last": plan.last_year, "due": _said(target.due_on)}
        yield issue("target-outside", target.number, key=target.number, **told)


def _parent(target: Target, plan: Plan) -> Iterator[Issue]:
    above = target.parent
    if above is not None and above.plan_id != plan.parent_id:
        yield issue("target-parent-elsewhere", target.number, key=str(above), plan=above.plan.title)


def _binding(target: Target) -> Iterator[Issue]:
    if target.source_kind == Target.SourceKind.INDICATOR:
        yield from _indicator(target)
    elif target.source_kind == Target.SourceKind.INDEX:
        yield from _index(target)
    elif target.frequency:
        try:
            Recurrence.parse(target.frequency)
        except RecurrenceError as error:
            yield error.issue(target.number)


def _indicator(target: Target) -> Iterator[Issue]:
    known = load_indicators()
    found = known.get(target.indicator)
    told = {"key": target.number, "value": target.indicator}
    if found is None:
        nearest = ", ".join(get_close_matches(target.indicator, known, MOST_SHOWN, cutoff=0))
        yield issue("target-indicator-unknown", target.number, **told, known=nearest)
        return
    measured = UNIT_OF_INDICATOR[found.unit]
    if target.form == "level" and target.unit != measured:
        unit = target.unit
        yield issue(
            "target-measure-unfit", target.number, key=target.number, unit=unit, measured=measured
        )
    if not _is_in_force(found, target):
        span = f"{_open(found.effective_from)}–{_open(found.effective_until)}"
        yield issue("target-indicator-ended", target.number, **told, span=span)


def _is_in_force(indicator: Indicator, target: Target) -> bool:
    begun = indicator.effective_from is None or indicator.effective_from <= target.due_on
    first = target.starts_on or date(target.plan_year or target.due_on.year, 1, 1)
    return begun and (indicator.effective_until is None or indicator.effective_until >= first)


def _index(target: Target) -> Iterator[Issue]:
    if target.index_series not in known_indices():
        told = {"key": target.number, "value": target.index_series}
        yield issue("target-index-unknown", target.number, **told, known=", ".join(known_indices()))
    figure = target.index_figure or "points"
    if target.form not in FORMS_OF_FIGURE.get(figure, ()):
        form, key = target.form, target.number
        yield issue("target-figure-unfit", target.number, key=key, figure=figure, form=form)


def _agencies(target: Target, codes: Collection[str], tree: DayTree) -> Iterator[Issue]:
    """An agency must be there, and an indicator of procedures must have procedures to count."""
    indicator = load_indicators().get(target.indicator)
    counts_procedures = (
        target.source_kind == Target.SourceKind.INDICATOR
        and indicator is not None
        and indicator.placed_by == WHOLE
    )
    for code in sorted(codes):
        if code not in tree:
            yield issue("target-agency-gone", target.number, key=target.number, agency=code)
        elif counts_procedures and tree.agency(code).kind in HAVE_NO_PROCEDURES:
            agency = tree.agency(code).name.vi
            told = {"key": target.number, "value": target.indicator, "agency": agency}
            yield issue("target-indicator-not-there", target.number, **told)


def _open(day: date | None) -> str:
    return "…" if day is None else show_day(day, "vi")


def _said(day: date) -> Said:
    return Said(show_day(day, "vi"), show_day(day, "en"))
