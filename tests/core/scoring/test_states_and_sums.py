"""Missing, not applicable and zero; groups, bonus and penalty; rounding."""

from decimal import Decimal
from typing import Any

import pytest

from caicach.core.rules import State
from caicach.core.scoring import AgencyScore, Result
from rounds import codes, judged, kept, score

HEAD = "edition: my-set/2026\nlabel: x\n"
SURVEY = HEAD + judged(A="70", B="30").replace("label: mục B", "label: B, may_not_apply: true")


def only(result: Result) -> AgencyScore:
    (found,) = result.agencies
    return found


def shown(value: Decimal | None, places: int = 2) -> str:
    assert value is not None
    return f"{value:.{places}f}"


def test_zero_missing_and_not_applicable_are_three_things() -> None:
    result = score(SURVEY, {"x": {"A": 35, "B": 0}, "y": {"A": 35}, "z": {"A": 35, "B": "KAD"}})
    zero, missing, exempt = result.agencies
    assert [each.scores["B"].state for each in result.agencies] == [
        State.SCORED,
        State.NOT_REPORTED,
        State.NOT_APPLICABLE,
    ]
    assert [each.scores["B"].points for each in result.agencies] == [0, None, None]
    assert [shown(each.index) for each in result.agencies] == ["35.00", "35.00", "50.00"]
    assert [each.is_complete for each in result.agencies] == [True, False, True]
    assert shown(missing.index_of_reported) == "50.00"
    assert zero.reported == 100
    assert exempt.reported == exempt.maximum == 70
    again = kept(result)
    assert [agency.items[1].points for agency in again.agencies] == [0, None, None]


def test_what_does_not_apply_leaves_the_base() -> None:
    text = HEAD + judged(A="84", B="16").replace("label: mục B", "label: B, may_not_apply: true")
    found = only(score(text, {"x": {"A": "68.32", "B": "KAD"}}))
    assert (found.points, found.maximum) == (Decimal("68.32"), 84)
    assert shown(found.index) == "81.33"


def test_without_a_survey_the_index_is_of_the_rest() -> None:
    """62.62 of 70 is 89.457…: printed 89.45 it is cut off, not rounded."""
    found = only(score(SURVEY, {"x": {"A": "62.62", "B": "KAD"}}))
    assert shown(found.index) == "89.46"
    assert shown(found.index, 5) == "89.45714"
    waiting = only(score(SURVEY, {"x": {"A": "62.62"}}))
    assert shown(waiting.index) == "62.62"
    assert shown(waiting.index_of_reported) == "89.46"


def test_an_unforeseen_exemption_is_accepted_with_a_warning() -> None:
    result = score(SURVEY, {"x": {"A": "KAD", "B": 3}})
    assert codes(result) == ["not-applicable-unforeseen x / A"]
    assert only(result).maximum == 30


def test_nothing_at_all_is_no_index() -> None:
    result = score(SURVEY, {"x": {}, "y": {"A": None, "B": None}, "z": {"A": "KAD", "B": "KAD"}})
    assert [each.index for each in result.agencies] == [None] * 3
    assert [each.unranked.code for each in result.agencies if each.unranked] == [
        "nothing-reported"
    ] * 3
    assert [each.points for each in kept(result).agencies] == [None] * 3


def test_a_refused_figure_is_a_fault_with_its_place_and_earns_nothing() -> None:
    result = score(SURVEY, {"x": {"A": 71, "B": 3}})
    assert codes(result) == ["points-above-maximum x / A"]
    assert only(result).scores["A"].state is State.NOT_REPORTED


GROUPS = """\
maximum: 20
areas:
  - code: 1
    label: x
    max_points: 20
    source: {place: x}
    criteria:
      - code: 1.1
        label: x
        max_points: 12
        criteria:
          - {code: 1.1.1, label: x, max_points: 8, rule: {kind: judged}, may_not_apply: true}
          - {code: 1.1.2, label: x, max_points: 4, rule: {kind: judged}, may_not_apply: true}
      - {code: 1.2, label: x, max_points: 8, rule: {kind: judged}}
"""


