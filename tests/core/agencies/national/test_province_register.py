"""A province with its departments, ready to be loaded."""

from collections import Counter
from datetime import date

import pytest

from caicach.core.agencies import (
    AgencyKind,
    UnknownAgencyError,
    department_template,
    national_tree,
    province_register,
)

NEW = date(2025, 7, 1)


def test_the_sample_has_three_blocks_and_every_agency_in_one() -> None:
    template = department_template()
    keys = [each.key for each in template.blocks]
    assert keys == ["departments", "communes", "vertical"]
    assert {each.block for each in template.agencies} == {"departments", "vertical"}


def test_codes_of_the_sample_are_distinct() -> None:
    codes = Counter(each.code for each in department_template().agencies)
    assert set(codes.values()) == {1}


def test_twelve_departments_stand_everywhere_and_14_are_the_most_a_province_has() -> None:
    read = [each for each in department_template().agencies if each.status == "reported"]
    assert len(read) == 16
    assert len([each for each in read if each.usual]) == 14


def test_a_register_has_no_fault_and_the_departments_answer_to_the_province() -> None:
    register = province_register("52")
    assert register.tree().check() == []
    day = register.tree().on(NEW)
    assert {day.ancestors(each.code)[0].code for each in day if each.block == "departments"} == {
        "52"
    }
    assert register.label.vi == "Tỉnh Gia Lai"


def test_communes_of_today_are_in_their_block_and_former_ones_in_none() -> None:
    register = province_register("52")
    blocks = Counter(each.block for each in register.tree().on(NEW))
    assert blocks == {"communes": 135, "departments": 15, "vertical": 6, None: 1}
    old = register.tree().on(date(2025, 6, 30))
    assert not any(each.block == "departments" for each in old)
    assert {each.block for each in old if each.valid_to} == {None}


def test_names_say_whether_it_is_a_province_or_a_city() -> None:
    names = {
        code: {each.code: each.name.vi for each in province_register(code).agencies}
        for code in ("52", "48")
    }
    assert names["52"]["TT"] == "Thanh tra tỉnh"
    assert names["48"]["TT"] == "Thanh tra thành phố"
    assert not any("{" in name for each in names.values() for name in each.values())


def test_without_departments_only_the_map_is_there() -> None:
    register = province_register("H21", with_departments=False)
    assert len(register.agencies) == len(national_tree("52").agencies)
    assert AgencyKind.DEPARTMENT not in {each.kind for each in register.agencies}


def test_a_former_province_is_refused() -> None:
    with pytest.raises(UnknownAgencyError):
        province_register("64")
