"""Rounds of the matrix: one at each point of its course, all with the same three cards."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from matrix_cards import ABOUT as ABOUT_CARDS
from matrix_cards import FILLED as FILLED_OF_CARDS
from matrix_cards import add_piece, send
from sample_round import SET, advance, begin_round, card_of, open_for, phases_from

from caicach.web.jobs.worker import run_waiting
from caicach.web.rounds.actions.phases import close_phase
from caicach.web.rounds.actions.rounds import keep_edition
from caicach.web.rounds.models import Card, Evidence, KeptEdition, Round

WHY = "Theo chỉ đạo của Chủ tịch UBND tỉnh"
OTHER = "from: 95, below: 98, points: 4"

COURSE = {
    "scoring": "self_scoring",
    "appraisal": "appraisal_1",
    "explanation": "explanation",
    "council": "council",
    "published": "complaints",
}
CARDS = {"province": "H99.01", "department": "H99.02", "commune": "H99.101"}
"""Whose card is a place's; the province has none, so that its place has its Sở Nội vụ's."""


@dataclass
class Rounds:
    """Rounds by how far they are."""

    preparing: Round
    scoring: Round
    appraisal: Round
    explanation: Round
    council: Round
    published: Round
    between: Round
    other: KeptEdition
    pieces: dict[str, Evidence] = field(default_factory=dict)

    def card(self, at: str, place: str) -> Card:
        """Return the card of a place in one of the rounds."""
        return card_of(getattr(self, at), CARDS[place])

    @property
    def things(self) -> list[Any]:
        """Return one row of each kind, of the department in the round that scores itself."""
        card = self.card("scoring", "department")
        one_of_each = [self.scoring.items.first(), self.scoring.phases.first()]
        pieces = [self.pieces["department"]]
        return [self.scoring, self.scoring.edition, card, *one_of_each, *pieces]


def build_rounds(cast: Any, now: datetime) -> Rounds:
    """Make them with the hours of phases from `now` on; jobs that wait are run."""
    rounds = {name: _round(cast, name, now) for name in ("preparing", *COURSE)}
    for name, kind in COURSE.items():
        rounds[name] = advance(cast, open_for(cast, rounds[name]), kind, now)
    between = advance(cast, open_for(cast, _round(cast, "between", now)), "self_scoring", now)
    over = between.phases.select_related("round").get(kind="self_scoring")
    close_phase(cast.actor("standing_body"), phase=over, reason=WHY, now=now)
    other, _issues = keep_edition(SET.replace("from: 95, below: 98, points: 4.5", OTHER), "other")
    assert other is not None
    Round.objects.filter(pk=rounds["published"].pk).update(state=Round.State.PUBLISHED)
    rounds["published"].refresh_from_db()
    run_waiting("matrix")
    made = Rounds(**rounds, between=between, other=other)
    made.pieces = {place: add_piece(made.card("scoring", place), now) for place in CARDS}
    send(made.card("between", "department"), now)
    return made


def _round(cast: Any, name: str, now: datetime) -> Round:
    return begin_round(cast, name=f"Đợt chấm điểm {name}", phases=phases_from(now))


About = Callable[[Any, Any, str, str], dict[str, Any]]


def _of(at: str, **more: str) -> About:
    """About one of the rounds; a step that is called like one asks for that."""

    def about(world: Any, _place: Any, _person: str, step: str) -> dict[str, Any]:
        name = step if step == "preparing" else at
        return {"pk": getattr(world.rounds, name).pk, **more}

    return about


def _move(world: Any, _place: Any, _person: str, step: str) -> dict[str, Any]:
    at, kind = MOVES[step]
    return {"pk": getattr(world.rounds, at).pk, "kind": kind, "step": step}


def _card(world: Any, _place: Any, _person: str, _step: str) -> dict[str, Any]:
    card = world.rounds.card("scoring", "department")
    return {"pk": card.round_id, "card": card.pk}


MOVES = {
    "close": ("scoring", "self_scoring"),
    "reopen": ("appraisal", "self_scoring"),
    "open": ("between", "head_approval"),
    "skip": ("between", "head_approval"),
}
PREPARED = ("edit", "agencies", "phases", "check")
RUNNING = ("round", "history", "opening", "cancel", "changes", "edition")
ABOUT: dict[str, About] = {
    **{f"rounds:{name}": _of("preparing") for name in PREPARED},
    **{f"rounds:{name}": _of("scoring") for name in RUNNING},
    "rounds:move": _move,
    "rounds:extend": _of("scoring", kind="self_scoring"),
    "rounds:end-card": _card,
    "rounds:migration": lambda world, _place, _person, _step: {
        "pk": world.rounds.scoring.pk,
        "edition": world.rounds.other.pk,
    },
}
REASON = {"reason": WHY}
UNTIL = {"day": "31/12/2035", "hour": "17:00", **REASON}
FILLED: dict[str, dict[str, Any]] = {
    "rounds:new": {
        "shipped": "sample-department/2026",
        "name": "Đợt mới",
        "lead": lambda sender: sender.world.rounds.scoring.lead_id,
    },
    "rounds:copy": {"name": "Đợt chép lại"},
    "rounds:edit": {"name": "Tên khác"},
    "rounds:agencies": {"block:communes": "communes"},
    "rounds:phases": {"complaints_closes_hour": "16:00"},
    "rounds:move": REASON,
    "rounds:move reopen": UNTIL,
    "rounds:extend": {"block": "departments", **UNTIL},
    "rounds:cancel": REASON,
    "rounds:changes": {"names": "H99.102", "block": "communes", **REASON},
    "rounds:end-card": REASON,
    "rounds:edition": {"shipped": "sample-department/2026"},
    "rounds:migration": REASON,
}
ABOUT |= ABOUT_CARDS
FILLED |= FILLED_OF_CARDS
