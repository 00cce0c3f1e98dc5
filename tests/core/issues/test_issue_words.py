"""Issues: what, where, which value, what to do, in both languages."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.core.issues import Issue, Said, faults, has_faults, issue, severity_of, words
from caicach.core.issues.catalogue import catalogue

ABOVE = issue(
    "points-above-maximum",
    "tệp.csv:7",
    criterion="1.1",
    points=Decimal("2.50"),
    maximum=Decimal(1200),
)


def test_a_message_has_place_problem_remedy_and_code() -> None:
    assert ABOVE.text("vi") == (
        "tệp.csv:7: Mục 1.1 ghi 2,50 điểm, vượt điểm tối đa 1.200. "
        "Ghi điểm từ 0 đến 1.200. [points-above-maximum]"
    )
    assert str(ABOVE) == (
        "tệp.csv:7: Item 1.1 says 2.50 points, above the maximum of 1,200. "
        "Give at most 1,200 points. [points-above-maximum]"
    )


def test_text_is_kept_as_printed_in_both_languages() -> None:
    found = issue("not-a-number", "a.yaml:3", value="2,5")
    assert "“2,5”" in found.problem("vi")
    assert "“2,5”" in found.problem("en")


def test_a_number_of_a_million_digits_is_not_written_out() -> None:
    for wild in ("1E+999999", "1E-999999", "NaN", "-Infinity"):
        found = issue("not-a-number", "a.yaml:3", value=Decimal(wild))
        assert len(found.text("vi")) < 200


def test_only_faults_stop_the_work() -> None:
    warning = issue("steps-overlap", "a:1", criterion="1", value=Decimal(80))
    note = issue("nothing-reported", "a:1")
    assert faults([note, ABOVE, warning]) == [ABOVE]
    assert has_faults([note, ABOVE])
    assert not has_faults([note, warning])
    assert (warning.severity, note.severity, ABOVE.severity) == ("warning", "note", "fault")


def test_equal_issues_are_one_member_of_a_set() -> None:
    assert len({issue("yaml-empty", "a:1"), issue("yaml-empty", "a:1")}) == 1


def test_a_code_without_words_is_an_error_of_ours() -> None:
    with pytest.raises(KeyError):
        severity_of("no-such-code")
    with pytest.raises(KeyError):
        words("no-such-code", "vi")
    with pytest.raises(KeyError):
        Issue("points-above-maximum", "a:1").problem()


def test_every_severity_is_one_of_three() -> None:
    assert {entry.severity for entry in catalogue().values()} == {"fault", "warning", "note"}


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15))
def test_the_two_languages_swap_point_and_comma_and_nothing_else(value: Decimal) -> None:
    found = issue("rank-below-one", "a:1", criterion="x", value=value)
    english = found.problem("en").removeprefix("Item x says rank ")
    vietnamese = found.problem("vi").removeprefix("Mục x ghi thứ hạng ")
    assert english.translate(str.maketrans(",.", ".,"))[:-1] == vietnamese[:-1]


def test_lists_of_numbers_and_words_of_two_languages_wait_for_the_reader() -> None:
    amounts = (Decimal("1.5"), Decimal("0.75"), Decimal(0))
    found = issue("points-off-step", "x", criterion="1", points=Decimal("0.5"), known=amounts)
    assert "(1,5; 0,75; 0)" in found.problem("vi")
    assert "(1.5; 0.75; 0)" in found.problem("en")
    both = Said("tổng", "the total")
    total = issue("published-points-negative", "x", agency="A", part=both, points=Decimal(-1))
    assert total.problem("vi").startswith("A, tổng:")
    assert total.problem("en").startswith("A, the total:")
