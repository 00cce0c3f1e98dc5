"""`caicach clocks`: compared, listed and explained for the person who asks."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from command_run import Run

from caicach.core.calendars import shipped_calendar
from caicach.core.clocks import CLOCK_CODES
from caicach.engine.facts import Store
from caicach.engine.facts.shape import TABLES
from caicach.engine.judgements import JudgementSetting, judge_dossiers

END = ("--period-end", "2026-03-31")


def dossier(number: int, steps: dict[str, int], **given: Any) -> dict[str, Any]:
    return {
        "key": f"K{number}",
        "code": f"H21.217-{number}",
        "agency": "H21.217",
        "agency_name": "Ủy ban nhân dân xã Mẫu",
        "procedure": "1.005129",
        "status": "in_progress",
        "received_printed_at": "2026-02-24T08:00:00",
        "received_month": "2026-02",
        "due_at": "2026-03-03T17:00:00",
        "steps": [{"at": at, "status": status} for at, status in steps.items()],
        "file": "f" * 16,
        "record": number,
        "line": 10 + number,
        **given,
    }


ROWS = [
    dossier(1, {"2026-03-03T16:00:00": 9}),
    dossier(2, {"2026-03-03T17:05:00": 9}),
    dossier(3, {"2026-03-02T09:00:00": 5}),
    dossier(4, {}, agency="H21.3", agency_name="Sở Mẫu", is_duplicate=True),
    dossier(5, {"2026-02-25T17:00:00": 9}, due_at=None, procedure="9.999999"),
]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of five dossiers; the command only reads it."""
    schema = TABLES["dossiers"].schema
    text = pa.schema(
        [
            pa.field(each.name, pa.string()) if pa.types.is_timestamp(each.type) else each
            for each in schema
        ]
    )
    steps = pa.list_(pa.struct([("at", pa.string()), ("status", pa.int8())]))
    place = text.get_field_index("steps")
    rows = pa.Table.from_pylist(ROWS, schema=text.set(place, pa.field("steps", steps)))
    store = Store.create(tmp_path_factory.mktemp("clocks") / "kho")
    judged = judge_dossiers(rows.cast(schema), JudgementSetting(shipped_calendar()))
    with store.writing() as writing:
        writing.replace_months("dossiers", ["2026-02"], judged)
        file = {"file": "f" * 16, "name": "quy-1.ndjson"}
        writing.replace("files", pa.Table.from_pylist([file], schema=TABLES["files"].schema))
        writing.commit("intake", "test")
    return Path(store.address)


def test_the_table_has_each_agency_all_of_them_and_the_flips_in_words(run: Run, kept: Path) -> None:
    ran = run("clocks", "compare", "--store", kept, *END)
    assert (ran.code, ran.err) == (0, "")
    assert "Tỷ lệ đúng hạn và còn hạn theo ba cách tính · đến hết 31/3/2026" in ran.out
    assert "H21.217 Ủy ban nhân dân xã Mẫu" in ran.out
    lines = {line.split("  ")[0].strip(): line for line in ran.out.splitlines()}
    assert lines["Tất cả"].split()[2:] == ["5", "50,00", "%", "80,00", "%", "60,00", "%", "1"]
    assert "Không kể hồ sơ trùng" in lines
    assert (
        "H21.217-2: theo Cổng, theo giờ: quá hạn – kết thúc xử lý (bước 9) lúc 17:05 ngày"
        " 03/3/2026, hạn 17:00 ngày 03/3/2026; theo ngày: đúng hạn –" in ran.out
    )


def test_no_dossiers_is_no_data_and_not_zero_percent(run: Run, kept: Path) -> None:
    ran = run("clocks", "compare", "--store", kept, *END, "--procedure", "9.999999")
    assert "Chưa có số liệu" in ran.out


def test_a_procedure_of_no_dossier_is_told_and_does_not_read_as_zero(run: Run, kept: Path) -> None:
    ran = run("clocks", "compare", "--store", kept, *END, "--procedure", "1.777777")
    assert (ran.code, ran.out) == (2, "")
    assert "Kho không có hồ sơ nào của thủ tục “1.777777”" in ran.err


