"""One content, one text, one digest."""

import json
import unicodedata
from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.files.snapshots.canonical import NotCanonicalError, canonical

TEXTS = st.text(st.characters(codec="utf-8"), max_size=8)
CONTENT = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=12,
)


@given(CONTENT)
def test_reading_it_back_and_writing_it_again_changes_nothing(content: object) -> None:
    once = canonical(content)
    assert canonical(json.loads(once)) == once


@given(st.dictionaries(TEXTS, st.integers(0, 9), max_size=6))
def test_the_order_of_keys_does_not_matter(content: dict[str, int]) -> None:
    composed = {unicodedata.normalize("NFC", key) for key in content}
    if len(composed) == len(content):
        assert canonical(content) == canonical(dict(reversed(content.items())))


@given(TEXTS)
def test_letters_composed_or_not_are_one_text(text: str) -> None:
    one, other = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert canonical([one]) == canonical([other])


def test_an_accent_after_a_line_break_joins_nothing() -> None:
    text = "a\n\u0303b\u0301"
    assert json.loads(canonical([text])) == [unicodedata.normalize("NFC", text)]


def test_decimals_and_days_are_text_in_one_form() -> None:
    content = MappingProxyType({"b": Decimal("1.50"), "a": date(2027, 1, 5), "c": (None, True)})
    assert canonical(content) == b'{"a":"2027-01-05","b":"1.5","c":[null,true]}'


@pytest.mark.parametrize("content", [1.5, {"a": [0.0]}, [{"b": (float("nan"),)}], {"a": object()}])
def test_what_has_no_one_form_is_refused(content: object) -> None:
    with pytest.raises(NotCanonicalError):
        canonical(content)


def test_a_very_deep_content_is_no_trouble_for_the_check_of_floats() -> None:
    deep: list[object] = []
    for _ in range(5_000):
        deep = [deep]
    with pytest.raises(NotCanonicalError, match="ecursion"):
        canonical(deep)
