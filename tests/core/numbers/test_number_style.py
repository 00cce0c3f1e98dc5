"""The style of a column is told by the texts that only one style can read."""

import pytest

from caicach.core.numbers import StyleEvidence, detect_style, find_style


@pytest.mark.parametrize(
    ("texts", "style"),
    [
        ([], "auto"),
        (["12", "1.234", "1,234", "abc", ""], "auto"),
        (["1.234", "0,5"], "vi"),
        (["1.234", "96,27%"], "vi"),
        (["1.234.567"], "vi"),
        (["1.234", "0.5 điểm"], "en"),
        (["1,234,567"], "en"),
        (["0,5", "0.5"], "mixed"),
    ],
)
def test_one_unambiguous_text_is_enough(texts: list[str], style: str) -> None:
    assert detect_style(texts) == style


def test_a_mixed_column_names_the_first_text_of_each_style() -> None:
    assert find_style(["7", "0,5", "2.5", "3,5"]) == StyleEvidence(vi="0,5", en="2.5")


def test_the_order_of_texts_does_not_change_the_style() -> None:
    texts = ["1.234", "2.5", "7"]
    assert detect_style(texts) == detect_style(reversed(texts)) == "en"
