"""Figures of indicators brought from the facts into the database, when the facts have changed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, cast

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Min

from caicach.core.indicators import find_indicator
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


def periods_of(years: Iterable[int], today: date) -> list[str]:
    """Return each month of the years up to this one, and each year."""
    found = []
    for year in sorted(set(years)):
        last = 12 if year < today.year else today.month
        found += [f"{year}-{month:02}" for month in range(1, last + 1)]
        found.append(str(year))
    return found


def refresh_figures(
    run: Run, wanted: Sequence[str], years: Iterable[int], today: date
) -> int | None:
    """Bring in what is not of the newest facts; return their version, None without facts.

    Each indicator is written in one transaction, so that no page sees half of it.
    """
    store = opened_store()
    if store is None:
        return None
    facts, periods = store.facts(), periods_of(years, today)
    agencies = dict(Agency.objects.values_list("code", "pk"))
    done = _known(facts.version, periods[0], f"{today:%Y-%m}")
    left = [name for name in wanted if name not in done]
    for number, name in enumerate(left):
        run.progress(number, len(left))
        values = compute(facts, [name], periods, by="agency", map_day=today)
        _keep(name, agencies, values.records())
    return facts.version


def _known(version: int, first: str, last: str) -> set[str]:
    """Return the indicators whose figures are all of this version, from `first` to `last`."""
    rows = IndicatorFigure.objects.values("indicator").annotate(
        oldest=Min("facts_version"), newest=Max("period"), earliest=Min("period")
    )
    return {
        row["indicator"]
        for row in rows
        if row["oldest"] == version and row["newest"] >= last and row["earliest"] <= first
    }


@transaction.atomic
def _keep(name: str, agencies: dict[str, int], records: list[dict[str, Any]]) -> None:
    IndicatorFigure.objects.filter(indicator=name).delete()
    IndicatorFigure.objects.bulk_create(_rows(name, agencies, records), BATCH)


def _rows(
    name: str, agencies: dict[str, int], records: list[dict[str, Any]]
) -> Iterator[IndicatorFigure]:
    """A period in which nothing is known has no row; one in which nothing happened has zeros."""
    adds_up = find_indicator(name).kind in {"share", "count", "procedures_share"}
    for record in records:
        place = agencies.get(record["agency"])
        if place is None or record["state"] == "missing":
            continue
        value = cast("float | None", record["value"])
        yield IndicatorFigure(
            indicator=name,
            agency_id=place,
            period=record["period"],
            numerator=record["numerator"],
            denominator=record["denominator"],
            value=None if adds_up else value,
            facts_version=record["facts_version"],
        )
