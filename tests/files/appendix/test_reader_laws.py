"""Laws of the reader of scoring texts: it never fails and never makes up an amount."""

import re
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from caicach.core.rules import AnyRule
from caicach.files.appendix.codes import parse_code, split_leading_code
from caicach.files.appendix.maxima import read_maximum_text
from caicach.files.appendix.scoring import read_scoring
from caicach.files.appendix.wording import tidy

WORDS = [
    "từ", "trên", "dưới", "đến", "trở lên", "trở xuống", "không", "có", "mỗi", "trừ", "tối đa",
    "điểm", "%", "80", "95", "1,5", "0", "2", ":", ";", ".", "\n", "tỷ lệ", "x", "/", "(", ")",
    "hồ sơ", "còn lại", "xếp thứ", "năm trước", "tăng", "giảm", "công thức", "a", "b", "là", "-",
    "khảo sát", "SIPAS", "gồm 2 phần", "a)", "b)", "điểm tối đa", "không phát sinh", "tùy mức độ",
]  # fmt: skip
texts = st.one_of(
    st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
)
maxima = st.one_of(st.none(), st.decimals(min_value=0, max_value=100, places=2))
RULE: TypeAdapter[AnyRule] = TypeAdapter(AnyRule)

AMOUNTS = frozenset(("points", "per_item", "per_event", "amount", "yes", "clean", "target"))


@given(texts, maxima)
def test_any_text_is_read_into_a_rule_an_edition_takes(text: str, maximum: Decimal | None) -> None:
    rule = read_scoring(text, maximum).rule
    assert RULE.validate_python(rule).kind == rule["kind"]


@given(texts, st.decimals(min_value=1, max_value=100, places=1))
def test_every_amount_read_stands_in_the_text_or_is_the_maximum(
    text: str, maximum: Decimal
) -> None:
    printed = {Decimal(n.replace(",", ".")) for n in re.findall(r"\d+(?:[.,]\d+)?", tidy(text))}
    printed |= {Decimal(n) for n in re.findall(r"\d+", tidy(text))}
    known = {*printed, maximum, Decimal(0)}
    shares = {maximum * n / 100 for n in printed} | {maximum / 2}
    ratios = {n * 100 for n in printed}
    for amount in amounts(read_scoring(text, maximum).rule):
        assert amount in known | shares | ratios | parts_of(text, maximum)


def parts_of(text: str, maximum: Decimal) -> set[Decimal]:
    """`2/3 số điểm` is a part of the maximum."""
    pairs = re.findall(r"(\d)/(\d)", tidy(text))
    return {maximum * Decimal(a) / Decimal(b) for a, b in pairs if b != "0"}


def amounts(rule: Any) -> list[Decimal]:
    found = []
    for key, value in rule.items():
        if key in AMOUNTS and isinstance(value, str):
            found.append(Decimal(value))
        elif isinstance(value, list):
            found += [each for part in value if isinstance(part, dict) for each in amounts(part)]
        elif isinstance(value, dict):
            found += amounts(value)
    return found


@given(texts, maxima)
def test_a_text_that_is_left_to_a_person_says_so(text: str, maximum: Decimal | None) -> None:
    reading = read_scoring(text, maximum)
    assert not reading.is_judged or reading.doubts


@given(st.text(max_size=60))
def test_cells_of_codes_and_maxima_take_any_text(text: str) -> None:
    parse_code(text)
    assert split_leading_code(text)[1] or not text
    assert read_maximum_text(text).printed == text


@given(st.text(max_size=100))
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
