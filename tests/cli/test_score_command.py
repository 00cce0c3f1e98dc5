"""`caicach score`: done, faults, wrong use."""

import json
from pathlib import Path

import openpyxl
import pytest
from command_run import Run

HEAD = "agency,name,criterion,value\n"
ROWS = "22,Quảng Ninh,entry,7.16\n22,Quảng Ninh,land,7.00\n01,Hà Nội,entry,7.5\n01,Hà Nội,land,6\n"


@pytest.fixture
def inputs(folder: Path) -> Path:
    path = folder / "a.csv"
    path.write_text(HEAD + ROWS, encoding="utf-8")
    return Path("a.csv")


def put(text: str, name: str = "a.csv") -> Path:
    Path(name).write_text(text, encoding="utf-8")
    return Path(name)


def test_a_round_is_printed_with_its_statement_and_its_ranks(run: Run, shelf: Path) -> None:
    ran = run("score", "pci/2019", shelf / "pci/2019.inputs.csv")
    assert (ran.code, ran.err) == (0, "")
    assert "Quảng Ninh dẫn đầu 63 cơ quan với 73,40 điểm" in ran.out
    assert "1/63   Quảng Ninh" in ran.out
    assert "\x1b" not in ran.out


def test_published_figures_are_compared(run: Run, shelf: Path) -> None:
    folder = shelf / "quang-nam-department"
    ran = run(
        *("score", "quang-nam-department/2021", folder / "2021.inputs.csv"),
        *("--published", folder / "2021.published.csv"),
    )
    assert ran.code == 0
    assert "61,58" in ran.out
    assert "8/13 là 61,54 %" in ran.out


