"""`caicach calendar`: show, check, add-days, between."""

import json
from pathlib import Path

import pytest
from command_run import Run

OFFICE = """calendar: so-noi-vu
label: Sở Nội vụ
based_on: vietnam
settings: {reception_cut_off: "16:30"}
days:
  - {date: 2026-03-02, kind: half, half: morning, label: Nửa ngày, source: thử}
"""
FAULTY = """calendar: thu
label: Thử
years: [2026]
days:
  - {date: 2026-03-02, kind: work, label: Thử, source: thử}
  - {date: 2026-03-03, kind: half, label: Thử, source: thử}
"""


@pytest.fixture
def office(folder: Path) -> Path:
    path = folder / "so.yaml"
    path.write_text(OFFICE, encoding="utf-8")
    return path


def test_a_year_is_shown_with_its_days_and_their_sources(run: Run) -> None:
    ran = run("calendar", "show", "--year", "2026")
    assert ran.code == 0
    assert "Năm 2026: 250 ngày làm việc" in ran.out
    assert "thứ Bảy" in ran.out
    assert "chờ xác nhận, chưa áp dụng" in ran.out
    assert "2025" not in ran.out


def test_json_has_every_day_and_the_working_days_of_each_year(run: Run) -> None:
    shown = json.loads(run("calendar", "show", "--format", "json").out)
    assert shown["working_days"] == {"2023": 249, "2024": 251, "2025": 250, "2026": 250}
    culture = next(each for each in shown["days"] if each["date"] == "2026-11-24")
    assert (culture["status"], culture["in_force"]) == ("to-confirm", False)


def test_a_year_that_is_not_covered_is_shown_with_a_warning(run: Run) -> None:
    ran = run("calendar", "show", "--year", "2030", "--lang", "en")
    assert ran.code == 0
    assert "2030: 261 working days" in ran.out
    assert "calendar-years-unknown" in ran.err


def test_an_office_shows_its_own_days_and_settings(run: Run, office: Path) -> None:
    ran = run("calendar", "show", "--file", office, "--year", "2026")
    assert "Tiếp nhận sau 16:30 tính vào ngày làm việc tiếp theo" in ran.out
    assert "làm nửa ngày (buổi sáng)" in ran.out
    assert "Năm 2026: 249,5 ngày làm việc" in ran.out


def test_a_file_without_faults_is_usable(run: Run, office: Path) -> None:
    ran = run("calendar", "check", office)
    assert (ran.code, ran.err) == (0, "")
    assert "dùng được" in ran.out


def test_all_faults_of_a_file_are_told_and_stop_the_work(run: Run, folder: Path) -> None:
    (folder / "thu.yaml").write_text(FAULTY, encoding="utf-8")
    ran = run("calendar", "check", "thu.yaml")
    assert ran.code == 1
    assert "thu.yaml:5" in ran.err
    assert "thu.yaml:6" in ran.err
    assert run("calendar", "show", "--file", "thu.yaml").code == 1
    entries = json.loads(run("calendar", "check", "thu.yaml", "-f", "json").out)
    assert [each["code"] for each in entries[0]["issues"]] == [
        "calendar-work-needless",
        "calendar-half-which",
    ]


def test_a_file_that_is_not_there_is_wrong_use(run: Run, folder: Path) -> None:
    ran = run("calendar", "check", "khong.yaml")
    assert ran.code == 2
    assert "file-missing" in ran.err


def test_ten_working_days_over_tet(run: Run) -> None:
    ran = run("calendar", "add-days", "2026-02-13T15:00", "10")
    assert ran.out.startswith("Hết hạn: thứ Sáu 06/03/2026 15:00\n")
    assert ran.out.count("Tết Nguyên đán") == 5
    english = run("calendar", "add-days", "13/02/2026 15:00", "10", "--lang", "en")
    assert english.out.startswith("Due: Friday 2026-03-06 15:00\n")


def test_a_bare_day_has_no_hour_in_its_answer(run: Run) -> None:
    found = json.loads(run("calendar", "add-days", "13/02/2026", "0,5", "-f", "json").out)
    assert (found["due"], found["working_days"]) == ("2026-02-23", 0.5)


def test_a_receipt_after_the_cut_off_is_counted_from_the_next_day(run: Run, office: Path) -> None:
    ran = run("calendar", "add-days", "2026-03-05 16:31", "1", "--file", office)
    assert ran.out == "Hết hạn: thứ Hai 09/03/2026 16:31\nTính từ thứ Sáu 06/03/2026\n"


def test_working_days_between_two_days_leave_out_the_first(run: Run, office: Path) -> None:
    assert run("calendar", "between", "2026-02-27", "2026-03-03").out == "2 ngày làm việc\n"
    assert run("calendar", "between", "2026-02-27", "2026-03-03", "--file", office).out == (
        "1,5 ngày làm việc\n  thứ Hai 02/03/2026: làm nửa ngày (buổi sáng) (Nửa ngày)\n"
    )
    found = json.loads(run("calendar", "between", "2026-03-03", "2026-02-27", "-f", "json").out)
    assert found["working_days"] == -2


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["add-days", "2026-02-30", "1"], "calendar-moment-unreadable"),
        (["add-days", "30/02/2026", "1"], "calendar-moment-unreadable"),
        (["add-days", "13/02/2026 15:00:00:00", "1"], "calendar-moment-unreadable"),
        (["add-days", "2026-02-13T15:00Z", "1"], "calendar-moment-unreadable"),
        (["add-days", "2026-02-13", "mười"], "calendar-amount-unreadable"),
        (["add-days", "2026-02-13", "1000000"], "calendar-amount-unreadable"),
        (["between", "2026-02-13", "mai"], "calendar-moment-unreadable"),
    ],
)
def test_what_cannot_be_read_is_told(run: Run, words: list[str], code: str) -> None:
    ran = run("calendar", *words)
    assert (ran.code, ran.out) == (2, "")
    assert code in ran.err
