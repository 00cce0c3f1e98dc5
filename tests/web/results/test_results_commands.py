"""`caicach admin rounds list` and `prove`."""

from typing import Any

import pytest
from little_province import Cast
from sample_results import published_round

from caicach.cli.main import main
from caicach.web.attachments.store import path_of


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run a command; return its code, output and remarks."""
    monkeypatch.setenv("CAICACH_LANG", "vi")

    def run_command(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main([str(each) for each in words])
        return code, *capsys.readouterr()

    return run_command


@pytest.mark.django_db
def test_a_published_round_is_listed_and_proven(cast: Cast, run: Any) -> None:
    made = published_round(cast)
    code, out, _told = run("admin", "rounds", "list")
    assert code == 0
    assert out.split("\t")[0] == str(made.round_id)
    assert "1: 12/QĐ-UBND" in out
    code, out, _told = run("admin", "rounds", "prove", made.round_id)
    assert (code, out) == (0, f"1 12/QĐ-UBND {made.sha256}: khớp hoàn toàn\n")


@pytest.mark.django_db
def test_a_file_that_is_gone_ends_with_code_one(cast: Cast, run: Any) -> None:
    made = published_round(cast)
    path_of(made.sha256).unlink()
    code, out, told = run("admin", "rounds", "prove", made.round_id)
    assert code == 1
    assert "không khớp" in out
    assert "snapshot.json" in told


@pytest.mark.django_db
def test_an_unpublished_round_is_wrong_use(cast: Cast, run: Any) -> None:
    assert run("admin", "rounds", "prove", "77")[0] == 2
