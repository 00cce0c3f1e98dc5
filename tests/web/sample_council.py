"""A round of the little province that has come to its council, and a council of five."""

from datetime import date
from typing import Any

from little_province import CONSTRUCTION, PROVINCE, Cast, add_person
from sample_round import NOW, begin_round, card_of, item_of, open_for

from caicach.core.rules import Given
from caicach.web.accounts.models import Person
from caicach.web.accounts.roles import Role
from caicach.web.audit.actor import Actor
from caicach.web.council.actions.ballots import record_votes
from caicach.web.council.actions.questions import Wanted, propose, raise_questions
from caicach.web.council.actions.sittings import open_sitting
from caicach.web.council.models import Question, Sitting
from caicach.web.rounds.given import kept_of
from caicach.web.rounds.locks import apply_locks
from caicach.web.rounds.models import Entry, Phase, PhaseKind, Remark, Round, Stage

SYSTEM = Actor.system("tests")
DAY = date(2026, 11, 20)
MORE = ("member_two", "member_three", "member_four")


def council_round(cast: Cast, **more: Any) -> Round:
    """Return a round whose council sits: agencies and appraisers are done."""
    made = open_for(cast, begin_round(cast, **more))
    at_council(made)
    return made


def at_council(made: Round) -> None:
    made.phases.exclude(kind=PhaseKind.COUNCIL).update(state=Phase.State.CLOSED)
    made.phases.filter(kind=PhaseKind.COUNCIL).update(state=Phase.State.OPEN)
    Round.objects.filter(pk=made.pk).update(phase=PhaseKind.COUNCIL)
    apply_locks(made, NOW)


def more_members(cast: Cast) -> None:
    """Let the council have five members: the secretary, the member of the cast and three."""
    for key in MORE:
        cast.people[key] = add_person(key, (Role.COUNCIL_MEMBER, PROVINCE))


def scored_at(made: Round, code: str, item: str, stage: str, points: Any, **more: Any) -> Entry:
    """Put a score of an earlier phase there, as if its phase were still open."""
    card, row = card_of(made, code), item_of(made, item)
    flag = f"{stage}_open"
    made.cards.filter(pk=card.pk).update(**{flag: True})
    by_agency = card.agency
    if stage in (Stage.APPRAISED_1, Stage.APPRAISED_2):
        by_agency = made.stand_in if row.lead_id == card.agency_id else row.lead  # type: ignore[assignment] # there
    values = {"given": kept_of(Given(points=points)), "points": points, "score": "scored"}
    entry = Entry.objects.create(
        card=card, item=row, stage=stage, by_agency=by_agency, at=NOW, **values | more
    )
    made.cards.filter(pk=card.pk).update(**{flag: False})
    return entry


def explained(made: Round, code: str, item: str, kind: str = "explanation") -> Remark:
    return Remark.objects.create(
        card=card_of(made, code),
        item=item_of(made, item),
        phase=PhaseKind.EXPLANATION,
        side=Remark.Side.AGENCY,
        kind=kind,
        text="Kế hoạch ban hành đúng hạn, xin giữ điểm",
        at=NOW,
    )


def disputed(made: Round, code: str = CONSTRUCTION, item: str = "1.2") -> None:
    """Let an agency have scored itself 4, been appraised at 2, and explained why it disagrees."""
    scored_at(made, code, item, "self", 4)
    scored_at(made, code, item, "appraised_1", 2, verdict="changed", reason="Thiếu 2 nhiệm vụ")
    explained(made, code, item)


def a_sitting(made: Round, *present: Person, kind: str = "meeting", day: date = DAY) -> Sitting:
    values = {"kind": kind, "held_on": day, "place": "Phòng họp 1", "present": list(present)}
    return open_sitting(SYSTEM, scored=made, values=values)


def a_question(
    made: Round, sitting: Sitting | None = None, code: str = CONSTRUCTION, item: str = "1.2"
) -> Question:
    card, row = card_of(made, code), item_of(made, item)
    wanted = [Wanted(card, row, Question.Kind.DISAGREED)]
    (made_question,) = raise_questions(SYSTEM, scored=made, wanted=wanted, sitting=sitting, now=NOW)
    return made_question


def proposed(question: Question, points: Any = 3) -> Question:
    return propose(SYSTEM, question=question, given=Given(points=points), seen=question.version)


def voted(question: Question, cast: Cast, **choices: str) -> None:
    """Record how members voted at the meeting, by their key in the cast."""
    by_key = {cast[name].pk: choice for name, choice in choices.items()}
    record_votes(SYSTEM, questions=[(question, question.turn)], choices=by_key, now=NOW)