def test_points_for_a_group_stand_for_its_items() -> None:
    result = score(
        HEAD + GROUPS, {"x": {"1.1": 9, "1.2": 4}, "y": {"1.1.1": 5, "1.1.2": 4, "1.2": 4}}
    )
    assert result.issues == []
    whole, single = result.agencies
    assert (whole.points, whole.index) == (single.points, single.index)
    assert (whole.rank, single.rank) == (1, 1)
    assert whole.scores["1.1.1"].step == "in_group:1.1"
    assert whole.is_complete


def test_a_group_that_does_not_apply_exempts_its_items() -> None:
    found = only(score(HEAD + GROUPS, {"x": {"1.1": "KAD", "1.2": 4}}))
    assert (found.maximum, found.nodes["1.1"].state) == (8, State.NOT_APPLICABLE)
    assert shown(found.index) == "50.00"


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ({"1.1": {"value": 9}, "1.2": 4}, "group-needs-points x / 1.1"),
        ({"1.1": 9, "1.1.2": 1, "1.2": 4}, "group-and-items-given x / 1.1"),
        ({"1.1": 13, "1.2": 4}, "points-above-maximum x / 1.1"),
        ({"1.1": -1, "1.2": 4}, "points-below-minimum x / 1.1"),
    ],
)
def test_what_a_group_does_not_take(rows: dict[str, Any], code: str) -> None:
    assert codes(score(HEAD + GROUPS, {"x": rows})) == [code]


PARTS = """\
maximum: 10
areas:
  - code: 1
    label: x
    max_points: 10
    may_not_apply: true
    source: {place: x}
    rule:
      kind: sum
      parts:
        - {id: a, max_points: 6, rule: {kind: judged}}
        - {id: b, max_points: 4, rule: {kind: judged}}
"""


def test_a_part_that_does_not_apply_leaves_the_base_as_well() -> None:
    found = only(score(HEAD + PARTS, {"x": {"1": {"parts": {"a": 3, "b": "KAD"}}}}))
    assert (found.points, found.maximum, found.index) == (3, 6, 50)


def test_a_missing_part_is_told() -> None:
    result = score(HEAD + PARTS, {"x": {"1": {"parts": {"a": 3}}}})
    assert codes(result) == ["part-missing x / 1"]
    assert only(result).scores["1"].points is None


def test_an_empty_base_on_which_the_text_is_silent_is_told() -> None:
    text = HEAD + judged(A="100").replace("judged", "linear")
    result = score(text, {"x": {"A": {"numerator": 0, "denominator": 0}}})
    assert codes(result) == ["empty-denominator-unsettled x / A"]


def test_a_percent_above_a_hundred_is_told_unless_it_is_allowed() -> None:
    text = HEAD + judged(A="100").replace("judged", "linear")
    assert codes(score(text, {"x": {"A": {"value": 104}}})) == ["percent-above-hundred x / A"]
    free = text.replace("kind: linear", "kind: linear, may_exceed: true")
    assert codes(score(free, {"x": {"A": {"value": 104}}})) == []


EXTRAS = """\
maximum: 10
bonus_cap: 2
penalty_cap: 3
areas:
  - {code: 1, label: x, max_points: 10, rule: {kind: judged}, source: {place: x}}
  - code: TP
    label: x
    kind: bonus_penalty
    source: {place: x}
    criteria:
      - {code: T1, label: x, max_points: 2, rule: {kind: bonus}}
      - {code: T2, label: x, max_points: 2, rule: {kind: bonus}}
      - {code: P1, label: x, max_points: -2, rule: {kind: penalty}}
      - {code: P2, label: x, max_points: -2, rule: {kind: penalty, per_event: 0.5}}
"""


