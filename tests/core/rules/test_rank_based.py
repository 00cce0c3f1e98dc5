"""Points by rank, handed in or computed."""

from decimal import Decimal

import pytest
from handed import faults, outcome, refusal, rule

from caicach.core.rules import Context

RANKS = [{"from": "1", "to": "3", "points": "3"}, {"from": "4", "to": "10", "points": "1.5"}]
RULE = rule("rank_based", points_by_rank=RANKS)
COMPUTED = rule("rank_based", source="computed", points_by_rank=RANKS)


@pytest.mark.parametrize(
    ("rank", "points", "step"),
    [
        ("1", "3", "rank:0"),
        ("3", "3", "rank:0"),
        ("4", "1.5", "rank:1"),
        ("10", "1.5", "rank:1"),
        ("11", "0", "beyond_ranks"),
    ],
)
def test_both_ends_of_a_range_count(rank: str, points: str, step: str) -> None:
    assert outcome(RULE, "3", value=rank) == (points, step)


def test_missing_is_not_the_last_rank() -> None:
    assert outcome(RULE, "3") == (None, "not_reported")


def test_what_is_no_rank_is_refused() -> None:
    assert refusal(RULE, "3", value="0") == "rank-below-one"
    assert refusal(RULE, "3", value="1.5") == "count-not-whole"
    assert refusal(RULE, "3", choice="nhất") == "input-wrong-form"


def test_a_computed_rank_comes_from_the_peers() -> None:
    assert outcome(COMPUTED, "3", value="96", context=Context(rank=4)) == ("1.5", "rank:1")
    assert refusal(COMPUTED, "3", value="96") == "peers-unknown"


def test_points_given_must_be_those_of_a_range() -> None:
    assert outcome(RULE, "3", points="1.5") == ("1.5", "rank:1")
    assert outcome(RULE, "3", points="0") == ("0", "beyond_ranks")
    assert refusal(RULE, "3", points="2") == "points-off-step"


def test_ranges_start_at_one_and_follow_on() -> None:
    assert faults(RULE, "3") == []
    late = rule("rank_based", points_by_rank=[{"from": "2", "points": "1"}])
    assert faults(late, "3") == [("ranks-not-joined", ("points_by_rank", 0))]
    gap = rule("rank_based", points_by_rank=[RANKS[0], {"from": "5", "to": "4", "points": "4"}])
    assert faults(gap, "3") == [
        ("rule-above-maximum", ("points_by_rank", 1)),
        ("bounds-order", ("points_by_rank", 1)),
        ("ranks-not-joined", ("points_by_rank", 1)),
    ]


def test_words() -> None:
    ends = rule(
        "rank_based",
        points_by_rank=[{"from": "1", "to": "1", "points": "2"}, {"from": "2", "points": "0.5"}],
    )
    assert ends.words(Decimal(3), "vi") == "Thứ 1: 2; Thứ 2 trở đi: 0,5"
    assert RULE.words(Decimal(3), "en") == "rank 1–3: 3; rank 4–10: 1.5"
