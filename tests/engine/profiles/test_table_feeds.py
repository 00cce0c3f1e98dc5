"""Tables as offices export them: CSV in its dialects, spreadsheets, Parquet."""

import gzip
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from profile_feeds import Read, profile_of, read, read_bytes

from caicach.core.issues import has_faults

HEADS = "Mã hồ sơ;Mã TTHC;Trạng thái;Kênh nộp;Ngày tiếp nhận;Hạn trả"
ROW = "H21.217-250701-0001;1.005129;Đang xử lý;Trực tuyến;01/07/2025 09:30;04/07/2025 17:00"


def csv(folder: Path, text: str | bytes, name: str = "bang.csv") -> Read:
    content = text.encode() if isinstance(text, str) else text
    return read_bytes(folder, content, profile="dossiers-table", name=name, sender="H21")


def moment(*parts: int) -> datetime:
    return datetime(*parts)  # noqa: DTZ001 - facts have no zones


def test_a_row_is_read_by_its_vietnamese_heads(tmp_path: Path) -> None:
    (row,) = csv(tmp_path, f"{HEADS}\n{ROW}\n").rows
    assert row["key"] == row["link"] == "H21|H21.217-250701-0001"
    assert (row["status"], row["channel"]) == ("in_progress", "online")
    assert row["received_printed_at"] == moment(2025, 7, 1, 9, 30)
    assert row["due_at"] == moment(2025, 7, 4, 17)
    assert (row["record"], row["line"], row["faults"]) == (1, 2, [])


DIALECTS = {
    "commas": f"{HEADS}\n{ROW}\n".replace(";", ",").encode(),
    "tabs": f"{HEADS}\n{ROW}\n".replace(";", "\t").encode(),
    "a told separator": f"sep=|\n{HEADS}\n{ROW}\n".replace(";", "|").encode(),
    "breaks of Windows": f"{HEADS}\r\n{ROW}\r\n".encode(),
    "the mark of UTF-8": f"\ufeff{HEADS}\n{ROW}\n".encode(),
    "UTF-16": f"{HEADS}\n{ROW}\n".encode("utf-16"),
    "gzip": gzip.compress(f"{HEADS}\n{ROW}\n".encode()),
    "heads in capitals, no accents": f"{HEADS}\n{ROW}\n".replace("Mã hồ sơ", "MA HO SO").encode(),
    "titles above": f"Báo cáo hồ sơ\n;;;;;\n{HEADS}\n{ROW}\n".encode(),
    "blank lines": f"\n{HEADS}\n;;;;;\n\n{ROW}\n\n".encode(),
    "blanks around cells": f"{HEADS}\n{ROW}\n".replace(";", " ;\u00a0").encode(),
}


@pytest.mark.parametrize("kind", DIALECTS)
def test_a_csv_is_read_in_every_dialect(kind: str, tmp_path: Path) -> None:
    found = csv(tmp_path, DIALECTS[kind])
    assert found.column("code") == ["H21.217-250701-0001"]
    assert found.column("status") == ["in_progress"]
    assert found.column("faults") == [[]]
    assert not has_faults(found.issues)


def test_a_csv_of_300_columns_is_read_without_a_word_about_the_others(tmp_path: Path) -> None:
    more = ";".join(f"Cột {n}" for n in range(294))
    found = csv(tmp_path, f"{HEADS};{more}\n{ROW};{';'.join('x' * 294)}\n")
    assert len(found.rows) == 1
    assert found.codes == []


def test_two_columns_for_one_field_are_told(tmp_path: Path) -> None:
    found = csv(tmp_path, f"{HEADS};Mã  hồ sơ\n{ROW};x\n")
    assert "column-twice" in found.codes


def test_a_missing_column_is_told_and_nothing_is_read(tmp_path: Path) -> None:
    found = csv(tmp_path, f"{HEADS}\n{ROW}\n".replace("Mã hồ sơ", "Mã gì đó"))
    assert found.rows == []
    assert found.codes == ["column-missing"]
    found = csv(tmp_path, "một;hai\n1;2\n")
    assert found.codes == ["header-missing"]
    assert dict(found.issues[0].values) == {"needed": "“Mã hồ sơ”", "seen": "một, hai"}


def test_rows_of_another_width_are_kept_and_told(tmp_path: Path) -> None:
    short, long = ROW.rpartition(";")[0], f"{ROW};thừa"
    found = csv(tmp_path, f"{HEADS}\n{short}\n{long}\n{ROW};\n{ROW}\n")
    assert found.column("faults") == [["row-width"], ["row-width"], [], []]
    assert found.column("line") == [2, 3, 4, 5]


