"""Each point says why, and notices when its file was changed."""

import copy
import json
from typing import Any

import pytest

from caicach.core.rules import RULES
from caicach.core.scoring.document import result_document
from caicach.core.scoring.explain import Explanation, NotInResultError, explain_item
from caicach.core.scoring.kept import ResultRefusedError, read_result
from rounds import judged, score

STEPS = "steps: [{from: 80, points: 10}, {below: 80, points: 4}]"
PARTS = "[{id: a, max_points: 4, rule: {kind: linear}}, {max_points: 6, rule: {kind: yes_no}}]"
CASES: dict[str, tuple[str, dict[str, Any], str]] = {
    "levels": (
        "levels: [{label: tốt, points: 10}, {label: khá, share: 50}]",
        {"choice": "khá"},
        "đạt mức “khá”: 5",
    ),
    "yes_no": ("", {"choice": "có"}, "có (đạt điều kiện)"),
    "judged": ("step: 0.5", {"points": 7.5}, "điểm được ghi trực tiếp"),
    "manual": ("min: 2", {"points": 3}, "điểm được ghi trực tiếp"),
    "steps": (STEPS, {"value": 79}, "rơi vào bậc “dưới 80%”: 4"),
    "linear": ("", {"numerator": 1, "denominator": 3}, "tính theo công thức"),
    "floor_then_linear": ("floor: 50", {"value": 40}, "chưa tới ngưỡng"),
    "linear_to_target": ("target: 80", {"value": 90}, "đạt mốc tối đa"),
    "between_goalposts": ("low: 20, high: 80", {"value": 10}, "chưa tới mốc"),
    "survey": ("scale_low: 1, scale_high: 5", {"value": 4.2}, "tính theo công thức"),
    "imported_index": ("index: SIPAS", {"value": 0.9, "has_sign": True}, "tính theo công thức"),
    "count": ("per_item: 3", {"value": 4}, "vượt mức trần"),
    "deduction": ("events: [{event: chậm, amount: 6}]", {"value": 2}, "đã trừ hết"),
    "zero_tolerance": ("any: 1", {"value": 2}, "có ít nhất một trường hợp"),
    "sum": (
        f"parts: {PARTS}",
        {"parts": {"a": "KAD", "2": {"choice": "có"}}},
        "không tính phần không áp dụng: a",
    ),
    "best_of": (
        f"cases: {PARTS}",
        {"parts": {"a": {"value": 99}}},
        "lấy trường hợp có điểm cao nhất: a",
    ),
    "relative_to_best": ("of: number", {"value": 30}, "tính theo công thức"),
    "rank_based": (
        "source: computed, points_by_rank: [{from: 1, to: 1, points: 10}, {from: 2, points: 6}]",
        {"value": 30},
        "theo khoảng thứ hạng",
    ),
    "year_on_year": ("same: 4", {"value": 80, "previous": 80}, "bằng năm trước"),
    "bonus": ("per_item: 2", {"value": 3}, "tính theo công thức"),
    "penalty": ("per_event: 2", {"value": 9}, "vượt mức trần"),
}
PEER = {"relative_to_best": {"value": 40}, "rank_based": {"value": 40}}


def written(kind: str) -> dict[str, Any]:
    """Return the result file of an agency whose one item has this rule, and of its peer."""
    keys, row, _ = CASES[kind]
    rule = f"{{kind: {kind}{', ' if keys else ''}{keys}}}"
    area = f"code: 1, label: Mục, max_points: 10, rule: {rule}, source: {{place: dòng 3}}"
    extra = f", kind: {kind}" if kind in ("bonus", "penalty") else ", may_not_apply: true"
    areas = judged(Z="10") if extra.startswith(", kind") else "areas:\n"
    text = f"edition: my-set/2026\nlabel: Bộ thử\nmaximum: 10\n{areas}  - {{{area}{extra}}}\n"
    rows = {"x": {"1": row, "Z": 5}, "y": {"1": PEER.get(kind, row), "Z": 5}}
    if "Z" not in text:
        rows = {code: {"1": items["1"]} for code, items in rows.items()}
    result = score(text, rows)
    assert result.issues == []
    return json.loads(json.dumps(result_document(result)))  # type: ignore[no-any-return]


def explain(raw: Any, criterion: str = "1", lang: Any = "vi") -> Explanation:
    return explain_item(read_result(raw), "x", criterion, lang)


def lines(found: Explanation) -> dict[str, str]:
    return {line.label: line.text for line in found.lines}


EXTRAS = """\
edition: my-set/2026
label: x
maximum: 10
bonus_cap: 2
penalty_cap: 1
areas:
  - {code: 1, label: x, max_points: 10, rule: {kind: judged}, source: {place: x}}
  - code: TP
    label: x
    kind: bonus_penalty
    source: {place: x}
    criteria:
      - {code: T1, label: x, max_points: 2, rule: {kind: bonus}}
      - {code: T2, label: x, max_points: 2, rule: {kind: bonus}}
      - {code: P, label: x, max_points: -2, rule: {kind: penalty}}
"""


