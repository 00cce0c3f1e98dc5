"""What single fields of a record become: dates, codes, flags, agencies, keys, pseudonyms."""

import hashlib
import hmac
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profile_feeds import DOSSIER, KEY, dossier, envelope, ndjson, one_row, read_bytes, shipped

from caicach.core.agencies import canonical_code
from caicach.engine.facts.shape import TABLES


def at(*parts: int) -> datetime:
    """Return a local time without a zone, as facts hold it."""
    return datetime(*parts)  # noqa: DTZ001 - facts have no zones


MINISTRY = {
    "MaHoSo": "G09.20-20260609-0092637",
    "MaDichVuCong": "2.000889",
    "MaDonViTiepNhan": "000.00.20.G09",
    "NgayNop": "2026-06-09T01:30:00Z",
    "NgayTiepNhan": "2026-06-09T08:35:00+07:00",
    "NgayHenTra": "2026-06-12T17:00:00",
    "TrangThaiHoSo": 4,
    "ThongTinNguoiNop": {"TenNguoiNop": "Mẫu", "SoDinhDanh": "001199012345", "LoaiDoiTuong": 0},
    "ThanhPhanHoSo": [{"DuocSoHoa": True}, {"DuocSoHoa": False}],
}


def test_columns_are_exactly_those_a_profile_feeds(tmp_path: Path) -> None:
    for name, table in (("national-dossiers", "dossiers"), ("national-steps", "steps")):
        found = read_bytes(tmp_path, ndjson(dossier()), profile=name)
        assert all(each.table.schema.equals(TABLES[table].fed) for each in found.mapped)


def test_nothing_personal_gets_into_a_row(tmp_path: Path) -> None:
    row = one_row(tmp_path, dossier(TrichYeuHoSo="bí mật", GhiChu="bí mật"))
    text = str(row)
    for private in ("Nguyễn Thị Mẫu", "001199012345", "0900000000", "example.com", "bí mật"):
        assert private not in text


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("", None),
        (None, None),
        ("  ", None),
        ("20250704170000", at(2025, 7, 4, 17)),
        (20250704170000, at(2025, 7, 4, 17)),
        ("20250704170000 ", at(2025, 7, 4, 17)),
        ("2025-07-04T17:00:00", at(2025, 7, 4, 17)),
        ("2025-07-04T10:00:00Z", at(2025, 7, 4, 17)),
        ("2025-07-04T10:00:00.5+00:00", at(2025, 7, 4, 17, 0, 0, 500_000)),
        ("2025-07-04", at(2025, 7, 4)),
    ],
)
def test_a_date_is_read_as_it_is_written(
    printed: Any, expected: datetime | None, tmp_path: Path
) -> None:
    row = one_row(tmp_path, dossier(NgayHenTra=printed))
    assert row["due_at"] == expected
    assert row["faults"] == []


@pytest.mark.parametrize(
    "printed", ["00010101000000", "20261301000000", "20260230000000", "99991231235959", "mai", 7]
)
def test_a_filler_or_unreadable_date_is_absent_and_told(printed: Any, tmp_path: Path) -> None:
    row = one_row(tmp_path, dossier(NgayHenTra=printed))
    assert row["due_at"] is None
    assert row["faults"] == ["date-unreadable"]


def test_a_date_without_time_may_last_until_its_end(tmp_path: Path) -> None:
    content = "Mã hồ sơ;Ngày tiếp nhận;Hạn trả\n1;01/07/2025;04/07/2025\n".encode()
    (row,) = read_bytes(tmp_path, content, profile="dossiers-table", name="a.csv").rows
    assert row["received_printed_at"] == at(2025, 7, 1)
    assert row["due_at"] == at(2025, 7, 4, 23, 59, 59)


def test_a_code_becomes_its_word_and_an_unknown_one_stays(tmp_path: Path) -> None:
    assert one_row(tmp_path, dossier(KenhThucHien=3))["channel"] == "post"
    assert one_row(tmp_path, dossier(KenhThucHien=None))["channel"] is None
    row = one_row(tmp_path, dossier(KenhThucHien="9", TrangThaiHoSo="12"))
    assert (row["channel"], row["status"]) == ("9", "12")
    assert row["faults"] == ["code-not-listed"]


def test_an_unknown_status_of_a_step_has_the_code_0(tmp_path: Path) -> None:
    steps = [
        {"MaHoSo": "1", "ThoiDiemXuLy": "20250701080000", "TrangThai": each}
        for each in ("1", "10", "11", "")
    ]
    found = read_bytes(tmp_path, ndjson(*steps), profile="national-steps")
    assert found.column("status_code") == [1, 10, 0, 0]
    assert found.column("status") == ["registered", "returned", "11", None]


