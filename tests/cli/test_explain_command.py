"""`caicach explain`: who is meant, and what ails the file."""

import json
from pathlib import Path

import pytest
from command_run import Run

ROWS = "22,Quảng Ninh,entry,7.16\n01,Hà Nội,entry,7.5\n31,Hải Phòng,entry,7\n32,Hải Phòng,entry,7\n"


@pytest.fixture
def result(run: Run, folder: Path) -> Path:
    put = folder / "a.csv"
    put.write_text(f"agency,name,criterion,value\n{ROWS}", encoding="utf-8")
    assert run("score", "pci/2019", "a.csv", "--out", "r.json").code == 0
    return Path("r.json")


@pytest.mark.parametrize("named", ["22", "Quảng Ninh", "quang ninh", "QUẢNG NINH"])
def test_an_agency_is_known_by_code_or_name(run: Run, result: Path, named: str) -> None:
    ran = run("explain", result, named, "entry")
    assert ran.code == 0
    assert "Quảng Ninh · entry" in ran.out


def test_a_name_of_several_agencies_asks_for_the_code(run: Run, result: Path) -> None:
    ran = run("explain", result, "Hải Phòng", "entry")
    assert ran.code == 2
    assert "31 Hải Phòng; 32 Hải Phòng" in ran.err


def test_only_what_is_near_is_offered(run: Run, result: Path) -> None:
    assert "kết quả: 22 Quảng Ninh." in run("explain", result, "Quang Nin", "entry").err
    far = run("explain", result, "zzz", "entry").err
    assert "22 Quảng Ninh" in far
    assert "01 Hà Nội" in far


def test_a_part_that_no_figure_has_is_told_by_its_own_option(run: Run, result: Path) -> None:
    ran = run("explain", result, "22", "entry", "--rows", "both")
    assert ran.code == 2
    assert "--rows both: Không có phần “both” của chỉ tiêu." in ran.err
    assert "--format" not in ran.err


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"schema":', "result-not-json"),
        ('{"schema": "caicach-result/1"}', "result-key-missing"),
        ('{"schema": "caicach-result/1", "agencies": 1}', "result-value-wrong"),
    ],
)
def test_a_broken_result_is_told_in_vietnamese_alone(
    run: Run, folder: Path, text: str, code: str
) -> None:
    (folder / "r.json").write_text(text, encoding="utf-8")
    ran = run("explain", "r.json", "a", "b")
    assert ran.code == 1
    assert f"[{code}]" in ran.err
    assert not any(word in ran.err for word in ("required", "Input", "Expecting"))


def test_a_break_of_the_whole_set_is_said_once(run: Run, result: Path) -> None:
    changed = json.loads(result.read_text(encoding="utf-8")) | {"edition": "khac/2018"}
    Path("y.json").write_text(json.dumps(changed), encoding="utf-8")
    ran = run("score", "pci/2019", "a.csv", "--previous", "y.json")
    assert ran.code == 0
    assert ran.out.count("Không so được với khac/2018") == 1
    assert "So năm trước" not in ran.out


def test_an_agency_that_changed_blocks_keeps_its_change_and_says_why(
    run: Run, result: Path
) -> None:
    changed = json.loads(result.read_text(encoding="utf-8"))
    changed["agencies"][0]["block"] = "khối cũ"
    name = changed["agencies"][0]["name"]
    Path("y.json").write_text(json.dumps(changed), encoding="utf-8")
    ran = run("score", "pci/2019", "a.csv", "--previous", "y.json")
    assert f"0,00; {name} đã đổi từ khối khối cũ" in ran.out
