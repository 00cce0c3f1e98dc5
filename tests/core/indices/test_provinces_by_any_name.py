"""One key for a province, whatever way its name is written."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.core.indices import Province, find_province, province_of, provinces

OLD, NEW = provinces(2024), provinces(2025)


def test_the_map_of_2024_has_63_provinces_and_that_of_2025_has_34() -> None:
    assert len(OLD) == 63
    assert len(NEW) == 34


def test_ha_tay_is_a_province_to_2008_and_none_after() -> None:
    assert len(provinces(2008)) == 64
    assert "28" in {each.key for each in provinces(2008)}
    assert "28" not in {each.key for each in provinces(2009)}


def test_each_old_province_went_into_exactly_one_new_one() -> None:
    merged = [key for each in NEW for key in each.formed_of]
    assert sorted(merged) == sorted(each.key for each in OLD)


def test_a_code_of_both_maps_is_two_provinces_with_two_keys() -> None:
    before, after = find_province("24", 2024), find_province("24", 2025)
    assert before is not None
    assert after is not None
    assert (before.name, before.key) == ("Bắc Giang", "24")
    assert (after.name, after.key) == ("Bắc Ninh", "24-2025")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("TP. Hồ Chí Minh", "TP. Hồ Chí Minh"),
        ("TP.HCM", "TP. Hồ Chí Minh"),
        ("UBND thành phố Hồ Chí Minh", "TP. Hồ Chí Minh"),
        ("BRVT", "Bà Rịa - Vũng Tàu"),
        ("Bà Rịa–Vũng Tàu", "Bà Rịa - Vũng Tàu"),
        ("Thừa Thiên-Huế", "Thừa Thiên Huế"),
        ("Huế", "Thừa Thiên Huế"),
        ("tỉnh Đăk Lăk", "Đắk Lắk"),
        ("1", "Hà Nội"),
    ],
)
def test_spellings_met_in_published_tables_are_known(text: str, name: str) -> None:
    found = find_province(text, 2024)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("text", ["", " ", "Cả nước", "tỉnh", "Tỉnh Xyz", "99"])
def test_what_names_no_province_finds_none(text: str) -> None:
    assert find_province(text, 2024) is None


def test_a_merged_province_is_not_found_on_the_new_map() -> None:
    assert find_province("Hà Giang", 2025) is None


@given(
    st.sampled_from([*((each, 2024) for each in OLD), *((each, 2025) for each in NEW)]),
    st.sampled_from(["", "tỉnh ", "Thành phố ", "TP. ", "UBND tỉnh "]),
    st.booleans(),
    st.booleans(),
)
def test_case_accents_and_titles_do_not_matter(
    known: tuple[Province, int], before: str, is_upper: bool, is_plain: bool
) -> None:
    province, year = known
    text = before + province.name
    text = text.upper() if is_upper else text
    if is_plain:
        text = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
        text = "".join(each for each in text if not unicodedata.combining(each))
    assert find_province(text, year) == province


@pytest.mark.parametrize("province", [*OLD, *NEW])
def test_a_key_leads_back_to_its_province(province: Province) -> None:
    assert province_of(province.key) == province
