"""A small invented province for the tests, and what its files hold."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from caicach.core.agencies import canonical_code
from caicach.engine.generator import Setting

SMALL = Setting("Tỉnh mẫu", 900, 7, date(2025, 4, 1), date(2025, 9, 30), agencies=14, procedures=40)

Entry = dict[str, Any]


def written(folder: Path) -> dict[str, bytes]:
    """Return every file with its content."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def entries(folder: Path, kind: str) -> Iterator[Entry]:
    """Yield the entries of a folder, file by file in the order of delivery."""
    for path in sorted((folder / kind).iterdir()):
        for line in path.read_bytes().splitlines():
            yield orjson.loads(line)


def latest(folder: Path) -> dict[str, Entry]:
    """Return each dossier as the last file has it."""
    return {entry["MaHoSo"]: entry for entry in entries(folder, "dossiers")}


def steps_of(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """Return time and status of all steps of each dossier, by time."""
    found: dict[str, list[tuple[str, str]]] = {}
    for step in entries(folder, "steps"):
        found.setdefault(step["MaHoSo"], []).append((step["ThoiDiemXuLy"], step["TrangThai"]))
    return {code: sorted(steps) for code, steps in found.items()}


def agency_of(code: str) -> str:
    """Return the agency a dossier's code begins with, in the new notation."""
    return canonical_code(code.partition("-")[0])


def day_of(stamp: str) -> date:
    """Return the day of `yyyyMMddHHmmss`."""
    return date.fromisoformat(stamp[:8])


def table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
