"""The shipped map: its counts, its codes, and what of the old units went where."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files

import pytest

from caicach.core.agencies import (
    AgencyKind,
    LineageKind,
    UnknownAgencyError,
    assumed_shares,
    national_tree,
    provinces_on,
)

OLD = date(2025, 6, 30)
NEW = date(2025, 7, 1)
ONE_DAY = timedelta(1)
ISLANDS = {"318": "11948", "471": "19742", "498": "20333", "536": "21548", "755": "26732"}
COMMUNES = {AgencyKind.COMMUNE, AgencyKind.WARD, AgencyKind.TOWNSHIP, AgencyKind.SPECIAL_ZONE}


def counted(day: date) -> Counter[AgencyKind]:
    return Counter(each.kind for each in national_tree().on(day))


def test_the_register_has_no_fault_and_no_warning() -> None:
    assert national_tree().check() == []


def test_the_old_map_has_63_provinces_696_districts_and_10035_communes() -> None:
    kinds = counted(OLD)
    assert (kinds[AgencyKind.PROVINCE], kinds[AgencyKind.DISTRICT]) == (63, 696)
    assert sum(kinds[each] for each in COMMUNES) == 10_035
    assert kinds[AgencyKind.SPECIAL_ZONE] == 0


def test_with_the_five_island_districts_10040_lowest_units_stand_on_the_old_map() -> None:
    day = national_tree().on(OLD)
    lowest = [each for each in day if not day.children(each.code)]
    assert len(lowest) == 10_040
    assert {each.code for each in lowest if each.kind is AgencyKind.DISTRICT} == set(ISLANDS)


def test_the_new_map_has_34_provinces_and_3321_communes_and_no_district() -> None:
    assert counted(NEW) == {
        AgencyKind.PROVINCE: 34,
        AgencyKind.COMMUNE: 2_621,
        AgencyKind.WARD: 687,
        AgencyKind.SPECIAL_ZONE: 13,
    }


@pytest.mark.parametrize(("day", "count", "depth"), [(OLD, 63, 2), (NEW, 34, 1)])
def test_every_commune_reaches_a_province(day: date, count: int, depth: int) -> None:
    tree = national_tree().on(day)
    assert {each.kind for each in tree.roots()} == {AgencyKind.PROVINCE}
    assert len(tree.roots()) == count
    communes = [each.code for each in tree if each.kind in COMMUNES]
    assert {len(tree.ancestors(code)) for code in communes} == {depth}


def test_what_leaves_an_old_unit_adds_up_to_1() -> None:
    tree = national_tree()
    for unit in tree.on(OLD):
        total = sum(tree.successors(unit.code, OLD, NEW).values())
        ended = unit.kind is AgencyKind.DISTRICT and unit.code not in ISLANDS
        assert total == (0 if ended else 1), unit


def test_every_new_unit_has_a_predecessor_within_its_province() -> None:
    tree = national_tree()
    before, after = tree.on(OLD), tree.on(NEW)
    for unit in after:
        sources = tree.predecessors(unit.code, OLD, NEW)
        assert sources, unit
        top = after.path(unit.code)[0].code
        former = {before.path(code)[0].code for code in sources}
        assert former <= set(tree.predecessors(top, OLD, NEW)), unit


def test_island_districts_became_special_zones() -> None:
    tree = national_tree()
    for district, zone in ISLANDS.items():
        assert tree.successors(district, OLD, NEW) == {zone: 1}
        assert tree.on(NEW).agency(zone).kind is AgencyKind.SPECIAL_ZONE


def test_a_code_used_again_names_another_unit_each_day() -> None:
    tree = national_tree()
    assert tree.on(OLD).agency("00004").name.vi == "Phường Trúc Bạch"
    assert tree.on(NEW).agency("00004").name.vi == "Phường Ba Đình"
    assert tree.successors("00004", OLD, NEW) == {"00004": 1}
    assert set(tree.predecessors("00004", OLD, NEW)) > {"00004"}
    assert (tree.on(OLD).agency("24").name.vi, tree.on(NEW).agency("24").name.vi) == (
        "Tỉnh Bắc Giang",
        "Tỉnh Bắc Ninh",
    )


def test_figures_of_old_provinces_add_up_on_the_new_one() -> None:
    remapped = national_tree().remap({"24": 10, "27": 11}, OLD, NEW)
    assert remapped.figures["24"].amount == 21
    assert not remapped.figures["24"].missing
    assert (remapped.lost, remapped.unknown) == ({}, {})


def test_figures_of_old_communes_of_a_province_add_up_on_its_new_ones() -> None:
    tree = national_tree("52")
    day = tree.on(OLD)
    figures = {each.code: 1 for each in day if each.kind in COMMUNES}
    remapped = tree.remap(figures, OLD, NEW)
    assert sum(each.amount or 0 for each in remapped.figures.values()) == len(figures)
    new = {each.code for each in tree.on(NEW) if each.kind in COMMUNES}
    assert set(remapped.figures) == new
    assert len(new) == 135


def test_figures_of_districts_are_told_as_lost() -> None:
    assert national_tree().remap({"001": 7}, OLD, NEW).lost == {"001": 7}


def test_shares_that_nobody_published_are_equal_and_can_be_told_apart() -> None:
    splits = [each for each in national_tree().events if each.kind is LineageKind.SPLIT]
    assert {(each.from_code, str(each.to_code)) for each in splits} == assumed_shares()
    parts = Counter(each.from_code for each in splits)
    assert all(
        abs(each.share - Decimal(1) / parts[each.from_code]) < Decimal("0.00001") for each in splits
    )


def test_no_commune_went_to_a_namesake_in_another_former_province() -> None:
    """31268 Tân Thạnh of Cần Thơ, 31666 Tân Thạnh of Sóc Trăng."""
    tree = national_tree()
    assert tree.successors("31268", OLD, NEW) == {"31288": 1}
    assert tree.successors("31666", OLD, NEW) == {"31666": 1}


def test_what_was_left_out_is_listed_and_not_on_the_map() -> None:
    path = files("caicach.standards").joinpath("agencies", "vietnam", "left_out.csv")
    pairs = {tuple(line.split(",")) for line in path.read_text("utf-8").splitlines()[1:]}
    assert len(pairs) == 31
    assert not pairs & {(each.from_code, each.to_code) for each in national_tree().events}


def test_every_arrow_names_its_decision_and_every_unit_its_source() -> None:
    tree = national_tree()
    assert all(each.decision for each in tree.events)
    assert all(each.source for each in tree.agencies)
    bac_ninh = next(each for each in tree.events if each.from_code == "27")
    assert "202/2025/QH15" in str(bac_ninh.decision)


@pytest.mark.parametrize("province", [each.code for each in provinces_on(NEW)])
def test_each_province_stands_alone_without_fault(province: str) -> None:
    tree = national_tree(province)
    assert tree.check() == []
    assert [each.code for each in tree.on(NEW).roots()] == [province]


def test_the_provinces_together_are_the_nation() -> None:
    parts = [national_tree(each.code) for each in provinces_on(NEW)]
    whole = national_tree()
    for name in ("agencies", "links", "events"):
        assert sum(len(getattr(part, name)) for part in parts) == len(getattr(whole, name))


def test_a_province_is_named_by_either_code() -> None:
    assert national_tree("H21") == national_tree("52")
    assert national_tree("000.00.00.H21") == national_tree("52")


@pytest.mark.parametrize("code", ["27", "H99", "", "00004"])
def test_a_code_that_no_province_of_today_bears_is_refused(code: str) -> None:
    with pytest.raises(UnknownAgencyError):
        national_tree(code)


def test_provinces_of_a_day_are_in_the_order_of_their_codes() -> None:
    for day, count in ((OLD, 63), (NEW, 34)):
        codes = [each.code for each in provinces_on(day)]
        assert codes == sorted(codes)
        assert len(codes) == count
    assert {each.electronic_code is None for each in provinces_on(NEW)} == {False}


def test_hue_was_thua_thien_hue_until_2025() -> None:
    tree = national_tree("46")
    last = date(2024, 12, 31)
    names = [tree.on(day).agency("46").name.vi for day in (last, last + ONE_DAY)]
    assert names == ["Tỉnh Thừa Thiên Huế", "Thành phố Huế"]


def test_the_files_stay_small() -> None:
    folder = files("caicach.standards").joinpath("agencies", "vietnam")
    assert sum(len(path.read_bytes()) for path in folder.iterdir()) < 900_000
