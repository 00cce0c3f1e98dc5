"""A store whose files lack a column that came later serves every command."""

import json
from pathlib import Path

import pyarrow.parquet as parquet
import pytest
from command_run import Run

DOSSIER = {
    "MaHoSo": "H21.217-260302-0001",
    "MaTTHC": "1.005129",
    "NgayNopHoSo": "20260302080000",
    "NgayTiepNhan": "20260302093000",
    "NgayHenTra": "20260305170000",
    "NgayKetThucXuLy": "20260304150000",
    "TrangThaiHoSo": "9",
}


def send(run: Run, folder: Path, number: int, **changes: str) -> int:
    row = {**DOSSIER, "MaHoSo": f"H21.217-260302-{number:04d}", **changes}
    content = {"madonvi": "H21", "service": "DongBoHoSoMC", "data": [row]}
    (folder / f"{number}.json").write_text(json.dumps(content))
    return run("intake", f"{number}.json", "-p", "national", "--store", "kho").code


@pytest.fixture
def older(run: Run, folder: Path) -> Run:
    """Make a store, and take the column `result_is_input` out of every file of dossiers."""
    assert send(run, folder, 1) == 0
    for file in folder.glob("kho/facts/dossiers/*/*.parquet"):
        rows = parquet.ParquetFile(file).read()
        parquet.write_table(rows.drop_columns(["result_is_input"]), file)
    return run


@pytest.mark.parametrize(
    "words",
    [
        ("clocks", "compare", "--period", "2026-Q1"),
        ("indicators", "compute", "on_time_rate", "--period", "2026-Q1"),
        ("indicators", "compute", "electronic_result_share", "--period", "2026-Q1"),
        ("intake", "report"),
        ("facts", "diff", "0", "1"),
    ],
)
def test_commands_answer_from_an_older_store(older: Run, words: tuple[str, ...]) -> None:
    ran = older(*words, "--store", "kho")
    assert (ran.code, ran.err) == (0, "")


def test_an_older_store_takes_files_in(older: Run, folder: Path) -> None:
    assert send(older, folder, 2) == 0
    assert send(older, folder, 1, TrangThaiHoSo="10") == 0
    told = json.loads(older("intake", "report", "--store", "kho", "--format", "json").out)
    assert told["dossiers"] == 2
