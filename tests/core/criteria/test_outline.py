"""An edition as it stands for one block and one set of options."""

from decimal import Decimal

from caicach.core.criteria import Edition, load_edition, outline

TEXT = """\
edition: my-set/2026
label: x
maximum: 10
blocks: [{id: a, label: A}, {id: b, label: B}]
choices:
  - {id: way, label: w, default: one, options: [{id: one, label: o}, {id: two, label: t}]}
areas:
  - code: 1
    label: x
    source: {place: x}
    criteria:
      - {code: 1.1, label: x, max_points: 6, rule: {kind: judged}, blocks: [a]}
      - {code: 1.2, label: x, max_points: 6, rule: {kind: judged}, when: {way: one}, blocks: [b]}
      - {code: 1.3, label: x, max_points: 6, rule: {kind: judged}, when: {way: two}, blocks: [b]}
  - code: 2
    label: x
    max_points: 4
    source: {place: x}
    not_applicable_to: ["cơ quan không có thủ tục"]
    criteria:
      - {code: 2.1, label: x, max_points: 4, rule: {kind: judged}}
  - code: 9
    label: x
    kind: bonus_penalty
    source: {place: x}
    criteria:
      - {code: 9.1, label: x, max_points: 2, rule: {kind: bonus}}
      - {code: 9.2, label: x, max_points: -2, rule: {kind: penalty}}
"""


def made() -> Edition:
    loaded = load_edition(TEXT, "my.yaml")
    assert loaded.edition is not None, [str(each) for each in loaded.issues]
    return loaded.edition


def codes(way: str, block: str | None) -> list[str]:
    areas = outline(made(), {"way": way}, block)
    return [item.node.code for area in areas for item in area.items()]


def test_items_follow_the_block_and_the_option() -> None:
    assert codes("one", "a") == ["1.1", "2.1", "9.1", "9.2"]
    assert codes("one", "b") == ["1.2", "2.1", "9.1", "9.2"]
    assert codes("two", "b") == ["1.3", "2.1", "9.1", "9.2"]


def test_without_a_block_items_of_every_block_stand() -> None:
    assert codes("one", None) == ["1.1", "1.2", "2.1", "9.1", "9.2"]


def test_a_group_is_worth_what_counts_in_it() -> None:
    area, *_ = outline(made(), {"way": "one"}, "a")
    assert area.maximum == Decimal(6)


def test_the_rule_tells_a_bonus_from_a_penalty() -> None:
    *_, extras = outline(made(), {"way": "one"}, "a")
    assert [(item.node.code, item.kind) for item in extras.items()] == [
        ("9.1", "bonus"),
        ("9.2", "penalty"),
    ]


def test_what_the_text_exempts_is_exempt_below_as_well() -> None:
    one, two, _ = outline(made(), {"way": "one"}, "a")
    assert [item.may_not_apply for item in (*one.items(), *two.items())] == [False, True]
