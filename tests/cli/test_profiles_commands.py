"""`caicach profiles`: listed, shown, checked, tried on real data, drafted."""

import json
from pathlib import Path

import pytest
from command_run import Run

from caicach.engine.profiles import load_profile, shipped_profiles

HEADS = "Mã hồ sơ;Ma TTHC;Trạng thái;Ngày tiếp nhận;Số CCCD;Người nộp;Nơi cấp"
ROWS = (
    "H21.217-250701-0001;1.005129;Đang xử lý;01/07/2025 09:30;001199012345;Nguyễn Thị Mẫu;X",
    "H21.217-250701-0002;1.005129;Chờ;32/07/2025 09:30;001199012346;Trần Văn Mẫu;X",
)


@pytest.fixture
def table(folder: Path) -> Path:
    path = folder / "ho-so.csv"
    path.write_text("\n".join([HEADS, *ROWS]) + "\n", "utf-8")
    return path


def test_all_shipped_profiles_are_listed_in_both_languages(run: Run) -> None:
    ran = run("profiles", "list", "--format", "json")
    assert ran.code == 0
    assert [each["profile"] for each in json.loads(ran.out)] == shipped_profiles()
    assert "Bảng hồ sơ" in run("profiles", "list").out
    assert "Table of dossiers" in run("profiles", "list", "--lang", "en").out


@pytest.mark.parametrize("name", shipped_profiles())
def test_a_profile_is_shown_with_its_sources(name: str, run: Run) -> None:
    ran = run("profiles", "show", name)
    assert ran.code == 0
    feed = (load_profile(name)[0] or pytest.fail("it does not load")).feeds[0]
    assert all(column in ran.out for column in feed.fields)
    (first, *_) = json.loads(run("profiles", "show", name, "--format", "json").out)
    assert first["table"] == feed.table


def test_a_name_nobody_knows_is_wrong_use(run: Run) -> None:
    ran = run("profiles", "show", "national-dosiers")
    assert ran.code == 2
    assert "national-dossiers" in ran.err


def test_everything_that_ships_passes(run: Run) -> None:
    assert run("profiles", "check").code == 0


def test_faults_come_with_their_lines(run: Run, folder: Path) -> None:
    path = folder / "mau.yaml"
    path.write_text(
        "profile: mau\nlabel: Mẫu\ntable: steps\nform: json\ndates: [x]\nfields: {a: B}\n"
    )
    ran = run("profiles", "check", str(path))
    assert ran.code == 1
    assert f"{path}:5" in ran.err
    assert f"{path}:6" in ran.err
    (told,) = json.loads(run("profiles", "check", str(path), "--format", "json").out)
    assert not told["usable"]
    assert {"date-format-unreadable", "column-not-fed"} <= {each["code"] for each in told["issues"]}


def test_a_sample_shows_what_each_field_becomes(run: Run, table: Path) -> None:
    ran = run("profiles", "check", "dossiers-table", "--sample", str(table))
    assert ran.code == 0
    assert "in_progress" in ran.out
    assert "2025-07-01 09:30:00" in ran.out
    assert "date-unreadable" in ran.out
    assert "code-not-listed" in ran.out
    assert "Nơi cấp" in ran.out


def test_a_sample_hides_identity_numbers_and_names(run: Run, table: Path) -> None:
    for form in ("table", "json", "csv"):
        out = run("profiles", "check", "dossiers-table", "--sample", str(table), "-f", form).out
        assert "001199012345" not in out
        assert "Nguyễn Thị Mẫu" not in out


def test_a_sample_in_json_says_what_stays_behind(run: Run, table: Path) -> None:
    args = ("profiles", "check", "dossiers-table", "--sample", str(table), "-f", "json")
    (told,) = json.loads(run(*args, "--rows", "1").out)
    assert (told["records"], len(told["rows"])) == (2, 1)
    assert told["source_fields_unused"] == ["Nơi cấp"]
    assert told["faults"]["date-unreadable"] == 1
    assert "returned_at" in told["columns_empty"]


def test_a_sample_that_does_not_fit_is_a_fault(run: Run, table: Path) -> None:
    ran = run("profiles", "check", "national-dossiers", "--sample", str(table))
    assert ran.code == 1
    assert "[feed-not-json]" in ran.err


def test_a_missing_sample_is_wrong_use(run: Run, folder: Path) -> None:
    assert run("profiles", "check", "national", "--sample", str(folder / "none")).code == 2


def test_a_draft_is_a_sound_profile_with_every_guess_marked(
    run: Run, table: Path, folder: Path
) -> None:
    out = folder / "nhap.yaml"
    ran = run("profiles", "new", str(table), "--out", str(out))
    assert ran.code == 0
    text = out.read_text("utf-8")
    profile, issues = load_profile(str(out))
    assert profile is not None, issues
    assert set(profile.feeds[0].fields) == {
        "code",
        "procedure_printed",
        "status",
        "received_printed_at",
        "applicant",
    }
    assert profile.feeds[0].dates == ("dd/MM/yyyy HH:mm",)
    assert set(profile.feeds[0].left_out) == {"Người nộp", "Nơi cấp"}
    fields = text.partition("fields:\n")[2].partition("codes:")[0]
    assert all("xác nhận" in line for line in fields.strip().splitlines())
    assert "Chờ" in text
    assert "Nguyễn" not in text
    assert "001199" not in text


def test_a_draft_does_not_overwrite(run: Run, table: Path, folder: Path) -> None:
    out = folder / "nhap.yaml"
    out.write_text("mine")
    assert run("profiles", "new", str(table), "--out", str(out)).code == 2
    assert out.read_text() == "mine"
    assert run("profiles", "new", str(table), "--out", str(out), "--overwrite").code == 0


def test_a_draft_of_a_table_without_heads_is_a_fault(run: Run, folder: Path) -> None:
    path = folder / "so.csv"
    path.write_text("1;2\n3;4\n")
    ran = run("profiles", "new", str(path))
    assert (ran.code, ran.out) == (1, "")
    assert "[draft-no-heads]" in ran.err
    assert run("profiles", "new", str(path), "--table", "dossier").code == 2
