"""Figures of indicators brought from the facts into the database, when the facts have changed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, cast

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Min

from caicach.core.indicators import find_indicator
from caicach.core.periods import DaySpan, Month
from caicach.engine import Store, StoreError
from caicach.engine.indicators import compute
from caicach.web.jobs.kinds import Run
from caicach.web.monitoring.models import IndicatorFigure
from caicach.web.register.models import Agency

BATCH = 2_000


def opened_store() -> Store | None:
    """Return the facts of this installation, None where none were taken in yet."""
    try:
        return Store.open(settings.FACTS_STORE)
    except StoreError as error:
        if error.code == "store-missing":
            return None
        raise


def months_of(years: Iterable[int], today: date) -> list[str]:
    """Return each month of the years that is over."""
    current = f"{today:%Y-%m}"
    every = (f"{year}-{month:02}" for year in sorted(set(years)) for month in range(1, 13))
    return [month for month in every if month < current]


def refresh_figures(
    run: Run, wanted: Sequence[str], years: Iterable[int], today: date
) -> int | None:
    """Bring in what is not of the newest facts; return their version, None without facts.

    Each indicator is written in one transaction, so that no page sees half of it.
    """
    store = opened_store()
    months = months_of(years, today)
    if store is None or not months:
        return None
    facts = store.facts()
    agencies = dict(Agency.objects.values_list("code", "pk"))
    done = _known(facts.version, months)
    left = [name for name in wanted if name not in done]
    for number, name in enumerate(left):
        run.progress(number, len(left))
        by_month = compute(facts, [name], months, by="agency", map_day=today).records()
        spans = whole_spans(by_month)
        by_year = compute(facts, [name], list(spans), by="agency", map_day=today).records()
        for record in by_year:
            record["period"] = spans[record["period"]]
        _keep(name, agencies, [*by_month, *by_year])
    return facts.version


def whole_spans(records: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Return the days of each year up to its last month in which anything was counted.

    What is open on the last day of a period that is not over would be judged as of that day,
    and everything still in time would look late: so a year ends with its last known month.
    """
    last: dict[str, str] = {}
    for record in records:
        if record["denominator"] or (record["denominator"] is None and record["numerator"]):
            year = record["period"][:4]
            last[year] = max(last.get(year, ""), record["period"])
    return {str(_span(year, month)): year for year, month in last.items()}


def _span(year: str, month: str) -> DaySpan:
    last = Month.of(date.fromisoformat(f"{month}-01")).last_day
    return DaySpan(date(int(year), 1, 1), last)


def _known(version: int, months: Sequence[str]) -> set[str]:
    """Return the indicators whose figures are all of this version and cover the months."""
    rows = IndicatorFigure.objects.values("indicator").annotate(
        oldest=Min("facts_version"), newest=Max("period"), earliest=Min("period")
    )
    return {
        row["indicator"]
        for row in rows
        if row["oldest"] == version and row["newest"] >= months[-1] and row["earliest"] <= months[0]
    }


@transaction.atomic
def _keep(name: str, agencies: dict[str, int], records: list[dict[str, Any]]) -> None:
    IndicatorFigure.objects.filter(indicator=name).delete()
    IndicatorFigure.objects.bulk_create(_rows(agencies, records), BATCH)


def _rows(agencies: dict[str, int], records: list[dict[str, Any]]) -> Iterator[IndicatorFigure]:
    """A period in which nothing is known has no row; one in which nothing happened has zeros."""
    for record in records:
        place = agencies.get(record["agency"])
        if place is not None and record["state"] != "missing":
            yield row_of(record, place)


def row_of(record: dict[str, Any], agency: int) -> IndicatorFigure:
    """Return one computed figure as it is kept, for the agency of that key."""
    adds_up = find_indicator(record["indicator"]).kind in ADDING
    return IndicatorFigure(
        indicator=record["indicator"],
        agency_id=agency,
        period=record["period"],
        numerator=record["numerator"],
        denominator=record["denominator"],
        value=None if adds_up else cast("float | None", record["value"]),
        facts_version=record["facts_version"],
    )


ADDING = frozenset({"share", "count", "procedures_share"})
