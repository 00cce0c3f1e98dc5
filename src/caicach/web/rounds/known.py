"""Figures that the platform knows already, brought onto cards until they are pinned."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Max
from django.utils import timezone

from caicach.core.indicators import IndicatorNotFoundError, find_indicator
from caicach.core.periods import Period, PlanYear, Year, parse_period
from caicach.core.rules import Given
from caicach.engine.indicators import compute
from caicach.web.jobs.kinds import Run
from caicach.web.monitoring.figures import opened_store, refresh_figures, row_of
from caicach.web.monitoring.models import IndicatorFigure
from caicach.web.monitoring.sources.tasks import FIGURE as TASK_SHARE
from caicach.web.monitoring.sources.tasks import read_turns
from caicach.web.plans.models import FigureReport, Plan
from caicach.web.register.models import Agency
from caicach.web.rounds.given import kept_of
from caicach.web.rounds.models import Card, Filling, Item, Round

BATCH = 2_000


class Known(NamedTuple):
    """A figure with where it was known from."""

    given: Given
    period: str
    facts_version: int | None = None


Found = Iterator[tuple[int, Known]]
"""Figures by agency."""


def can_compute(indicator: str) -> bool:
    """Say whether facts answer the indicator."""
    try:
        find_indicator(indicator)
    except IndicatorNotFoundError:
        return False
    return True


def refresh_fillings(scored: Round, run: Run, today: date) -> int:
    """Bring in what is known of each item of each card not yet pinned; return how many."""
    items = list(scored.items.exclude(source_kind__in=("", "survey", "import")))
    indicators = [each.source_name for each in items if each.source_kind == Item.Source.INDICATOR]
    year = parse_period(scored.period).last_day.year
    refresh_figures(run, sorted(set(indicators)), {year}, today)
    cards = {card.agency_id: card for card in scored.cards.filter(self_open=True)}
    count = 0
    for number, item in enumerate(items):
        run.progress(number, len(items))
        rows = list(_fillings(item, cards, scored, today))
        Filling.objects.bulk_create(
            rows, BATCH, update_conflicts=True, unique_fields=["card", "item"], update_fields=KEPT
        )
        count += len(rows)
    _keep_version(scored)
    return count


def _keep_version(scored: Round) -> None:
    """Keep on the round the newest version of the facts that its figures were read from."""
    rows = Filling.objects.filter(card__round=scored)
    newest = rows.aggregate(newest=Max("facts_version"))["newest"]
    Round.objects.filter(pk=scored.pk).update(facts_version=newest)
    scored.facts_version = newest


KEPT = ["given", "source_kind", "source_name", "period", "facts_version", "at"]


def _fillings(
    item: Item, cards: Mapping[int, Card], scored: Round, today: date
) -> Iterator[Filling]:
    pinned = set(
        Filling.objects.filter(item=item, pinned_at__isnull=False).values_list("card_id", flat=True)
    )
    for agency, known in SOURCES[item.source_kind](item, list(cards), scored, today):
        card = cards[agency]
        if card.pk in pinned or (item.blocks and card.block not in item.blocks):
            continue
        yield Filling(
            card=card,
            item=item,
            given=kept_of(known.given),
            source_kind=item.source_kind,
            source_name=item.source_name,
            period=known.period,
            facts_version=known.facts_version,
            at=timezone.now(),
        )


def _of_indicator(item: Item, agencies: Sequence[int], scored: Round, today: date) -> Found:
    """What facts do not know has no row; a share of nothing is told by its zeros."""
    if not isinstance(parse_period(scored.period), Year):
        yield from _of_shorter_period(item.source_name, agencies, scored.period, today)
        return
    rows = IndicatorFigure.objects.filter(
        indicator=item.source_name, period=scored.period, agency_id__in=agencies
    )
    for row in rows.iterator():
        yield row.agency_id, Known(given_of_figure(row), row.period, row.facts_version)


def _of_shorter_period(name: str, agencies: Sequence[int], period: str, today: date) -> Found:
    """Trial rounds of a quarter: figures of months and years are kept, these are computed."""
    store = opened_store()
    if store is None:
        return
    ids = dict(Agency.objects.filter(pk__in=agencies).values_list("code", "pk"))
    for record in compute(store.facts(), [name], [period], by="agency", map_day=today).records():
        if record["agency"] not in ids or record["state"] == "missing":
            continue
        row = row_of(record, ids[record["agency"]])
        yield ids[record["agency"]], Known(given_of_figure(row), period, row.facts_version)


def given_of_figure(row: IndicatorFigure) -> Given:
    """Return a figure as it is handed in: counts of a share, or one value."""
    if row.parts is not None:
        parts = row.parts
        return Given(numerator=Decimal(parts.numerator), denominator=Decimal(parts.denominator))
    amount = row.value if row.value is not None else row.numerator
    return Given(value=None if amount is None else Decimal(str(amount)))


def _of_tasks(_item: Item, agencies: Sequence[int], scored: Round, today: date) -> Found:
    """The share of tasks done in time, of those due in the round's period, at their owner."""
    period = parse_period(scored.period)
    plans = Plan.objects.filter(
        first_year__lte=period.last_day.year, last_year__gte=period.first_day.year
    ).exclude(state=Plan.State.DRAFT)
    by_owner: dict[int, list[bool]] = defaultdict(list)
    for (_plan, owner), days in read_turns(plans.values_list("pk", flat=True), today).turns.items():
        due = (each for each in days if period.first_day <= each.due_on <= period.last_day)
        settled = (each.in_time(today) for each in due)
        by_owner[owner] += [done for done in settled if done is not None]
    wanted = set(agencies)
    for owner, done in by_owner.items():
        if owner in wanted and done:
            given = Given(numerator=Decimal(sum(done)), denominator=Decimal(len(done)))
            yield owner, Known(given, scored.period)


def _of_reports(item: Item, agencies: Sequence[int], scored: Round, _today: date) -> Found:
    """The newest approved report of the figure that lies in the round's period."""
    period = parse_period(scored.period)
    rows = FigureReport.objects.filter(
        target__figure=item.source_name,
        state=FigureReport.State.APPROVED,
        agency_id__in=agencies,
        period_from__gte=_earliest(period),
        period_to__range=(period.first_day, period.last_day),
    ).order_by("agency_id", "-period_to", "period_from", "-at")
    told: set[int] = set()
    for row in rows.iterator():
        if row.agency_id not in told and (row.value is not None or row.denominator is not None):
            told.add(row.agency_id)
            given = Given(row.value, row.numerator, row.denominator)
            yield row.agency_id, Known(given, row.period)


def _earliest(period: Period) -> date:
    """Return the first day a report may begin: that of a plan's year comes before New Year."""
    if isinstance(period, Year):
        return PlanYear(period.year).first_day
    return period.first_day


SOURCES: dict[str, Callable[[Item, Sequence[int], Round, date], Found]] = {
    Item.Source.INDICATOR: _of_indicator,
    Item.Source.TASKS: _of_tasks,
    Item.Source.REPORT: _of_reports,
}


def source_of(measure: str | None, figures: frozenset[str]) -> tuple[str, str]:
    """Return what fills an item measured by an indicator; nothing where nobody knows it.

    figures: names of the figures that plans of the year let agencies report.
    """
    if not measure:
        return "", ""
    if measure == TASK_SHARE:
        return Item.Source.TASKS, measure
    if can_compute(measure):
        return Item.Source.INDICATOR, measure
    return (Item.Source.REPORT, measure) if measure in figures else ("", "")