@pytest.mark.parametrize(
    ("code", "agency"),
    [
        ("H21.217-250701-0001", "H21.217"),
        ("G09.20-20260609-0092637", "G09.20"),
        ("000.00.01.H22-250701-0001", "H22.01"),
        ("000.00.00.H41-250701-0001", "H41"),
        ("h48.15-230101-0001", "H48.15"),
    ],
)
def test_the_agency_stands_in_the_code_in_either_notation(
    code: str, agency: str, tmp_path: Path
) -> None:
    row = one_row(tmp_path, dossier(MaHoSo=code))
    assert row["agency"] == agency == canonical_code(code.partition("-")[0])
    assert row["code"] == code


def test_without_an_agency_in_the_code_it_is_the_sender(tmp_path: Path) -> None:
    (row,) = read_bytes(tmp_path, ndjson(envelope(dossier(MaHoSo="77")))).rows
    assert row["agency"] == "H21"
    alone = one_row(tmp_path, dossier(MaHoSo="77"))
    assert alone["agency"] is None
    assert alone["faults"] == ["agency-missing"]


def test_an_agency_that_is_no_code_stays_as_printed(tmp_path: Path) -> None:
    row = one_row(tmp_path, {**MINISTRY, "MaDonViTiepNhan": " Cục X "}, profile="ministry-dossiers")
    assert row["agency"] == "Cục X"
    assert row["faults"] == ["agency-unreadable"]


@pytest.mark.parametrize(
    ("printed", "procedure"),
    [
        ("1.005129", "1.005129"),
        ("3.000181.000.00.00.H22", "3.000181"),
        ("1005129", "1005129"),
        ("", None),
    ],
)
def test_a_procedure_is_known_by_two_groups(
    printed: str, procedure: str | None, tmp_path: Path
) -> None:
    row = one_row(tmp_path, dossier(MaTTHC=printed))
    assert row["procedure"] == procedure
    assert row["procedure_printed"] == (printed or None)


def digest_of(number: str) -> str:
    return hmac.new(KEY, number.encode(), hashlib.sha256).hexdigest()[:32]


@pytest.mark.parametrize(
    "printed", ["001199012345", " 001 199 012 345 ", "001.199.012.345", 1199012345 + 10**10]
)
def test_one_person_has_one_pseudonym_however_written(printed: Any, tmp_path: Path) -> None:
    number = "011199012345" if isinstance(printed, int) else "001199012345"
    row = one_row(tmp_path, dossier(DinhDanhCHS=[{"SoDinhDanh": printed}]))
    assert row["applicant"] == digest_of(number)
    assert row["faults"] == []


@given(
    key=st.binary(min_size=1, max_size=100),
    number=st.from_regex(r"0[1-9]{3}7[0-9]{7}", fullmatch=True),
)
@settings(max_examples=6, deadline=None)
def test_a_pseudonym_is_the_hmac_of_the_number(
    key: bytes, number: str, tmp_path_factory: Any
) -> None:
    folder = tmp_path_factory.mktemp("feed")
    record = dossier(DinhDanhCHS=[{"SoDinhDanh": number}])
    row = one_row(folder, record, pseudonym_key=key)
    if row["faults"] == []:
        assert row["applicant"] == hmac.new(key, number.encode(), hashlib.sha256).hexdigest()[:32]


@pytest.mark.parametrize(
    "printed",
    ["000000001", "000000000000", "111111111", "123456789", "987654321", "0123456789", "12"],
)
def test_a_filler_names_nobody(printed: str, tmp_path: Path) -> None:
    row = one_row(tmp_path, dossier(DinhDanhCHS=[{"SoDinhDanh": printed}]))
    assert row["applicant"] is None
    assert row["faults"] == ["identity-placeholder"]


def test_an_empty_identity_is_no_fault(tmp_path: Path) -> None:
    for empty in ([], [{"SoDinhDanh": ""}], None):
        row = one_row(tmp_path, dossier(DinhDanhCHS=empty))
        assert (row["applicant"], row["faults"]) == (None, [])


def test_without_a_key_applicants_stay_out_and_it_is_said(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, ndjson(dossier()), pseudonym_key=None)
    assert found.column("applicant") == [None]
    assert [each.code for each in found.issues] == ["pseudonym-key-missing"]


