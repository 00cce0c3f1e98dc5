"""`caicach standards`: list, show, check, cases, import, workbook."""

import csv
import io
import json
from pathlib import Path

import docx
import openpyxl
import pytest
from command_run import Run

from caicach.core.criteria import load_edition, shipped_names


def test_every_shipped_edition_is_listed(run: Run) -> None:
    ran = run("standards", "list", "--format", "json")
    assert ran.code == 0
    assert [each["edition"] for each in json.loads(ran.out)] == shipped_names()
    assert "pci/2019" in run("standards", "list").out


def test_samples_say_that_they_are_samples(run: Run) -> None:
    listed = json.loads(run("standards", "list", "--format", "json").out)
    samples = [each for each in listed if each["edition"].startswith("sample-")]
    assert samples
    assert all(each["sample"] for each in samples)


def test_an_edition_is_shown_with_rules_in_words(run: Run) -> None:
    ran = run("standards", "show", "service-index/2026")
    assert ran.code == 0
    assert "online_points" in ran.out
    assert "2.1" in ran.out
    rows = list(csv.reader(io.StringIO(run("standards", "show", "pci/2019", "-f", "csv").out)))
    assert rows[0] == ["code", "label", "maximum", "rule"]
    assert rows[1][0] == "entry"


def test_all_shipped_editions_are_checked_when_none_is_named(run: Run) -> None:
    ran = run("standards", "check")
    assert ran.code == 0
    assert ran.out.count("dùng được") == len(shipped_names())


FAULTY = """edition: thu/2026
label: Thử
maximum: 10
areas:
  - code: a
    label: Một
    max_points: 9
    rule: {kind: steps, steps: [{from: 50, points: 5}, {from: 80, points: 9}]}
"""


def test_every_fault_of_an_edition_is_told_with_its_line(run: Run, folder: Path) -> None:
    Path("thu.yaml").write_text(FAULTY, encoding="utf-8")
    ran = run("standards", "check", "thu.yaml")
    assert ran.code == 1
    for code in ("source-missing", "step-unreachable", "total-does-not-add"):
        assert f"[{code}]" in ran.err
    assert "thu.yaml:8" in ran.err


def test_a_folder_of_editions_is_checked_without_its_cases(run: Run, folder: Path) -> None:
    Path("so/cases/2026").mkdir(parents=True)
    Path("so/2026.yaml").write_text(FAULTY, encoding="utf-8")
    Path("so/cases/2026/a.yaml").write_text("[]", encoding="utf-8")
    ran = run("standards", "check", "so", "--format", "json")
    assert ran.code == 1
    assert [each["edition"] for each in json.loads(ran.out)] == ["so/2026.yaml"]
    Path("empty").mkdir()
    assert run("standards", "check", "empty").code == 2


GOOD = """edition: thu/2026
label: Thử
maximum: 10
areas:
  - {code: a, label: Một, max_points: 10, source: {text: thử}, rule: {kind: linear}}
"""


@pytest.mark.parametrize(("points", "code"), [("5", 0), ("6", 1)])
def test_cases_beside_an_edition_are_run(run: Run, folder: Path, points: str, code: int) -> None:
    Path("cases/2026").mkdir(parents=True)
    Path("2026.yaml").write_text(GOOD, encoding="utf-8")
    case = f"- {{name: nửa, given: {{value: 50}}, expect: {{points: {points}}}}}\n"
    Path("cases/2026/a.yaml").write_text(case, encoding="utf-8")
    ran = run("standards", "cases", "2026.yaml", "--format", "json")
    assert ran.code == code
    assert [each["passed"] for each in json.loads(ran.out)] == [code == 0]
    assert ("[case-failed]" in run("standards", "cases", "2026.yaml").err) == (code == 1)


def test_cases_of_a_shipped_edition_are_run_by_name(run: Run) -> None:
    ran = run("standards", "cases", "pci/2019", "--format", "json")
    assert ran.code == 0
    outcomes = json.loads(ran.out)
    assert outcomes
    assert all(each["passed"] for each in outcomes)


def appendix(path: Path, maximum: str = "10") -> Path:
    """A small table as offices write it."""
    document = docx.Document()
    document.add_paragraph("BỘ TIÊU CHÍ ĐÁNH GIÁ")
    table = document.add_table(rows=1, cols=4)
    rows = [
        ("I", "CHỈ ĐẠO, ĐIỀU HÀNH", maximum, ""),
        ("1", "Kế hoạch", "4", "Có: 4 điểm; Không: 0 điểm"),
        ("2", "Xử lý hồ sơ", "6", "Tùy mức độ hoàn thành"),
    ]
    for cell, text in zip(
        table.rows[0].cells, ("STT", "Tiêu chí", "Điểm tối đa", "Cách chấm"), strict=True
    ):
        cell.text = text
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(path)
    return path


def test_an_appendix_becomes_an_edition_and_a_list_to_confirm(run: Run, folder: Path) -> None:
    ran = run("standards", "import", appendix(folder / "a.docx"), "--as", "so-noi-vu/2026")
    assert ran.code == 0, ran.err
    text = Path("so-noi-vu/2026.yaml").read_text(encoding="utf-8")
    loaded = load_edition(text, "2026.yaml")
    assert loaded.edition is not None
    assert loaded.edition.edition == "so-noi-vu/2026"
    page = Path("so-noi-vu/2026.confirm.md").read_text(encoding="utf-8")
    assert page.startswith("# Những chỗ cần xác nhận")
    assert "- [ ] **" in page
    assert "Xử lý hồ sơ" in ran.out


