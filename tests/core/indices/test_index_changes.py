"""A change is told where two years compare, and refused with the reason where they do not."""

from decimal import Decimal

import pytest

from caicach.core.indices import (
    Province,
    change,
    change_since,
    find_province,
    index_series,
    shipped_book,
)


def province(name: str, year: int = 2024) -> Province:
    found = find_province(name, year)
    assert found is not None
    return found


def codes(name: str, year: int, index: str) -> list[str]:
    return [each.code for each in change(index, province(name, year), year).reasons]


def test_a_change_within_one_method_is_told_in_value_and_places() -> None:
    found = change("par-index", province("Hải Phòng"), 2024)
    assert found.value == Decimal("4.30")
    assert found.places == 1


def test_an_edition_in_between_is_said_and_does_not_stop_the_comparison() -> None:
    assert codes("Hải Phòng", 2024, "par-index") == ["index-edition"]


def test_a_change_across_a_new_method_is_refused_with_the_reason() -> None:
    found = change("par-index", province("Hải Phòng"), 2022)
    assert found.value is None
    assert found.places is None
    assert [each.code for each in found.reasons] == ["index-break-method"]
    assert "Quyết định" in found.breaks[0].source


def test_a_change_across_a_new_method_is_told_where_it_is_asked_for_and_still_warned_of() -> None:
    found = change("par-index", province("Hải Phòng"), 2022, across_breaks=True)
    assert found.value == Decimal("90.09") - Decimal("91.8")
    assert [each.code for each in found.reasons] == ["index-break-method"]


def test_a_missing_year_is_said_and_never_taken_for_zero() -> None:
    found = change("pci", province("Hà Nội"), 2020)
    assert found.value is None
    assert [each.code for each in found.reasons] == ["index-no-figure"]


def test_provinces_of_two_maps_are_never_subtracted() -> None:
    book, new = shipped_book("service-index"), province("Lào Cai", 2025)
    found = change_since(book, new, (2024, 2025), across_breaks=True)
    assert found.value is None
    assert "index-break-map" in [each.code for each in found.reasons]


def test_places_of_fields_of_different_sizes_do_not_compare() -> None:
    book = shipped_book("papi")
    found = change_since(book, province("Đồng Tháp"), (2020, 2021))
    assert found.value is not None
    assert found.places is None


@pytest.mark.parametrize("series", index_series(), ids=lambda each: each.id)
def test_every_index_breaks_where_the_map_changes_and_each_break_has_words_and_a_source(
    series: object,
) -> None:
    breaks = getattr(series, "breaks", ())
    assert [each.year for each in breaks if each.kind == "map"] == [2025]
    assert all(each.label.en and each.source for each in breaks)
    assert [each.year for each in breaks] == sorted(each.year for each in breaks)
