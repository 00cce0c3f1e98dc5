"""Thirty faults planted among 5,000 agencies: all are told at once, each at its cell."""

import time
from collections.abc import Callable
from datetime import date

from register_builders import HEAD, csv_table, workbook

from caicach.core.issues import Issue
from caicach.files.registers import AgencyTable, read_agency_table

COUNT = 5_000
LAST, NEXT = date(2025, 6, 30), date(2025, 7, 1)
CODE, NAME, KIND, BLOCK, PARENT, FROM, TO, ELECTRONIC, EVENT, ON, SUCCESSOR, SHARE = range(12)
Rows = list[list[object]]


def sound_rows() -> Rows:
    """Return a province, 49 departments, and divisions of 100 each below them."""
    rows: Rows = [list(HEAD)]
    rows.append(row("P", "Tỉnh P", "tỉnh"))
    rows += [row(f"S{n}", f"Sở {n}", "sở", "Khối sở", "P") for n in range(1, 50)]
    left = COUNT - len(rows) + 1
    rows += [row(f"D{n}", f"Phòng {n}", "phòng", "", f"S{n % 49 + 1}") for n in range(left)]
    return rows


def row(*cells: object) -> list[object]:
    return [*cells, *[""] * (len(HEAD) - len(cells))]


def put(number: int, **cells: object) -> Callable[[Rows], None]:
    """Return what writes cells, by the names above, to a row as a spreadsheet counts it."""

    def change(rows: Rows) -> None:
        for name, value in cells.items():
            rows[number - 1][globals()[name]] = value

    return change


def event(
    number: int, *, code: str = "D4949", to: object = "", share: object = ""
) -> Callable[[Rows], None]:
    """Return what makes a row an event of its own."""
    cells = {"CODE": code, "NAME": "", "KIND": "", "PARENT": "", "ON": NEXT}
    return put(number, **cells, EVENT="sáp nhập", SUCCESSOR=to, SHARE=share)


def both(*changes: Callable[[Rows], None]) -> Callable[[Rows], None]:
    """Return what makes several changes, which are one fault together."""

    def change(rows: Rows) -> None:
        for each in changes:
            each(rows)

    return change


PLANTED: list[tuple[Callable[[Rows], None], str, str]] = [
    (put(101, CODE=""), "agency-code-empty", "A101"),
    (put(102, CODE="A" * 36), "agency-code-long", "A102"),
    (put(103, NAME=""), "register-name-missing", "B103"),
    (put(104, NAME="x" * 301), "register-text-long", "B104"),
    (put(105, KIND=""), "register-kind-missing", "C105"),
    (put(106, KIND="thành phố"), "register-kind-unknown", "C106"),
    (put(107, FROM="31/02/2025"), "register-day", "F107"),
    (put(108, TO="cuối năm"), "register-day", "G108"),
    (put(109, FROM=NEXT, TO=LAST), "register-days-reversed", "G109"),
    (put(110, FROM="01/07/25"), "register-day", "F110"),
    (put(111, ELECTRONIC="G9"), "agency-code-form", "H111"),
    (put(112, ELECTRONIC="00.00.H41"), "agency-code-old-form", "H112"),
    (put(113, ELECTRONIC="H21.00"), "agency-code-zeros", "H113"),
    (put(115, PARENT="KHÔNG CÓ"), "link-unknown", "E115"),
    (put(116, PARENT="S99"), "link-unknown", "E116"),
    (put(117, CODE="D66"), "agency-overlap", "A118"),
    (put(119, PARENT="D67"), "link-circle", "E119"),
    (put(120, NAME="", KIND="", PARENT=""), "register-row-says-nothing", "A120"),
    (put(121, TO=LAST, EVENT="bán", SUCCESSOR="S1"), "register-event-unknown", "I121"),
    (put(122, EVENT="giải thể"), "register-event-day-missing", "J122"),
    (put(123, TO=LAST, EVENT="sáp nhập"), "lineage-target", "I123"),
    (put(124, TO=LAST, EVENT="giải thể", SUCCESSOR="S1"), "lineage-target", "I124"),
    (put(125, TO=LAST, EVENT="sáp nhập", SUCCESSOR="S98"), "lineage-unknown", "I125"),
    (put(126, TO=LAST, EVENT="sáp nhập", SUCCESSOR="S1", SHARE="0,5"), "lineage-shares", "I126"),
    (put(127, TO=LAST, EVENT="sáp nhập", SUCCESSOR="S1", SHARE="nửa"), "register-share", "L127"),
    (put(128, TO=LAST, EVENT="sáp nhập", SUCCESSOR="S1", SHARE=2), "register-share", "L128"),
    (event(129, to="S2"), "lineage-outlives", "I129"),
    (both(put(131, PARENT="D80"), put(132, PARENT="D79")), "link-circle", "E131"),
    (put(133, TO=date(2024, 1, 1)), "agency-end-unexplained", "A133"),
    (put(134, CODE="D10", NAME="", KIND="", PARENT="S7"), "link-two-parents", "E134"),
]


def planted() -> AgencyTable:
    rows = sound_rows()
    for change, _, _ in PLANTED:
        change(rows)
    return read_agency_table(workbook(rows, names=["Cơ quan"]), "co-quan.xlsx")


def told(issues: list[Issue]) -> list[tuple[str, str]]:
    return sorted((each.code, each.where) for each in issues)


def test_5000_sound_rows_have_no_fault() -> None:
    table = read_agency_table(workbook(sound_rows(), names=["Cơ quan"]), "co-quan.xlsx")
    assert table.issues == []
    assert len(table.agencies) == COUNT


def test_all_planted_faults_are_told_each_at_its_cell_and_nothing_else() -> None:
    table = planted()
    assert told(table.issues) == sorted(
        (code, f"co-quan.xlsx [Cơ quan] {cell}") for _, code, cell in PLANTED
    )


def test_what_is_left_is_a_sound_register() -> None:
    table = planted()
    assert len(table.agencies) > COUNT - len(PLANTED)
    assert [each for each in table.tree().check() if each.severity == "fault"] == []


def test_every_fault_says_what_to_do_in_both_languages() -> None:
    for each in planted().issues:
        for lang in ("vi", "en"):
            assert len(each.problem(lang)) > 10
            assert len(each.remedy(lang)) > 10


def test_two_agencies_may_not_bear_one_electronic_code_at_a_time() -> None:
    head = "Mã;Tên;Loại;Mã định danh điện tử;Từ ngày;Đến ngày"
    content = csv_table(
        *("A;Sở A;sở;H21.01;;30/06/2025", "B;Sở B;sở;H21.01;01/07/2025;", "C;Sở C;sở;H21.01;;"),
        head=head,
    )
    issues = read_agency_table(content, "a.csv").issues
    assert told([each for each in issues if each.severity == "fault"]) == [
        ("register-electronic-twice", "a.csv:4")
    ]


def test_5000_rows_are_read_in_less_than_3_seconds() -> None:
    content = workbook(sound_rows())
    begun = time.process_time()
    read_agency_table(content, "a.xlsx")
    assert time.process_time() - begun < 3


def test_a_row_with_more_cells_than_the_header_is_told_once() -> None:
    table = read_agency_table(csv_table("A;Sở A;sở;;;;thừa"), "a.csv")
    assert [each.code for each in table.issues] == ["row-too-wide"]
    assert table.agencies == ()