def test_json_follows_the_schema_with_decimals_as_text(run: Run, inputs: Path) -> None:
    ran = run("score", "pci/2019", inputs, "--format", "json")
    content = json.loads(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert content["schema"] == "caicach-result/1"
    agency = content["agencies"][0]
    assert agency["items"][0]["points"] == "3.58"
    assert agency["items"][0]["trace"]["inputs"] == {"value": "7.16"}
    assert {item["state"] for item in agency["items"]} == {"scored", "not_reported"}
    assert agency["coverage"] == {
        "items_reported": 2,
        "items_due": 10,
        "maximum_reported": agency["coverage"]["maximum_reported"],
    }


@pytest.mark.parametrize("ending", ["json", "csv", "xlsx", "html", "txt"])
def test_the_ending_of_the_output_tells_its_form(run: Run, inputs: Path, ending: str) -> None:
    out = Path(f"r.{ending}")
    ran = run("score", "pci/2019", inputs, "--out", out)
    assert (ran.code, ran.out) == (0, "")
    assert f"Đã ghi {out}" in ran.err
    assert out.stat().st_size > 300
    if ending == "xlsx":
        assert openpyxl.load_workbook(out).sheetnames[0] == "Xếp hạng"


def test_a_result_explains_its_points_and_reconciles(run: Run, inputs: Path) -> None:
    run("score", "pci/2019", inputs, "--out", "r.json")
    ran = run("explain", "r.json", "22", "entry")
    assert ran.code == 0
    assert "3,58" in ran.out
    assert "7,16" in ran.out
    put("agency,criterion,points\n22,entry,3.58\n22,land,3.6\n", "p.csv")
    ran = run("reconcile", "r.json", "p.csv", "--format", "json")
    assert json.loads(ran.out)["summary"] == {
        "equal": 1,
        "within_rounding": 0,
        "different": 1,
        "not_comparable": 0,
    }


def test_a_published_table_is_checked_by_itself(run: Run, shelf: Path) -> None:
    ran = run("reconcile", shelf / "quang-nam-department/2021.published.csv")
    assert ran.code == 0
    assert "[percent-slip]" in ran.out


def test_without_figures_those_that_ship_are_taken_and_compared(run: Run) -> None:
    ran = run("score", "quang-nam-department/2021")
    assert ran.code == 0
    assert "8/13 là 61,54 %" in ran.out
    content = json.loads(run("score", "pci/2019", "--format", "json").out)
    assert content["reconciliation"]["summary"]["different"] == 0
    assert len(content["agencies"]) == 63


def test_last_year_is_compared_with(run: Run, folder: Path, shelf: Path) -> None:
    run("score", "pci/2018", shelf / "pci/2018.inputs.csv", "--out", "r18.json")
    ran = run(
        *("score", "pci/2019", shelf / "pci/2019.inputs.csv", "--previous", "r18.json"),
        *("--format", "json"),
    )
    change = json.loads(ran.out)["agencies"][0]["change"]
    assert change["edition"] == "pci/2018"
    assert change["break"] or change["index"]


def test_an_option_of_the_edition_is_chosen(run: Run, shelf: Path) -> None:
    figures = shelf / "service-index/2026-provinces.inputs.csv"
    chosen = "online_points=full-process-share"
    ran = run("score", "service-index/2026", figures, "--choose", chosen, "--format", "json")
    assert ran.code == 0
    assert json.loads(ran.out)["choices"] == {"online_points": "full-process-share"}
    ran = run("score", "service-index/2026", figures, "--choose", "online_points=x")
    assert ran.code == 2
    assert "full-process-share" in ran.err


def test_all_faults_are_told_at_once_and_nothing_is_written(run: Run, folder: Path) -> None:
    put(HEAD + "22,Quảng Ninh,entry,bảy\n22,Quảng Ninh,land,11\n22,Quảng Ninh,lnd,5\n")
    ran = run("score", "pci/2019", "a.csv", "--out", "r.xlsx")
    assert (ran.code, ran.out) == (1, "")
    assert "Lỗi (3):" in ran.err
    for code, place in (
        ("number-words", "a.csv:2"),
        ("value-off-scale", "a.csv:3"),
        ("code-unknown", "a.csv:4"),
    ):
        assert f"{place}: " in ran.err
        assert f"[{code}]" in ran.err
    assert sorted(path.name for path in folder.iterdir()) == ["a.csv"]


def test_faults_in_json_are_a_result_without_agencies(run: Run, folder: Path) -> None:
    put(HEAD + "22,Quảng Ninh,entry,bảy\n")
    ran = run("score", "pci/2019", "a.csv", "--format", "json", "--lang", "en")
    content = json.loads(ran.out)
    assert (ran.code, ran.err) == (1, "")
    assert (content["schema"], content["edition"]) == ("caicach-result/1", "pci/2019")
    assert content["agencies"] == []
    assert content["issues"] == [
        {
            "code": "number-words",
            "severity": "fault",
            "where": "a.csv:2",
            "problem": "“bảy” is not a number.",
            "remedy": "Enter the number alone (for example 96,27) and put any explanation "
            "in another column.",
        }
    ]


def test_many_faults_of_a_kind_are_counted_and_json_has_them_all(run: Run, folder: Path) -> None:
    put(HEAD + "".join(f"{i},Tỉnh {i},entry,x\n" for i in range(70)))
    ran = run("score", "pci/2019", "a.csv")
    assert ran.code == 1
    assert "Lỗi (70):" in ran.err
    assert ran.err.count("number-words") == 51
    assert "… và 20 trường hợp nữa" in ran.err
    ran = run("score", "pci/2019", "a.csv", "--format", "json")
    assert len(json.loads(ran.out)["issues"]) == 70


def test_faults_of_inputs_published_and_previous_come_together(run: Run, folder: Path) -> None:
    put(HEAD + "22,Quảng Ninh,entry,x\n")
    put("agency;points\na;tám\n", "p.csv")
    put("{}", "old.json")
    ran = run("score", "pci/2019", "a.csv", "--published", "p.csv", "--previous", "old.json")
    assert ran.code == 1
    for place in ("a.csv:2", "p.csv:2", "old.json"):
        assert f"{place}: " in ran.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("score", "pci/2091", "a.csv"), "pci/2019"),
        (("score", "pic/2019", "a.csv"), "pci/2019"),
        (("score", "pci/2019", "none.csv", "no.csv"), "no.csv"),
        (("score", "none.yaml", "a.csv"), "none.yaml"),
        (("score", "pci/2019", "a.csv", "--format", "pdf"), "xlsx"),
        (("score", "pci/2019", "a.csv", "--format", "html"), "--out"),
        (("score", "pci/2019", "a.csv", "--out", "r.pdf"), "--format"),
        (("score", "pci/2019", "a.csv", "--out", "nowhere/r.json"), "nowhere"),
        (("score", "pci/2019", "a.csv", "--out", "a.csv"), "a.csv"),
        (("score", "pci/2019", "a.csv", "--out", "."), "--format"),
        (("score",), "SET/EDITION"),
        (("score", "sample-commune/2026"), "workbook"),
        (("score", "pci/2019", "a.csv", "--published"), "--published"),
        (("score", "pci/2019", "a.csv", "--publishd", "p.csv"), "--published"),
        (("explain", "none.json", "22", "entry"), "none.json"),
        (("scor",), "score"),
    ],
)
def test_wrong_use_leaves_with_2_and_says_what_is_known(
    run: Run, inputs: Path, words: tuple[str, ...], says: str
) -> None:
    before = inputs.read_text(encoding="utf-8")
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert "Traceback" not in ran.err
    assert inputs.read_text(encoding="utf-8") == before


