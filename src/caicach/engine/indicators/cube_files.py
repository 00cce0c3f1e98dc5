"""Cubes kept as files: one folder for each month of facts, named by all it was made from."""

import json
import os
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from itertools import count
from pathlib import Path

from caicach.core.indicators import Part
from caicach.engine.facts import Facts
from caicach.engine.facts.batches import months_in_batches
from caicach.engine.indicators.cube_form import CELL, EVENT_MONTH, RESTATED, CubeForm, cube_form
from caicach.engine.indicators.engine import Connection, Engine, Source
from caicach.engine.indicators.fact_rows import FACT_MONTH, asks_procedures
from caicach.engine.indicators.tallies import columns_of

FORM = 2
"""Raised whenever cubes are counted in another way: older files are then built again."""

COARSE = "coarse"
"""The sheet that holds all amounts by agency alone."""

_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Refreshed:
    """How many months were counted anew and how many were there already."""

    built: int
    reused: int


def cube_root(facts: Facts) -> Path:
    """Return where cubes of a store lie: inside it, or in this machine's cache for a remote one."""
    if facts.store.is_local:
        return Path(facts.store.address) / "cube"
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "caicach" / sha256(facts.store.address.encode()).hexdigest()[:16]


class CubeFiles:
    """The cube of some parts of one fact table, month by month."""

    def __init__(self, facts: Facts, table: str, parts: Collection[Part], engine: Engine) -> None:
        self.facts, self.table, self.engine = facts, table, engine
        self.parts = sorted(parts, key=lambda part: part.name)
        self.months = facts.months(table)

    @cached_property
    def root(self) -> Path:
        """The folder that holds the folders of the months."""
        return cube_root(self.facts) / self.table

    @cached_property
    def folders(self) -> dict[str, Path]:
        """Where the cube of each month is, or will be."""
        return {month: self.root / self._key(month) for month in self.months}

    @property
    def columns(self) -> dict[str, str]:
        """All columns of amounts with their SQL types."""
        return {name: _type(part) for part in self.parts for name in columns_of(part)}

    def sheets(self, months: Collection[str] | None = None) -> dict[str, list[str]]:
        """Return the files of each sheet; COARSE and RESTATED stand beside those of cells."""
        chosen = (self.folders[m] for m in self.folders if months is None or m in months)
        found: dict[str, list[str]] = {}
        for path in (each for folder in chosen for each in sorted(folder.glob("*.parquet"))):
            found.setdefault(_sheet(path), []).append(str(path))
        return found

    def refresh(self, connection: Connection) -> Refreshed:
        """Count the months that are not there."""
        missing = [month for month, folder in self.folders.items() if not folder.is_dir()]
        sizes = ((m, sum(f.rows for f in self.facts.files(self.table, [m]))) for m in missing)
        for months in months_in_batches(sizes):
            self._build(connection, months)
        return Refreshed(built=len(missing), reused=len(self.folders) - len(missing))

    def _key(self, month: str) -> str:
        made_from = {
            "form": FORM,
            "engine": self.engine.name,
            "parts": [part.name for part in self.parts],
            "files": _names(self.facts, self.table, [month]),
            "procedures": _names(self.facts, "procedures") if asks_procedures(self.parts) else [],
        }
        return sha256(json.dumps(made_from, sort_keys=True).encode()).hexdigest()[:32]

    def _build(self, connection: Connection, months: list[str]) -> None:
        source = Source(self.facts, self.table, months)
        with _scratch(self.root) as scratch:
            for month in months:
                (scratch / "months" / month).mkdir(parents=True)
            form = _form(self.table, tuple(self.parts))
            for name, rows in form.kept.items():
                self.engine.keep(connection, name, rows, source)
            for name, rows in form.sheets.items():
                _write(connection, self.engine.query(connection, rows, source), scratch / name)
                if name != RESTATED:
                    self._write_coarse(connection, scratch, name)
                _deal_out(scratch / name, scratch / "months")
            for month in months:
                _put(scratch / "months" / month, self.folders[month])

    def _write_coarse(self, connection: Connection, scratch: Path, sheet: str) -> None:
        """Add up the cells of a sheet by agency; where it has several of these files, so be it."""
        paths = [str(path) for path in sorted((scratch / sheet).glob("*/*.parquet"))]
        if not paths:
            return
        known = known_columns(connection, paths)
        here = {name: kind for name, kind in self.columns.items() if name in known}
        selected = ", ".join((FACT_MONTH, CELL[1], EVENT_MONTH, *sums_of(here)))
        sql = f"SELECT {selected} FROM {parquet(paths)} GROUP BY ALL"
        folder = scratch / f"{COARSE}~{sheet}"
        _write(connection, sql, folder)
        _deal_out(folder, scratch / "months")


def remove_all_but(root: Path, keep: Collection[Path]) -> int:
    """Remove the folders of months that are not in `keep`; return how many went."""
    gone = [each for each in root.glob("*/*") if each.is_dir() and each not in keep]
    for each in gone:
        shutil.rmtree(each, ignore_errors=True)
    return len(gone)


def parquet(paths: Sequence[str]) -> str:
    """Return SQL that reads files whose columns may differ."""
    listed = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
    return f"read_parquet([{listed}], union_by_name = true, hive_partitioning = false)"


def known_columns(connection: Connection, paths: Sequence[str]) -> set[str]:
    """Return the columns that at least one of the files has."""
    rows = connection.execute(f"DESCRIBE SELECT * FROM {parquet(paths)}").fetchall()
    return {str(row[0]) for row in rows}


def sums_of(columns: Mapping[str, str]) -> list[str]:
    """Return SQL of the sum of each column, in its own type."""
    return [f"coalesce(sum({each}), 0)::{kind} AS {each}" for each, kind in columns.items()]


def _type(part: Part) -> str:
    return "INTEGER" if part.amount == "count" else "DOUBLE"


@lru_cache(maxsize=16)
def _form(table: str, parts: tuple[Part, ...]) -> CubeForm:
    """The same expressions serve every month and store: what they compile to is remembered."""
    return cube_form(table, parts)


def _names(facts: Facts, table: str, months: Collection[str] | None = None) -> list[str]:
    return sorted(each.uri.rpartition("/")[2] for each in facts.files(table, months))


def _sheet(path: Path) -> str:
    return path.name.partition("~")[0]


@contextmanager
def _scratch(root: Path) -> Iterator[Path]:
    folder = root / f".building-{os.getpid()}-{next(_numbers)}"
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write(connection: Connection, sql: str, folder: Path) -> None:
    target = str(folder).replace("'", "''")
    connection.execute(
        f"COPY ({sql}) TO '{target}' (FORMAT parquet, COMPRESSION zstd,"
        f" PARTITION_BY ({FACT_MONTH}), WRITE_PARTITION_COLUMNS true)"
    )


def _deal_out(sheet: Path, months: Path) -> None:
    for path in sorted(sheet.glob("*/*.parquet")):
        month = path.parent.name.partition("=")[2]
        path.rename(months / month / f"{sheet.name}~{path.name}")


def _put(built: Path, folder: Path) -> None:
    """Whoever came first built the same: the name says from what."""
    try:
        built.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise
