"""One intake from files to a facts version: read, merge, judge, commit; nothing half-written."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from hashlib import file_digest
from pathlib import Path

import pyarrow as pa

from caicach.core.issues import Issue, has_faults
from caicach.engine.facts import Facts, Store, Writing
from caicach.engine.facts.registers import agencies_of, calendar_of, row_count
from caicach.engine.facts.shape import FILES, UNREADABLE
from caicach.engine.intake.dossiers import DossierMerge
from caicach.engine.intake.judging import open_judging
from caicach.engine.intake.key_mark import note_key
from caicach.engine.intake.months import write_month
from caicach.engine.intake.other_senders import known_by_others
from caicach.engine.intake.setting import FileTaken, IntakeSetting, Progress, Taken
from caicach.engine.intake.small_tables import KEYS, SmallMerge
from caicach.engine.intake.staging import Stage, arrow, open_stage
from caicach.engine.intake.steps import StepMerge
from caicach.engine.intake.views import Around
from caicach.engine.profiles import Mapped, Profile, read_records
from caicach.engine.profiles.read_ahead import side_by_side

FILES_AT_ONCE = 4

SAID_ONCE = {"pseudonym-key-missing"}
"""Remarks that are about the run and not about a file."""


@dataclass
class Intake:
    """One run over files; `issues` are what should be told of the files themselves."""

    store: Store
    setting: IntakeSetting
    issues: list[Issue] = field(default_factory=list)
    files: list[FileTaken] = field(default_factory=list)
    unreadable: list[dict[str, object]] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)

    def run(self, paths: Sequence[Path], profile: Profile, *, wait: bool = True) -> Taken:
        """Take `paths` in and return what came of it.

        A file taken in before by the same profile is passed over; one that holds no record and has
        a fault is told and not taken in. Nothing is visible to readers before the last moment, when
        all of it is. Raises StoreError when the store cannot be written, OSError when a file cannot
        be read or the disk is full.
        """
        with self.store.writing(wait, self.setting.on_wait) as writing:
            with open_stage(stage_place(self.store), self.setting.threads) as stage:
                self._read(paths, profile, stage, writing.base)
                if not any(told.is_taken for told in self.files):
                    return Taken(None, tuple(self.files))
                months = self._write(stage, writing)
            self._log(writing)
            self.issues += note_key(self.setting.reading.pseudonym_key, profile, writing)
            version = writing.commit("intake", ", ".join(each.name for each in self._taken()))
            return Taken(version, tuple(self.files), tuple(months))

    def _watch(self, stage: str, rows: int) -> None:
        self.setting.watch(Progress(stage, rows, time.monotonic() - self.started))

    def _read(self, paths: Sequence[Path], profile: Profile, stage: Stage, base: Facts) -> None:
        known = base.read("files", ["file", "profile"]).to_pylist()
        again = self.setting.again
        before = set() if again else {(row["file"], row["profile"]) for row in known}
        fresh: list[tuple[Path, FileTaken]] = []
        for path in paths:
            with path.open("rb") as content:
                sha256 = file_digest(content, "sha256").hexdigest()
            told = FileTaken(path.name, sha256, profile.name, path.stat().st_size)
            told.known = (told.file, told.profile) in before
            before.add((told.file, told.profile))
            self.files.append(told)
            if not told.known:
                fresh.append((path, told))
        remarks = [list[Issue]() for _ in fresh]
        for number, mapped in self._mapped(fresh, profile):
            stage.add(mapped.feed.table, mapped.table, number)
            self._take(mapped, fresh[number][1], stage)
            remarks[number] += mapped.issues
        for issues in remarks:
            said = {each.code for each in self.issues}
            self.issues += [each for each in issues if each.code not in said & SAID_ONCE]

    def _mapped(
        self, fresh: Sequence[tuple[Path, FileTaken]], profile: Profile
    ) -> Iterator[tuple[int, Mapped]]:
        """Yield the rows of all files, some at once: each has blocks of its own in memory."""
        at_once = min(self.setting.threads, len(fresh), FILES_AT_ONCE) or 1
        threads = max(1, self.setting.threads // at_once)

        def source(path: Path, told: FileTaken) -> Callable[[], Iterator[Mapped]]:
            reading = replace(self.setting.reading, file=told.file, threads=threads)
            return lambda: read_records(path, profile, reading)

        return side_by_side([source(*each) for each in fresh], at_once)

    def _take(self, mapped: Mapped, told: FileTaken, stage: Stage) -> None:
        if mapped.feed.table == "dossiers" and "code" not in (mapped.feed.key or ()):
            stage.keys_have_codes = False
        told.tables.add(mapped.feed.table)
        told.records += mapped.table.num_rows
        told.unreadable += len(mapped.unreadable)
        told.is_refused = not (told.records or told.unreadable) and has_faults(mapped.issues)
        self.unreadable += [{"file": told.file, **asdict(each)} for each in mapped.unreadable]
        self._watch("read", sum(stage.rows.values()))

    def _write(self, stage: Stage, writing: Writing) -> list[str]:
        """Write all tables and return the months of dossiers that were rewritten."""
        base, version = writing.base, writing.version
        smalls = {name: SmallMerge(stage, base, version, name) for name in KEYS}
        for small in smalls.values():
            small.run()
        steps = StepMerge(stage, base, version)
        steps.run(writing)
        calendar, procedures = calendar_of(base), smalls["procedures"].rows
        with open_judging(calendar, procedures, self.setting.threads) as judging:
            smalls["petitions"].fill(judging.petitions)
            smalls["procedures"].fill_together(judging.procedures)
            write_smalls(smalls, writing)
            around = Around(stage, base, smalls, steps, judging, agencies_of(base))
            merge, months = write_dossiers(around, writing, self._watch)
        write_orphans(stage, writing)
        names = {told.file: told.name for told in self.files}
        self.issues += known_by_others(stage, names, version)
        for counts in (steps.counts, merge.counts, *(each.counts for each in smalls.values())):
            for told in self.files:
                told.add(counts)
        return months

    def _taken(self) -> list[FileTaken]:
        return [told for told in self.files if told.is_taken]

    def _log(self, writing: Writing) -> None:
        version = writing.version
        rows = [told.entry() | {"taken_in": version} for told in self._taken()]
        writing.append("files", pa.Table.from_pylist(rows, FILES.schema))
        told = set(map(_place, writing.base.read("unreadable").to_pylist()))
        broken = [row | {"taken_in": version} for row in self.unreadable if _place(row) not in told]
        if broken:
            writing.append("unreadable", pa.Table.from_pylist(broken, UNREADABLE.schema))


def _place(row: Mapping[str, object]) -> tuple[object, ...]:
    """Where an unreadable record stands: read again, it is no other."""
    return tuple(row[name] for name in ("file", "record", "line", "code"))


def stage_place(store: Store) -> Path | None:
    """Return where a store's intakes keep their rows meanwhile; None: the system's own place."""
    return Path(store.address) / "stage" if store.is_local else None


def write_smalls(smalls: Mapping[str, SmallMerge], writing: Writing) -> None:
    """Write the small tables that changed."""
    for small in smalls.values():
        small.write(writing)


def write_dossiers(
    around: Around, writing: Writing, watch: Callable[[str, int], None]
) -> tuple[DossierMerge, list[str]]:
    """Merge and judge dossiers; write each month that has a merged row, and what was replaced."""
    around.make_views()
    merge = DossierMerge(around.stage, writing.base, writing.version, around.judging.setting)
    merge.run(watch)
    months = merge.months()
    for number, month in enumerate(months, start=1):
        write_month(merge, writing.base, writing, month)
        watch("write", number)
    merge.write_earlier(writing)
    return merge, months


def write_orphans(stage: Stage, writing: Writing) -> None:
    """Write the codes that steps name and no dossier has."""
    waiting = arrow(
        stage.connection,
        "SELECT DISTINCT code, sender FROM (SELECT code, sender FROM added_steps"
        " UNION ALL SELECT code, sender FROM known_orphans)"
        " ANTI JOIN fed_dossiers USING (code) ANTI JOIN known_dossiers USING (code)"
        " WHERE code IS NOT NULL",
    )
    if waiting.num_rows or row_count(writing.base, "orphans"):
        writing.replace("orphans", waiting)
