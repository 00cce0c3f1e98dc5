"""`caicach intake`: files in, faults told, registers put in, and a point led back to its rows."""

import gzip
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from command_run import Run

CODE = "H21.217-260302-0001"

DOSSIER = {
    "MaHoSo": CODE,
    "MaTTHC": "1.005129",
    "KenhThucHien": "2",
    "DinhDanhCHS": [{"LoaiDinhDanh": "1", "SoDinhDanh": "099200000017"}],
    "NgayNopHoSo": "20260302080000",
    "NgayTiepNhan": "20260302093000",
    "NgayHenTra": "20260305170000",
    "NgayKetThucXuLy": "20260304150000",
    "TrangThaiHoSo": "9",
}

AGENCIES = """
label: {vi: Cơ quan mẫu}
source: tự đặt
agencies:
  - {code: H21, name: {vi: Tỉnh Mẫu}, kind: province}
  - {code: H21.217, name: {vi: Xã Mẫu}, kind: commune}
links:
  - {child: H21.217, parent: H21}
"""


@pytest.fixture
def payload(folder: Path) -> Path:
    """A message with one dossier in order and one that ended before it was received."""
    late = {**DOSSIER, "MaHoSo": "H21.217-260302-0002", "NgayKetThucXuLy": "20260301150000"}
    content = {"madonvi": "H21", "service": "DongBoHoSoMC", "data": [DOSSIER, late]}
    path = folder / "hs.json"
    path.write_text(json.dumps(content))
    (folder / "khoa.txt").write_text("0123456789abcdef0123")
    return path


def take(run: Run, *words: str | Path) -> dict[str, Any]:
    ran = run("intake", *words, "-p", "national", "--store", "kho", "--format", "json")
    assert ran.code == 0, ran.err
    found: dict[str, Any] = json.loads(ran.out)
    return found


def test_a_file_is_taken_in_and_the_second_time_it_is_known(run: Run, payload: Path) -> None:
    first = take(run, payload, "--key", "khoa.txt")
    second = take(run, payload, "--key", "khoa.txt")
    assert (first["version"], first["files"][0]["added"]) == (1, 2)
    assert (second["version"], second["files"][0]["known"]) == (None, True)


def test_a_folder_stands_for_its_files(run: Run, payload: Path, folder: Path) -> None:
    (folder / "gui").mkdir()
    payload.rename(folder / "gui/hs.json")
    assert take(run, "gui")["files"][0]["records"] == 2


def test_the_table_is_said_in_vietnamese_and_english(run: Run, payload: Path) -> None:
    ran = run("intake", payload, "-p", "national", "--store", "kho", "--key", "khoa.txt")
    assert "Phiên bản số liệu 1" in ran.out
    again = run("--lang", "en", "intake", payload, "-p", "national", "--store", "kho")
    assert "the store is as it was" in again.out


def test_without_a_key_it_is_said_that_identities_are_left_out(run: Run, payload: Path) -> None:
    ran = run("intake", payload, "-p", "national", "--store", "kho")
    assert ran.code == 0
    assert "[pseudonym-key-missing]" in ran.err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("khong-co.json", "-p", "national", "--store", "kho"), "file-missing"),
        (("hs.json", "-p", "khong-co", "--store", "kho"), "profile-missing"),
        (("hs.json", "-p", "national"), "store-not-named"),
        (("hs.json", "-p", "national", "--store", "kho", "--exported-at", "mai"), "intake-time"),
        (("hs.json", "-p", "national", "--store", "kho", "--key", "ngan.txt"), "intake-key-short"),
        (("trong", "-p", "national", "--store", "kho"), "intake-folder-empty"),
    ],
)
def test_wrong_use_is_told_and_makes_no_store(
    run: Run, payload: Path, folder: Path, words: tuple[str, ...], code: str
) -> None:
    (folder / "ngan.txt").write_text("abc")
    (folder / "trong").mkdir()
    ran = run("intake", *words)
    assert ran.code in {1, 2}
    assert f"[{code}" in ran.err
    assert not (folder / "kho").exists()


