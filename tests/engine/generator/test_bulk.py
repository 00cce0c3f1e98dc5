"""Millions of dossiers look like single ones, and come out the same again."""

from dataclasses import replace
from pathlib import Path

import orjson
import pytest
from small_province import SMALL, entries, latest, steps_of, table, written

from caicach.engine.generator import Setting, generate_bulk
from caicach.engine.generator.bulk import bulk

MANY = replace(SMALL, dossiers=3000)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bulk of 3,000 dossiers in batches of 200."""
    folder = tmp_path_factory.mktemp("many")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bulk, "AT_ONCE", 200)
        generate_bulk(MANY, folder, lambda _: None)
    return folder


def test_all_dossiers_are_there_once(many: Path) -> None:
    codes = [entry["MaHoSo"] for entry in entries(many, "dossiers")]
    assert len(codes) == len(set(codes)) == MANY.dossiers


def test_fields_and_their_order_are_those_of_single_dossiers(many: Path, province: Path) -> None:
    for kind in ("dossiers", "steps"):
        single = next(entries(province, kind))
        assert all(list(entry) == list(single) for entry in entries(many, kind))


def test_lists_hold_what_single_dossiers_hold(many: Path, province: Path) -> None:
    for name in ("DinhDanhCHS", "TaiLieuNop", "DanhSachLePhi", "DanhSachHoSoBoSung"):
        single = next(entry[name][0] for entry in entries(province, "dossiers") if entry[name])
        found = [each for entry in entries(many, "dossiers") for each in entry[name]]
        assert found
        assert all(list(each) == list(single) for each in found)


def test_steps_belong_to_dossiers_and_end_with_their_states(many: Path) -> None:
    known, steps = latest(many), steps_of(many)
    assert steps.keys() <= known.keys()
    for code, entry in known.items():
        if entry["TrangThaiHoSo"] == "9":
            assert (entry["NgayKetThucXuLy"], "9") in steps[code]


def test_instants_of_a_dossier_are_in_order(many: Path) -> None:
    for entry in entries(many, "dossiers"):
        names = ("NgayNopHoSo", "NgayTiepNhan", "NgayKetThucXuLy", "NgayTra")
        told = [entry[name] for name in names if entry[name]]
        assert told == sorted(told), entry["MaHoSo"]


def test_totals_count_the_files(many: Path) -> None:
    found = list(entries(many, "dossiers"))
    totals = table(many / "totals.csv")
    assert sum(int(row["filed"]) for row in totals) == len(found)
    assert sum(int(row["received"]) for row in totals) == sum(
        bool(entry["NgayTiepNhan"]) for entry in found
    )
    assert sum(int(row["finished"]) for row in totals) == sum(
        bool(entry["NgayKetThucXuLy"]) for entry in found
    )


@pytest.mark.parametrize("setting", [MANY, replace(MANY, format="json", is_compressed=True)])
def test_the_same_seed_gives_the_same_bytes(setting: Setting, tmp_path: Path) -> None:
    few = replace(setting, dossiers=200)
    for name in ("a", "b"):
        generate_bulk(few, tmp_path / name, lambda _: None)
    assert written(tmp_path / "a") == written(tmp_path / "b")


def test_batches_of_an_array_stand_in_one_envelope(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "AT_ONCE", 30)
    generate_bulk(replace(MANY, dossiers=400, format="json"), tmp_path, lambda _: None)
    whole = orjson.loads((tmp_path / "dossiers/2025-05.json").read_bytes())
    assert whole["service"] == "DongBoHoSoMC"
    assert len(whole["data"]) > 30
