"""Printed ranks keep of how many they are, where the text says so."""

import pytest

from caicach.core.numbers import NumberTextError, RankText, parse_rank


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("07/20", RankText(7, 20)),
        ("7/20", RankText(7, 20)),
        ("7 / 20", RankText(7, 20)),
        ("20/20", RankText(20, 20)),
        ("thứ 7/20", RankText(7, 20)),
        ("Xếp thứ 7/20", RankText(7, 20)),
        ("hạng 7", RankText(7)),
        ("7", RankText(7)),
        ("1", RankText(1)),
    ],
)
def test_a_rank_is_read_in_every_form_offices_use(text: str, rank: RankText) -> None:
    assert parse_rank(text) == rank


@pytest.mark.parametrize("text", ["0", "0/20", "21/20", "7,5", "-1", "7/20/63", "bảy", "/20"])
def test_what_cannot_be_a_rank_is_refused(text: str) -> None:
    with pytest.raises(NumberTextError) as caught:
        parse_rank(text)
    assert caught.value.reason == "rank"


def test_an_empty_rank_is_missing_rather_than_wrong() -> None:
    with pytest.raises(NumberTextError) as caught:
        parse_rank("  ")
    assert caught.value.reason == "empty"
