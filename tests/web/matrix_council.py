"""The council of the matrix: a sitting with questions at each point, figures that arrived."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from matrix_rounds import Rounds
from sample_round import card_of, item_of

from caicach.core.rules import Given
from caicach.web.audit.actor import Actor
from caicach.web.council.actions.ballots import record_votes
from caicach.web.council.actions.deciding import Seen, decide
from caicach.web.council.actions.figures import propose_file
from caicach.web.council.actions.questions import Wanted, propose, raise_questions
from caicach.web.council.actions.sittings import attach_minutes, close_sitting, open_sitting
from caicach.web.council.models import Joining, Question, Sitting
from caicach.web.rounds.models import Round

SYSTEM = Actor.system("tests")
WHY = "Chủ tịch yêu cầu xem lại"
HAND = "T.1"


@dataclass
class Council:
    """question: voted on by nobody. settled: by enough. decided: already. loose: at no sitting.

    ended: a sitting that is over, with its signed minutes.
    """

    round: Round
    sitting: Sitting
    ended: Sitting
    question: Question
    settled: Question
    decided: Question
    loose: Question
    joining: Joining

    @property
    def things(self) -> list[Any]:
        """Return one row of each kind."""
        return [self.sitting, self.question, self.joining]


def build_council(cast: Any, rounds: Rounds, now: datetime) -> Council:
    """Let the council of the round that has come so far sit."""
    made = rounds.council
    people = [cast["council_secretary"], cast["council_member"]]
    ended = _sitting(made, people, now)
    minutes = SimpleUploadedFile("bien-ban.txt", "Đã ký".encode())
    ended = attach_minutes(SYSTEM, sitting=ended, upload=minutes, now=now)
    ended = close_sitting(SYSTEM, sitting=ended, seen=ended.version)
    sitting = _sitting(made, people, now)
    codes = ("1.1", "1.2", "2.3", "2.1")
    question, settled, decided = (_question(made, code, sitting, now) for code in codes[:3])
    votes = {each.pk: "for" for each in people}
    both = [(settled, settled.turn), (decided, decided.turn)]
    record_votes(SYSTEM, questions=both, choices=votes, now=now)
    seen = Seen(decided.version, 0)
    decided = decide(SYSTEM, question=decided, decision=WHY, seen=seen, now=now)
    loose = _question(made, codes[3], None, now)
    told = {"source": "Điều tra xã hội học", "period": "2026", "upload": survey_table()}
    joining = propose_file(SYSTEM, scored=made, now=now, **told)
    return Council(made, sitting, ended, question, settled, decided, loose, joining)


def survey_table() -> SimpleUploadedFile:
    content = "Cơ quan;Mã tiêu chí;Điểm\nH99.02;2.2;3\n".encode("utf-8-sig")
    return SimpleUploadedFile("khao-sat.csv", content)


def _sitting(made: Round, people: list[Any], now: datetime) -> Sitting:
    values = {"kind": "meeting", "held_on": now.date(), "place": "Phòng 1", "present": people}
    return open_sitting(SYSTEM, scored=made, values=values)


def _question(made: Round, code: str, sitting: Sitting | None, now: datetime) -> Question:
    wanted = [Wanted(card_of(made, "H99.02"), item_of(made, code), Question.Kind.BY_HAND, WHY)]
    (question,) = raise_questions(SYSTEM, scored=made, wanted=wanted, sitting=sitting, now=now)
    return propose(SYSTEM, question=question, given=Given(points=Decimal(0)), seen=question.version)


def _of(name: str, **more: Any) -> Any:
    return lambda world, _place, _person, _step: {"pk": getattr(world.council, name).pk, **more}


def _stepped(by_step: Mapping[str, str]) -> Any:
    return lambda world, _place, _person, step: {
        "pk": getattr(world.council, by_step[step]).pk,
        "step": step,
    }


def _told(name: str, key: str) -> Any:
    return lambda sender: getattr(getattr(sender.world.council, name), key)


def _voted(sender: Any) -> str:
    question = sender.world.council.question
    return f"{question.pk}:{question.turn}"


OF_ROUND = ("agenda", "agenda-print", "ballots", "sittings", "sitting-new", "points", "figures")
OF_QUESTION = ("question", "propose", "vote", "record")
OF_SITTING = ("sitting", "sitting-edit", "sitting-record", "minutes", "minutes-print")
ABOUT: Mapping[str, Any] = {
    **{f"council:{name}": _of("round") for name in OF_ROUND},
    **{f"council:{name}": _of("round") for name in ("figures-upload", "figures-index")},
    **{f"council:{name}": _of("question") for name in OF_QUESTION},
    **{f"council:{name}": _of("sitting") for name in OF_SITTING},
    "council:item": _of("round", code="1.1"),
    "council:give": _of("round", code=HAND),
    "council:decide": _of("settled"),
    "council:question-step": _stepped(
        {"withdraw": "question", "reopen": "decided", "place": "loose"}
    ),
    "council:sitting-step": _stepped({"place": "sitting", "close": "sitting", "reopen": "ended"}),
    "council:minutes-attach": _of("sitting"),
    "council:minutes-file": _of("ended"),
    "council:joining": _of("joining"),
    "council:joining-step": _stepped({"join": "joining", "drop": "joining"}),
    "council:joining-file": _of("joining"),
}


FILLED: Mapping[str, Any] = {
    "council:item": {"added": "H99.01", "why": WHY},
    "council:propose": {"version": _told("question", "version"), "points": "1"},
    "council:vote": {"turn": _told("question", "turn"), "choice": "for"},
    "council:record": {"turn": _told("question", "turn")},
    "council:decide": {
        "version": _told("settled", "version"),
        "entry": "0",
        "decision": WHY,
    },
    "council:question-step withdraw": {"version": _told("question", "version"), "reason": WHY},
    "council:question-step reopen": {"version": _told("decided", "version"), "reason": WHY},
    "council:question-step place": {
        "version": _told("loose", "version"),
        "sitting": _told("sitting", "pk"),
    },
    "council:sitting-step close": {"version": _told("sitting", "version")},
    "council:sitting-step reopen": {"version": _told("ended", "version"), "reason": WHY},
    "council:sitting-edit": {"place": "Phòng 2"},
    "council:sitting-record": {"questions": _voted},
    "council:minutes": {"text": "Biên bản"},
    "council:minutes-attach": {"file": lambda _: SimpleUploadedFile("ky.txt", "Đã ký".encode())},
    "council:figures-upload": {
        "source": "Điều tra",
        "period": "2026",
        "file": lambda _: survey_table(),
    },
}
