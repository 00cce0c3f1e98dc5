"""The truth of an invented province, counted again from its files by a plain reader."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from small_province import Entry, agency_of, latest, steps_of, table

from caicach.core.indicators import load_indicators

QUARTER = ("20250701000000", "20250930235959")
QUARTER_END = "clocks-2025-09-30.csv"
Test = Callable[[Entry], bool]


def amounts(province: Path, file: str) -> dict[tuple[str, str, str], tuple[str, str]]:
    return {
        (row["period"], row["agency"], row["indicator"]): (row["numerator"], row["denominator"])
        for row in table(province / f"truth/{file}.csv")
    }


def is_electronic(entry: Entry) -> bool:
    results = entry["DanhSachGiayToKetQua"]
    return any(each["MaGiayToKetQua"] and each["DuongDanTepTinKetQua"] for each in results)


COUNTED: dict[str, Test] = {
    "received_count": lambda e: True,
    "online_filing_share": lambda e: e["KenhThucHien"] == "2",
    "withdrawn_share": lambda e: e["TrangThaiHoSo"] == "7",
    "supplement_share": lambda e: bool(e["DanhSachHoSoBoSung"]),
    "data_reuse_share": lambda e: any(d["DuocTaiSuDung"] != "0" for d in e["TaiLieuNop"]),
    "personal_store_share": lambda e: any(d["DuocLayTuKhoDMQG"] == "1" for d in e["TaiLieuNop"]),
    "digitised_on_receipt_share": lambda e: any(d["DuocSoHoa"] == "1" for d in e["TaiLieuNop"]),
    "postal_service_share": lambda e: e["KenhThucHien"] == "3" or e["HinhThuc"] == "1",
    "due_missing_share": lambda e: e["NgayHenTra"] in ("", "00010101000000"),
}


@pytest.mark.parametrize("indicator", COUNTED)
def test_an_amount_is_what_a_plain_count_of_the_files_gives(indicator: str, province: Path) -> None:
    counted: Counter[tuple[str, str, str]] = Counter()
    for code, entry in latest(province).items():
        if entry["NgayTiepNhan"] and COUNTED[indicator](entry):
            month = f"{entry['NgayTiepNhan'][:4]}-{entry['NgayTiepNhan'][4:6]}"
            counted[month, agency_of(code), indicator] += 1
    told = {
        place: int(numerator)
        for place, (numerator, _) in amounts(province, "agencies-monthly").items()
        if place[2] == indicator and numerator != "0"
    }
    assert counted
    assert told == counted


def test_finished_dossiers_are_counted_by_their_end(province: Path) -> None:
    steps = steps_of(province)
    ends = [
        entry["NgayKetThucXuLy"] or last_of(steps.get(code, []), "9")
        for code, entry in latest(province).items()
    ]
    finished = sum(QUARTER[0] <= end <= QUARTER[1] for end in ends)
    assert amounts(province, "province")["2025-Q3", "H99", "finished_count"] == (str(finished), "")


def last_of(steps: list[tuple[str, str]], status: str) -> str:
    return max((at for at, found in steps if found == status), default="")


def test_the_clocks_of_plain_dossiers_follow_from_end_and_due_time(province: Path) -> None:
    clocks = {row["dossier"]: row for row in table(province / "truth" / QUARTER_END)}
    faults = {row["dossier"] for row in table(province / "truth/faults.csv")}
    steps, seen = steps_of(province), Counter[str]()
    for code, entry in latest(province).items():
        odd = {status for _, status in steps.get(code, [])} & {"3", "5", "7", "8"}
        if code in faults or odd or not "" < entry["NgayTiepNhan"] <= QUARTER[1]:
            continue
        due, nine = entry["NgayHenTra"], last_of(steps[code], "9")
        told = clocks[code]
        assert told["portal"] == state(nine, due, QUARTER[1], is_late=(nine or QUARTER[1]) > due)
        ended = entry["NgayKetThucXuLy"]
        day = (ended or QUARTER[1])[:8] > due[:8]
        assert told["date"] == state(ended, due, QUARTER[1], is_late=day)
        is_late = ended > due if ended else due <= QUARTER[1]
        assert told["working_time"] == state(ended, due, QUARTER[1], is_late=is_late)
        seen[told["portal"]] += 1
    assert seen.keys() == {"on_time", "overdue", "open_in_time", "open_overdue"}


def state(ended: str, due: str, until: str, *, is_late: bool) -> str:
    """The quarter's end is the end of the run: what is known is finished by then."""
    assert ended <= until
    assert due
    if ended:
        return "overdue" if is_late else "on_time"
    return "open_overdue" if is_late else "open_in_time"


def test_the_province_is_the_sum_of_its_agencies(province: Path) -> None:
    whole, sums = amounts(province, "province"), Counter[tuple[str, str]]()
    for (period, _, indicator), (numerator, _) in amounts(province, "agencies-monthly").items():
        if not is_of_procedures(indicator) and numerator:
            sums[period, indicator] += float(numerator)
    assert sums
    for (period, indicator), amount in sums.items():
        assert float(whole[period, "H99", indicator][0]) == amount


def test_the_new_map_holds_all_that_the_old_one_did(province: Path) -> None:
    whole, sums = amounts(province, "province"), Counter[tuple[str, str]]()
    today = amounts(province, "new-map")
    for (period, agency, indicator), (numerator, _) in today.items():
        assert agency.count(".") == 1, agency
        assert not "H99.21" <= agency <= "H99.99" or len(agency) > len("H99.21"), agency
        if not is_of_procedures(indicator) and numerator:
            sums[period, indicator] += float(numerator)
    assert {period for period, _ in sums} >= {"2025-Q2", "2025-Q3"}
    for (period, indicator), amount in sums.items():
        assert float(whole[period, "H99", indicator][0]) == amount


def is_of_procedures(indicator: str) -> bool:
    """The same procedure is under the competence of many agencies: such counts do not add."""
    return load_indicators()[indicator].facts == "procedures"


def test_the_truth_is_told_of_every_indicator_that_the_feed_can_give(province: Path) -> None:
    told = {indicator for _, _, indicator in amounts(province, "province")}
    # the payload does not say who accepted a dossier for whom
    assert set(load_indicators()) - told == {"boundary_free_share"}
    assert told <= set(load_indicators())
