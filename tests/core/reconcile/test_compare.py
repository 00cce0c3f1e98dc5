"""Ours beside theirs: equal, within rounding of n parts, or different."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import codes, figure, result

from caicach.core.reconcile import Comparison, reconcile

MAXIMA = {"A": "60", "B": "40"}
ROWS = {"x": {"A": "50.125", "B": "30"}, "y": {"A": "40", "B": "30"}, "z": {"A": "10", "B": "9"}}
OURS = result(MAXIMA, ROWS)


def compare(*figures: Any) -> list[Comparison]:
    return list(reconcile(OURS, figures).comparisons)


def status(printed: str, ours: str = "80.125") -> str:
    document = result({"A": "60", "B": "40"}, {"x": {"A": str(Decimal(ours) - 30), "B": "30"}})
    (line,) = reconcile(document, [figure("x", points=printed)]).comparisons
    return line.status


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        # half a unit is 0.005; two areas give (2 + 1) × 0.005 = 0.015; both bounds included
        ("80.12", "equal"),
        ("80.13", "equal"),
        ("80.14", "within_rounding"),
        ("80.11", "within_rounding"),
        ("80.15", "different"),
        ("80.10", "different"),
        ("80.1", "equal"),
        ("80", "equal"),
        ("81", "within_rounding"),
        ("82", "different"),
    ],
)
def test_the_bounds_are_half_a_unit_and_that_of_every_part(printed: str, expected: str) -> None:
    assert status(printed) == expected


def test_a_comparison_names_both_values_and_its_tolerance() -> None:
    (line,) = compare(figure("x", points="80.20"))
    assert (line.ours, line.published) == (Decimal("80.125"), Decimal("80.20"))
    assert line.difference == Decimal("-0.075")
    assert (line.tolerance, line.parts) == (Decimal("0.015"), 2)


def test_a_machine_value_is_compared_as_if_printed_to_four_places() -> None:
    assert status("80.12500000000001") == "equal"
    assert status("80.1250049") == "equal"
    assert status("80.1253") == "different"


def test_maximum_percent_rank_and_field_are_compared_as_well() -> None:
    found = compare(figure("x", points="80.13", maximum="100", percent="80.1", rank=1, rank_of=3))
    assert [(each.what, each.status) for each in found] == [
        ("points", "equal"),
        ("maximum", "equal"),
        ("percent", "equal"),
        ("rank", "equal"),
        ("rank_of", "equal"),
    ]
    wrong = compare(figure("y", maximum="99", rank=1, rank_of=3))
    assert [(each.what, each.status) for each in wrong] == [
        ("maximum", "different"),
        ("rank", "different"),
        ("rank_of", "equal"),
    ]


def test_parts_are_compared_by_their_code() -> None:
    found = compare(figure("x", "A", points="50.13", maximum="60"), figure("x", "B", points="31"))
    assert [each.status for each in found] == ["equal", "equal", "different"]


def test_an_agency_is_the_same_by_code_or_by_name() -> None:
    (line,) = compare(figure("4711", name="SỞ  x.", points="80.13"))
    assert line.status == "equal"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (figure("w", points="1"), "published-agency-unknown"),
        (figure("x", "C", points="1"), "published-criterion-unknown"),
        (figure("x", rank=1, rank_of=20), "published-rank-other-field"),
    ],
)
def test_what_cannot_be_compared_says_why(row: Any, reason: str) -> None:
    (line,) = compare(row)
    assert (line.status, line.reason, line.ours) == ("not_comparable", reason, None)


def test_an_incomplete_total_is_not_compared() -> None:
    gaps = result(MAXIMA, {"x": {"A": "50"}})
    lines = reconcile(gaps, [figure("x", points="50"), figure("x", "B", points="0")]).comparisons
    assert [each.reason for each in lines] == [
        "published-total-incomplete",
        "published-not-reported",
    ]


def test_figures_of_another_edition_are_left_out() -> None:
    assert compare(figure("x", points="1", edition="my-set/2025")) == []
    assert len(compare(figure("x", points="1", edition="my-set/2026"))) == 1


FOUNDING = {
    "1": ("10.59", "11", "96.27"),
    "3": ("12", "12", "100"),
    "4": ("5", "5", "100"),
    "5": ("8.5", "8.5", "100"),
    "6": ("5", "5.5", "90.90"),
    "7": ("8", "13", "61.58"),
}


def founding() -> Any:
    head = "partial: sáu lĩnh vực được công khai\nranking: {by: points}\n"
    document = result(
        {code: maximum for code, (_, maximum, _) in FOUNDING.items()},
        {"bdt": {code: points for code, (points, _, _) in FOUNDING.items()}},
        head,
    )
    figures = [
        figure("bdt", code, points=points, maximum=maximum, percent=percent)
        for code, (points, maximum, percent) in FOUNDING.items()
    ]
    figures.append(figure("bdt", percent="88.52", rank=7, rank_of=20, change_of_rank=3))
    return reconcile(document, figures)


def test_the_founding_example_names_the_slip_the_cut_and_what_is_left() -> None:
    found = founding()
    assert codes(found.slips) == ["percent-cut-off", "percent-slip", "published-rest-implied"]
    cut, slip, rest = found.slips
    assert slip.problem("vi") == "bdt, mục 7: in 61,58 %, nhưng 8/13 là 61,54 %."
    assert cut.severity == "note"
    assert cut.problem("vi") == ("bdt, mục 6: in 90,90 %, là 90,91 % bị cắt bớt thay vì làm tròn.")
    assert rest.problem("vi") == (
        "Sở bdt: phần công khai được 49,09/55 điểm; "
        "với chỉ số 88,52 %, phần chưa công khai là 39,43/45 điểm."
    )


def test_the_founding_example_compares_its_six_areas_and_not_its_total() -> None:
    lines = founding().comparisons
    status = {(each.criterion, each.what): each.status for each in lines if each.criterion}
    assert len(status) == 6 * 3
    assert {key: one for key, one in status.items() if one != "equal"} == {
        ("6", "percent"): "within_rounding",
        ("7", "percent"): "different",
    }
    assert {each.reason for each in lines if each.criterion is None} == {"published-total-partial"}


BLOCKS = "blocks: [{id: p, label: x}, {id: q, label: y}]\n"


def test_ranks_are_read_within_the_block_of_the_agency_scored() -> None:
    rows = {"x": {"A": "50"}, "y": {"A": "40"}, "z": {"A": "10"}}
    document = result({"A": "100"}, rows, BLOCKS, {"x": "p", "y": "p", "z": "q"})
    printed = [
        figure("x", points="50", rank=1),
        figure("y", points="40", rank=2),
        figure("z", points="10", rank=1),
    ]
    found = reconcile(document, printed)
    assert found.slips == ()
    assert {each.status for each in found.comparisons} == {"equal"}


def test_ranks_are_read_from_what_the_set_ranks_by() -> None:
    rows = {"x": {"A": "50"}, "y": {"A": "40"}}
    printed = [
        figure("x", points="45", percent="90", rank=1),
        figure("y", points="48", percent="80", rank=2),
    ]
    by_index, by_points = result({"A": "100"}, rows), result({"A": "100"}, rows, BY_POINTS)
    assert codes(reconcile(by_index, printed).slips) == []
    assert codes(reconcile(by_points, printed).slips) == ["rank-does-not-follow"]


BY_POINTS = "ranking: {by: points}\n"


def test_no_published_figure_is_ever_changed() -> None:
    rows = [figure("x", points="80.1", percent="99.00", rank=2), figure("x", "A", points="1.10")]
    before = [repr(each) for each in rows]
    reconcile(OURS, rows)
    assert [repr(each) for each in rows] == before


@given(st.decimals(0, 100, places=6), st.integers(0, 4))
def test_a_correctly_rounded_figure_is_always_equal(points: Decimal, places: int) -> None:
    document = result({"A": "100"}, {"x": {"A": str(points)}})
    printed = round(points, places)
    (line,) = reconcile(document, [figure("x", points=str(printed))]).comparisons
    assert line.status == "equal"
