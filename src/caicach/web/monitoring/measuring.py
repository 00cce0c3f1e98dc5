"""Measuring: all open plans judged anew, changes of state kept."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from caicach.core.indicators import IndicatorNotFoundError, find_indicator
from caicach.web.jobs.kinds import Run
from caicach.web.monitoring.figures import refresh_figures
from caicach.web.monitoring.judging import Sources, TargetJudge
from caicach.web.monitoring.models import Override, StandingRow, StandingsVersion, StateChange
from caicach.web.monitoring.sources.indicators import read_books
from caicach.web.monitoring.sources.indices import IndexShelf
from caicach.web.monitoring.sources.reports import read_reports
from caicach.web.monitoring.sources.tasks import read_turns
from caicach.web.plans.models import Assignment, Plan, Target
from caicach.web.plans.models.choices import Form
from caicach.web.register.models import Agency
from caicach.web.register.queries import tree_on

BATCH = 1_000
TOGETHER = 200
"""Standings written in one transaction: a page that writes waits for no more than these."""
KEPT = [
    field.name
    for field in StandingRow._meta.concrete_fields  # noqa: SLF001 -- Django's documented Model API
    if field.name not in {"id", "target", "agency"}
]
SAID = [name for name in KEPT if name != "measured_at"]


def measure(run: Run, today: date) -> int:
    """Judge the targets of all plans in force; return how many standings there are.

    May be repeated: it ends in the same rows.
    """
    wanted = list(
        Target.objects.filter(plan__state=Plan.State.IN_FORCE)
        .select_related("plan", "plan__agency")
        .order_by("plan_id", "pk")
    )
    _bring_figures(run, wanted, today)
    assignments = _assignments(wanted)
    sources = read_sources(wanted, assignments, today)
    count, judged, rows = 0, [], []
    for number, target in enumerate(wanted, start=1):
        judged.append(target.pk)
        rows += TargetJudge(target, sources).rows(assignments[target.pk])
        if len(rows) >= TOGETHER or number == len(wanted):
            keep(judged, rows)
            run.progress(number, len(wanted))
            count, judged, rows = count + len(rows), [], []
    return count


def measure_one(target: Target, today: date) -> None:
    """Judge one target at all its agencies, from the figures there are."""
    assignments = _assignments([target])
    sources = read_sources([target], assignments, today)
    keep([target.pk], TargetJudge(target, sources).rows(assignments[target.pk]))


def read_sources(
    targets: Sequence[Target], assignments: dict[int, list[Assignment]], today: date
) -> Sources:
    """Return what the targets are measured by; the queries do not grow with their number."""
    counted = _counted(targets, today)
    agencies = {each.agency_id for row in assignments.values() for each in row}
    agencies.update(agency for row in counted.values() for agency in row)
    ids = [target.pk for target in targets]
    tree = tree_on(today)
    names = {
        each.agency_id: tree.agency(each.agency.code).name.vi
        for row in assignments.values()
        for each in row
        if each.agency.code in tree
    }
    overrides = Override.objects.filter(target_id__in=ids, withdrawn_at=None)
    return Sources(
        books=read_books(_indicators(targets), sorted(agencies), today),
        indices=IndexShelf(names, today),
        reports=read_reports(ids, today),
        tasks=read_turns({target.plan_id for target in targets}, today),
        overrides={(each.target_id, each.agency_id): each for each in overrides},
        counted=counted,
        today=today,
    )


def _counted(targets: Sequence[Target], today: date) -> dict[int, list[int]]:
    """Return the agencies right below the plan's own, for targets on a share of agencies."""
    summed = [target for target in targets if target.form == Form.SHARE_OF_AGENCIES]
    if not summed:
        return {}
    tree = tree_on(today)
    codes = {
        target.pk: [each.code for each in tree.children(target.plan.agency.code)]
        for target in summed
        if target.plan.agency.code in tree
    }
    wanted = {code for row in codes.values() for code in row}
    ids = dict(Agency.objects.filter(code__in=wanted).values_list("code", "pk"))
    return {target: [ids[code] for code in row if code in ids] for target, row in codes.items()}


def _bring_figures(run: Run, targets: Sequence[Target], today: date) -> None:
    years = {today.year, today.year - 1}
    for target in targets:
        years |= {year for year in (target.base_year, target.due_on.year) if year}
    known = {year for year in years if year <= today.year}
    refresh_figures(run, _indicators(targets), known, today)


def _indicators(targets: Iterable[Target]) -> list[str]:
    """Return the indicators that are still known; a plan may be older than the program."""
    names = {target.indicator for target in targets if target.indicator}
    found = []
    for name in sorted(names):
        try:
            find_indicator(name)
        except IndicatorNotFoundError:
            continue
        found.append(name)
    return found


def _assignments(targets: Sequence[Target]) -> dict[int, list[Assignment]]:
    found: dict[int, list[Assignment]] = defaultdict(list)
    by_id = {target.pk: target for target in targets}
    for each in Assignment.objects.filter(target__in=list(by_id)).select_related("agency"):
        each.target = by_id[each.target_id]
        found[each.target_id].append(each)
    return found


@transaction.atomic
def keep(targets: Sequence[int], rows: Sequence[StandingRow]) -> None:
    """Write all standings of these targets, and how their states changed since.

    What says the same as before gets its new moment only.
    """
    now = timezone.now()
    kept = StandingRow.objects.filter(target__in=targets).order_by().select_for_update()
    before = {(row.target_id, row.agency_id): row for row in kept}
    pairs = [(row, before.pop((row.target_id, row.agency_id), None)) for row in rows]
    same = [old.pk for row, old in pairs if old is not None and _says_the_same(row, old)]
    written = [row for row, old in pairs if old is None or not _says_the_same(row, old)]
    for row in written:
        row.measured_at = now
    StandingRow.objects.filter(pk__in=same).update(measured_at=now)
    StandingRow.objects.bulk_create(
        written,
        BATCH,
        update_conflicts=True,
        unique_fields=["target", "agency"],
        update_fields=KEPT,
    )
    StandingRow.objects.filter(pk__in=[gone.pk for gone in before.values()]).delete()
    changes = [_change(row, old) for row, old in pairs if old is None or old.state != row.state]
    StateChange.objects.bulk_create(changes, BATCH)
    if written or before:
        _raise_version()


def _raise_version() -> None:
    """Last in the transaction: on PostgreSQL another that writes standings waits from here on."""
    if not StandingsVersion.objects.filter(pk=1).update(number=F("number") + 1):
        StandingsVersion.objects.get_or_create(pk=1, defaults={"number": 1})


def _says_the_same(row: StandingRow, old: StandingRow) -> bool:
    return all(getattr(row, name) == getattr(old, name) for name in SAID)


def _change(row: StandingRow, old: StandingRow | None) -> StateChange:
    return StateChange(
        target_id=row.target_id,
        agency_id=row.agency_id,
        before="" if old is None else old.state,
        after=row.state,
        value=row.value,
    )
