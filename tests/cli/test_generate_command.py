"""`caicach generate`: what it writes, and what it refuses."""

from pathlib import Path

import pytest
from command_run import Run

NEEDED = ("--province", "Tỉnh mẫu Nam Hà", "--dossiers", "40", "--agencies", "6")
SHORT = ("--from", "2025-06-01", "--to", "2025-08-31")


def test_a_province_is_written_whole(run: Run, folder: Path) -> None:
    ran = run("generate", *NEEDED, *SHORT, "--out", "tinh")
    assert (ran.code, ran.err) == (0, "")
    assert "Đã ghi tinh" in ran.out
    names = {path.name for path in (folder / "tinh").iterdir()}
    assert names == {
        *("agencies.yaml", "procedures.csv", "petitions.csv", "documents.csv", "apologies.csv"),
        *("dossiers", "steps", "truth"),
    }


def test_words_of_the_run_are_english_where_asked(run: Run, folder: Path) -> None:
    ran = run("generate", *NEEDED, *SHORT, "--no-truth", "--out", "tinh", "--lang", "en")
    assert ran.out.startswith("Wrote tinh\n")
    assert not (folder / "tinh/truth").exists()


def test_bulk_writes_totals_instead_of_the_truth(run: Run, folder: Path) -> None:
    ran = run("generate", *NEEDED, *SHORT, "--bulk", "--gzip", "--out", "tinh")
    assert ran.code == 0
    assert (folder / "tinh/totals.csv").exists()
    assert (folder / "tinh/dossiers/2025-07.ndjson.gz").exists()
    assert not (folder / "tinh/truth").exists()


def test_a_folder_in_use_is_left_alone(run: Run, folder: Path) -> None:
    (folder / "tinh").mkdir()
    (folder / "tinh/notes.txt").write_text("mine", "utf-8")
    ran = run("generate", *NEEDED, "--out", "tinh")
    assert ran.code == 2
    assert "[generator-folder-in-use]" in ran.err
    assert [path.name for path in (folder / "tinh").iterdir()] == ["notes.txt"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--from", "2025-13-01"), "generator-day-unreadable"),
        (("--from", "2026-02-01", "--to", "2026-01-31"), "generator-days-reversed"),
        (("--to", "2031-01-01"), "generator-days-outside"),
        (("--agencies", "1"), "generator-number-outside"),
        (("--agencies", "601"), "generator-number-outside"),
        (("--dossiers", "0"), "generator-number-outside"),
        (("--seed", "-1"), "generator-number-outside"),
        (("--province", " "), "generator-name-empty"),
        (("--format", "xml"), "cli-format-unknown"),
        (("--faults", "many"), "cli-format-unknown"),
    ],
)
def test_what_makes_no_province_is_refused(
    words: tuple[str, ...], code: str, run: Run, folder: Path
) -> None:
    ran = run("generate", *NEEDED, *words, "--out", "tinh")
    assert ran.code == 2
    assert f"[{code}]" in ran.err
    assert not (folder / "tinh").exists()


def test_all_reasons_are_told_at_once(run: Run, folder: Path) -> None:
    ran = run("generate", *NEEDED, "--dossiers", "0", "--agencies", "0", "--out", "tinh")
    assert ran.err.count("[generator-number-outside]") == 2