def test_an_open_quotation_mark_costs_no_other_row(tmp_path: Path) -> None:
    odd = f'"{ROW}'
    rows = "\n".join(ROW.replace("0001", f"{n:04d}") for n in range(2, 200))
    found = csv(tmp_path, f"{HEADS}\n{odd}\n{rows}\n")
    assert len(found.rows) == 199
    assert found.column("code")[1:] == [f"H21.217-250701-{n:04d}" for n in range(2, 200)]


def test_a_cell_may_hold_line_breaks_and_lines_stay_right(tmp_path: Path) -> None:
    found = csv(tmp_path, f'{HEADS};Ghi chú\n{ROW};"một\nhai; ba"\n{ROW};x\n')
    assert found.column("line") == [2, 4]
    assert found.column("faults") == [[], []]


def test_bytes_of_another_encoding_never_cost_a_row(tmp_path: Path) -> None:
    content = f"{HEADS}\n{ROW}\n".encode() + ROW.encode().replace(b"H21", b"H\xe921", 1) + b"\n"
    found = csv(tmp_path, content)
    assert len(found.rows) == 2
    assert "text-encoding" in found.column("faults")[1]


def test_json_is_no_table(tmp_path: Path) -> None:
    assert csv(tmp_path, '[{"a": 1}]').codes == ["feed-not-table"]


def test_every_table_of_a_zip_is_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "hai.zip", "w") as archive:
        archive.writestr("a.csv", f"{HEADS}\n{ROW}\n")
        archive.writestr("b.csv", f"{HEADS}\n{ROW}\n")
    found = read(tmp_path / "hai.zip", "dossiers-table")
    assert found.column("record") == [1, 2]


def workbook(folder: Path, *, merged: bool = False) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Báo cáo hồ sơ"])
    sheet.merge_cells("A1:F1")
    sheet.append([head.strip() for head in HEADS.split(";")])
    cells = ["H21.217-250701-0001", "1.005129", "Đang xử lý", "Trực tuyến"]
    sheet.append([*cells, moment(2025, 7, 1, 9, 30), date(2025, 7, 4)])
    sheet.append(["H21.217-250701-0002", "1.005129", 4, 2, "01/07/2025", "=1/0"])
    if merged:
        sheet.merge_cells("A3:A4")
    book.create_sheet("Ghi chú").append(["Chỉ là ghi chú"])
    path = folder / "bang.xlsx"
    book.save(path)
    return path


def test_a_spreadsheet_keeps_the_hours_of_its_dates(tmp_path: Path) -> None:
    found = read(workbook(tmp_path), "dossiers-table", sender="H21")
    first, second = found.rows
    assert first["received_printed_at"] == moment(2025, 7, 1, 9, 30)
    assert first["due_at"] == moment(2025, 7, 4, 23, 59, 59)
    assert (second["status"], second["channel"]) == ("in_progress", "online")
    assert (first["line"], second["line"]) == (3, 4)
    assert "sheet-passed-over" in found.codes
    assert not has_faults(found.issues)


def test_merged_and_broken_cells_mark_their_rows(tmp_path: Path) -> None:
    found = read(workbook(tmp_path, merged=True), "dossiers-table", sender="H21")
    assert all("cell-unusable" in faults for faults in found.column("faults"))


def test_parquet_keeps_types_and_leaves_lists(tmp_path: Path) -> None:
    table = pa.table(
        {
            "code": ["H21-1", "H21-2"],
            "received_at": pa.array([moment(2025, 7, 1, 9, 30), None], pa.timestamp("us")),
            "due_at": pa.array([moment(2025, 7, 4, 10)] * 2, pa.timestamp("ms", "UTC")),
            "submitted_at": pa.array([date(2025, 7, 1)] * 2),
            "component_count": pa.array([2.0, None]),
            "is_digitised": [True, None],
            "extra": [[1], [2]],
        }
    )
    pq.write_table(table, tmp_path / "bang.parquet")
    found = read(tmp_path / "bang.parquet", "dossiers-table", sender="H21")
    first, second = found.rows
    assert first["received_printed_at"] == moment(2025, 7, 1, 9, 30)
    assert first["due_at"] == moment(2025, 7, 4, 17)
    assert first["submitted_at"] == moment(2025, 7, 1)
    assert (first["component_count"], first["is_digitised"]) == (2, True)
    assert second["received_printed_at"] is second["component_count"] is None
    assert (second["record"], second["faults"]) == (2, [])
    assert found.codes == ["columns-nested"]


def test_a_broken_parquet_is_told(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, b"PAR1" + b"x" * 99, profile="dossiers-table", name="a.parquet")
    assert found.codes == ["file-damaged"]


