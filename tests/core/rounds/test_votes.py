"""Votes: more than half of all members decides, a tie does not."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from round_made import at

from caicach.core.rounds import Ballot, Decision, Member, Vote, quorum, tally

NOW = at("2027-03-01 09:00")
FIVE = [Member(code) for code in "abcde"]


def vote(member: str, ballot: str, hour: int = 8, *, is_written: bool = False) -> Vote:
    return Vote(member, Ballot(ballot), at(f"2027-03-01 {hour:02}:00"), is_written)


def decide(**ballots: str) -> Decision:
    return tally([vote(code, each) for code, each in ballots.items()], FIVE, now=NOW).decision


def test_without_votes_nothing_is_decided() -> None:
    outcome = tally([], FIVE, now=NOW)
    assert outcome.decision is Decision.UNDECIDED
    assert outcome.silent == tuple("abcde")
    assert outcome.needed == 3


def test_without_members_nothing_is_ever_decided() -> None:
    outcome = tally([vote("a", "for")], [], now=NOW)
    assert outcome.decision is Decision.UNDECIDED
    assert outcome.passed_over == (vote("a", "for"),)


def test_half_of_four_is_not_more_than_half() -> None:
    four = FIVE[:4]
    two = [vote("a", "for"), vote("b", "for")]
    assert tally(two, four, now=NOW).decision is Decision.UNDECIDED
    assert tally([*two, vote("c", "for")], four, now=NOW).decision is Decision.CARRIED


def test_a_tie_decides_nothing() -> None:
    assert decide(a="for", b="for", c="against", d="against", e="abstain") is Decision.UNDECIDED


def test_silence_and_abstention_help_neither_side() -> None:
    assert decide(a="for", b="for") is Decision.UNDECIDED
    assert decide(a="for", b="for", c="abstain") is Decision.UNDECIDED
    assert decide(a="for", b="for", c="for") is Decision.CARRIED
    assert decide(a="against", b="against", c="against") is Decision.REFUSED


def test_a_vote_at_the_meeting_replaces_the_one_in_writing_whenever_that_came() -> None:
    votes = [vote("a", "against", 8), vote("a", "for", 10, is_written=True)]
    (counted,) = tally(votes, FIVE, now=NOW).counted
    assert counted.ballot is Ballot.AGAINST


@pytest.mark.parametrize("is_written", [True, False])
def test_of_two_votes_given_the_same_way_the_last_counts_once(is_written: bool) -> None:
    votes = [
        vote("a", "for", 10, is_written=is_written),
        vote("a", "against", 8, is_written=is_written),
    ]
    outcome = tally(votes, FIVE, now=NOW)
    assert (outcome.votes_for, outcome.votes_against) == (1, 0)


def test_a_member_who_left_counts_neither_as_vote_nor_as_member() -> None:
    left = [*FIVE[:3], Member("d", left_at=NOW), Member("e", left_at=at("2027-03-01 09:01"))]
    outcome = tally([vote("d", "for"), vote("e", "for"), vote("a", "for")], left, now=NOW)
    assert outcome.members == 4
    assert outcome.votes_for == 2
    assert outcome.passed_over == (vote("d", "for"),)
    assert outcome.decision is Decision.UNDECIDED


def test_a_member_named_twice_is_one_member() -> None:
    assert tally([], [*FIVE, FIVE[0]], now=NOW).members == 5


BALLOTS = st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from(list(Ballot))), max_size=9)


@given(BALLOTS, st.integers(0, 7), st.randoms(use_true_random=False))
def test_the_order_in_which_votes_are_read_changes_nothing(ballots, count, dice) -> None:
    members = [Member(code) for code in "abcdefg"[:count]]
    votes = [vote(member, ballot, hour) for hour, (member, ballot) in enumerate(ballots)]
    shuffled = list(votes)
    dice.shuffle(shuffled)
    one, other = tally(votes, members, now=NOW), tally(shuffled, members, now=NOW)
    assert (one.decision, one.counted) == (other.decision, other.counted)
    assert one.votes_for + one.votes_against + one.abstained + len(one.silent) == one.members
    if one.decision is not Decision.UNDECIDED:
        assert 2 * max(one.votes_for, one.votes_against) > one.members


@pytest.mark.parametrize(
    ("present", "share", "is_met"),
    [
        ("abc", None, True),
        ("ab", None, False),
        ("abc", Fraction(2, 3), False),
        ("abcd", Fraction(2, 3), True),
        ("abxyz", None, False),
        ("aaa", None, False),
    ],
)
def test_a_quorum_is_counted_over_members_alone(present, share, is_met) -> None:
    assert quorum(present, FIVE, now=NOW, at_least=share).is_met is is_met


def test_a_council_of_one_is_there_when_the_one_is() -> None:
    assert quorum("a", FIVE[:1], now=NOW).is_met
    assert not quorum("", FIVE[:1], now=NOW).is_met


def test_a_council_without_members_has_no_quorum() -> None:
    assert not quorum([], [], now=NOW).is_met
    assert not quorum([], [], now=NOW, at_least=Fraction(0)).is_met


def test_ballots_and_decisions_are_called_by_name_in_both_languages() -> None:
    for each in (*Ballot, *Decision):
        assert each.label("vi") != each.label("en")
