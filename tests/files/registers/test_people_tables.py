"""People tables: who holds which role where, and every fault at its cell."""

from datetime import date

import pytest
from register_builders import workbook

from caicach.core.issues import Issue
from caicach.files.registers import PeopleTable, read_people_table

HEAD = ["Họ tên", "Thư điện tử", "Cơ quan (mã)", "Vai trò", "Từ ngày", "Đến ngày", "Chức vụ"]
AN = ["Nguyễn Văn An", "an@example.gov.vn", "H21.01", "Công chức đầu mối"]
ROLES = {
    "công chức đầu mối": "focal_officer",
    "focal officer": "focal_officer",
    "lãnh đạo cơ quan": "agency_head",
}
AGENCIES = {"H21", "H21.01", "00004"}


def read(*rows: list[object]) -> PeopleTable:
    return read_people_table(workbook([HEAD, *rows]), ROLES, AGENCIES, "nguoi.xlsx")


def told(issues: list[Issue]) -> list[tuple[str, str]]:
    return [(each.code, each.where.removeprefix("nguoi.xlsx [Sheet1] ")) for each in issues]


def test_a_row_holds_a_person_with_one_role() -> None:
    table = read([*AN, date(2026, 1, 1), "31/12/2026", "Chuyên viên"])
    assert table.issues == []
    (person,) = table.people
    assert (person.name, person.email, person.agency) == tuple(AN[:3])
    assert (person.role, person.post) == ("focal_officer", "Chuyên viên")
    assert (person.valid_from, person.valid_to) == (date(2026, 1, 1), date(2026, 12, 31))


def test_open_ends_stay_open_and_codes_are_read_in_the_old_notation() -> None:
    table = read(["Bình", "BINH@example.gov.vn", "000.00.01.H21", "FOCAL OFFICER"])
    (person,) = table.people
    assert (person.valid_from, person.valid_to, person.post) == (None, None, "")
    assert (person.agency, person.email) == ("H21.01", "binh@example.gov.vn")


@pytest.mark.parametrize(
    ("column", "value", "code", "cell"),
    [
        (0, "", "person-cell-missing", "A2"),
        (1, "", "person-cell-missing", "B2"),
        (2, "", "person-cell-missing", "C2"),
        (3, "", "person-cell-missing", "D2"),
        (0, "x" * 301, "register-text-long", "A2"),
        (1, "an", "person-email", "B2"),
        (1, "an@example", "person-email", "B2"),
        (1, "ân@example.vn", "person-email", "B2"),
        (1, "a@example.vn, b@example.vn", "person-email", "B2"),
        (1, f"{'a' * 250}@example.vn", "person-email", "B2"),
        (2, "H21.99", "person-agency-unknown", "C2"),
        (3, "giám đốc", "person-role-unknown", "D2"),
        (4, "hôm qua", "register-day", "E2"),
    ],
)
def test_a_fault_is_told_at_its_cell(column: int, value: str, code: str, cell: str) -> None:
    row: list[object] = [*AN, "", "", ""]
    row[column] = value
    table = read(row)
    assert told(table.issues) == [(code, cell)]
    assert table.people == ()


def test_all_faults_of_a_row_and_of_all_rows_are_told_at_once() -> None:
    table = read(
        ["", "x", "H9", "y", "1/1/26", "z"], [*AN], [*AN, date(2026, 2, 1), date(2026, 1, 1)]
    )
    assert told(table.issues) == [
        ("person-cell-missing", "A2"),
        ("person-email", "B2"),
        ("person-agency-unknown", "C2"),
        ("person-role-unknown", "D2"),
        ("register-day", "E2"),
        ("register-day", "F2"),
        ("register-days-reversed", "F4"),
    ]
    assert [each.name for each in table.people] == [AN[0]]


def test_one_role_may_not_be_given_twice_for_the_same_days() -> None:
    table = read([*AN], [AN[0], "AN@example.gov.vn", "000.00.01.H21", "focal officer"])
    assert told(table.issues) == [("person-twice", "B3")]
    assert len(table.people) == 1
    assert "[Sheet1] A2" in table.issues[0].problem("vi")


def test_one_role_may_be_held_again_later_and_two_roles_at_a_time() -> None:
    table = read(
        [*AN, "", "30/06/2026"],
        [*AN, "01/07/2026"],
        [*AN[:3], "lãnh đạo cơ quan"],
        [*AN[:2], "H21", AN[3]],
    )
    assert table.issues == []
    assert len(table.people) == 4


def test_spans_meet_on_a_shared_day() -> None:
    table = read([*AN, "", "30/06/2026"], [*AN, "30/06/2026"])
    assert told(table.issues) == [("person-twice", "B3")]


def test_a_table_without_the_columns_names_them() -> None:
    table = read_people_table(workbook([["Họ tên"], ["An"]]), ROLES, AGENCIES, "a.xlsx")
    assert [each.code for each in table.issues] == ["register-columns-missing"]
    assert "Vai trò" in table.issues[0].remedy("vi")
    assert "Role" in table.issues[0].remedy("en")


def test_english_headings_are_read_as_well() -> None:
    content = b"Full name,E-mail,Agency,Role,Position\nAn,an@example.vn,00004,focal officer,Clerk\n"
    (person,) = read_people_table(content, ROLES, AGENCIES, "a.csv").people
    assert (person.agency, person.post) == ("00004", "Clerk")


def test_codes_that_lost_their_zeros_are_warned_of() -> None:
    table = read(["An", "an@example.vn", 4, "focal officer"])
    assert [each.code for each in table.issues] == [
        "register-codes-as-numbers",
        "person-agency-unknown",
    ]
