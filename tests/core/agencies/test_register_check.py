"""A register tells all its faults at once, each with its line."""

import pytest

from caicach.core.agencies import read_agencies
from caicach.core.issues import has_faults

HEAD = "label: Thử\nsource: QĐ 1/2025\nagencies:\n"
SOUND = (
    HEAD
    + """\
  - {code: H21, name: Tỉnh, kind: province}
  - {code: D1, name: Huyện, kind: district, valid_to: 2025-06-30}
  - {code: "10", name: Xã A, kind: commune, valid_to: 2025-06-30}
  - {code: "21", name: {vi: Xã B, en: Commune B}, kind: commune, valid_from: 2025-07-01}
links:
  - {child: D1, parent: H21}
  - {child: "10", parent: D1, valid_to: 2025-06-30}
  - {child: "21", parent: 000.00.00.H21, valid_from: 2025-07-01}
lineage:
  - {kind: merge, from: "10", to: "21", on: 2025-07-01, decision: 1/2025}
  - {kind: abolish, from: D1, on: 2025-07-01}
"""
)


def found(text: str) -> list[tuple[str, str]]:
    _, issues = read_agencies(text, "co-quan.yaml")
    assert all(each.text("vi") and each.text("en") for each in issues)
    return [(each.code, each.where.removeprefix("co-quan.yaml:")) for each in issues]


def test_a_sound_register_is_read_without_a_word() -> None:
    tree, issues = read_agencies(SOUND, "co-quan.yaml")
    assert issues == []
    assert tree is not None
    assert tree.events[0].decision == "1/2025"


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("kind: province", "kind: state", "not-one-of", "4"),
        ("name: Tỉnh, ", "", "key-missing", "4"),
        ("valid_from: 2025-07-01}\nlinks", "valid_from: 2025-13-01}\nlinks", "not-a-day", "7"),
        ('"21", on: 2025-07-01', '"21", on: 2025-07-01, share: 0', "value-refused", "13"),
        ('"21", on: 2025-07-01', '"21", on: 2025-07-01, share: 1.1', "number-out-of-range", "13"),
        ("label: Thử\n", "", "key-missing", "1"),
        ('kind: commune, valid_to: 2025', 'kind: commune, valid_from: 2026-01-01, valid_to: 2025',
         "validity-reversed", "6"),
        ("- {code: D1,", "- {code: H21,", "agency-overlap", "5"),
        ("- {child: D1, parent: H21}", "- {child: D1, parent: H22}", "link-unknown", "9"),
        ("parent: D1, valid_to: 2025-06-30", "parent: D1, valid_to: 2025-07-01",
         "link-outside", "10"),
        ("parent: 000.00.00.H21, valid_from: 2025-07-01", "parent: H21, valid_from: 2025-06-30",
         "link-outside", "11"),
        ("- {child: D1, parent: H21}", "- {child: D1, parent: D1}", "link-circle", "9"),
        ("parent: H21}\n", "parent: H21}\n  - {child: D1, parent: \"10\"}\n",
         "link-two-parents", "10"),
        ("{kind: abolish, from: D1", "{kind: abolish, to: H21, from: D1", "lineage-target", "14"),
        ('{kind: merge, from: "10", to: "21"', '{kind: merge, from: "10"', "lineage-target", "13"),
        ('to: "21"', 'to: "22"', "lineage-unknown", "13"),
        ('to: "21", on: 2025-07-01', 'to: "21", on: 2025-08-01', "lineage-not-valid", "13"),
        ('"21", on: 2025-07-01', '"21", on: 2025-07-01, share: 0.9', "lineage-shares", "13"),
        ("kind: district, valid_to: 2025-06-30", "kind: district", "lineage-outlives", "14"),
        ("  - {kind: abolish, from: D1, on: 2025-07-01}\n", "", "agency-end-unexplained", "5"),
        ("on: 2025-07-01, decision", "on: 0001-01-01, decision", "lineage-not-valid", "13"),
    ],
)  # fmt: skip
def test_each_fault_is_told_at_its_line(old: str, new: str, code: str, line: str) -> None:
    assert SOUND.count(old) == 1
    assert (code, line) in found(SOUND.replace(old, new))


def test_an_end_without_an_event_is_a_warning_only() -> None:
    text = SOUND.replace("  - {kind: abolish, from: D1, on: 2025-07-01}\n", "")
    tree, issues = read_agencies(text, "co-quan.yaml")
    assert tree is not None
    assert [each.severity for each in issues] == ["warning"]


def test_a_faulty_register_is_not_handed_out() -> None:
    tree, issues = read_agencies(SOUND.replace('to: "21"', 'to: "22"'), "co-quan.yaml")
    assert tree is None
    assert has_faults(issues)


def test_faults_of_different_kinds_are_told_together() -> None:
    text = SOUND.replace("- {child: D1, parent: H21}", "- {child: D1, parent: H22}")
    text = text.replace('to: "21"', 'to: "22"').replace("from: D1, on", "from: D2, on")
    codes = [code for code, _ in found(text)]
    assert codes.count("link-unknown") == 1
    assert codes.count("lineage-unknown") == 2
    assert codes.count("agency-end-unexplained") == 1


def test_a_circle_that_closes_later_is_found_on_its_first_day() -> None:
    text = (
        HEAD
        + """\
  - {code: A, name: A, kind: division}
  - {code: B, name: B, kind: division}
  - {code: C, name: C, kind: division}
links:
  - {child: A, parent: B}
  - {child: B, parent: C}
  - {child: C, parent: A, valid_from: 2025-03-01, valid_to: 2025-03-02}
"""
    )
    _, issues = read_agencies(text, "co-quan.yaml")
    assert [each.code for each in issues] == ["link-circle"]
    assert dict(issues[0].values) == {"path": "C → A → B → C", "on": "2025-03-01"}


def test_links_that_follow_each_other_are_no_two_parents() -> None:
    text = (
        HEAD
        + """\
  - {code: A, name: A, kind: division}
  - {code: B, name: B, kind: department, valid_to: 2025-02-28}
  - {code: C, name: C, kind: department}
links:
  - {child: A, parent: B}
  - {child: A, parent: C, valid_from: 2025-03-01}
lineage:
  - {kind: merge, from: B, to: C, on: 2025-03-01}
"""
    )
    assert found(text) == []


def test_one_parent_named_twice_on_a_day_is_told() -> None:
    assert ("link-two-parents", "10") in found(
        SOUND.replace("parent: H21}\n", "parent: H21}\n  - {child: D1, parent: H21}\n")
    )


def test_an_empty_file_and_an_empty_list_are_refused() -> None:
    assert found("") == [("yaml-empty", "1")]
    assert found("label: Thử\nsource: QĐ\nagencies: []\n") == [("list-too-short", "3")]
