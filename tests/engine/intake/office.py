"""A store and small payloads as one-stop systems send them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from caicach.core.issues import Issue
from caicach.engine.facts import Store
from caicach.engine.intake import Intake, IntakeSetting, Taken
from caicach.engine.profiles import Reading, load_profile

KEY = b"a secret of sixteen or more"

DOSSIER: dict[str, Any] = {
    "MaHoSo": "H21.217-260302-0001",
    "MaTTHC": "1.005129",
    "TenTTHC": "Đăng ký khai sinh",
    "MaLinhVuc": "LV01",
    "TenLinhVuc": "Hộ tịch",
    "KenhThucHien": "2",
    "ChuHoSo": "Người Mẫu",
    "LoaiDoiTuong": "1",
    "DinhDanhCHS": [{"LoaiDinhDanh": "1", "SoDinhDanh": "099200000017"}],
    "NgayNopHoSo": "20260302080000",
    "NgayTiepNhan": "20260302093000",
    "NgayHenTra": "20260305170000",
    "NgayKetThucXuLy": "20260304150000",
    "NgayTra": "20260305090000",
    "TrangThaiHoSo": "10",
    "HinhThuc": "0",
    "DonViXuLy": "UBND xã Mẫu",
    "HoSoCoThanhPhanSoHoa": "1",
    "TaiLieuNop": [],
    "DanhSachLePhi": [],
    "DanhSachHoSoBoSung": [],
    "DanhSachGiayToKetQua": [],
}

STEPS = (("20260302093000", "2"), ("20260302140000", "4"), ("20260304150000", "9"))


def dossier(**changes: Any) -> dict[str, Any]:
    """Return a dossier in order, with some fields otherwise."""
    return {**DOSSIER, **changes}


def steps_of(code: str, steps: tuple[tuple[str, str], ...] = STEPS) -> list[dict[str, Any]]:
    """Return the steps of a dossier as the portal takes them."""
    return [
        {"MaHoSo": code, "ThoiDiemXuLy": at, "TrangThai": status, "PhongBanXuLy": "Một cửa"}
        for at, status in steps
    ]


def envelope(service: str, rows: list[dict[str, Any]], sender: str = "H21") -> str:
    """Return the whole message as it is sent."""
    content = {"session": "x", "madonvi": sender, "service": service, "data": rows}
    return json.dumps(content, ensure_ascii=False)


class Office:
    """A store, a folder for files, and intakes into the one from the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = Store.create(folder / "store")
        self.issues: list[Issue] = []

    def file(self, name: str, text: str) -> Path:
        """Write a file and return its path."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def take(
        self,
        *paths: Path,
        profile: str = "national",
        key: bytes | None = KEY,
        again: bool = False,
        **reading: Any,
    ) -> Taken:
        """Take files in."""
        found, issues = load_profile(profile)
        assert found is not None, issues
        setting = IntakeSetting(Reading(pseudonym_key=key, **reading), threads=1, again=again)
        intake = Intake(self.store, setting)
        taken = intake.run(paths, found)
        self.issues = intake.issues
        return taken

    def send(self, *rows: dict[str, Any], name: str = "hs.json", **reading: Any) -> Taken:
        """Take dossiers in as one message."""
        return self.take(self.file(name, envelope("DongBoHoSoMC", list(rows))), **reading)

    def send_steps(self, *rows: dict[str, Any], name: str = "buoc.json") -> Taken:
        """Take steps in as one message."""
        return self.take(self.file(name, envelope("CapNhatTienDoHoSoMC", list(rows))))

    def dossiers(self, version: int | None = None) -> dict[str, Mapping[str, Any]]:
        """Return all dossiers by their printed code."""
        rows = self.store.facts(version).read("dossiers").to_pylist()
        return {row["code"]: row for row in rows}

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Return the rows of a fact table."""
        found: list[dict[str, Any]] = self.store.facts().read(table).to_pylist()
        return found
