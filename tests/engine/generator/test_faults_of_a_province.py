"""Each planted fault can be seen in the files, and nothing else looks like one."""

from pathlib import Path

import pytest
from small_province import Entry, latest, steps_of, table

from caicach.engine.generator.faults import FAULTS

Steps = list[tuple[str, str]]
END, NINE = "NgayKetThucXuLy", "9"


def statuses(steps: Steps) -> list[str]:
    return [status for _, status in steps]


def has_open_request(entry: Entry) -> bool:
    return any(not each["NgayTiepNhanBoSung"] for each in entry["DanhSachHoSoBoSung"])


def digitised(entry: Entry) -> list[str]:
    return [each["DuocSoHoa"] for each in entry["TaiLieuNop"]]


def sends_input(entry: Entry) -> bool:
    handed_in = {each["TepDinhKemId"] for each in entry["TaiLieuNop"]}
    return any(each["GiayToId"] in handed_in for each in entry["DanhSachGiayToKetQua"])


def goes_on_after_nine(steps: list[str]) -> bool:
    return NINE in steps and not set(steps[steps.index(NINE) + 1 :]) <= {"10"}


SEEN = {
    "no-due": lambda e, s: e["NgayTiepNhan"] and not e["NgayHenTra"],
    "due-in-year-one": lambda e, s: e["NgayHenTra"].startswith("0001"),
    "returned-in-month-13": lambda e, s: e["NgayTra"].startswith("202613"),
    "ended-before-receipt": lambda e, s: e[END] and e[END] < e["NgayTiepNhan"],
    "submitted-on-receipt": lambda e, s: e["NgayNopHoSo"] == e["NgayTiepNhan"],
    "placeholder": lambda e, s: e["DinhDanhCHS"][0]["SoDinhDanh"] == "000000001",
    "all-digitised": lambda e, s: set(digitised(e)) == {"1"},
    "input-as-result": lambda e, s: sends_input(e),
    "no-steps": lambda e, s: e[END] and not s,
    "unknown-channel": lambda e, s: e["KenhThucHien"] == "99",
    "unknown-status": lambda e, s: e["TrangThaiHoSo"] == "99",
    "five-left-open": lambda e, s: has_open_request(e) and NINE in statuses(s),
    "five-as-nine": lambda e, s: e["TrangThaiHoSo"] == NINE and statuses(s)[-1:] == ["5"],
    "eight-as-nine": lambda e, s: e["TrangThaiHoSo"] == NINE and statuses(s)[-1:] == ["8"],
    "six-as-nine": lambda e, s: goes_on_after_nine(statuses(s)),
}


@pytest.mark.parametrize("name", [fault.name for fault in FAULTS])
def test_the_fault_is_in_the_files_where_it_was_planted_and_nowhere_else(
    name: str, province: Path
) -> None:
    steps = steps_of(province)
    seen = {
        code for code, entry in latest(province).items() if SEEN[name](entry, steps.get(code, []))
    }
    planted = {
        row["dossier"] for row in table(province / "truth/faults.csv") if row["fault"] == name
    }
    assert seen == planted


def test_most_kinds_come_up_in_a_small_province(province: Path) -> None:
    planted = {row["fault"] for row in table(province / "truth/faults.csv")}
    assert len(planted) > len(FAULTS) / 2


def test_a_copy_differs_from_its_original_in_the_code_alone(province: Path) -> None:
    known = latest(province)
    copies = [
        row["dossier"]
        for row in table(province / "truth/faults.csv")
        if row["fault"] == "duplicate"
    ]
    contents = [alike(known[code]) for code in known if code not in copies]
    assert copies
    assert all(alike(known[code]) in contents for code in copies)


def alike(entry: Entry) -> Entry:
    own = ("MaHoSo", "TaiLieuNop", "DanhSachHoSoBoSung", "DanhSachGiayToKetQua")
    return {name: value for name, value in entry.items() if name not in own}
