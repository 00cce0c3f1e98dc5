"""Rounds of the matrix: one at each point of its course, all with the same three cards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sample_round import advance, begin_round, card_of, open_for, phases_from

from caicach.web.jobs.worker import run_waiting
from caicach.web.rounds.models import Card, Round

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

    def card(self, at: str, place: str) -> Card:
        """Return the card of a place in one of the rounds."""
        return card_of(getattr(self, at), CARDS[place])

    @property
    def things(self) -> list[Any]:
        """Return one row of each kind, of the department in the round that scores itself."""
        card = self.card("scoring", "department")
        one_of_each = [self.scoring.items.first(), self.scoring.phases.first()]
        return [self.scoring, self.scoring.edition, card, *one_of_each]


def build_rounds(cast: Any, now: datetime) -> Rounds:
    """Make them with the hours of phases from `now` on; jobs that wait are run."""
    rounds = {name: _round(cast, name, now) for name in ("preparing", *COURSE)}
    for name, kind in COURSE.items():
        rounds[name] = advance(cast, open_for(cast, rounds[name]), kind, now)
    Round.objects.filter(pk=rounds["published"].pk).update(state=Round.State.PUBLISHED)
    rounds["published"].refresh_from_db()
    run_waiting("matrix")
    return Rounds(**rounds)


def _round(cast: Any, name: str, now: datetime) -> Round:
    return begin_round(cast, name=f"Đợt chấm điểm {name}", phases=phases_from(now))


ABOUT: Mapping[str, Any] = {}
FILLED: Mapping[str, Any] = {}
