"""Votes: given in writing by members, or recorded by the secretary at a meeting."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation

from caicach.web.attachments.keeping import person_of
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.council.members import members_of
from caicach.web.council.models import Ballot, Question, Sitting
from caicach.web.council.refusals import NoProposalError, NotAMemberError
from caicach.web.council.taking import require_sitting, take_question
from caicach.web.look.conflict import ChangedMeanwhileError


@transaction.atomic
def vote(
    by: Actor, *, question: Question, choice: str, opinion: str = "", turn: int, now: datetime
) -> Ballot:
    """Give one's own vote in writing; a later one takes its place.

    turn: of the proposal that was read. Raises NotAMemberError, NoSittingError,
    NoProposalError, ChangedMeanwhileError for another proposal, DecidedMeanwhileError.
    """
    by.require("council.vote", question)
    found = take_question(question, None)
    member = person_of(by)
    sitting = _ready(found)
    if member is None or member.pk not in {each.pk for each in members_of(sitting)}:
        raise NotAMemberError
    if turn != found.turn:
        raise ChangedMeanwhileError
    ballot = Ballot.objects.create(
        question=found,
        turn=turn,
        member=member,
        choice=choice,
        opinion=opinion.strip()[:500],
        in_writing=True,
        at=now,
        by=member,
    )
    record(by, "council.voted", found, after=_told({member.pk: by.name}, {member.pk: choice}))
    return ballot


@transaction.atomic
def record_votes(
    by: Actor,
    *,
    questions: Sequence[tuple[Question, int]],
    choices: Mapping[int, str],
    now: datetime,
) -> int:
    """Record how members who are present voted on each question; return how many ballots.

    questions: with the turn of the proposal that was shown. choices: by the member's key; who is
    left out said nothing. Raises as `vote` does; then none is recorded.
    """
    by.require("council.decide")
    for question, _turn in questions:
        by.require("council.decide", question)
    made: list[Ballot] = []
    for question, turn in questions:
        found = take_question(question, None)
        present = _present_at(_ready(found))
        if not set(choices) <= present.keys():
            raise NotAMemberError
        if turn != found.turn:
            raise ChangedMeanwhileError
        made += [
            Ballot(
                question=found, turn=turn, member_id=member, choice=choice, at=now, by=person_of(by)
            )
            for member, choice in choices.items()
        ]
        record(by, "council.votes_recorded", found, after=_told(present, choices) | {"turn": turn})
    Ballot.objects.bulk_create(made)
    return len(made)


def _ready(question: Question) -> Sitting:
    sitting = require_sitting(question)
    if question.proposal is None:
        raise NoProposalError
    return sitting


def _present_at(sitting: Sitting) -> dict[int, str]:
    """The names of the members who are present, by key."""
    if sitting.kind != Sitting.Kind.MEETING:
        raise NotAMemberError
    here = set(sitting.present.values_list("pk", flat=True))
    return {each.pk: each.full_name for each in members_of(sitting) if each.pk in here}


def _told(present: Mapping[int, str], choices: Mapping[int, str]) -> dict[str, Any]:
    """What the log keeps of the votes: names and words, in its one language."""
    with translation.override("vi"):
        words = {key: str(Ballot.Choice(choice).label) for key, choice in choices.items()}
    return {"ballots": {present[key]: said for key, said in words.items()}}