def test_pairs_of_supplements_stand_in_one_row(tmp_path: Path) -> None:
    heads = "code;Ngày yêu cầu bổ sung;Ngày nhận bổ sung;Ngày yêu cầu bổ sung 2;answered_at_2"
    rows = "H21-1;02/07/2025;03/07/2025;05/07/2025;\nH21-2;;;;\nH21-3;32/07/2025;;;\n"
    found = csv(tmp_path, f"{heads}\n{rows}")
    first, second, third = found.column("supplements")
    assert first == [
        {"requested_at": moment(2025, 7, 2), "answered_at": moment(2025, 7, 3)},
        {"requested_at": moment(2025, 7, 5), "answered_at": None},
    ]
    assert second == third == []
    assert found.column("faults") == [[], [], ["date-unreadable"]]
    assert csv(tmp_path, f"{HEADS}\n{ROW}\n").column("supplements") == [None]


def test_procedures_say_who_handles_them_by_level_or_code(tmp_path: Path) -> None:
    heads = "Mã thủ tục;Cấp thực hiện;Thời hạn giải quyết;Đơn vị tính;Mức độ DVC;Có phí"
    rows = ["1.1;Cấp xã;2,5;ngày làm việc;Toàn trình;Có", "1.2;000.00.01.H22;x;tuần;;maybe"]
    found = read_bytes(
        tmp_path, "\n".join([heads, *rows]).encode(), profile="procedures-table", name="a.csv"
    )
    first, second = found.rows
    assert (first["handled_by"], second["handled_by"]) == ("commune", "H22.01")
    assert (first["maximum_time"], first["maximum_unit"]) == (2.5, "working_day")
    assert (first["service_level"], first["has_fee"]) == ("full", True)
    assert (second["maximum_time"], second["maximum_unit"]) == (None, "tuần")
    assert (second["service_level"], second["has_fee"]) == (None, None)
    assert second["faults"] == ["code-not-listed", "number-unreadable"]


def test_petitions_are_known_by_their_own_code(tmp_path: Path) -> None:
    heads = "Mã phản ánh;Mã hồ sơ;Ngày tiếp nhận;Phân loại;Lượt thích"
    content = f"{heads}\nPA1;H21-1;01/07/2025;Hành vi;3\n;H21-2;01/07/2025;;-1\n".encode()
    found = read_bytes(tmp_path, content, profile="petitions-table", name="a.csv", sender="H21")
    first, second = found.rows
    assert (first["key"], first["link"], first["topic"]) == ("PA1", "H21|H21-1", "conduct")
    assert first["likes"] == 3
    assert second["key"].startswith("?")
    assert (second["likes"], second["faults"]) == (None, ["number-unreadable"])


def test_a_profile_of_ones_own_reads_a_table_of_ones_own(tmp_path: Path) -> None:
    own = profile_of(
        """\
profile: rieng
label: Bảng riêng
table: dossiers
form: table
dates: [dd-MM-yyyy HH:mm]
key: [agency, procedure, submitted_at]
fields:
  code: {from: [Biên nhận]}
  agency: {from: Đơn vị}
  procedure_printed: {from: TTHC}
  submitted_at: {from: Nộp lúc}
"""
    )
    content = "Biên nhận;Đơn vị;TTHC;Nộp lúc\n1;H21.1;1.005129.000;01-07-2025 08:00\n".encode()
    (row,) = read_bytes(tmp_path, content, profile=own, name="a.csv").rows
    assert row["key"] == "H21.1|1.005129|2025-07-01 08:00:00"
    assert row["faults"] == ["agency-unreadable"]


TYPED = """
profile: so
label: Sổ
table: dossiers
form: table
dates: [dd/MM/yyyy HH:mm]
fields:
  code: Số
  received_printed_at: Nhận
  due_at: {from: Hẹn, bare_day: end}
"""


@pytest.mark.parametrize("ending", ["xlsx", "parquet"])
def test_cells_that_are_dates_are_read_however_the_profile_writes_dates(
    ending: str, tmp_path: Path
) -> None:
    received, due = moment(2026, 7, 1, 8, 5), moment(2026, 8, 3)
    path = tmp_path / f"so.{ending}"
    if ending == "parquet":
        pq.write_table(pa.table({"Số": ["A"], "Nhận": [received], "Hẹn": [due]}), path)
    else:
        book = openpyxl.Workbook()
        for row in (["Số", "Nhận", "Hẹn"], ["A", received, due]):
            book.active.append(row)
        book.save(path)
    (row,) = read(path, profile_of(TYPED), sender="H21").rows
    assert (row["received_printed_at"], row["due_at"]) == (received, moment(2026, 8, 3, 23, 59, 59))
    assert row["faults"] == []
