"""A hundred thousand changed dossiers: payload files as the provinces would send them next day."""

import json
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

from bench.nation import FIRST, PROVINCE, PROVINCES, code_of, is_kept
from bench.province import payload

CHANGED = 100_000
RECENT = 3
"""Months before the end of the run that most changes of a day are about."""

FINISHED_AT, RETURNED_AT = "20261031163000", "20261031164500"


def write_changes(folder: Path, millions: int, *, are_recent: bool) -> list[Path]:
    """Write new versions of CHANGED dossiers, each with two more steps; return the files.

    are_recent: all received in the last RECENT months; else spread evenly over all months.
    """
    files = sorted((payload() / "dossiers").glob("*.ndjson"))
    chosen = files[-RECENT:] if are_recent else files
    each = CHANGED // PROVINCES
    per_file = [
        each // len(chosen) + (number < each % len(chosen)) for number in range(len(chosen))
    ]
    records = list(
        chain.from_iterable(
            islice(_kept(path, millions), count)
            for path, count in zip(chosen, per_file, strict=True)
        )
    )
    folder.mkdir(parents=True, exist_ok=True)
    dossiers, steps = folder / "dossiers.ndjson", folder / "steps.ndjson"
    _write(dossiers, [_finished(record) for record in records])
    _write(steps, list(chain.from_iterable(_last_steps(record) for record in records)))
    return [dossiers, steps]


def _kept(path: Path, millions: int) -> Iterator[dict[str, Any]]:
    """Yield dossiers that the store of so many millions holds, random codes left out."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if PROVINCE in record["MaHoSo"] and is_kept(record["MaHoSo"], millions):
                yield record


def _finished(record: dict[str, Any]) -> dict[str, Any]:
    ends = {"NgayKetThucXuLy": FINISHED_AT, "NgayTra": RETURNED_AT, "TrangThaiHoSo": "10"}
    return {**record, **ends}


def _last_steps(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for status, at in (("9", FINISHED_AT), ("10", RETURNED_AT)):
        yield {
            "MaHoSo": record["MaHoSo"],
            "NguoiXuLy": "Cán bộ mẫu 9",
            "ChucDanh": "Chuyên viên",
            "ThoiDiemXuLy": at,
            "PhongBanXuLy": "Bộ phận Một cửa",
            "NoiDungXuLy": "Trả kết quả",
            "TrangThai": status,
            "NgayBatDau": at,
            "NgayKetThucTheoQuyDinh": record["NgayHenTra"],
        }


def _write(path: Path, records: Sequence[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        lines = [json.dumps(each, ensure_ascii=False) for each in records]
        for province in range(FIRST, FIRST + PROVINCES):
            file.writelines(line.replace(PROVINCE, code_of(province)) + "\n" for line in lines)
