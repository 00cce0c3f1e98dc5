"""Rules that look at others: best peers, computed ranks, another item's ratio, options."""

from decimal import Decimal, localcontext
from typing import Any

import pytest

from caicach.core.numbers import plain
from caicach.core.scoring import Result, score_inputs
from rounds import codes, edition, inputs, score

HEAD = "edition: my-set/2026\nlabel: x\nmaximum: 10\n"
BLOCKS = "blocks: [{id: a, label: A}, {id: b, label: B}]\n"


def one(rule: str, **keys: str) -> str:
    more = "".join(f", {key}: {value}" for key, value in keys.items())
    item = f"code: 1, label: x, max_points: 10, rule: {rule}, source: {{place: x}}{more}"
    return f"areas:\n  - {{{item}}}\n"


def points(result: Result, code: str = "1") -> list[str | None]:
    found = [each.scores[code].points for each in result.agencies]
    return [None if each is None else plain(each) for each in found]


FIGURES = {"s": 40, "t": 30, "u": 80, "v": 20}
ROWS = {code: {"1": {"value": figure}} for code, figure in FIGURES.items()}
IN = {"s": "a", "t": "a", "u": "b", "v": "b"}


def test_the_best_is_sought_in_the_block() -> None:
    result = score(HEAD + BLOCKS + one("{kind: relative_to_best, of: number}"), ROWS, IN)
    assert points(result) == ["10", "7.5", "10", "2.5"]


def test_the_best_may_be_sought_among_all() -> None:
    rule = "{kind: relative_to_best, of: number, group: all}"
    result = score(HEAD + BLOCKS + one(rule), ROWS, IN)
    assert points(result) == ["5", "3.75", "10", "2.5"]


def test_only_figures_of_their_own_are_compared() -> None:
    """Points given, exemptions, blanks and refused figures are no peers."""
    rows: dict[str, dict[str, Any]] = {
        "s": {"1": {"value": 40}},
        "t": {"1": 10},
        "u": {"1": "KAD"},
        "v": {"1": None},
        "w": {"1": {"value": -90}},
        "x": {"1": {"value": 20}},
        "y": {"1": {"points": 9, "value": 400}},
    }
    result = score(HEAD + one("{kind: relative_to_best, of: number}", may_not_apply="true"), rows)
    assert points(result) == ["10", "10", None, None, None, "5", "9"]
    assert codes(result) == ["value-negative w / 1"]


RANKED = "points_by_rank: [{from: 1, to: 1, points: 10}, {from: 2, to: 3, points: 5}]"


def test_ranks_are_computed_in_the_block_and_ties_share_points() -> None:
    rule = f"{{kind: rank_based, source: computed, of: number, {RANKED}}}"
    rows = {code: {"1": {"value": n}} for code, n in zip("stuv", (5, 9, 9, 1), strict=True)}
    assert points(score(HEAD + one(rule), rows)) == ["5", "10", "10", "0"]
    falling = rule.replace("source: computed", "source: computed, direction: falling")
    assert points(score(HEAD + one(falling), rows)) == ["5", "5", "5", "10"]


SCALED = """\
areas:
  - {code: 1, label: x, max_points: 4, rule: {kind: linear}, source: {place: x}}
  - {code: 2, label: x, max_points: 6, rule: {kind: linear}, scaled_by: 1, source: {place: x}}
"""


@pytest.mark.parametrize(
    ("figure", "earned"),
    [
        ({"value": 50}, "1.5"),
        ({"numerator": 8, "denominator": 10}, "2.4"),
        ({"value": 1.5}, "0.045"),
        (3, "3"),
        (None, None),
    ],
)
def test_a_figure_is_multiplied_by_the_ratio_of_another_item(figure: Any, earned: str) -> None:
    factor = {"numerator": 1, "denominator": 2}
    result = score(HEAD + SCALED, {"x": {"1": factor, "2": figure}})
    assert result.issues == []
    assert points(result, "2") == [earned]


def test_a_ratio_above_one_multiplies_by_one() -> None:
    free = SCALED.replace("{kind: linear}", "{kind: linear, may_exceed: true}", 1)
    rows = {"x": {"1": {"numerator": 3, "denominator": 2}, "2": {"value": 50}}}
    assert points(score(HEAD + free, rows), "2") == ["3"]


@pytest.mark.parametrize("factor", [{"value": 50}, {"numerator": 0, "denominator": 0}, None])
def test_a_figure_without_its_factor_cannot_be_scored(factor: Any) -> None:
    rows: dict[str, Any] = {"2": {"value": 50}}
    if factor is not None:
        rows["1"] = factor
    assert "scale-missing x / 2" in codes(score(HEAD + SCALED, {"x": rows}))


CHOICE = """\
choices:
  - id: way
    label: cách chia
    default: even
    options: [{id: even, label: chia đều}, {id: odd, label: dồn một mục}]
areas:
  - code: 1
    label: x
    max_points: 10
    source: {place: x}
    criteria:
      - {code: 1.1, label: x, max_points: 5, rule: {kind: linear}, when: {way: even}}
      - {code: 1.2, label: x, max_points: 5, rule: {kind: linear}, when: {way: even}}
      - {code: 1.3, label: x, max_points: 10, rule: {kind: linear}, when: {way: odd}}
"""


def test_a_result_names_the_option_taken() -> None:
    result = score(HEAD + CHOICE, {"x": {"1.1": {"value": 50}, "1.2": {"value": 10}}})
    assert result.choices == {"way": "even"}
    assert [each.code for each in result.issues] == ["choice-taken"]
    assert result.issues[0].problem("vi") == (
        "Điểm chưa thống nhất “way” được tính theo phương án even: chia đều."
    )
    assert result.agencies[0].points == 3


def test_another_option_counts_other_items() -> None:
    handed = inputs({"x": {"1.3": {"value": 50}}})
    result = score_inputs(edition(HEAD + CHOICE), handed, choices={"way": "odd"})
    assert result.agencies[0].points == 5
    wrong = score_inputs(edition(HEAD + CHOICE), handed)
    assert "code-not-here x / 1.3" in codes(wrong)


@pytest.mark.parametrize("named", [{"way": "both"}, {"road": "even"}])
def test_an_option_that_is_not_there_is_an_error_of_the_caller(named: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"way=even\|odd"):
        score_inputs(edition(HEAD + CHOICE), inputs({}), choices=named)


def test_points_do_not_depend_on_the_callers_decimal_settings() -> None:
    text, rows = HEAD + one("{kind: linear}"), {"x": {"1": {"numerator": 1, "denominator": 7}}}
    with localcontext() as settings:
        settings.prec = 5
        coarse = score(text, rows).agencies[0].points
    assert coarse == score(text, rows).agencies[0].points
    assert abs(coarse - Decimal(10) / 7) < Decimal("1E-26")