def test_an_import_without_a_table_prints_none(run: Run, folder: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Không có bảng nào.")
    document.save(str(folder / "a.docx"))
    ran = run("standards", "import", "a.docx", "--as", "x/2026")
    assert (ran.code, ran.out) == (1, "")
    assert "Đọc 0 dòng" not in ran.err


def test_places_of_an_import_are_said_in_the_language_of_the_run(run: Run, folder: Path) -> None:
    ran = run("standards", "import", appendix(folder / "a.docx"), "--as", "x/2026", "--lang", "en")
    assert "table 1, row 2" in ran.out
    assert "bảng" not in ran.out


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"- a\n- b\n", "cli-edition-no-keys"), (b"a: \x80\xff", "cli-edition-not-text")],
)
def test_a_file_that_is_no_edition_is_told_as_a_whole(
    run: Run, folder: Path, content: bytes, code: str
) -> None:
    (folder / "x.yaml").write_bytes(content)
    ran = run("standards", "check", "x.yaml")
    assert ran.code == 1
    assert f"[{code}]" in ran.err
    assert "CSV" not in ran.err


def test_an_import_in_json_holds_everything(run: Run, folder: Path) -> None:
    path = appendix(folder / "a.docx")
    ran = run("standards", "import", path, "--as", "so/2026", "--format", "json")
    content = json.loads(ran.out)
    assert [row["max"] for row in content["rows"]] == ["10", "4", "6"]
    assert content["confirm"][0]["why"]
    assert content["written"] == ["so/2026.yaml", "so/2026.confirm.md"]


def test_an_appendix_with_faults_is_written_for_mending_and_says_so(run: Run, folder: Path) -> None:
    path = appendix(folder / "a.docx", maximum="11")
    ran = run("standards", "import", path, "--as", "so/2026")
    assert ran.code == 1
    assert "Lỗi (" in ran.err
    assert "chưa dùng được" in ran.err
    text = Path("so/2026.yaml").read_text(encoding="utf-8")
    assert "CHƯA DÙNG ĐƯỢC" in text
    assert run("standards", "check", "so/2026.yaml").code == 1


def test_a_part_that_is_not_there_writes_nothing(run: Run, folder: Path) -> None:
    path = appendix(folder / "a.docx")
    ran = run("standards", "import", path, "--as", "so/2026", "--part", "Phụ lục IX")
    assert ran.code == 1
    assert "Phụ lục IX" in ran.err
    assert not Path("so").exists()


@pytest.mark.parametrize(
    "name", ["../x/2026", "so/../2026", "/etc/x", "So/2026", "so", "so/2026/x", "so/.x", ""]
)
def test_a_name_cannot_lead_out_of_the_folder(run: Run, folder: Path, name: str) -> None:
    ran = run("standards", "import", appendix(folder / "a.docx"), "--as", name)
    assert ran.code == 2
    assert sorted(path.name for path in folder.rglob("*")) == ["a.docx"]


def test_a_link_cannot_lead_out_of_the_folder(run: Run, folder: Path) -> None:
    inside, outside = folder / "in", folder / "out"
    inside.mkdir()
    outside.mkdir()
    (inside / "so").symlink_to(outside)
    path = appendix(folder / "a.docx")
    assert run("standards", "import", path, "--as", "so/2026", "--out", inside).code == 2
    assert list(outside.iterdir()) == []


def test_an_edition_that_is_there_is_not_replaced_unless_told(run: Run, folder: Path) -> None:
    path = appendix(folder / "a.docx")
    run("standards", "import", path, "--as", "so/2026")
    Path("so/2026.yaml").write_text("sửa tay", encoding="utf-8")
    assert run("standards", "import", path, "--as", "so/2026").code == 2
    assert Path("so/2026.yaml").read_text(encoding="utf-8") == "sửa tay"
    assert run("standards", "import", path, "--as", "so/2026", "--overwrite").code == 0


def test_a_workbook_is_made_filled_in_and_scored(run: Run, folder: Path) -> None:
    Path("ag.csv").write_text("Mã;Tên cơ quan\nSNV;Sở Nội vụ\n", encoding="utf-8")
    ran = run("standards", "workbook", "pci/2019", "--agencies", "ag.csv", "--out", "w.xlsx")
    assert ran.code == 0
    book = openpyxl.load_workbook("w.xlsx")
    book.worksheets[0]["C6"] = 8
    book.save("w.xlsx")
    content = json.loads(run("score", "pci/2019", "w.xlsx", "--format", "json").out)
    assert content["agencies"][0]["name"] == "Sở Nội vụ"
    assert content["agencies"][0]["items"][0]["points"] == "4"


def test_a_workbook_needs_a_name_that_ends_in_xlsx(run: Run, folder: Path) -> None:
    assert run("standards", "workbook", "pci/2019", "--out", "w.csv").code == 2
    assert list(folder.iterdir()) == []