def test_a_present_before_the_period_is_refused(run: Run, kept: Path) -> None:
    words = ("clocks", "compare", "--store", kept, "--period", "2026-Q1")
    ran = run(*words, "--now", "2025-12-31")
    assert (ran.code, "[clocks-now-before-period]" in ran.err) == (2, True)
    assert run(*words, "--now", "2026-01-01").code == 0


def test_one_dossier_is_one_dossier(run: Run, kept: Path) -> None:
    ran = run("clocks", "compare", "--store", kept, *END, "--lang", "en")
    assert "1 dossiers" not in ran.out


def test_the_table_is_in_english_too(run: Run, kept: Path) -> None:
    ran = run("clocks", "compare", "--store", kept, "--period", "2026-Q1", "--lang", "en")
    assert "Shares in time by the three clocks · Q1 2026, up to the end of 31 March 2026" in ran.out
    assert "due 17:00 on 3 March 2026" in ran.out


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ((), ["clocks-no-period"]),
        (("--period", "2026-Q1", *END), ["clocks-two-periods"]),
        (("--period", "2026-Q9"), ["period-quarter"]),
        (("--period-end", "mai"), ["clocks-time-unreadable"]),
        (
            (*END, "--now", "x", "--reading", "y", "--reading", "portal.a=b"),
            ["clocks-time-unreadable", "clocks-reading-unreadable", "clock-reading-unknown"],
        ),
        ((*END, "--reading", "lunar.knowledge=whole_feed"), ["clock-unknown"]),
        ((*END, "--agency", "H99"), ["clocks-agency-unknown"]),
        ((*END, "--format", "xlsx"), ["cli-format-unknown"]),
        ((*END, "--rows", "--format", "table"), ["cli-format-unknown"]),
        ((*END, "--out", "a.doc"), ["cli-out-ending"]),
    ],
    ids=str,
)
def test_what_does_not_fit_is_told_all_at_once(
    run: Run, kept: Path, words: tuple[str, ...], codes: list[str]
) -> None:
    ran = run("clocks", "compare", "--store", kept, *words)
    assert (ran.code, ran.out) == (2, "")
    assert [code for code in codes if f"[{code}]" in ran.err] == codes


def test_json_says_what_made_it(run: Run, kept: Path) -> None:
    ran = run("clocks", "compare", "--store", kept, "--period", "2026-Q1", "--format", "json")
    found = json.loads(ran.out)
    assert found["start"] == "2026-01-01T00:00:00"
    assert found["end"] == found["now"] == "2026-03-31T23:59:59"
    assert found["facts_version"] == 1
    assert found["readings"]["portal"]["second_request"] == "overdue"
    portal = found["total"]["clocks"]["portal"]
    assert (portal["numerator"], portal["denominator"]) == (2, 4)
    assert portal["without_duplicates"]["denominator"] == 3
    assert sum(portal["states"].values()) == found["total"]["dossiers"] == 5


