"""What lies before the council of one question: scores, words of both sides, votes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from caicach.core.rounds.votes import Member, Outcome, tally
from caicach.core.rules import Given
from caicach.web.accounts.models import Person
from caicach.web.council.members import seats_on
from caicach.web.council.models import Ballot, Question, Sitting
from caicach.web.council.voting import day_of, vote_of
from caicach.web.rounds.models import STAGES, Entry, Filling, Remark, Round, Stage


class StageLine(NamedTuple):
    """One of the four scores, None where there is none."""

    label: str
    entry: Entry | None


class Seat(NamedTuple):
    """A member, whether they are there, and the ballot that counts."""

    person: Person
    is_present: bool
    ballot: Ballot | None


@dataclass
class Paper:
    """All about one question. now: the moment votes are counted."""

    question: Question
    now: datetime

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """Return the scores by stage."""
        rows = Entry.objects.filter(card=self.question.card_id, item=self.question.item_id)
        return {each.stage: each for each in rows.select_related("person", "by_agency")}

    @property
    def stages(self) -> list[StageLine]:
        """Return the four scores in their order."""
        return [StageLine(str(Stage(each).label), self.entries.get(each)) for each in STAGES]

    @cached_property
    def known(self) -> Filling | None:
        """Return what is known of the figure from elsewhere."""
        return Filling.objects.filter(
            card=self.question.card_id, item=self.question.item_id
        ).first()

    @cached_property
    def remarks(self) -> Sequence[Remark]:
        """Return the notes of all sides, the first one first."""
        rows = Remark.objects.filter(card=self.question.card_id, item=self.question.item_id)
        return list(rows.select_related("person").order_by("pk"))

    @cached_property
    def members(self) -> list[Person]:
        """Return the members of the day that decides; `is_here` says who is present."""
        seats = seats_on(self.question.round, day_of(self.question))
        present = Sitting.present.through.objects.filter(
            sitting=self.question.sitting_id, person=OuterRef("pk")
        )
        return list(seats.annotate(is_here=Exists(present)))

    @cached_property
    def ballots(self) -> list[Ballot]:
        """Return every ballot, of earlier turns too, the last one first."""
        return list(self.question.ballots.select_related("member", "by").order_by("-pk"))

    @cached_property
    def outcome(self) -> Outcome:
        """Return how the vote on the proposal stands."""
        votes = [vote_of(each) for each in reversed(self._of_turn)]
        return tally(votes, [Member(str(each.pk)) for each in self.members], now=self.now)

    @property
    def _of_turn(self) -> list[Ballot]:
        return [each for each in self.ballots if each.turn == self.question.turn]

    @cached_property
    def seats(self) -> list[Seat]:
        """Return the members with the ballot that counts of each."""
        counting = {(vote.member, vote.at, vote.is_written) for vote in self.outcome.counted}
        by_member: dict[int, Ballot] = {}
        for each in reversed(self._of_turn):
            if (str(each.member_id), each.at, each.in_writing) in counting:
                by_member[each.member_id] = each
        return [Seat(each, vars(each)["is_here"], by_member.get(each.pk)) for each in self.members]

    @property
    def final_version(self) -> int:
        """Return the version of the final score, 0 where there is none."""
        entry = self.entries.get(Stage.FINAL)
        return 0 if entry is None else entry.version

    def stood_at(self, stage: str) -> Given | None:
        """Return the figures of the latest score up to a stage, or what is known."""
        for each in STAGES[STAGES.index(stage) :: -1]:
            if each in self.entries:
                return self.entries[each].as_given()
        return self.known.as_given() if self.known else None


def open_sittings(question: Question) -> list[Sitting]:
    """Return the sittings the question may be put before."""
    rows = question.round.sittings.filter(state=Sitting.State.OPEN)
    return [each for each in rows if each.pk != question.sitting_id]


def waiting_questions(scored: Round) -> QuerySet[Question]:
    """Return the open questions of a round that are in no sitting."""
    return Question.objects.filter(round=scored, state=Question.State.OPEN, sitting=None)
