"""`caicach audit verify`, `caicach admin create-administrator`, `import-people`, `secret`."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from caicach.cli.main import main
from caicach.web.accounts.acting import standing_now
from caicach.web.accounts.models import Person
from caicach.web.accounts.roles import Role
from caicach.web.audit.models import Event
from caicach.web.audit.recording import record


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run a command; return its code, output and remarks."""
    monkeypatch.setenv("CAICACH_LANG", "vi")

    def run_command(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main([str(each) for each in words])
        return code, *capsys.readouterr()

    return run_command


def leave(cast: Any, times: int = 3) -> None:
    for number in range(times):
        with transaction.atomic():
            record(cast.actor("leader"), "person.changed", cast["leader"], after={"n": number})


def change_behind_its_back(statement: str) -> None:
    """Change the log as somebody would who owns the database."""
    drops = {
        "sqlite": [
            "DROP TRIGGER audit_event_update_guarded",
            "DROP TRIGGER audit_event_delete_guarded",
        ],
        "postgresql": [
            "SET CONSTRAINTS ALL IMMEDIATE",  # nothing may wait while a table is altered
            "ALTER TABLE audit_event DISABLE TRIGGER USER",
        ],
    }
    with connection.cursor() as cursor:
        for each in drops[connection.vendor]:
            cursor.execute(each)
        cursor.execute(statement)


def test_a_whole_chain_is_proved_and_its_end_printed(cast: Any, run: Any) -> None:
    leave(cast)
    last = Event.objects.get(number=3)
    code, out, told = run("audit", "verify")
    assert (code, out) == (0, f"3/{last.hash}\n")
    assert "3 sự kiện" in told


def test_an_empty_log_is_whole(cast: Any, run: Any) -> None:
    assert run("audit", "verify")[:2] == (0, "0/\n")


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE audit_event SET name = 'x' WHERE number = 2", "audit-break-content"),
        ("DELETE FROM audit_event WHERE number = 2", "audit-break-gap"),
        ("UPDATE audit_event SET previous_hash = 'x' WHERE number = 2", "audit-break-link"),
    ],
)
def test_what_was_done_behind_its_back_is_told(
    cast: Any, run: Any, statement: str, code: str
) -> None:
    leave(cast)
    change_behind_its_back(statement)
    exit_code, out, told = run("audit", "verify")
    assert (exit_code, out) == (1, "")
    assert code in told
    assert "audit_event 2" in told


def test_a_chain_made_anew_is_told_only_from_outside(cast: Any, run: Any) -> None:
    leave(cast)
    noted = run("audit", "verify")[1].strip()
    assert run("audit", "verify", "--until", noted)[0] == 0
    change_behind_its_back("DELETE FROM audit_event")
    leave(cast, 2)
    assert run("audit", "verify")[0] == 0
    exit_code, _, told = run("audit", "verify", "--until", noted)
    assert exit_code == 1
    assert "audit-noted-missing" in told
    leave(cast, 2)
    with transaction.atomic():
        record(cast.actor("leader"), "person.changed", cast["leader"])
    assert "audit-noted-differs" in run("audit", "verify", "--until", noted)[2]


@pytest.mark.parametrize("noted", ["", "3", "x/" + "0" * 64, "0/" + "0" * 64, "3/abc"])
def test_a_place_badly_noted_is_wrong_use(cast: Any, run: Any, noted: str) -> None:
    code, _, told = run("audit", "verify", "--until", noted)
    assert code == 2
    assert "audit-noted-malformed" in told


def administrator(run: Any, file: Path, *more: str) -> tuple[int, str, str]:
    words = ("--email", "Quan.Tri@namha.example", "--name", "Trần Quản", "--password-file", file)
    result: tuple[int, str, str] = run("admin", "create-administrator", *words, *more)
    return result


def test_the_first_administrator_administers_the_topmost_agency(
    cast: Any, run: Any, tmp_path: Path
) -> None:
    file = tmp_path / "password"
    file.write_text("mot-cau-dai-de-nho\n", "utf-8")
    assert administrator(run, file)[0] == 0
    person = Person.objects.get(email="quan.tri@namha.example")
    assert person.check_password("mot-cau-dai-de-nho")
    assert standing_now(person).holds_everywhere([Role.ADMINISTRATOR])
    event = Event.objects.get(verb="person.added")
    assert (event.name, event.person_id) == ("caicach admin create-administrator", None)


def test_an_administrator_may_be_of_one_agency(cast: Any, run: Any, tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("mot-cau-dai-de-nho", "utf-8")
    assert administrator(run, file, "--agency", "H99.02")[0] == 0
    person = Person.objects.get(email="quan.tri@namha.example")
    assert standing_now(person).reach([Role.ADMINISTRATOR]) == {"H99.02", "H99.02.01"}


def test_a_weak_password_leaves_nobody_behind(cast: Any, run: Any, tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("123", "utf-8")
    code, _, told = administrator(run, file)
    assert code == 1
    assert "Mật khẩu quá ngắn" in told
    assert not Person.objects.filter(email="quan.tri@namha.example").exists()
    assert Event.objects.count() == 0


def test_a_password_nobody_can_be_asked_for_is_wrong_use(cast: Any, run: Any) -> None:
    code, _, told = run("admin", "create-administrator", "--email", "a@b.vn", "--name", "A")
    assert code == 2
    assert "admin-password-unasked" in told


def test_without_agencies_there_is_nothing_to_administer(
    db: None, run: Any, tmp_path: Path
) -> None:
    file = tmp_path / "password"
    file.write_text("mot-cau-dai-de-nho", "utf-8")
    assert "admin-no-agency" in administrator(run, file)[2]


def test_a_list_is_checked_then_taken_in(cast: Any, run: Any, tmp_path: Path) -> None:
    file = tmp_path / "nguoi.csv"
    head = "Họ tên,Thư điện tử,Cơ quan,Vai trò"
    file.write_text(f"{head}\nLê An,an@namha.example,H99.101,Công chức đầu mối\n", "utf-8")
    assert run("admin", "import-people", file, "--check")[0] == 0
    assert not Person.objects.filter(email="an@namha.example").exists()
    assert run("admin", "import-people", file)[0] == 0
    assert Person.objects.get(email="an@namha.example").posts.get().agency.code == "H99.101"
    code, _, told = run("admin", "import-people", file)
    assert code == 1
    assert "post-overlap" in told


def test_secrets_are_long_and_never_alike(run: Any) -> None:
    first, second = (run("admin", "secret")[1].strip() for _ in range(2))
    assert len(first) >= 50
    assert first != second


def test_faulty_settings_are_told_before_anything_is_opened(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAICACH_PRODUCTION", "true")
    code, _, told = run("audit", "verify")
    assert code == 2
    for each in ("setting-secret-missing", "setting-hosts-missing", "setting-https-unsaid"):
        assert each in told
