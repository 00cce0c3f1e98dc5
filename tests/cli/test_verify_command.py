"""`caicach verify`: exit codes, words in both languages, and what a program reads."""

import json
from pathlib import Path

import pytest
from command_run import Run

from caicach.files.snapshots import bundle
from sealed_things import NOW, own_key, published, written


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    path = tmp_path / "p.zip"
    path.write_bytes(bundle(published(), NOW))
    return path


def test_a_true_package_ends_with_0_and_the_signer_is_still_to_be_confirmed(
    run: Run, packed: Path
) -> None:
    ran = run("verify", packed)
    assert ran.code == 0
    assert "còn phải xác nhận ai đã niêm phong" in ran.out
    assert own_key().fingerprint in ran.err


def test_with_the_agency_s_certificate_nothing_is_left_open(
    run: Run, packed: Path, tmp_path: Path
) -> None:
    anchor = tmp_path / "agency.pem"
    anchor.write_bytes(own_key().pem)
    ran = run("--lang", "en", "verify", packed, "--anchor", anchor)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "The package is intact, its seal is confirmed and every point holds.\n"


def test_a_changed_package_ends_with_1_and_every_fault_in_words(run: Run, tmp_path: Path) -> None:
    files = {**published(), "annex.pdf": b"%PDF", "annex.xlsx": b"PK"}
    folder = written(tmp_path / "p", files)
    ran = run("verify", folder)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.count("Tệp khác với tệp đã công bố") == 2
    assert "The file is not the one that was published" in run("--lang", "en", "verify", folder).err


def test_json_has_every_finding_in_both_languages(run: Run, tmp_path: Path, packed: Path) -> None:
    folder = written(tmp_path / "p", {**published(), "annex.pdf": b"%PDF"})
    ran = run("verify", folder, "--format", "json")
    told = json.loads(ran.out)
    assert (ran.code, told["holds"]) == (1, False)
    found = next(each for each in told["findings"] if each["severity"] == "fault")
    assert (found["code"], found["where"]) == ("publication-part-differs", "annex.pdf")
    assert found["vi"]["problem"] != found["en"]["problem"]
    assert json.loads(run("verify", packed, "--format", "json").out)["holds"]


def test_wrong_use_ends_with_2(run: Run, packed: Path, tmp_path: Path) -> None:
    assert run("verify", tmp_path / "none.zip").code == 2
    assert run("verify", packed, "--format", "csv").code == 2
    assert run("verify", packed, "--anchor", packed).code == 2
    assert run("verify", packed, "--anchor", tmp_path / "none.pem").code == 2
