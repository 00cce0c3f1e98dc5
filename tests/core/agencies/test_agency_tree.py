"""The tree of any day can be asked for; nothing is rewritten by a merger."""

from datetime import date

import pytest

from caicach.core.agencies import (
    Agency,
    AgencyKind,
    AgencyTree,
    LineageEvent,
    ParentLink,
    UnknownAgencyError,
)

OLD_DAY, LAST_DAY, NEW_DAY = date(2025, 1, 1), date(2025, 6, 30), date(2025, 7, 1)


def agency(code: str, kind: str = "commune", **days: str) -> Agency:
    return Agency(code=code, name=f"Xã {code}", kind=kind, **days)


TREE = AgencyTree(
    agencies=(
        agency("H21", "province"),
        agency("D1", "district", valid_to="2025-06-30"),
        agency("10", valid_to="2025-06-30"),
        agency("11", valid_to="2025-06-30"),
        agency("21", "ward", valid_from="2025-07-01"),
        Agency(code="SNV", name="Sở Nội vụ", kind="department", valid_to="2025-02-28"),
        Agency(code="SNV", name="Sở Nội vụ (mới)", kind="department", valid_from="2025-03-01"),
    ),
    links=(
        ParentLink(child="D1", parent="000.00.00.H21"),
        ParentLink(child="10", parent="D1"),
        ParentLink(child="11", parent="D1"),
        ParentLink(child="21", parent="H21"),
        ParentLink(child="SNV", parent="H21"),
    ),
    events=(
        LineageEvent(kind="merge", from_code="10", to_code="21", on=NEW_DAY),
        LineageEvent(kind="merge", from_code="11", to_code="21", on=NEW_DAY),
        LineageEvent(kind="abolish", from_code="D1", on=NEW_DAY),
    ),
)


def codes(agencies) -> list[str]:
    return [each.code for each in agencies]


def test_the_tree_of_a_day_holds_what_is_valid_on_it() -> None:
    assert codes(TREE.on(LAST_DAY)) == ["H21", "D1", "10", "11", "SNV"]
    assert codes(TREE.on(NEW_DAY)) == ["H21", "21", "SNV"]
    assert len(TREE.on(NEW_DAY)) == 3
    assert "10" not in TREE.on(NEW_DAY)


def test_kin_are_found_up_and_down() -> None:
    tree = TREE.on(OLD_DAY)
    assert codes(tree.roots()) == ["H21"]
    assert codes(tree.children("H21")) == ["D1", "SNV"]
    assert codes(tree.descendants("H21")) == ["D1", "10", "11", "SNV"]
    assert codes(tree.ancestors("11")) == ["D1", "H21"]
    assert codes(tree.path("11")) == ["H21", "D1", "11"]
    assert tree.parent("11").code == "D1"
    assert tree.parent("H21") is None
    assert tree.children("11") == ()


def test_codes_are_understood_in_either_notation() -> None:
    assert "000.00.00.H21" in TREE.on(OLD_DAY)
    assert TREE.on(OLD_DAY).agency("000.00.00.H21").code == "H21"


def test_a_renamed_body_has_the_name_of_the_day() -> None:
    assert str(TREE.on(date(2025, 2, 28)).agency("SNV").name) == "Sở Nội vụ"
    assert str(TREE.on(date(2025, 3, 1)).agency("SNV").name) == "Sở Nội vụ (mới)"


def test_an_agency_of_another_day_is_unknown_and_the_message_names_the_day() -> None:
    with pytest.raises(UnknownAgencyError, match="2025-07-01"):
        TREE.on(NEW_DAY).agency("10")
    with pytest.raises(UnknownAgencyError):
        TREE.successors("21", OLD_DAY, NEW_DAY)
    with pytest.raises(UnknownAgencyError):
        TREE.predecessors("10", OLD_DAY, NEW_DAY)


def test_a_faulty_circle_does_not_run_for_ever() -> None:
    circle = AgencyTree(
        (agency("A"), agency("B")),
        (ParentLink(child="A", parent="B"), ParentLink(child="B", parent="A")),
    ).on(OLD_DAY)
    assert circle.roots() == ()
    assert codes(circle.ancestors("A")) == ["B"]
    assert codes(circle.descendants("A")) == ["B"]


def test_an_empty_register_has_an_empty_tree() -> None:
    assert AgencyTree(()).on(OLD_DAY).roots() == ()
    assert AgencyTree(()).check() == []


def test_every_kind_has_words_in_both_languages() -> None:
    assert all(kind.label.vi and kind.label.en for kind in AgencyKind)
    assert AgencyKind("special_zone").label.text("vi") == "đặc khu"


def test_this_register_has_no_faults() -> None:
    assert TREE.check() == []
