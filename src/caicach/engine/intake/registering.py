"""A store's calendar or agencies put in anew; only the dossiers it touches are judged again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from caicach.core.agencies import AgencyTree, read_agencies
from caicach.core.calendars import Calendar, calendar_text, read_calendar
from caicach.core.issues import Issue
from caicach.engine.facts import Store, Writing
from caicach.engine.facts.registers import AGENCIES, CALENDAR, agencies_of, calendar_of
from caicach.engine.intake.judging import open_judging
from caicach.engine.intake.small_tables import KEYS, SmallMerge
from caicach.engine.intake.staging import open_stage
from caicach.engine.intake.steps import StepMerge
from caicach.engine.intake.taking import stage_place, write_dossiers, write_smalls
from caicach.engine.intake.views import Around, codes_of

NONE = "SELECT NULL::VARCHAR AS key WHERE false"
EVERY = "SELECT key FROM known_dossiers"


@dataclass(frozen=True, slots=True)
class Registered:
    """What putting in a register came to.

    version: None where nothing changed, or where `issues` have faults. months: of dossiers judged
    again. dossiers: how many were.
    """

    version: int | None
    issues: Sequence[Issue] = ()
    months: tuple[str, ...] = ()
    dossiers: int = 0


def put_calendar(store: Store, text: str, path: str, threads: int = 2) -> Registered:
    """Make `text` the store's calendar.

    Judged again are dossiers whose handling or derived due time spans a day that is worked
    otherwise, all petitions and all publication decisions.
    """
    calendar, issues = read_calendar(text, path)
    if calendar is None:
        return Registered(None, issues)
    with store.writing() as writing:
        before = calendar_of(writing.base)
        written = calendar_text(calendar)
        if writing.base.register(CALENDAR) == written:
            return Registered(None, issues)
        writing.put_register(CALENDAR, written)
        again = _spanning(before.changed_days(calendar))
        change = _Change(store, writing, calendar, agencies_of(writing.base), again, threads)
        return change.commit(CALENDAR, calendar.name, issues)


def put_agencies(store: Store, text: str, path: str, threads: int = 2) -> Registered:
    """Make `text` the store's register of agencies.

    Checked again are dossiers of agencies that came into the register or left it.
    """
    tree, issues = read_agencies(text, path)
    if tree is None:
        return Registered(None, issues)
    with store.writing() as writing:
        if writing.base.register(AGENCIES) == text:
            return Registered(None, issues)
        before = agencies_of(writing.base)
        writing.put_register(AGENCIES, text)
        again = _of_agencies(codes_of(before), codes_of(tree))
        change = _Change(store, writing, calendar_of(writing.base), tree, again, threads)
        return change.commit(AGENCIES, path, issues)


@dataclass
class _Change:
    """One change of what dossiers are judged with; again: SQL of the keys it touches."""

    store: Store
    writing: Writing
    calendar: Calendar
    agencies: AgencyTree | None
    again: str
    threads: int

    def commit(self, kind: str, note: str, issues: Sequence[Issue]) -> Registered:
        """Judge again what is touched, and make it visible with the register."""
        base, version = self.writing.base, self.writing.version
        with open_stage(stage_place(self.store), self.threads) as stage:
            smalls = {name: SmallMerge(stage, base, version, name) for name in KEYS}
            steps = StepMerge(stage, base, version)
            rows = smalls["procedures"].rows
            with open_judging(self.calendar, rows, self.threads) as judging:
                if kind == CALENDAR:
                    smalls["petitions"].judge_again(judging.petitions)
                    smalls["procedures"].judge_again(judging.procedures)
                write_smalls(smalls, self.writing)
                around = Around(stage, base, smalls, steps, judging, self.agencies, self.again)
                _, months = write_dossiers(around, self.writing, _unwatched)
            count = stage.connection.sql("SELECT count(*) FROM gone").fetchall()[0][0]
        return Registered(self.writing.commit(kind, note), issues, tuple(months), int(count))


def _unwatched(stage: str, rows: int) -> None:
    """Stand for a watcher where nobody waits."""


def _spanning(days: Sequence[date] | None) -> str:
    """Dossiers at work on one of `days`; None is every day."""
    if days is None:
        return EVERY
    if not days:
        return NONE
    listed = ", ".join(f"DATE '{day}'" for day in days)
    first = "received_at::DATE"
    due = "CASE WHEN due_basis = 'maximum_time' THEN due_used_at END"
    last = f"coalesce(greatest(end_at, {due}), received_at)::DATE"
    held = f"list_filter([{listed}], lambda d: d >= {first} AND d <= {last})"
    return f"{EVERY} WHERE len({held}) > 0"


def _of_agencies(before: set[str], now: set[str]) -> str:
    """Without a register before, only agencies outside the new one are news."""
    named = (before ^ now) if before else now
    listed = ", ".join(f"'{code}'" for code in sorted(named))
    if before:
        return f"{EVERY} WHERE agency IN ({listed})" if listed else NONE
    return f"{EVERY} WHERE agency NOT IN ({listed})" if listed else NONE
