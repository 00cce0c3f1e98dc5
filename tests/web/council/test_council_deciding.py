"""A question voted on and decided: who counts, what is written, what nobody may overwrite."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from little_province import CONSTRUCTION, Cast
from sample_council import (
    SYSTEM,
    a_question,
    a_sitting,
    council_round,
    disputed,
    more_members,
    proposed,
    scored_at,
    voted,
)
from sample_round import NOW, card_of

from caicach.core.rules import Given
from caicach.web.audit.actor import NotAllowedError
from caicach.web.audit.models import Event
from caicach.web.council.actions.ballots import record_votes, vote
from caicach.web.council.actions.deciding import Seen, decide, reopen_question
from caicach.web.council.actions.questions import (
    Wanted,
    propose,
    raise_questions,
    withdraw_question,
)
from caicach.web.council.actions.sittings import close_sitting
from caicach.web.council.models import Ballot, Question, Sitting
from caicach.web.council.refusals import (
    DecidedMeanwhileError,
    NoProposalError,
    NoSittingError,
    NotAMemberError,
    RoundPublishedError,
    UndecidedError,
)
from caicach.web.look.conflict import ChangedMeanwhileError
from caicach.web.rounds.models import Entry, Remark, Round
from caicach.web.rounds.refusals import NoReasonError, RoundRefusedError, StageLockedError
from caicach.web.rounds.scoring import score_at

pytestmark = pytest.mark.django_db
WORDS = "Giữ 3 điểm: một nhiệm vụ hoàn thành muộn vì lý do khách quan"


@pytest.fixture
def made(cast: Cast) -> Round:
    more_members(cast)
    found = council_round(cast)
    disputed(found)
    return found


@pytest.fixture
def sitting(made: Round, cast: Cast) -> Sitting:
    who = ("council_secretary", "council_member", "member_two")
    return a_sitting(made, *(cast[each] for each in who))


@pytest.fixture
def question(made: Round, sitting: Sitting) -> Question:
    return proposed(a_question(made, sitting))


def settle(question: Question, entry: int = 0, **more: Any) -> Question:
    seen = Seen(question.version, entry)
    given = {"by": SYSTEM, "decision": WORDS, "now": NOW} | more
    return decide(given.pop("by"), question=question, seen=seen, **given)


def final(made: Round) -> Entry:
    return Entry.objects.get(card=card_of(made, CONSTRUCTION), stage="final")


def test_more_than_half_of_all_members_carries_a_proposal(
    question: Question, made: Round, cast: Cast
) -> None:
    voted(question, cast, council_secretary="for", council_member="for", member_two="for")
    done = settle(question, by=cast.actor("council_secretary"))
    assert (done.state, done.outcome, done.decision) == ("decided", "carried", WORDS)
    assert done.counted == {
        "for": 3,
        "against": 0,
        "abstained": 0,
        "silent": 2,
        "members": 5,
        "needed": 3,
    }
    entry = final(made)
    assert (entry.points, entry.source, entry.reason) == (3, "decided", WORDS)
    assert entry.by_agency.code == "H99"
    assert score_at(card_of(made, CONSTRUCTION), "final").sums.scores["1.2"].points == 3
    assert Remark.objects.filter(side="council", text=WORDS).count() == 1
    assert Event.objects.filter(verb="council.decided").count() == 1


@pytest.mark.parametrize(
    "choices",
    [
        {},
        {"council_secretary": "for", "council_member": "for"},
        {"council_secretary": "for", "council_member": "against", "member_two": "abstain"},
    ],
)
def test_too_few_votes_decide_nothing(
    choices: dict[str, str], question: Question, made: Round, cast: Cast
) -> None:
    voted(question, cast, **choices)
    with pytest.raises(UndecidedError):
        settle(question)
    question.refresh_from_db()
    assert question.state == "open"
    assert not Entry.objects.filter(stage="final").exists()


def test_a_refused_proposal_leaves_what_appraisal_found(
    question: Question, made: Round, cast: Cast
) -> None:
    against = dict.fromkeys(("council_secretary", "council_member", "member_two"), "against")
    voted(question, cast, **against)
    assert settle(question).outcome == "refused"
    assert not Entry.objects.filter(stage="final").exists()
    assert score_at(card_of(made, CONSTRUCTION), "final").sums.scores["1.2"].points == 2


def test_members_vote_in_writing_and_the_last_ballot_counts(made: Round, cast: Cast) -> None:
    sitting = a_sitting(made, kind="writing")
    question = proposed(a_question(made, sitting))
    for name, choice in (
        ("council_member", "against"),
        ("council_member", "for"),
        ("member_two", "for"),
        ("member_three", "for"),
    ):
        vote(cast.actor(name), question=question, choice=choice, turn=question.turn, now=NOW)
    done = settle(question)
    assert (done.outcome, done.counted and done.counted["for"]) == ("carried", 3)
    assert Ballot.objects.filter(in_writing=True).count() == 4


def test_nobody_votes_who_is_no_member_or_not_there(
    question: Question, made: Round, cast: Cast
) -> None:
    with pytest.raises(NotAMemberError):
        voted(question, cast, member_three="for")  # not present
    with pytest.raises(NotAMemberError):
        voted(question, cast, leader="for")
    for who in ("leader", "standing_body", "administrator", "stranger", "focal_officer"):
        with pytest.raises(NotAllowedError):
            vote(cast.actor(who), question=question, choice="for", turn=1, now=NOW)
    with pytest.raises(NotAllowedError):
        record_votes(cast.actor("council_member"), questions=[(question, 1)], choices={}, now=NOW)


def test_another_proposal_asks_for_other_ballots(question: Question, cast: Cast) -> None:
    choices = dict.fromkeys(("council_secretary", "council_member", "member_two"), "for")
    voted(question, cast, **choices)
    question.refresh_from_db()
    changed = proposed(question, Decimal("3.5"))
    assert changed.turn == 2
    with pytest.raises(UndecidedError):
        settle(changed)
    with pytest.raises(ChangedMeanwhileError):
        vote(cast.actor("council_member"), question=changed, choice="for", turn=1, now=NOW)


def test_two_secretaries_decide_at_once_and_the_second_is_told(
    question: Question, made: Round, cast: Cast
) -> None:
    voted(question, cast, council_secretary="for", council_member="for", member_two="for")
    seen = question.version
    settle(question, by=cast.actor("council_secretary"))
    with pytest.raises(DecidedMeanwhileError) as told:
        decide(SYSTEM, question=question, decision="Khác", seen=Seen(seen, 0), now=NOW)
    assert WORDS in str(told.value)
    assert final(made).reason == WORDS


def test_a_decided_question_is_kept_by_the_database(question: Question, cast: Cast) -> None:
    voted(question, cast, council_secretary="for", council_member="for", member_two="for")
    settle(question)
    for change in ({"decision": "Khác"}, {"state": "withdrawn"}):
        with pytest.raises(DatabaseError, match="question-decided"), transaction.atomic():
            Question.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Ballot.objects.update(choice="against")
    with pytest.raises(DatabaseError, match="ballot-closed"), transaction.atomic():
        Ballot.objects.create(question=question, turn=1, member=cast["leader"], choice="for")
    with pytest.raises(DatabaseError), transaction.atomic():
        Question.objects.all().delete()


def test_a_decision_is_reopened_with_a_reason_until_publication(
    question: Question, made: Round, cast: Cast
) -> None:
    votes = dict.fromkeys(("council_secretary", "council_member", "member_two"), "for")
    voted(question, cast, **votes)
    done = settle(question)
    with pytest.raises(NoReasonError):
        reopen_question(SYSTEM, question=done, reason=" ", seen=done.version)
    again = reopen_question(SYSTEM, question=done, reason="Có tài liệu mới", seen=done.version)
    assert (again.state, again.decision, again.turn) == ("open", "", 2)
    assert final(made).points == 3  # until it is decided anew
    voted(again, cast, **dict.fromkeys(votes, "against"))
    settle(again, entry=final(made).version)
    assert (final(made).points, final(made).version) == (2, 2)
    again.refresh_from_db()
    Round.objects.update(state="published")
    with pytest.raises(RoundPublishedError):
        reopen_question(SYSTEM, question=again, reason="Xem lại", seen=again.version)


def test_what_must_be_there_before_a_decision(made: Round, cast: Cast) -> None:
    bare = a_question(made)
    with pytest.raises(NoSittingError):
        settle(bare)
    sitting = a_sitting(made, cast["council_member"])
    bare.refresh_from_db()
    assert bare.sitting_id == sitting.pk
    with pytest.raises(NoProposalError):
        settle(bare)
    with pytest.raises(NoReasonError):
        settle(bare, decision=" ")
    with pytest.raises(RoundRefusedError):
        propose(SYSTEM, question=bare, given=Given(points=Decimal(5)), seen=bare.version)
    with pytest.raises(RoundRefusedError):
        propose(SYSTEM, question=bare, given=Given(), seen=bare.version)
    close_sitting(SYSTEM, sitting=sitting, seen=sitting.version)
    bare.refresh_from_db()
    assert bare.sitting_id is None


def test_the_council_decides_only_while_its_phase_is_open(
    question: Question, made: Round, cast: Cast
) -> None:
    voted(question, cast, council_secretary="for", council_member="for", member_two="for")
    made.cards.update(final_open=False)
    with pytest.raises(StageLockedError):
        settle(question)


def test_a_score_changed_meanwhile_is_not_overwritten(
    question: Question, made: Round, cast: Cast
) -> None:
    voted(question, cast, council_secretary="for", council_member="for", member_two="for")
    made.cards.update(final_open=True)
    home = {"by_agency": made.agency}
    Entry.objects.create(
        card=question.card,
        item=question.item,
        stage="final",
        given={"points": "1"},
        points=1,
        score="scored",
        source="decided",
        reason="Chủ tịch cho điểm",
        **home,
    )
    with pytest.raises(ChangedMeanwhileError):
        settle(question)
    question.refresh_from_db()
    assert question.state == "open"


def test_a_question_is_raised_once_and_withdrawn_with_a_reason(
    question: Question, made: Round
) -> None:
    wanted = [Wanted(question.card, question.item, "disagreed")]
    assert raise_questions(SYSTEM, scored=made, wanted=wanted, now=NOW) == []
    by_hand = [Wanted(question.card, question.item, "by_hand")]
    with pytest.raises(NoReasonError):
        raise_questions(SYSTEM, scored=made, wanted=by_hand, now=NOW)
    withdraw_question(SYSTEM, question=question, reason="Đã thống nhất", seen=question.version)
    assert len(raise_questions(SYSTEM, scored=made, wanted=wanted, now=NOW)) == 1


@pytest.mark.parametrize("who", ["council_member", "standing_body", "leader", "administrator"])
def test_only_the_secretary_writes_decisions(who: str, question: Question, cast: Cast) -> None:
    with pytest.raises(NotAllowedError):
        settle(question, by=cast.actor(who))


def test_scores_of_other_stages_are_none_of_the_council(made: Round) -> None:
    with pytest.raises(DatabaseError, match="score-locked"), transaction.atomic():
        Entry.objects.create(
            card=card_of(made, CONSTRUCTION),
            item=made.items.get(code="1.1"),
            stage="self",
            given={},
            points=1,
            score="scored",
            by_agency=card_of(made, CONSTRUCTION).agency,
        )
    assert scored_at(made, CONSTRUCTION, "1.1", "self", 1).points == 1
