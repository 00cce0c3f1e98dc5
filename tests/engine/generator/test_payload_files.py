"""What the payload files of an invented province hold, and that they can be made again."""

import gzip
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import orjson
import pytest
from small_province import (
    SMALL,
    Entry,
    agency_of,
    day_of,
    entries,
    latest,
    steps_of,
    table,
    written,
)

from caicach.core.agencies import read_agencies
from caicach.engine.generator import Setting, generate
from caicach.engine.generator.agencies import LAST_DAY_BEFORE, MERGED_ON

TINY = replace(SMALL, dossiers=60, procedures=15)


def made(setting: Setting, folder: Path) -> dict[str, bytes]:
    generate(setting, folder, lambda _: None)
    return written(folder)


@pytest.mark.parametrize("setting", [TINY, replace(TINY, format="json", is_compressed=True)])
def test_the_same_seed_gives_the_same_bytes(setting: Setting, tmp_path: Path) -> None:
    first, again = made(setting, tmp_path / "a"), made(setting, tmp_path / "b")
    assert first == again


def test_another_seed_gives_other_dossiers(tmp_path: Path) -> None:
    first = made(TINY, tmp_path / "a")
    other = made(replace(TINY, seed=8), tmp_path / "b")
    assert first["dossiers/2025-05.ndjson"] != other["dossiers/2025-05.ndjson"]


def test_every_dossier_asked_for_is_sent_and_every_copy_on_top(province: Path) -> None:
    faults = table(province / "truth/faults.csv")
    copies = sum(row["fault"] == "duplicate" for row in faults)
    assert copies > 0
    assert len(latest(province)) == SMALL.dossiers + copies


def test_a_later_version_knows_all_that_an_earlier_one_did(province: Path) -> None:
    known: dict[str, Entry] = {}
    sent_again = 0
    for entry in entries(province, "dossiers"):
        before = known.get(entry["MaHoSo"])
        known[entry["MaHoSo"]] = entry
        if before is None:
            continue
        sent_again += 1
        for name in ("NgayTiepNhan", "NgayKetThucXuLy", "NgayTuChoi"):
            assert before[name] in ("", entry[name])
    assert sent_again > SMALL.dossiers / 10


def test_some_dossiers_come_a_month_late(province: Path) -> None:
    late = [path.name for path in (province / "dossiers").glob("*-late.ndjson")]
    assert late
    assert {path.name for path in (province / "steps").iterdir()} >= set(late)


def test_nothing_later_than_the_last_day_is_known(province: Path) -> None:
    last = SMALL.last.strftime("%Y%m%d") + "235959"
    for entry in latest(province).values():
        happened = ("NgayNopHoSo", "NgayTiepNhan", "NgayKetThucXuLy", "NgayTuChoi")
        assert all(entry[name] <= last for name in happened), entry["MaHoSo"]
    assert all(at <= last for steps in steps_of(province).values() for at, _ in steps)


def test_lines_are_nearly_but_not_quite_by_time(province: Path) -> None:
    path = province / "steps/2025-05.ndjson"
    times = [orjson.loads(line)["ThoiDiemXuLy"] for line in path.read_bytes().splitlines()]
    turned = sum(a > b for a, b in pairwise(times))
    assert 0 < turned < len(times) / 5


def test_both_notations_of_codes_are_there(province: Path) -> None:
    codes = list(latest(province))
    assert any(code.startswith("000.") for code in codes)
    assert any(code.startswith("H99.1") for code in codes)


def test_dossiers_of_each_day_belong_to_agencies_of_that_day(province: Path) -> None:
    tree, issues = read_agencies((province / "agencies.yaml").read_text("utf-8"), "agencies.yaml")
    assert issues == []
    assert tree is not None
    faults = {row["dossier"]: row["fault"] for row in table(province / "truth/faults.csv")}
    for code, entry in latest(province).items():
        if faults.get(code) == "submitted-on-receipt":
            continue  # its code keeps the day it was truly filed
        name = tree.on(day_of(entry["NgayNopHoSo"])).agency(agency_of(code)).name
        assert name.text("vi") == entry["DonViXuLy"]


def test_every_agency_of_the_old_map_goes_on_in_the_new(province: Path) -> None:
    tree, _ = read_agencies((province / "agencies.yaml").read_text("utf-8"), "agencies.yaml")
    assert tree is not None
    old, new = LAST_DAY_BEFORE, MERGED_ON
    ended = [each.code for each in tree.on(old).descendants("H99") if each.valid_to == old]
    assert len(ended) > SMALL.agencies
    for code in ended:
        (successor,) = tree.successors(code, old, new)
        assert tree.on(new).agency(successor).valid_from == new


def test_no_number_or_address_can_be_that_of_a_person(province: Path) -> None:
    for entry in latest(province).values():
        number = entry["DinhDanhCHS"][0]["SoDinhDanh"]
        assert number == "000000001" or number.startswith(("099", "99")), number
        assert entry["SoDienThoai"].startswith("0000")
        assert entry["Email"].endswith("@example.com")


def test_an_array_stands_in_its_envelope_and_is_the_same_content(tmp_path: Path) -> None:
    lines = made(TINY, tmp_path / "a")["dossiers/2025-05.ndjson"].splitlines()
    packed = made(replace(TINY, format="json", is_compressed=True), tmp_path / "b")
    whole = orjson.loads(gzip.decompress(packed["dossiers/2025-05.json.gz"]))
    assert (whole["service"], whole["madonvi"]) == ("DongBoHoSoMC", "000.00.00.H99")
    assert whole["data"] == [orjson.loads(line) for line in lines]


def test_without_faults_none_is_planted(tmp_path: Path) -> None:
    generate(replace(TINY, has_faults=False), tmp_path, lambda _: None)
    assert table(tmp_path / "truth/faults.csv") == []
    assert all(entry["NgayHenTra"] for entry in latest(tmp_path).values() if entry["NgayTiepNhan"])
