"""Best of several cases."""

from decimal import Decimal

from handed import faults, outcome, refusal, rule

RULE = rule(
    "best_of",
    cases=[
        {"id": "share", "max_points": "2", "rule": {"kind": "linear"}},
        {"id": "count", "max_points": "1.5", "rule": {"kind": "count", "per_item": "0.5"}},
    ],
)


def test_the_case_with_the_most_points_counts() -> None:
    parts = {"share": {"value": "60"}, "count": {"value": "3"}}
    assert outcome(RULE, "2", parts=parts) == ("1.5", "case:count")
    parts = {"share": {"value": "90"}, "count": {"value": "3"}}
    assert outcome(RULE, "2", parts=parts) == ("1.8", "case:share")


def test_one_case_is_enough_and_may_be_zero() -> None:
    assert outcome(RULE, "2", parts={"count": {"value": "0"}}) == ("0", "case:count")


def test_missing_and_not_applicable_stay_apart() -> None:
    away = {"not_applicable": True}
    assert outcome(RULE, "2") == (None, "not_reported")
    assert outcome(RULE, "2", parts={"share": {}}) == (None, "not_reported")
    assert outcome(RULE, "2", parts={"share": away}) == (None, "not_reported")
    assert outcome(RULE, "2", parts={"share": away, "count": away}) == (None, "not_applicable")


def test_refusals() -> None:
    assert refusal(RULE, "2", value="5") == "item-needs-parts"
    assert refusal(RULE, "2", parts={"other": {"value": "5"}}) == "part-unknown"
    assert refusal(RULE, "2", points="2.1") == "points-above-maximum"


def test_faults_and_words() -> None:
    assert faults(RULE, "2") == []
    assert faults(RULE, "1.5") == [("rule-above-maximum", ("cases", 0))]
    assert RULE.words(Decimal(2), "vi").startswith("Tính trường hợp có điểm cao nhất: (share) ")
    assert RULE.words(Decimal(2), "en").startswith("the best case counts: (share) ")