@pytest.mark.parametrize(
    ("rows", "bonus", "penalty", "points"),
    [
        ({}, "0", "0", "8"),
        ({"T1": "1.5"}, "1.5", "0", "9.5"),
        ({"T1": "1.5", "T2": "1"}, "2", "0", "10"),
        ({"T1": 2, "1": 10}, "2", "0", "12"),
        ({"P1": "-1.5", "P2": {"value": 1}}, "0", "-2", "6"),
        ({"P1": -2, "P2": {"value": 9}}, "0", "-3", "5"),
        ({"T1": 1, "P1": -2}, "1", "-2", "7"),
        ({"TP": "1.25"}, "1.25", "0", "9.25"),
        ({"TP": "-2.5"}, "0", "-2.5", "5.5"),
    ],
)
def test_bonus_and_penalty_add_up_within_their_caps(
    rows: dict[str, Any], bonus: str, penalty: str, points: str
) -> None:
    found = only(score(HEAD + EXTRAS, {"x": {"1": 8, **rows}}))
    assert (found.bonus, found.penalty) == (Decimal(bonus), Decimal(penalty))
    assert found.points == Decimal(points)
    assert found.maximum == 10


def test_a_count_inside_a_penalty_block_starts_at_zero() -> None:
    text = HEAD + EXTRAS.replace("{kind: penalty}", "{kind: count, per_item: 1}")
    rows = {"x": {"1": 8, "P1": {"value": 0}}, "y": {"1": 8, "P1": {"value": 1}}}
    assert [each.points for each in score(text, rows).agencies] == [8, 7]


THREE = """\
areas:
  - code: 1
    label: x
    source: {place: x}
    criteria:
      - code: 1.1
        label: x
        criteria:
          - {code: 1.1.1, label: x, max_points: 30, rule: {kind: judged}}
          - {code: 1.1.2, label: x, max_points: 30, rule: {kind: judged}}
  - {code: 2, label: x, max_points: 40, rule: {kind: judged}, source: {place: x}}
"""


@pytest.mark.parametrize(
    ("rounding", "points", "areas"),
    [
        ("{at: none}", "3.012", ("2.008", "1.004")),
        ("{at: item, places: 2}", "3.00", ("2.00", "1.00")),
        ("{at: area, places: 2}", "3.01", ("2.01", "1.00")),
        ("{at: total, places: 2}", "3.01", ("2.008", "1.004")),
        ("{at: total, places: 1, mode: up}", "3.1", ("2.008", "1.004")),
        ("{at: total, places: 0, mode: down}", "3", ("2.008", "1.004")),
    ],
)
def test_points_are_rounded_once_and_where_the_edition_says(
    rounding: str, points: str, areas: tuple[str, str]
) -> None:
    text = f"{HEAD}rounding: {rounding}\n{THREE}"
    result = score(text, {"x": {"1.1.1": "1.004", "1.1.2": "1.004", "2": "1.004"}})
    found = only(result)
    assert str(found.points) == points
    assert tuple(str(found.nodes[code].points) for code in ("1", "2")) == areas
    assert kept(result).agencies[0].areas[1].points == Decimal(areas[1])


RULE = "{kind: linear}"


def test_a_half_made_of_sixths_is_rounded_as_a_half() -> None:
    items = "".join(
        f"  - {{code: {n}, label: x, max_points: 1, rule: {RULE}, source: {{place: x}}}}\n"
        for n in range(3)
    )
    text = f"{HEAD}maximum: 3\nrounding: {{at: total, places: 0, mode: half_even}}\nareas:\n{items}"
    sixth = {"numerator": 1, "denominator": 6}
    found = only(score(text, {"x": {"0": sixth, "1": sixth, "2": sixth}}))
    assert found.exact_points != Decimal("0.5")
    assert found.points == 0


@pytest.mark.parametrize(("points", "told"), [("5", True), ("0", False)])
def test_an_unsettled_denominator_is_told_only_of_an_item_with_points(
    points: str, told: bool
) -> None:
    text = HEAD + judged(A=str(100 - int(points)), B=points).replace(
        f"max_points: {points}, rule: {{kind: judged}}",
        f"max_points: {points}, rule: {{kind: linear, full_at: 100}}",
    )
    found = score(text, {"x": {"A": 10, "B": {"numerator": 0, "denominator": 0}}})
    assert any("empty-denominator-unsettled" in each for each in codes(found)) is told
