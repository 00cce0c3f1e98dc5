"""Ballots as they are kept, counted by the core."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from caicach.core.rounds.votes import Ballot as Said
from caicach.core.rounds.votes import Decision, Member, Outcome, Quorum, Vote, quorum, tally
from caicach.web.accounts.models import Person
from caicach.web.council.members import members_of, members_on
from caicach.web.council.models import Ballot, Question, Sitting
from caicach.web.look.day import today


def outcomes_of(questions: Sequence[Question], now: datetime) -> dict[int, Outcome]:
    """Return how the vote on each question stands, by its key; with sitting and round."""
    members: dict[date, list[Member]] = {}
    ballots = _ballots_of(questions)
    found = {}
    for question in questions:
        day = day_of(question)
        if day not in members:
            members[day] = [Member(str(each.pk)) for each in members_on(question.round, day)]
        found[question.pk] = tally(ballots[question.pk], members[day], now=now)
    return found


def day_of(question: Question) -> date:
    """Return the day whose members decide the question."""
    return today() if question.sitting is None else question.sitting.held_on


def _ballots_of(questions: Sequence[Question]) -> dict[int, list[Vote]]:
    turns = {each.pk: each.turn for each in questions}
    found: dict[int, list[Vote]] = defaultdict(list)
    for ballot in Ballot.objects.filter(question__in=list(turns)).order_by("pk"):
        if ballot.turn == turns[ballot.question_id]:
            found[ballot.question_id].append(vote_of(ballot))
    return found


def vote_of(ballot: Ballot) -> Vote:
    """Return a ballot as the core counts it."""
    said = Said(ballot.choice)
    return Vote(str(ballot.member_id), said, ballot.at, is_written=ballot.in_writing)


def quorum_of(sitting: Sitting, present: Iterable[Person], now: datetime) -> Quorum:
    """Return whether enough members are there."""
    seats = [Member(str(each.pk)) for each in members_of(sitting)]
    return quorum([str(each.pk) for each in present], seats, now=now)


def is_settled(outcome: Outcome) -> bool:
    """Say whether one side has more than half of all members."""
    return outcome.decision is not Decision.UNDECIDED


def kept_outcome(outcome: Outcome) -> dict[str, int]:
    """Return the count as a decided question keeps it."""
    return {
        "for": outcome.votes_for,
        "against": outcome.votes_against,
        "abstained": outcome.abstained,
        "silent": len(outcome.silent),
        "members": outcome.members,
        "needed": outcome.needed,
    }
