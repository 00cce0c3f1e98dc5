"""One code is one value, whichever way round it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.core.agencies import (
    AgencyCode,
    AgencyCodeError,
    canonical_code,
    parse_agency_code,
)

firsts = st.from_regex(r"[A-Z][0-9]{2}", fullmatch=True)
pairs = st.integers(1, 99).map("{:02}".format)
triples = st.integers(1, 999).map("{:03}".format)
old_codes = st.one_of(
    st.tuples(firsts),
    st.tuples(firsts, pairs),
    st.tuples(firsts, pairs, pairs),
    st.tuples(firsts, pairs, pairs, triples),
).map(AgencyCode)
new_codes = st.builds(
    lambda first, rest: AgencyCode((first, *rest)), firsts, st.lists(pairs | triples, max_size=6)
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("H21.217", "H21.217"),
        ("H41", "H41"),
        (" h22.01 ", "H22.01"),
        ("000.00.00.H41", "H41"),
        ("000.00.01.H22", "H22.01"),
        ("000.05.01.H22", "H22.01.05"),
        ("012.05.01.H22", "H22.01.05.012"),
    ],
)
def test_both_notations_are_read(text: str, code: str) -> None:
    assert str(parse_agency_code(text)) == code


def test_codes_are_equal_across_notations() -> None:
    assert parse_agency_code("000.00.01.H22") == parse_agency_code("H22.01")
    assert len({parse_agency_code("000.00.00.H41"), parse_agency_code("H41")}) == 1


@given(old_codes)
def test_the_old_notation_is_read_back(code: AgencyCode) -> None:
    assert code.old_notation is not None
    assert parse_agency_code(code.old_notation) == code


@given(new_codes)
def test_the_new_notation_is_read_back(code: AgencyCode) -> None:
    assert parse_agency_code(str(code)) == code
    assert code.old_notation is None or parse_agency_code(code.old_notation) == code


@pytest.mark.parametrize("text", ["H21.217", "H22.01.05.012.01", "H22.A1", "H22.01.05.12"])
def test_what_the_old_notation_has_no_room_for_has_no_old_form(text: str) -> None:
    assert parse_agency_code(text).old_notation is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("H2", "form"),
        ("HH21", "form"),
        ("H21.", "form"),
        ("H21.1", "form"),
        ("H21.2178", "form"),
        ("H21-217", "form"),
        ("Sở Nội vụ", "form"),
        ("00.00.H41", "old-form"),
        ("000.00.217.H21", "old-form"),
        ("000.00.00.H411", "old-form"),
        ("000.01.00.H22", "gap"),
        ("001.00.01.H22", "gap"),
        ("H21.00", "zeros"),
        ("H21.000.01", "zeros"),
        ("H21" + ".217" * 9, "long"),
    ],
)
def test_what_is_no_code_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(AgencyCodeError) as caught:
        parse_agency_code(text)
    assert caught.value.reason == reason
    assert caught.value.text == text
    for lang in ("vi", "en"):
        found = caught.value.issue("don-vi.csv:3")
        assert found.problem(lang)
        assert found.remedy(lang)


def test_levels_lead_up_to_the_first() -> None:
    code = parse_agency_code("H22.01.05")
    assert code.depth == 3
    assert str(code.parent) == "H22.01"
    assert code.is_under(parse_agency_code("H22"))
    assert not code.is_under(code)
    assert not code.is_under(parse_agency_code("H22.02"))
    assert parse_agency_code("H22").parent is None


def test_codes_of_an_offices_own_are_kept_as_they_stand() -> None:
    assert canonical_code(" SNV ") == "SNV"
    assert canonical_code("01") == "01"
    assert canonical_code("000.00.01.H22") == "H22.01"


@given(st.text(max_size=40))
def test_tidying_a_code_twice_changes_nothing(text: str) -> None:
    assert canonical_code(canonical_code(text)) == canonical_code(text)