def test_the_key_of_a_dossier_is_its_sender_and_code(tmp_path: Path) -> None:
    (row,) = read_bytes(tmp_path, ndjson(envelope(dossier()))).rows
    assert row["key"] == row["link"] == "H21|H21.217-250701-0001"


def test_a_separator_inside_a_part_cannot_make_two_keys_one(tmp_path: Path) -> None:
    first = read_bytes(tmp_path, ndjson(envelope(dossier(MaHoSo="a|b"), sender="c"))).rows[0]
    second = read_bytes(tmp_path, ndjson(envelope(dossier(MaHoSo="b"), sender="c|a"))).rows[0]
    assert first["key"] != second["key"]


def test_rows_without_code_are_kept_apart_from_each_other(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, ndjson(dossier(MaHoSo=""), dossier(MaHoSo=None, MaLinhVuc="X")))
    first, second = found.rows
    assert first["key"] != second["key"]
    assert first["link"] is None
    assert "code-missing" in first["faults"]
    again = read_bytes(tmp_path, ndjson(dossier(MaHoSo=""))).rows[0]
    assert again["key"] == first["key"]


FILES: list[dict[str, Any]] = [
    {"DuongDanTaiTepTin": "https://mau.example/1", "DuocSoHoa": "1", "DuocTaiSuDung": "0"},
    {"DuongDanTaiTepTin": "", "DuocSoHoa": "0", "DuocTaiSuDung": "2", "IsDeleted": "False"},
    {"DuongDanTaiTepTin": "x", "DuocSoHoa": "1", "DuocLayTuKhoDMQG": "1", "IsDeleted": "True"},
]


def test_marks_of_components_are_gathered_and_deleted_ones_left_out(tmp_path: Path) -> None:
    row = one_row(tmp_path, dossier(TaiLieuNop=FILES))
    assert (row["component_count"], row["digitised_count"]) == (2, 1)
    assert row["is_digitised"] is row["has_component_file"] is row["reuses_data"] is True
    assert row["uses_personal_store"] is False


NEVER_UNKNOWN = (
    "has_component_file",
    "has_result_file",
    "has_electronic_result",
    "result_is_input",
    "reuses_data",
    "uses_personal_store",
    "is_verified",
)
"""What the service index counts over all dossiers: without a list there is nothing in it."""


def test_a_list_that_is_null_is_empty_and_one_that_is_no_list_is_not(tmp_path: Path) -> None:
    null = one_row(tmp_path, dossier(TaiLieuNop=None, DanhSachGiayToKetQua=None))
    assert [null[name] for name in NEVER_UNKNOWN] == [False] * len(NEVER_UNKNOWN)
    lost = one_row(tmp_path, dossier(TaiLieuNop="3"))
    assert (lost["reuses_data"], lost["has_result_file"]) == (None, False)
    assert "field-shape" in lost["faults"]


def test_no_list_is_unknown_and_an_empty_list_is_none(tmp_path: Path) -> None:
    empty = one_row(tmp_path, dossier())
    assert (empty["component_count"], empty["has_fee"], empty["supplements"]) == (0, False, [])
    record = {name: value for name, value in DOSSIER.items() if not isinstance(value, list)}
    absent = one_row(tmp_path, record)
    assert (absent["component_count"], absent["has_fee"]) == (None, None)
    assert absent["supplements"] is None
    assert absent["is_digitised"] is None
    assert [absent[name] for name in NEVER_UNKNOWN] == [False] * len(NEVER_UNKNOWN)


def test_a_result_counts_as_electronic_with_code_and_file(tmp_path: Path) -> None:
    split = [{"MaGiayToKetQua": "KQ", "DuongDanTepTinKetQua": ""}, {"DuongDanTepTinKetQua": "x"}]
    row = one_row(tmp_path, dossier(DanhSachGiayToKetQua=split))
    assert (row["has_result_file"], row["has_electronic_result"]) == (True, False)
    both = [{"MaGiayToKetQua": "KQ", "DuongDanTepTinKetQua": "x"}]
    assert one_row(tmp_path, dossier(DanhSachGiayToKetQua=both))["has_electronic_result"] is True


@pytest.mark.parametrize(
    ("price", "has_fee"), [("0", False), ("", False), ("8000", True), (0.5, True)]
)
def test_a_fee_is_a_line_above_nothing(price: Any, has_fee: bool, tmp_path: Path) -> None:
    assert one_row(tmp_path, dossier(DanhSachLePhi=[{"Gia": price}]))["has_fee"] is has_fee


