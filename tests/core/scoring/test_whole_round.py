"""One round from end to end, every number worked out by hand beside it."""

from decimal import Decimal

import pytest

from caicach.core.scoring import AgencyScore, Result
from caicach.core.scoring.document import result_document
from rounds import kept, score

EDITION = """\
edition: my-set/2026
label: {vi: "Bộ thử", en: "Trial set"}
maximum: 10
blocks: [{id: KT, label: Kinh tế}, {id: VX, label: "Văn hóa, xã hội"}]
bands:
  - {from: 85, label: Tốt}
  - {from: 50, below: 85, label: Khá}
  - {below: 50, label: Yếu}
bonus_cap: 0.75
areas:
  - code: 1
    label: Chỉ đạo
    max_points: 4
    source: {text: QĐ 1, place: mục I, status: sample}
    criteria:
      - {code: 1.1, label: Kế hoạch, max_points: 3, rule: {kind: linear}, may_not_apply: true}
      - {code: 1.2, label: Báo cáo, max_points: 1, rule: {kind: yes_no}}
  - code: 2
    label: Thủ tục
    max_points: 6
    source: {text: QĐ 1, place: mục II}
    criteria:
      - code: 2.1
        label: Đúng hạn
        max_points: 2
        rule:
          kind: steps
          steps:
            - {from: 95, points: 2}
            - {from: 80, below: 95, points: 1}
            - {below: 80, points: 0}
      - code: 2.2
        label: Sáng kiến
        max_points: 4
        blocks: [KT]
        rule: {kind: count, per_item: 0.5}
      - code: 2.3
        label: Thu hút
        max_points: 4
        blocks: [VX]
        rule: {kind: relative_to_best, of: number}
  - code: TP
    label: Thưởng, phạt
    kind: bonus_penalty
    source: {text: QĐ 1, place: mục III}
    criteria:
      - {code: T, label: Thưởng, max_points: 2, rule: {kind: bonus, per_item: 0.5}}
      - {code: P, label: Phạt, max_points: -2, rule: {kind: penalty, per_event: 0.5}}
"""
BLOCKS = {**dict.fromkeys("ABCD", "KT"), **dict.fromkeys("EFG", "VX")}
ROWS = {
    # 80/100 × 3 = 2.4; có 1; 96 % → 2; 6 × 0.5 = 3; bonus 4 × 0.5 = 2, capped at 0.75
    # 8.4 + 0.75 = 9.15 of 10 → 91.5
    "A": {
        "1.1": {"numerator": 80, "denominator": 100},
        "1.2": {"choice": "có"},
        "2.1": {"value": 96},
        "2.2": {"value": 6},
        "T": {"value": 4},
        "P": {"value": 0},
    },
    # 1/3 × 3 = 1; không 0; 80 % → 1; 9 × 0.5 = 4.5, capped at 4; penalty 2 × 0.5 = 1
    # 6 − 1 = 5 of 10 → 50
    "B": {
        "1.1": {"numerator": 1, "denominator": 3},
        "1.2": {"choice": "không"},
        "2.1": {"value": 80},
        "2.2": {"value": 9},
        "P": {"value": 2},
    },
    # 1.1 does not apply; 1 + 0 + 4 × 0.5 = 3 of 7 → 42.857…
    "C": {
        "1.1": "KAD",
        "1.2": {"choice": "có"},
        "2.1": {"value": 79.9},
        "2.2": {"value": 4},
    },
    # 1.2 is missing; 3 + 2 + 0 = 5 of 10 → 50; of what is reported, 5 of 9
    "D": {"1.1": {"value": 100}, "2.1": {"value": 100}, "2.2": {"value": 0}},
    # 1.5 + 1 + 1 + 4 × 40/40 = 7.5
    "E": {
        "1.1": {"value": 50},
        "1.2": {"choice": "có"},
        "2.1": {"value": 90},
        "2.3": {"value": 40},
    },
    # 1.5 + 1 + 2 + 4 × 30/40 = 7.5
    "F": {
        "1.1": {"value": 50},
        "1.2": {"choice": "có"},
        "2.1": {"value": 95},
        "2.3": {"value": 30},
    },
    # 0 + 0 + 0 + 4 × 20/40 = 2
    "G": {
        "1.1": {"value": 0},
        "1.2": {"choice": "không"},
        "2.1": {"value": 0},
        "2.3": {"value": 20},
    },
}


@pytest.fixture(scope="module")
def result() -> Result:
    return score(EDITION, ROWS, BLOCKS)