def extras(**points: str) -> dict[str, Any]:
    row = {"1": 5, **points}
    return result_document(score(EXTRAS, {"x": row}))


def test_an_area_of_bonus_and_penalty_has_no_index_and_the_maximum_of_its_bonuses() -> None:
    area = extras(T1="1", T2="1", P="-1")["agencies"][0]["areas"][1]
    assert (area["points"], area["maximum"], area["index"]) == ("1", "4", None)


def test_a_cap_that_bites_is_told_and_one_that_does_not_is_not() -> None:
    def caps(raw: dict[str, Any]) -> list[str]:
        found = explain_item(read_result(raw), "x", "TP", "en")
        return [line.text for line in found.lines if line.label == "Cap of the edition"]

    assert caps(extras(T1="1", T2="1", P="-1")) == []
    assert caps(extras(T1="2", T2="1.5", P="-2")) == [
        "of 3.5 points only 2 count in the total",
        "of −2 points only −1 count in the total",
    ]


def test_the_maximum_of_a_sum_leaves_out_the_part_that_does_not_apply() -> None:
    raw = written("sum")
    assert raw["agencies"][0]["items"][0]["maximum"] == "6"
    assert explain(raw).holds


def test_what_decided_among_peers_is_told() -> None:
    best = {line.label: line.text for line in explain(written("relative_to_best")).lines}
    assert best["Giá trị tốt nhất trong nhóm so sánh"] == "40"
    rank = {line.label: line.text for line in explain(written("rank_based")).lines}
    assert rank["Thứ hạng trong nhóm so sánh"] == "2"


def test_the_rule_is_said_in_the_language_of_the_reader() -> None:
    document = read_result(written("yes_no"))
    lines = {line.label: line.text for line in explain_item(document, "x", "1", "en").lines}
    assert lines["Rule"] == "Yes: 10; No: 0"


def test_there_is_a_case_for_every_kind() -> None:
    assert set(CASES) == set(RULES)


@pytest.mark.parametrize("kind", CASES)
def test_the_point_follows_again_from_what_the_file_holds(kind: str) -> None:
    found = explain(written(kind))
    assert found.holds
    told = lines(found)
    assert CASES[kind][2] in told["Kết quả"]
    assert told["Tính lại"].startswith("tính lại từ số liệu")
    assert told["Nguồn quy tắc"] == "dòng 3"
    assert told["Số liệu"] != "chưa có số liệu"
    assert ":" not in told["Kết quả"].partition("“")[0].removesuffix(": a")


@pytest.mark.parametrize("kind", CASES)
def test_changed_points_or_outcome_are_noticed(kind: str) -> None:
    for key, value in (("points", "1.2345"), ("points", None)):
        raw = written(kind)
        raw["agencies"][0]["items"][-1][key] = value
        assert not explain(raw).holds
    raw = written(kind)
    raw["agencies"][0]["items"][-1]["trace"]["step"] = "full:else"
    assert not explain(raw).holds


@pytest.mark.parametrize("kind", CASES)
def test_changed_figures_are_noticed(kind: str) -> None:
    raw = written(kind)
    inputs = raw["agencies"][0]["items"][-1]["trace"]["inputs"]
    changed = {
        "value": "61.5",
        "points": "1.5",
        "choice": "không",
        "numerator": "0",
        "previous": "70",
    }
    inputs |= {key: value for key, value in changed.items() if key in inputs}
    if "parts" in inputs:
        inputs["parts"] = {"a": {"value": "12"}, "2": {"choice": "không"}}
    if kind in ("between_goalposts", "linear_to_target"):
        inputs["value"] = "50"
    if kind == "steps":
        inputs["value"] = "95"
    if kind == "rank_based":
        inputs["rank"] = 1
    assert not explain(raw).holds


def test_a_changed_rule_is_noticed_and_a_broken_one_breaks_nothing() -> None:
    raw = written("linear")
    for rule in (
        {"kind": "linear", "full_at": "90"},
        {"kind": "bogus"},
        {"kind": "linear", "x": 1},
    ):
        changed = copy.deepcopy(raw)
        changed["criteria"]["1"]["rule"] = rule
        assert not explain(changed).holds
    assert explain(raw, lang="en").holds


def test_a_scaled_figure_follows_again_as_well() -> None:
    text = (
        "edition: my-set/2026\nlabel: x\nmaximum: 10\nrounding: {at: item, places: 2}\nareas:\n"
        "  - {code: 1, label: x, max_points: 4, rule: {kind: linear}, source: {place: x}}\n"
        "  - {code: 2, label: x, max_points: 6, rule: {kind: linear}, scaled_by: 1,"
        " source: {place: x}}\n"
    )
    rows = {"x": {"1": {"numerator": 1, "denominator": 3}, "2": {"value": 80}}}
    raw = json.loads(json.dumps(result_document(score(text, rows))))
    assert raw["agencies"][0]["items"][1]["points"] == "1.6"
    assert explain(raw, "2").holds
    raw["agencies"][0]["items"][1]["trace"]["inputs"]["scale"] = "1"
    assert not explain(raw, "2").holds


