"""Appraisals of the matrix: a settled item in a second appraisal, and a job that accepts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from matrix_rounds import CARDS, Rounds
from sample_round import advance, begin_round, card_of, item_of, open_for, phases_from

from caicach.web.appraisal.actions.bulk import ACCEPT
from caicach.web.appraisal.actions.verdicts import Sent, decide
from caicach.web.appraisal.matter import Matter
from caicach.web.jobs.models import Job
from caicach.web.jobs.queue import enqueue
from caicach.web.rounds.models import Card, Round

ITEM = "1.2"


@dataclass
class Appraisals:
    """second: a round in its second appraisal, with one item settled. job: accepts in `first`."""

    first: Round
    second: Round
    job: Job

    def card(self, place: str) -> Card:
        """Return the card of a place in the second appraisal."""
        return card_of(self.second, CARDS[place])


def build_appraisals(cast: Any, rounds: Rounds, now: datetime) -> Appraisals:
    """Settle an item of the department and the commune, then go on to the second appraisal."""
    begun = begin_round(cast, name="Đợt chấm điểm hai lần", phases=phases_from(now))
    second = advance(cast, open_for(cast, begun), "appraisal_1", now)
    for place in ("department", "commune"):
        matter = Matter(item_of(second, ITEM), card_of(second, CARDS[place]))
        sent = Sent("change", {"points": "1", "reason": "Theo báo cáo"})
        decide(cast.actor("appraiser"), matter=matter, sent=sent, now=now)
        matter.card.remarks.create(
            item=matter.item, phase="explanation", side="agency", kind="agreement", at=now
        )
    second = advance(cast, second, "appraisal_2", now)
    person = cast["appraiser"]
    arguments = {"number": rounds.appraisal.pk, "items": [ITEM], "person": person.pk}
    job = enqueue(ACCEPT, arguments, person_id=person.pk)
    return Appraisals(rounds.appraisal, second, job)


def _round(world: Any, _place: Any, _person: str, _step: str) -> dict[str, Any]:
    return {"pk": world.rounds.appraisal.pk}


def _item(world: Any, _place: Any, _person: str, _step: str) -> dict[str, Any]:
    return {"pk": world.rounds.appraisal.pk, "code": ITEM}


def _name(place: Any) -> str:
    by_code = {"H99": "province", "H99.02": "department", "H99.101": "commune"}
    return by_code[place.code]


def _card(world: Any, place: Any, _person: str, _step: str) -> dict[str, Any]:
    return {"pk": world.rounds.card("appraisal", _name(place)).pk}


def _matter(world: Any, place: Any, _person: str, _step: str) -> dict[str, Any]:
    return {"pk": world.rounds.card("appraisal", _name(place)).pk, "code": ITEM}


def _settled(world: Any, place: Any, _person: str, _step: str) -> dict[str, Any]:
    return {"pk": world.appraisals.card(_name(place)).pk, "code": ITEM}


def _job(world: Any, _place: Any, _person: str, _step: str) -> dict[str, Any]:
    return {"pk": world.appraisals.first.pk, "job": world.appraisals.job.pk}


ABOUT: Mapping[str, Any] = {
    **{f"appraisal:{name}": _round for name in ("round", "queue", "nobody", "accept")},
    "appraisal:differences": _round,
    "appraisal:item": _item,
    "appraisal:card": _card,
    "appraisal:card-differences": _card,
    "appraisal:matter": _matter,
    "appraisal:history": _matter,
    "appraisal:reopen": _settled,
    "appraisal:accepting": _job,
}
FILLED: Mapping[str, Any] = {"appraisal:reopen": {"reason": "Có tố giác về số liệu"}}
