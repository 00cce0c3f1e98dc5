"""Regions of both maps: every province lies in exactly one."""

import pytest

from caicach.core.indices import provinces, region_of, regions


@pytest.mark.parametrize("year", [2008, 2024, 2025])
def test_every_province_lies_in_exactly_one_region(year: int) -> None:
    listed = sorted(code for each in regions(year) for code in each.provinces)
    known = {each.code for each in provinces(year)}
    assert len(listed) == len(set(listed))
    assert known <= set(listed)
    assert all(region_of(each) is not None for each in provinces(year))


@pytest.mark.parametrize(
    ("year", "sizes"), [(2024, [14, 12, 14, 5, 6, 13]), (2025, [9, 6, 5, 6, 3, 5])]
)
def test_regions_have_the_sizes_of_the_plan_with_ha_tay_in_the_delta(
    year: int, sizes: list[int]
) -> None:
    assert [len(each.provinces) for each in regions(year)] == sizes


def test_a_province_is_looked_up_on_its_own_map() -> None:
    old, new = (next(e for e in provinces(year) if e.name == "Lâm Đồng") for year in (2024, 2025))
    found = [region_of(each) for each in (old, new)]
    assert [each.id for each in found if each] == ["highlands", "south-central"]
