"""Issues in the order of their places."""

import pytest

from caicach.core.issues import issue
from caicach.files.inputs.order import by_place


def ordered(*places: str) -> list[str]:
    return [each.where for each in by_place(issue("file-empty", place) for place in places)]


@pytest.mark.parametrize(
    "places",
    [
        ["a.csv", "a.csv:2", "a.csv:9", "a.csv:10", "b.csv:1"],
        ["a.xlsx [S] B2", "a.xlsx [S] B10", "a.xlsx [S] Z10:AB12", "a.xlsx [S] AA10"],
        ["a.json $.agencies[2].items.x", "a.json $.agencies[10]", "a.json $.agencies[11].name"],
        ["C:\\x\\a (1).csv:2", "C:\\x\\a (1).csv:10"],
    ],
)
def test_rows_and_columns_count_as_numbers_and_letters(places: list[str]) -> None:
    assert ordered(places[0], *reversed(places[1:-1]), places[-1]) == places


def test_files_and_sheets_keep_the_order_they_are_named_in() -> None:
    places = ["z.xlsx [B] A9", "z.xlsx [A] A1", "a.csv:1"]
    assert ordered(*places) == places


def test_issues_of_one_place_keep_their_order_and_repeats_go() -> None:
    one, other = issue("file-empty", "a:1"), issue("file-pdf", "a:1")
    assert by_place([other, one, other]) == [other, one]