def agency(result: Result, code: str) -> AgencyScore:
    found = result.agency(code)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("code", "points", "maximum", "index", "rank", "rank_of", "band"),
    [
        ("A", "9.15", "10", "91.5", 1, 3, "Tốt"),
        ("B", "5", "10", "50", 2, 3, "Khá"),
        ("C", "3", "7", "42.857142857143", 3, 3, "Yếu"),
        ("D", "5", "10", "50", None, 3, None),
        ("E", "7.5", "10", "75", 1, 3, "Khá"),
        ("F", "7.5", "10", "75", 1, 3, "Khá"),
        ("G", "2", "10", "20", 3, 3, "Yếu"),
    ],
)
def test_each_agency_comes_to_what_was_worked_out_by_hand(
    result: Result,
    code: str,
    points: str,
    maximum: str,
    index: str,
    rank: int | None,
    rank_of: int,
    band: str | None,
) -> None:
    found = agency(result, code)
    assert found.index is not None
    assert round(found.points, 12) == Decimal(points)
    assert found.maximum == Decimal(maximum)
    assert round(found.index, 12) == Decimal(index)
    assert (found.rank, found.rank_of, found.band and str(found.band)) == (rank, rank_of, band)


def test_nothing_is_found_wrong(result: Result) -> None:
    assert result.issues == []


def test_areas_are_sums_of_what_applies(result: Result) -> None:
    sums = {
        code: [
            (
                str(agency(result, code).nodes[area].points.normalize()),
                str(agency(result, code).nodes[area].maximum),
            )
            for area in ("1", "2")
        ]
        for code in "ACE"
    }
    assert sums == {
        "A": [("3.4", "4"), ("5", "6")],
        "C": [("1", "1"), ("2", "6")],
        "E": [("2.5", "4"), ("5", "6")],
    }


def test_an_agency_with_a_gap_is_left_out_with_the_reason(result: Result) -> None:
    found = agency(result, "D")
    assert found.unranked is not None
    assert (found.unranked.code, found.unranked.values) == ("items-missing", (("items", "1.2"),))
    assert found.index_of_reported is not None
    assert round(found.index_of_reported, 4) == Decimal("55.5556")
    assert (found.items_reported, found.items_due) == (3, 4)
    assert not found.is_complete


def test_bonus_and_penalty_are_outside_the_base_and_owed_by_nobody(result: Result) -> None:
    a, b, e = (agency(result, code) for code in "ABE")
    assert (a.base_points, a.bonus, a.penalty) == (Decimal("8.4"), Decimal("0.75"), 0)
    assert (b.bonus, b.penalty) == (0, Decimal(-1))
    assert (e.bonus, e.penalty) == (0, 0)
    assert e.is_complete


def test_the_document_has_the_keys_that_are_published(result: Result) -> None:
    document = result_document(result)
    assert document["edition"] == "my-set/2026"
    assert document["schema"] == "caicach-result/1"
    published = {"code", "name", "block", "points", "maximum", "index", "rank", "rank_of", "band"}
    first = document["agencies"][0]
    assert published | {"areas", "items"} <= set(first)
    assert set(first["items"][0]) == {"code", "points", "maximum", "state", "trace"}
    assert set(first["items"][0]["trace"]) == {"edition", "rule", "inputs", "step", "source"}
    assert document["issues"] == []
    assert [each["code"] for each in document["agencies"]] == list("ABCDEFG")


def test_decimals_are_text_and_missing_is_null_in_the_document(result: Result) -> None:
    document = result_document(result)
    items = {each["code"]: each for each in document["agencies"][3]["items"]}
    assert items["1.1"]["points"] == "3"
    assert (items["1.2"]["points"], items["1.2"]["state"]) == (None, "not_reported")
    assert (items["2.2"]["points"], items["2.2"]["state"]) == ("0", "scored")
    exempt = {each["code"]: each for each in document["agencies"][2]["items"]}["1.1"]
    assert (exempt["points"], exempt["state"]) == (None, "not_applicable")
    assert items["1.1"]["trace"]["source"] == "QĐ 1; mục I; mẫu"
    assert items["1.1"]["trace"]["inputs"] == {"value": "100"}


def test_the_document_reads_back_as_it_was(result: Result) -> None:
    again = kept(result)
    for found in result.agencies:
        read = again.agency(found.code)
        assert read is not None
        assert (read.points, read.index, read.rank) == (found.points, found.index, found.rank)
        assert {item.code: item.points for item in read.items} == {
            code: each.points for code, each in found.scores.items()
        }
        assert read.is_complete == found.is_complete


def test_the_document_speaks_english_too(result: Result) -> None:
    document = result_document(result, "en")
    assert document["label"] == "Trial set"
    assert document["agencies"][3]["unranked"]["text"].endswith("peers in the block have: 1.2.")
    assert document["criteria"]["1.2"]["rule_text"] == "Yes: 1; No: 0"