GROUPS = """\
edition: my-set/2026
label: Bộ thử
maximum: 20
areas:
  - code: 1
    label: Chỉ đạo
    source: {place: x}
    criteria:
      - {code: 1.1, label: Kế hoạch, max_points: 12, rule: {kind: judged}}
      - {code: 1.2, label: Báo cáo, max_points: 8, rule: {kind: judged}, may_not_apply: true}
"""


def test_a_sum_lists_its_parts_and_notices_a_change() -> None:
    raw = json.loads(json.dumps(result_document(score(GROUPS, {"x": {"1.1": 9.5, "1.2": "KAD"}}))))
    found = explain(raw)
    assert found.title == "Cơ quan x · 1 Chỉ đạo"
    assert lines(found) == {
        "Điểm": "9,5000 / 12",
        "Chỉ số": "79,17\u00a0%",
        "1.1 Kế hoạch": "9,5000 / 12",
        "1.2 Báo cáo": "Không áp dụng (KAD) / 8",
        "Bộ tiêu chí": "my-set/2026 · Bộ thử",
    }
    assert found.holds
    raw["agencies"][0]["areas"][0]["points"] = "10"
    assert not explain(raw).holds


def test_points_for_a_whole_group_have_no_sum_to_be_held_against() -> None:
    raw = json.loads(json.dumps(result_document(score(GROUPS, {"x": {"1": 15}}))))
    assert explain(raw).holds
    assert lines(explain(raw, "1.1"))["Kết quả"] == "điểm được ghi cho cả nhóm 1"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (None, "chưa có số liệu; không phải 0 điểm"),
        ("KAD", "không áp dụng; điểm tối đa được trừ khỏi mẫu"),
        (
            {"numerator": 0, "denominator": 0},
            "mẫu số bằng 0 mà bộ tiêu chí không nói được mấy điểm",
        ),
    ],
)
def test_why_there_are_no_points(row: Any, words: str) -> None:
    text = GROUPS.replace("judged}, may", "linear}, may")
    raw = json.loads(json.dumps(result_document(score(text, {"x": {"1.2": row, "1.1": 1}}))))
    found = explain(raw, "1.2")
    assert lines(found)["Kết quả"] == words
    assert "Tính lại" not in lines(found)
    assert found.holds
    raw["agencies"][0]["items"][1]["points"] = "3"
    assert not explain(raw, "1.2").holds


def test_modifiers_are_told_in_words_of_the_language() -> None:
    text = GROUPS.replace("judged}, may", "linear, empty_denominator: full}, may")
    rows = {"x": {"1.2": {"numerator": 0, "denominator": 0}, "1.1": 1}}
    raw = json.loads(json.dumps(result_document(score(text, rows))))
    assert "trọn điểm" in lines(explain(raw, "1.2"))["Kết quả"]
    assert "full points" in lines(explain(raw, "1.2", "en"))["Outcome"]


def test_what_the_result_lacks_is_answered_with_what_it_has() -> None:
    document = read_result(written("linear"))
    with pytest.raises(NotInResultError) as agency:
        explain_item(document, "w", "1")
    assert (agency.value.what, agency.value.known) == ("agency", ["x", "y"])
    with pytest.raises(NotInResultError) as criterion:
        explain_item(document, "x", "9")
    assert criterion.value.what == "criterion"
    assert "1" in criterion.value.known


@pytest.mark.parametrize("raw", [None, [], "x", {}, {"schema": "caicach-result/9"}])
def test_what_is_no_result_is_refused(raw: object) -> None:
    with pytest.raises(ResultRefusedError) as refused:
        read_result(raw, "kq.json")
    assert [each.code for each in refused.value.issues] == ["result-schema"]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("maximum",), "nhiều"),
        (("agencies", 0, "points"), 5.5),
        (("agencies", 0, "items", 0, "state"), "unknown"),
        (("agencies", 0, "items", 0, "trace", "inputs", "value"), "abc"),
        (("agencies", 0, "items", 0, "trace", "inputs", "value"), "1e999999"),
        (("criteria", "1", "maximum"), None),
        (("agencies", 0, "items"), "x"),
    ],
)
def test_a_broken_file_is_refused_with_the_place(path: tuple[Any, ...], value: object) -> None:
    raw = written("steps")
    entry = raw
    for step in path[:-1]:
        entry = entry[step]
    entry[path[-1]] = value
    with pytest.raises(ResultRefusedError) as refused:
        read_result(raw, "kq.json")
    assert [each.code for each in refused.value.issues] == ["result-broken"]
    assert refused.value.issues[0].where == f"kq.json $.{'.'.join(map(str, path))}"