def test_files_that_are_no_json_are_wrong_use_and_one_among_others_is_a_fault(
    run: Run, payload: Path, folder: Path
) -> None:
    (folder / "bang.csv").write_text("Mã hồ sơ;Ngày\nA;B\n")
    (folder / "bang.csv.gz").write_bytes(gzip.compress((folder / "bang.csv").read_bytes()))
    with zipfile.ZipFile(folder / "hai.zip", "w") as packed:
        packed.write(folder / "bang.csv", "bang.csv")
    where = ("-p", "national", "--store", "kho")
    for name, place in (("bang.csv.gz", "bang.csv.gz"), ("hai.zip", "hai.zip [bang.csv]")):
        refused = run("intake", name, *where)
        assert refused.code == 2
        assert f"{place}: Cách đọc này dùng cho JSON" in refused.err
    with zipfile.ZipFile(folder / "hai.zip", "a") as packed:
        packed.write(payload, "hs.json")
    mixed = run("intake", "hai.zip", *where, "--format", "json")
    assert mixed.code == 1
    assert "hai.zip [bang.csv]" in mixed.err
    assert json.loads(mixed.out)["files"][0]["added"] == 2


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_the_report_of_faults_is_written_in_every_form(
    run: Run, payload: Path, folder: Path, form: str
) -> None:
    take(run, payload)
    ran = run("intake", "report", "--store", "kho", "--out", f"loi.{form}")
    assert ran.code == 0, ran.err
    assert (folder / f"loi.{form}").stat().st_size > 0
    if form == "csv":
        assert "H21.217,,2,finished-before-received,1" in (folder / "loi.csv").read_text()


def test_the_report_tells_faults_by_agency_in_words(run: Run, payload: Path) -> None:
    take(run, payload)
    shown = run("intake", "report", "--store", "kho").out
    assert "Hồ sơ có thời điểm kết thúc trước thời điểm tiếp nhận." in shown
    assert "H21.217" in shown
    counted = json.loads(run("intake", "report", "--store", "kho", "--format", "json").out)
    assert (counted["dossiers"], counted["faulty"]) == (2, 2)


def test_the_report_names_unknown_codes_by_column_and_value(run: Run, folder: Path) -> None:
    rows = [
        {**DOSSIER, "MaHoSo": f"H21.217-{number}", "TrangThaiHoSo": status, "KenhThucHien": "9"}
        for number, status in enumerate(("17", "17", "9"))
    ]
    (folder / "hs.json").write_text(json.dumps(rows))
    take(run, "hs.json", "--vendor", "Hệ thống A")
    counted = json.loads(run("intake", "report", "--store", "kho", "--format", "json").out)
    assert counted["unknown_codes"] == [
        {"column": "channel", "value": "9", "vendor": "Hệ thống A", "dossiers": 3},
        {"column": "status", "value": "17", "vendor": "Hệ thống A", "dossiers": 2},
    ]
    shown = run("intake", "report", "--store", "kho").out
    assert ["status", "17", "Hệ", "thống", "A", "2"] in [line.split() for line in shown.split("\n")]


def test_a_calendar_and_agencies_are_put_into_a_store(
    run: Run, payload: Path, folder: Path
) -> None:
    take(run, payload)
    (folder / "co-quan.yaml").write_text(AGENCIES)
    assert "Phiên bản số liệu 2" in run("facts", "agencies", "co-quan.yaml", "--store", "kho").out
    (folder / "lich.yaml").write_text("calendar: x\nlabel: x\nyears: [2026]\ndays: [1]\n")
    faulty = run("calendar", "set", "lich.yaml", "--store", "kho")
    assert faulty.code == 1
    assert "lich.yaml:4" in faulty.err


def test_a_point_leads_to_the_rows_of_its_figures(run: Run, payload: Path, folder: Path) -> None:
    take(run, payload)
    (folder / "co-quan.yaml").write_text(AGENCIES)
    run("facts", "agencies", "co-quan.yaml", "--store", "kho")
    asked = ("service-index/2026", "--period", "2026-Q1", "--by", "commune", "--store", "kho")
    assert run("indicators", "compute", *asked, "--out", "q1.csv").code == 0
    assert run("score", "service-index/2026", "q1.csv", "--out", "q1.json").code == 0
    told = run("explain", "q1.json", "H21.217", "2.1", "--rows", "denominator", "--store", "kho")
    assert told.code == 0, told.err
    assert "on_time_share · kỳ 2026-Q1 · phiên bản số liệu 2" in told.out
    assert CODE in told.out


def test_rows_are_refused_where_figures_were_filled_in_by_hand(run: Run, folder: Path) -> None:
    (folder / "tay.csv").write_text("agency,criterion,numerator,denominator\nA,2.1,9,10\n")
    run("score", "service-index/2026", "tay.csv", "--out", "tay.json")
    refused = run("explain", "tay.json", "A", "2.1", "--rows", "numerator", "--store", "kho")
    assert refused.code == 2
    assert "[cli-no-provenance]" in refused.err
    (folder / "khac.json").write_text("[1]")
    other = run("explain", "tay.json", "A", "2.1", "--provenance", "khac.json")
    assert "[cli-not-provenance]" in other.err
