"""A calendar, agencies or procedures put in anew judge again what they touch and nothing else."""

from pathlib import Path

from office import Office, dossier, steps_of

from caicach.engine.intake import put_agencies, put_calendar

CODE = "H21.217-260302-0001"
OTHER = "H21.217-260310-0002"

CALENDAR = """
calendar: office
based_on: vietnam
label: {vi: Lịch của cơ quan}
years: [2026]
days:
  - {date: 2026-03-03, kind: off, label: {vi: Nghỉ đột xuất}, source: Thông báo, status: reported}
"""

AGENCIES = """
label: {vi: Cơ quan mẫu}
source: tự đặt
agencies:
  - {code: H21, name: {vi: Tỉnh Mẫu}, kind: province}
  - {code: H21.217, name: {vi: Xã Mẫu}, kind: commune}
links:
  - {child: H21.217, parent: H21}
"""

PROCEDURES = "procedure,name,maximum_time,maximum_unit\n1.005129,Khai sinh,{time},working_day\n"


def two_dossiers(office: Office) -> None:
    """One at work on 3 March, one received after it."""
    later = {
        "MaHoSo": OTHER,
        "NgayNopHoSo": "20260310080000",
        "NgayTiepNhan": "20260310093000",
        "NgayHenTra": "20260313170000",
        "NgayKetThucXuLy": "20260312150000",
        "NgayTra": "20260313090000",
    }
    office.send(dossier(), dossier(**later))
    office.send_steps(*steps_of(CODE))


def test_a_day_off_more_shortens_the_working_days_it_lies_in(office: Office) -> None:
    two_dossiers(office)
    before = {code: row["working_days"] for code, row in office.dossiers().items()}
    done = put_calendar(office.store, CALENDAR, "office.yaml", threads=1)
    after = {code: row["working_days"] for code, row in office.dossiers().items()}
    assert (done.dossiers, done.months) == (1, ("2026-03",))
    assert (before[CODE], after[CODE]) == (2, 1)
    assert (before[OTHER], after[OTHER]) == (2, 2)


def test_the_same_calendar_again_makes_no_version(office: Office) -> None:
    two_dossiers(office)
    put_calendar(office.store, CALENDAR, "office.yaml", threads=1)
    assert put_calendar(office.store, CALENDAR, "office.yaml", threads=1).version is None


def test_a_faulty_calendar_changes_nothing(office: Office) -> None:
    done = put_calendar(office.store, CALENDAR.replace("2026-03-03", "2026-13-03"), "office.yaml")
    assert done.version is None
    assert done.issues
    assert office.store.latest == 0


def test_agencies_outside_the_register_are_told(office: Office) -> None:
    office.send(dossier(), dossier(MaHoSo="H21.999-260302-0003"))
    done = put_agencies(office.store, AGENCIES, "agencies.yaml", threads=1)
    held = office.dossiers()
    assert done.dossiers == 1
    assert "agency-not-registered" in held["H21.999-260302-0003"]["faults"]
    assert "agency-not-registered" not in held[CODE]["faults"]


def test_an_agency_that_joins_the_register_is_no_longer_told(office: Office) -> None:
    office.send(dossier(), dossier(MaHoSo="H21.999-260302-0003"))
    put_agencies(office.store, AGENCIES, "agencies.yaml", threads=1)
    more = AGENCIES.replace(
        "links:", "  - {code: H21.999, name: {vi: Xã Hai}, kind: commune}\nlinks:"
    )
    assert put_agencies(office.store, more, "agencies.yaml", threads=1).dossiers == 1
    assert "agency-not-registered" not in office.dossiers()["H21.999-260302-0003"]["faults"]


def procedures(office: Office, time: int, name: str) -> Path:
    return office.file(name, PROCEDURES.format(time=time))


def test_a_maximum_time_gives_a_due_time_where_none_is_printed(office: Office) -> None:
    office.send(dossier(NgayHenTra=""), dossier(MaHoSo=OTHER, NgayTiepNhan="20260302093001"))
    assert office.dossiers()[CODE]["due_used_at"] is None
    taken = office.take(procedures(office, 3, "tt.csv"), profile="procedures-table")
    assert str(office.dossiers()[CODE]["due_used_at"]) == "2026-03-05 09:30:00"
    assert office.dossiers()[CODE]["due_basis"] == "maximum_time"
    assert taken.months == ("2026-03",)


def test_a_changed_maximum_time_judges_again_only_dossiers_without_a_due_time(
    office: Office,
) -> None:
    office.take(procedures(office, 3, "tt.csv"), profile="procedures-table")
    office.send(dossier(NgayTiepNhan="20260402093000"), name="april.json")
    office.send(dossier(MaHoSo=OTHER, NgayHenTra=""), name="march.json")
    taken = office.take(procedures(office, 1, "tt2.csv"), profile="procedures-table")
    assert taken.months == ("2026-03",)
    assert str(office.dossiers()[OTHER]["due_used_at"]) == "2026-03-03 09:30:00"


def test_a_procedure_outside_the_register_is_told_once_there_is_one(office: Office) -> None:
    office.send(dossier(), dossier(MaHoSo=OTHER, MaTTHC="9.999999"))
    office.take(procedures(office, 3, "tt.csv"), profile="procedures-table")
    assert "procedure-not-registered" in office.dossiers()[OTHER]["faults"]
    assert "procedure-not-registered" not in office.dossiers()[CODE]["faults"]