def test_supplements_keep_their_order_and_tell_unreadable_dates(tmp_path: Path) -> None:
    asked = [
        {"NgayBoSung": "20250702080000", "NgayTiepNhanBoSung": "20250703080000"},
        {"NgayBoSung": "20250704080000", "NgayTiepNhanBoSung": "20251340080000"},
    ]
    row = one_row(tmp_path, dossier(DanhSachHoSoBoSung=asked))
    assert row["supplements"] == [
        {"requested_at": at(2025, 7, 2, 8), "answered_at": at(2025, 7, 3, 8)},
        {"requested_at": at(2025, 7, 4, 8), "answered_at": None},
    ]
    assert row["faults"] == ["date-unreadable"]


SHAPES: dict[str, dict[str, Any]] = {
    "an object for a text": {"DonViXuLy": {"Ten": "x"}},
    "a list for a text": {"MaLinhVuc": ["HT"]},
    "an object for a list": {"TaiLieuNop": {"DuocSoHoa": "1"}},
    "a text for a list": {"DanhSachLePhi": "không"},
    "a text for an entry": {"TaiLieuNop": ["x", {"DuocSoHoa": "1"}]},
    "a list for an entry": {"TaiLieuNop": [[{"DuocSoHoa": "1"}]]},
}


@pytest.mark.parametrize("kind", SHAPES)
def test_a_wrong_shape_costs_its_field_and_nothing_else(kind: str, tmp_path: Path) -> None:
    row = one_row(tmp_path, dossier(**SHAPES[kind]))
    assert row["code"] == "H21.217-250701-0001"
    assert row["faults"] == ["field-shape"]


def test_numbers_and_flags_for_texts_are_no_fault(tmp_path: Path) -> None:
    row = one_row(tmp_path, dossier(TrangThaiHoSo=10, HoSoCoThanhPhanSoHoa=True, NoiNopHoSo=2))
    assert (row["status"], row["is_digitised"], row["filed_place"]) == ("returned", True, "2")
    assert row["faults"] == []


def test_the_ministry_counts_applicants_from_0_and_writes_iso(tmp_path: Path) -> None:
    row = one_row(tmp_path, MINISTRY, profile="ministry-dossiers")
    assert row["applicant_kind"] == "citizen"
    assert row["applicant"] == digest_of("001199012345")
    assert row["agency"] == "G09.20"
    assert row["submitted_at"] == at(2026, 6, 9, 8, 30)
    assert row["received_printed_at"] == at(2026, 6, 9, 8, 35)
    assert row["due_at"] == at(2026, 6, 12, 17)
    assert (row["component_count"], row["digitised_count"]) == (2, 1)
    assert row["faults"] == []


def test_provenance_is_in_every_row(tmp_path: Path) -> None:
    content = ndjson(dossier(1), dossier(2))
    found = read_bytes(tmp_path, content, vendor="Hệ thống A", exported_at=at(2025, 8, 1))
    assert found.column("file") == [hashlib.sha256(content).hexdigest()[:16]] * 2
    assert found.column("vendor") == ["Hệ thống A"] * 2
    assert found.column("exported_at") == [at(2025, 8, 1)] * 2
    assert found.column("line") == [1, 2]


def test_accents_that_stand_alone_are_joined(tmp_path: Path) -> None:
    row = one_row(tmp_path, dossier(DonViXuLy="Hu\u01a1ng Thu\u0309y"))
    assert row["agency_name"] == "Hu\u01a1ng Th\u1ee7y"


texts = st.text(max_size=20) | st.sampled_from(["'", '"', "$x", "\\", "|", "{", "[x", "'; --"])


@given(values=st.dictionaries(st.sampled_from(list(DOSSIER)), texts | st.integers() | st.none()))
@settings(max_examples=25, deadline=None)
def test_no_value_ever_costs_a_row(values: dict[str, Any], tmp_path_factory: Any) -> None:
    folder = tmp_path_factory.mktemp("feed")
    content = (json.dumps({**DOSSIER, **values}) + "\n").encode()
    found = read_bytes(folder, content, profile=NATIONAL)
    assert len(found.rows) == 1
    assert found.unreadable == []


NATIONAL = shipped("national-dossiers")


@pytest.mark.parametrize(
    ("amount", "has_fee"), [("1.500.000", True), ("50,000 đ", True), ("0 đ", False), ("", False)]
)
def test_a_fee_counts_however_its_amount_is_written(
    amount: str, has_fee: bool, tmp_path: Path
) -> None:
    row = one_row(tmp_path, dossier(DanhSachLePhi=[{"Gia": amount}]))
    assert row["has_fee"] is has_fee
