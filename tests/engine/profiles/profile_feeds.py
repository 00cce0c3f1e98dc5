"""Small feeds as senders write them, and how they are read here."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from caicach.core.issues import Issue
from caicach.engine.profiles import (
    Mapped,
    Profile,
    Reading,
    Unreadable,
    load_profile,
    read_profile,
    read_records,
)

KEY = b"a secret of this office"

DOSSIER: dict[str, Any] = {
    "MaHoSo": "H21.217-250701-0001",
    "MaTTHC": "1.005129.000.00.00.H21",
    "MaLinhVuc": "HT",
    "KenhThucHien": "2",
    "ChuHoSo": "Nguyễn Thị Mẫu",
    "LoaiDoiTuong": "1",
    "DinhDanhCHS": [{"LoaiDinhDanh": "1", "SoDinhDanh": "001199012345"}],
    "Email": "mau@example.com",
    "SoDienThoai": "0900000000",
    "NgayNopHoSo": "20250701080000",
    "NgayTiepNhan": "20250701093000",
    "NgayHenTra": "20250704170000",
    "NgayKetThucXuLy": "",
    "TrangThaiHoSo": "4",
    "DonViXuLy": "UBND xã Mẫu",
    "TaiLieuNop": [],
    "DanhSachLePhi": [],
    "DanhSachHoSoBoSung": [],
    "DanhSachGiayToKetQua": [],
}


def dossier(number: int = 1, **changes: Any) -> dict[str, Any]:
    """Return a dossier with its own code and some fields otherwise."""
    return {**DOSSIER, "MaHoSo": f"H21.217-250701-{number:04d}", **changes}


def envelope(*records: Any, sender: str = "H21", service: str = "DongBoHoSoMC") -> dict[str, Any]:
    """Return a message around records."""
    return {"session": "x", "madonvi": sender, "service": service, "data": list(records)}


def ndjson(*records: Any) -> bytes:
    """Return one record in each line."""
    return "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in records).encode()


@cache
def shipped(name: str) -> Profile:
    """Return a profile that ships."""
    profile, issues = load_profile(name)
    assert profile is not None, issues
    return profile


def profile_of(text: str) -> Profile:
    """Return a profile written in a test."""
    profile, issues = read_profile(text, "mau.yaml")
    assert profile is not None, "\n".join(map(str, issues))
    return profile


class Read:
    """All that came of a file."""

    def __init__(self, mapped: list[Mapped]) -> None:
        self.mapped = mapped
        self.rows: list[dict[str, Any]] = [row for each in mapped for row in each.table.to_pylist()]
        self.unreadable: list[Unreadable] = [one for each in mapped for one in each.unreadable]
        self.issues: list[Issue] = [one for each in mapped for one in each.issues]

    @property
    def codes(self) -> list[str]:
        """Return the codes of all issues but the note on the missing key."""
        return [each.code for each in self.issues if each.code != "pseudonym-key-missing"]

    def column(self, name: str) -> list[Any]:
        """Return one column of all rows."""
        return [row[name] for row in self.rows]


def read(path: Path, profile: Profile | str = "national-dossiers", **setting: Any) -> Read:
    """Return what a file holds by a profile."""
    found = shipped(profile) if isinstance(profile, str) else profile
    options: Mapping[str, Any] = {"threads": 1, "pseudonym_key": KEY, **setting}
    return Read(list(read_records(path, found, Reading(**options))))


def read_bytes(folder: Path, content: bytes, **setting: Any) -> Read:
    """Return what a file of this content holds."""
    name = setting.pop("name", "feed.json")
    path = folder / name
    path.write_bytes(content)
    return read(path, **setting)


def one_row(folder: Path, record: Mapping[str, Any], **setting: Any) -> dict[str, Any]:
    """Return the row that a single record becomes."""
    found = read_bytes(folder, ndjson(record), **setting)
    assert len(found.rows) == 1, (found.unreadable, found.issues)
    return found.rows[0]