def test_an_agency_or_item_the_result_lacks_names_those_close_to_it(run: Run, inputs: Path) -> None:
    run("score", "pci/2019", inputs, "--out", "r.json")
    ran = run("explain", "r.json", "22", "enrty")
    assert ran.code == 2
    assert "entry" in ran.err
    ran = run("explain", "r.json", "2", "entry", "--lang", "en")
    assert ran.code == 2
    assert "22" in ran.err


def test_a_file_of_an_edition_may_be_named_instead(run: Run, inputs: Path) -> None:
    put(EDITION, "mine.yaml")
    put("agency,criterion,value\na,x,50\nb,x,40\n", "b.csv")
    ran = run("score", "mine.yaml", "b.csv", "--format", "json")
    assert ran.code == 0
    assert [each["points"] for each in json.loads(ran.out)["agencies"]] == ["5", "4"]


def test_an_edition_with_faults_is_not_scored(run: Run, inputs: Path) -> None:
    put(EDITION.replace("linear", "liner"), "mine.yaml")
    ran = run("score", "mine.yaml", "a.csv")
    assert ran.code == 1
    assert "mine.yaml:8" in ran.err


EDITION = """edition: mine/2026
label: Của tôi
maximum: 10
areas:
  - code: x
    label: Một
    max_points: 10
    rule: {kind: linear}
    source: {text: thử}
"""


def test_control_characters_of_a_file_never_reach_the_terminal(run: Run, folder: Path) -> None:
    put("agency,name,criterion,value\n22,\x1b[31mQuảng\u202eNinh\x07,entry,7\n23,B,entry,6\n")
    ran = run("score", "pci/2019", "a.csv")
    assert ran.code == 0
    assert "\ufffdQuảng\ufffdNinh\ufffd" in ran.out
    put("agency,criterion,value\n22,entry,\x1b]0;x\x07y\n")
    ran = run("score", "pci/2019", "a.csv")
    assert ran.code == 1
    assert not {"\x1b", "\x07", "\u202e"} & set(ran.out + ran.err)


def test_what_is_missing_is_told_and_is_no_fault(run: Run, inputs: Path) -> None:
    ran = run("score", "pci/2019", inputs)
    assert ran.code == 0
    assert "2/10 mục" in ran.out
    assert "…" in ran.out or "Chưa có số liệu" in ran.out or "7,08" in ran.out


@pytest.mark.parametrize(("width", "shows_areas"), [(None, True), (120, True), (70, False)])
def test_names_stay_whole_and_areas_give_way_on_a_narrow_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch, width: int | None, shows_areas: bool
) -> None:
    monkeypatch.setattr("caicach.cli.session.Session.width", width)
    ran = run("score", "papi/2017")
    head = next(line for line in ran.out.splitlines() if "Hạng" in line)
    assert ("D6" in head) == shows_areas
    assert ("D6 Cung ứng" in ran.out) == shows_areas
    assert ("chưa hiện các cột: D1, D2, D3, D4, D5, D6" in ran.out) != shows_areas
    assert "Quảng Ninh" in ran.out


def test_what_an_edition_says_of_itself_stands_beside_its_figures(run: Run, folder: Path) -> None:
    assert "không phải điểm tổng do PAPI công bố" in run("score", "papi/2024").out
    run("score", "papi/2024", "--out", "r.html")
    assert "không phải điểm tổng do PAPI công bố" in Path("r.html").read_text(encoding="utf-8")
