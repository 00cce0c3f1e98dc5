"""Numbers are shown as readers of each language write them."""

from decimal import Decimal

import pytest

from caicach.core.numbers import format_number, format_or_no_data, format_percent, no_data


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        ("1234.5", "1.234,5", "1,234.5"),
        ("1234567", "1.234.567", "1,234,567"),
        ("999", "999", "999"),
        ("-0.50", "\u22120,5", "\u22120.5"),
        ("0", "0", "0"),
        ("1E+3", "1.000", "1,000"),
    ],
)
def test_all_digits_are_shown_unless_places_are_asked(value: str, vi: str, en: str) -> None:
    assert format_number(Decimal(value), lang="vi") == vi
    assert format_number(Decimal(value), lang="en") == en


def test_places_round_and_pad() -> None:
    assert format_number(Decimal(-3), places=2) == "\u22123,00"
    assert format_number(Decimal("85.025"), places=2) == "85,03"
    assert format_number(Decimal("85.025"), places=2, mode="half_even") == "85,02"


def test_fewer_places_may_be_shown_where_the_rest_is_zero() -> None:
    assert format_number(Decimal("3.10"), places=3, min_places=0) == "3,1"
    assert format_number(Decimal("3.10"), places=3, min_places=2) == "3,10"


def test_what_rounds_to_zero_bears_no_sign() -> None:
    assert format_number(Decimal("-0.001"), places=2) == "0,00"
    assert format_number(Decimal("0.001"), places=2, signed=True) == "0,00"


def test_changes_bear_their_sign() -> None:
    assert format_number(3, signed=True) == "+3"
    assert format_number(-3, signed=True) == "\u22123"


def test_percents_do_not_break_from_their_sign() -> None:
    assert format_percent(Decimal("96.27")) == "96,27\u00a0%"
    assert format_percent(Decimal("96.27"), lang="en", places=1) == "96.3%"


def test_missing_is_shown_in_words_only_when_asked_for() -> None:
    assert format_or_no_data(None) == no_data() == "Chưa có số liệu"
    assert format_or_no_data(None, lang="en") == "No data"
    assert format_or_no_data(Decimal(0), places=1) == "0,0"
    with pytest.raises(TypeError):
        format_number(None)


@pytest.mark.parametrize("value", [0.1, True, "1"])
def test_only_exact_numbers_are_shown(value: object) -> None:
    with pytest.raises(TypeError):
        format_number(value)


def test_what_is_not_finite_is_not_shown() -> None:
    with pytest.raises(ValueError, match="not a finite number"):
        format_number(Decimal("NaN"))
