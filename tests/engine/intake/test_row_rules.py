"""Each fault of a dossier is found, kept with the row, and drops nothing."""

from datetime import datetime
from typing import Any

import pytest
from office import Office, dossier, steps_of

from caicach.core.issues import known_codes
from caicach.engine.intake.row_rules import COMPUTED, ROW_RULES

CODE = "H21.217-260302-0001"
OPEN = {"TrangThaiHoSo": "4", "NgayKetThucXuLy": "", "NgayTra": ""}

FAULTY: dict[str, dict[str, Any]] = {
    "finished-before-received": {"NgayKetThucXuLy": "20260301150000"},
    "due-before-received": {"NgayHenTra": "20260301170000"},
    "submitted-is-received": {"NgayNopHoSo": "20260302093000"},
    "submitted-after-received": {"NgayNopHoSo": "20260302093001"},
    "returned-before-ended": {"NgayTra": "20260304145959"},
    "receipt-missing": {"NgayTiepNhan": ""},
    "channel-missing": {"KenhThucHien": None},
    "all-digitised": {"TaiLieuNop": [{"DuocSoHoa": "1", "DuongDanTaiTepTin": "a"}]},
    "result-is-input": {
        "TaiLieuNop": [{"DuocSoHoa": "0", "DuongDanTaiTepTin": "a.pdf"}],
        "DanhSachGiayToKetQua": [{"DuongDanTepTinKetQua": "a.pdf"}],
    },
    "received-on-day-off": {"KenhThucHien": "1", "NgayTiepNhan": "20260301093000"},
}


@pytest.mark.parametrize("code", FAULTY)
def test_a_faulty_field_is_told_by_its_code(office: Office, code: str) -> None:
    office.send(dossier(**FAULTY[code]))
    office.send_steps(*steps_of(CODE))
    assert code in office.dossiers()[CODE]["faults"]


def test_a_dossier_in_order_has_no_fault(office: Office) -> None:
    office.send(dossier())
    office.send_steps(*steps_of(CODE))
    assert office.dossiers()[CODE]["faults"] == []


def test_steps_that_come_later_take_their_fault_away(office: Office) -> None:
    office.send(dossier())
    assert office.dossiers()[CODE]["faults"] == ["steps-missing"]
    office.send_steps(*steps_of(CODE))
    assert office.dossiers()[CODE]["faults"] == []


def test_a_nine_before_the_supplement_came_is_told(office: Office) -> None:
    office.send(dossier())
    office.send_steps(*steps_of(CODE, (("20260302093000", "2"), ("20260303080000", "5"))))
    office.send_steps(*steps_of(CODE, (("20260304150000", "9"),)), name="b.json")
    assert "nine-without-five-closed" in office.dossiers()[CODE]["faults"]


def test_an_answered_supplement_is_no_fault(office: Office) -> None:
    asked = [{"NgayBoSung": "20260303080000", "NgayTiepNhanBoSung": "20260303090000"}]
    office.send(dossier(DanhSachHoSoBoSung=asked))
    office.send_steps(*steps_of(CODE))
    assert office.dossiers()[CODE]["faults"] == []


def test_a_finished_state_without_step_nine_or_ten_is_told(office: Office) -> None:
    office.send(dossier())
    office.send_steps(*steps_of(CODE)[:2])
    assert "finished-against-steps" in office.dossiers()[CODE]["faults"]


def test_the_same_content_under_another_code_is_told_of_the_second(office: Office) -> None:
    office.send(dossier(), dossier(MaHoSo="H21.217-XX-77"))
    held = office.dossiers()
    assert "duplicate-content" not in held[CODE]["faults"]
    assert "duplicate-content" in held["H21.217-XX-77"]["faults"]
    assert held["H21.217-XX-77"]["is_duplicate"]


def test_a_duplicate_is_found_across_intakes_and_forgotten_when_it_differs(office: Office) -> None:
    office.send(dossier(), name="a.json")
    office.send(dossier(MaHoSo="H21.217-XX-77"), name="b.json")
    assert office.dossiers()["H21.217-XX-77"]["is_duplicate"]
    office.send(dossier(MaHoSo="H21.217-XX-77", NgayHenTra="20260309170000"), name="c.json")
    assert not office.dossiers()["H21.217-XX-77"]["is_duplicate"]


def test_two_dossiers_of_unknown_people_are_no_duplicates_while_open(office: Office) -> None:
    unnamed = {**OPEN, "DinhDanhCHS": []}
    office.send(dossier(**unnamed), dossier(MaHoSo="H21.217-260302-0002", **unnamed))
    assert not any(row["is_duplicate"] for row in office.dossiers().values())


def test_a_time_after_the_export_is_told(office: Office) -> None:
    office.send(dossier(), exported_at=datetime.fromisoformat("2026-03-04"))
    assert "later-than-export" in office.dossiers()[CODE]["faults"]


def test_every_code_has_words() -> None:
    assert set(COMPUTED) <= known_codes()


def test_every_rule_is_tried_here_or_by_registers() -> None:
    elsewhere = {
        "later-than-export",
        "steps-missing",
        "finished-against-steps",
        "nine-without-five-closed",
        "agency-not-registered",
        "procedure-not-registered",
    }
    assert set(ROW_RULES) == set(FAULTY) | elsewhere
