"""Rounding is exact, goes where the edition says, and is done once."""

from decimal import Context, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.core.numbers import decimal_places, plain, round_half_up, round_to

finite = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20)


@pytest.mark.parametrize(
    ("value", "mode", "rounded"),
    [
        ("2.345", "half_up", "2.35"),
        ("-2.345", "half_up", "-2.35"),
        ("2.345", "half_even", "2.34"),
        ("2.355", "half_even", "2.36"),
        ("2.349", "down", "2.34"),
        ("-2.349", "down", "-2.34"),
        ("2.341", "up", "2.35"),
        ("-2.341", "up", "-2.35"),
        ("2.34", "up", "2.34"),
    ],
)
def test_each_mode_rounds_as_its_name_says(value: str, mode: str, rounded: str) -> None:
    assert str(round_to(Decimal(value), 2, mode)) == rounded


def test_rounding_pads_to_the_places_asked() -> None:
    assert str(round_half_up(Decimal(3), 2)) == "3.00"


def test_negative_places_round_tens_and_hundreds() -> None:
    assert round_half_up(Decimal(1250), -2) == 1300


def test_a_quotient_longer_than_the_usual_precision_is_rounded() -> None:
    assert round_half_up(Decimal("123456789012345678901234567890.125"), 2) == Decimal(
        "123456789012345678901234567890.13"
    )


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_not_finite_is_refused(value: str) -> None:
    for refuse in (plain, decimal_places, lambda each: round_half_up(each, 2)):
        with pytest.raises(ValueError, match="not a finite number"):
            refuse(Decimal(value))


@given(finite, st.integers(0, 6), st.sampled_from(["half_up", "half_even", "down", "up"]))
def test_rounding_twice_changes_nothing(value: Decimal, places: int, mode: str) -> None:
    once = round_to(value, places, mode)
    assert round_to(once, places, mode) == once
    with localcontext(Context(prec=1000)):
        assert abs(once - value) < Decimal(10) ** -places


@pytest.mark.parametrize(
    ("number", "places"),
    [("96,20%", 2), ("7", 0), ("1.234", 0), (Decimal("3.50"), 2), (Decimal("1E+2"), 0)],
)
def test_places_are_counted_as_printed(number: str | Decimal, places: int) -> None:
    assert decimal_places(number) == places


def test_places_follow_the_style_of_the_file() -> None:
    assert decimal_places("1.234", style="en") == 3


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("3.50", "3.5"),
        ("1E+2", "100"),
        ("0E-10", "0"),
        ("-0.00", "0"),
        ("100", "100"),
        ("-7.10", "-7.1"),
        ("1E-7", "0.0000001"),
    ],
)
def test_plain_text_has_no_exponent_and_no_trailing_zeros(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


@given(finite)
def test_plain_text_is_the_same_number(value: Decimal) -> None:
    assert Decimal(plain(value)) == value
    assert plain(Decimal(plain(value))) == plain(value)