def test_csv_has_one_row_an_agency(run: Run, kept: Path) -> None:
    ran = run("clocks", "compare", "--store", kept, *END, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert [(row["agency"], row["date_numerator"]) for row in rows] == [
        ("H21.217", "4"),
        ("H21.3", "0"),
    ]


def test_rows_are_json_with_one_record_a_dossier(run: Run, kept: Path) -> None:
    ran = run("clocks", "compare", "--store", kept, *END, "--rows")
    found = json.loads(ran.out)
    assert [each["dossier"] for each in found] == [row["code"] for row in ROWS]
    step = {"at": "2026-03-03T17:05:00", "status": 9}
    assert found[1] == {
        "dossier": "H21.217-2",
        "key": "K2",
        "agency": "H21.217",
        "procedure": "1.005129",
        "portal": "overdue",
        "date": "on_time",
        "working_time": "overdue",
        "end": dict.fromkeys(CLOCK_CODES, "2026-03-03T17:05:00"),
        "due": dict.fromkeys(CLOCK_CODES, "2026-03-03T17:00:00"),
        "reason": dict.fromkeys(CLOCK_CODES, "finished"),
        "step": dict.fromkeys(CLOCK_CODES, step),
        "faults": [],
    }


def test_the_hour_of_the_period_end_counts(run: Run, kept: Path) -> None:
    ended = ("--period-end", "2026-03-03T17:00", "--rows")
    found = json.loads(run("clocks", "compare", "--store", kept, *ended).out)
    assert found[1]["portal"] == "open_in_time"
    assert found[1]["working_time"] == "open_overdue"


def test_rows_go_to_a_file_whose_ending_tells_the_form(run: Run, kept: Path, folder: Path) -> None:
    ran = run("clocks", "compare", "--store", kept, *END, "--rows", "--out", "rows.csv")
    assert (ran.code, ran.out) == (0, "")
    rows = list(csv.DictReader(io.StringIO((folder / "rows.csv").read_text("utf-8"))))
    assert [row["date"] for row in rows] == [
        *("on_time", "on_time", "open_in_time", "open_overdue", "on_time"),
    ]


def test_flips_alone_are_told_in_words_or_as_records(run: Run, kept: Path) -> None:
    ran = run("clocks", "compare", "--store", kept, *END, "--flips")
    assert [line.partition(":")[0] for line in ran.out.splitlines()] == ["H21.217-2"]
    found = json.loads(run("clocks", "compare", "--store", kept, *END, "--flips", "-f", "json").out)
    assert [each["dossier"] for each in found] == ["H21.217-2"]


def test_another_reading_is_named_below_the_table(run: Run, kept: Path) -> None:
    words = (*END, "--reading", "date.due_on_day_off=next_working_day")
    ran = run("clocks", "compare", "--store", kept, *words)
    assert "Cách đọc: date.due_on_day_off=next_working_day" in ran.out


def test_a_dossier_is_explained_with_its_steps_and_its_line(run: Run, kept: Path) -> None:
    ran = run("clocks", "explain", "H21.217-3", "--store", kept, *END)
    assert ran.code == 0
    assert "chưa xong, còn hạn" in ran.out
    assert "đang chờ bổ sung (bước 5) lúc 09:00 ngày 02/3/2026" in ran.out
    assert "Bước 5 – yêu cầu bổ sung giấy tờ" in ran.out
    assert "Nguồn: quy-1.ndjson, bản ghi 3, dòng 13" in ran.out


def test_flaws_of_a_dossier_are_told_when_it_is_explained(run: Run, kept: Path) -> None:
    ran = run("clocks", "explain", "K5", "--store", kept, *END)
    assert "không tính" in ran.out
    assert "[due-unknown]" in ran.out


def test_an_explanation_is_json_too(run: Run, kept: Path) -> None:
    ran = run("clocks", "explain", "H21.217-2", "--store", kept, *END, "--format", "json")
    (found,) = json.loads(ran.out)
    assert (found["portal"], found["date"], found["file"]) == ("overdue", "on_time", "quy-1.ndjson")


def test_a_dossier_that_is_not_there_is_told(run: Run, kept: Path) -> None:
    ran = run("clocks", "explain", "H21.217-99", "--store", kept, *END)
    assert ran.code == 2
    assert "[store-row-unknown]" in ran.err


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_list_has_every_reading_with_its_default(run: Run, lang: str) -> None:
    ran = run("clocks", "list", "--lang", lang)
    assert "portal.second_request" in ran.out
    entries = json.loads(run("clocks", "list", "--format", "json", "--lang", lang).out)
    for entry in entries:
        for reading in entry["readings"]:
            assert reading["default"] in [option["id"] for option in reading["options"]]
    rows = csv.DictReader(io.StringIO(run("clocks", "list", "--format", "csv").out))
    assert {row["clock"] for row in rows} == {"portal", "date", "working_time"}
