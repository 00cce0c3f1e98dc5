"""Numbers are read exactly, or refused with one reason."""

from contextlib import suppress
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.core.issues import known_codes
from caicach.core.numbers import (
    NumberTextError,
    Percent,
    PointsOf,
    Reason,
    format_number,
    is_ambiguous,
    parse_number,
    parse_percent,
    parse_points_of,
)

exact = st.decimals(
    min_value=-(10**12), max_value=10**12, places=4, allow_nan=False, allow_infinity=False
)


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [
        ("1.234,5", "vi", "1234.5"),
        ("1.234", "vi", "1234"),
        ("1,234", "vi", "1.234"),
        ("1.234", "en", "1.234"),
        ("1,234", "en", "1234"),
        ("1,234.5", "en", "1234.5"),
        ("1.234,5", "auto", "1234.5"),
        ("1,234.5", "auto", "1234.5"),
        ("1,5", "auto", "1.5"),
        ("1.5", "auto", "1.5"),
        ("1,234", "auto", "1.234"),
        ("1.234", "auto", "1234"),
        ("0.234", "auto", "0.234"),
        ("1234.567", "auto", "1234.567"),
        ("12.345.678", "auto", "12345678"),
        ("12,345,678", "auto", "12345678"),
        ("1234567", "auto", "1234567"),
    ],
)
def test_each_style_reads_its_own_separators(text: str, style: str, value: str) -> None:
    assert parse_number(text, style=style) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("96,27%", "96.27"),
        ("96,27 %", "96.27"),
        ("0,5 điểm", "0.5"),
        ("0,5 đie\u0302\u0309m", "0.5"),
        ("0,5\u00a0Điểm", "0.5"),
        ("12  hồ sơ", "12"),
        ("−3,00", "-3"),
        ("- 3", "-3"),
        ("\u20133,5", "-3.5"),
        ("+2", "2"),
        ("01", "1"),
        ("0", "0"),
        ("2 (*)", "2"),
        ("2**", "2"),
        ("96,27% (*)", "96.27"),
        ("１２,５％", "12.5"),
        ("1\u00a0234,5", "1234.5"),
        ("1\u202f234\u2009567", "1234567"),
        ("\ufeff 7 \n", "7"),
    ],
)
def test_what_offices_write_around_a_number_does_not_hide_it(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \u00a0\u200b", "empty"),
        ("abc", "words"),
        ("12abc", "words"),
        ("(3)", "words"),
        ("--3", "words"),
        ("5²", "words"),
        ("٣", "words"),
        ("%", "words"),
        ("1,2,3", "separators"),
        ("12.34.56", "separators"),
        ("1,,5", "separators"),
        (",5", "separators"),
        ("5,", "separators"),
        ("1.234.567.8", "separators"),
        ("01.234.567", "separators"),
        ("1,234.567,8", "separators"),
        ("1e5", "exponent"),
        ("1,5E-3", "exponent"),
        ("NaN", "not-finite"),
        ("∞", "not-finite"),
        ("-inf", "not-finite"),
        ("1 2", "several"),
        ("1 234", "several"),
        ("07\u00a020", "several"),
        ("7/20", "several"),
        ("1-2", "several"),
        ("2 (1)", "several"),
        ("1" * 41, "too-long"),
    ],
)
def test_what_is_no_number_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(NumberTextError) as caught:
        parse_number(text)
    assert caught.value.reason == reason
    assert caught.value.text == text


@pytest.mark.parametrize(("text", "style"), [("1.5", "vi"), ("0.234", "vi"), ("1,5", "en")])
def test_a_number_in_the_other_style_is_refused_by_a_fixed_style(text: str, style: str) -> None:
    with pytest.raises(NumberTextError) as caught:
        parse_number(text, style=style)
    assert caught.value.reason == "other-style"


def test_as_many_digits_as_the_limit_are_read() -> None:
    assert parse_number("1" * 40) == int("1" * 40)


def test_printed_places_are_kept() -> None:
    assert str(parse_number("96,20")) == "96.20"


@pytest.mark.parametrize(
    ("text", "ambiguous"),
    [
        *(("1.234", True), ("1,234", True), ("999.000", True), ("0.234", False)),
        *(("1.2345", False), ("1234.567", False), ("1.234.567", False)),
        *(("12", False), ("1.000,5", False), ("", False)),
    ],
)
def test_only_one_separator_before_three_digits_is_ambiguous(text: str, ambiguous: bool) -> None:
    assert is_ambiguous(text) is ambiguous


@given(exact, st.sampled_from(["vi", "en"]))
def test_a_formatted_number_is_read_back(value: Decimal, lang: str) -> None:
    assert parse_number(format_number(value, lang=lang), style=lang) == value


@given(exact.filter(lambda value: value != value.to_integral_value()))
def test_auto_reads_vietnamese_fractions(value: Decimal) -> None:
    assert parse_number(format_number(value, lang="vi")) == value


@given(st.text(max_size=20) | st.text("0123456789.,-+% e*()\u00a0", max_size=12))
def test_any_text_gives_a_finite_number_or_the_typed_error(text: str) -> None:
    with suppress(NumberTextError):
        assert parse_number(text).is_finite()


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("96,27%", Percent(Decimal("96.27"), had_sign=True)),
        ("96,27 phần trăm", Percent(Decimal("96.27"), had_sign=True)),
        ("0,95", Percent(Decimal("0.95"), had_sign=False)),
        ("95 điểm", Percent(Decimal(95), had_sign=False)),
    ],
)
def test_a_percent_says_whether_it_bore_the_sign(text: str, percent: Percent) -> None:
    assert parse_percent(text) == percent


def test_points_and_their_maximum_are_both_read() -> None:
    assert parse_points_of("10,59/11") == PointsOf(Decimal("10.59"), Decimal(11))
    assert parse_points_of("8 / 13 điểm") == PointsOf(Decimal(8), Decimal(13))


@pytest.mark.parametrize(
    ("text", "reason"), [("10,59", "no-maximum"), ("10/", "empty"), ("1/2/3", "several")]
)
def test_points_without_one_maximum_are_refused(text: str, reason: str) -> None:
    with pytest.raises(NumberTextError) as caught:
        parse_points_of(text)
    assert caught.value.reason == reason


@pytest.mark.parametrize("reason", get_args(Reason))
def test_every_reason_has_words_that_name_the_text(reason: Reason) -> None:
    assert f"number-{reason}" in known_codes()
    found = NumberTextError(reason, "12x").issue("diem.xlsx [Sheet1] B7")
    assert found.where == "diem.xlsx [Sheet1] B7"
    for lang in ("vi", "en"):
        assert found.remedy(lang)
        assert reason == "empty" or "12x" in found.problem(lang)


def test_a_long_text_is_shortened_in_the_message() -> None:
    assert "…" in str(NumberTextError("words", "x" * 500))
