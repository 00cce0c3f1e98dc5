"""Results of the matrix: a round published, corrected, contested, with something corrected anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from sample_results import VALUES, correct, decided_round, publish
from sample_round import advance, card_of, phases_from

from caicach.web.audit.actor import Actor
from caicach.web.jobs.models import Job
from caicach.web.results.actions.asking import ask_for_proof
from caicach.web.results.actions.complaints import file_complaint
from caicach.web.results.actions.remedies import Cause, name_cause
from caicach.web.results.models import Complaint, LossCause, Publication
from caicach.web.rounds.models import Card, Round

CARDS = {"province": "H99.01", "department": "H99.02", "commune": "H99.101"}
"""Whose card is a place's, as in `matrix_rounds`."""
SYSTEM = Actor.system("tests")
LOST, CONTESTED = "2.2", "1.2"
"""An item every card lost points at, and one that is contested."""


@dataclass
class Results:
    """One round. publication: the correction, which counts now. complaints, causes: by place."""

    round: Round
    first: Publication
    publication: Publication
    publishing: Job
    proof: Job
    complaints: Mapping[str, Complaint]
    causes: Mapping[str, LossCause]

    def card(self, place: str) -> Card:
        return card_of(self.round, CARDS[place])

    @property
    def things(self) -> list[Any]:
        """Return one row of each kind, of the department."""
        own = self.complaints["department"]
        row = self.publication.agencies.get(agency__code=CARDS["department"])
        return [self.publication, row, own, self.causes["department"], self.round.items.first()]


def build_results(cast: Any, now: datetime) -> Results:
    """Make them; files are sealed with a key of their own."""
    phases = phases_from(now)
    named = {"year": now.year - 1, "period": str(now.year - 1), "phases": phases}
    scored = decided_round(cast, name="Đợt chấm điểm đã công bố", now=now, **named)
    first = publish(cast, scored, now)
    correct(cast, scored, CARDS["department"], "1.1", "2")
    second = publish(cast, scored, now, cause="Chấp nhận khiếu nại", notation="20/QĐ-UBND")
    correct(cast, scored, CARDS["commune"], "1.2", "3")
    scored = advance(cast, scored, "complaints", now)
    return Results(
        round=scored,
        first=first,
        publication=second,
        publishing=Job.objects.filter(kind="results.publish", arguments__number=scored.pk)[0],
        proof=ask_for_proof(SYSTEM, publication=second, person_id=None),
        complaints={place: _complaint(scored, code, now) for place, code in CARDS.items()},
        causes={place: _cause(scored, code, now) for place, code in CARDS.items()},
    )


def _complaint(scored: Round, code: str, now: datetime) -> Complaint:
    return file_complaint(
        SYSTEM,
        card=card_of(scored, code),
        item=scored.items.get(code=CONTESTED),
        text="Đã có báo cáo số 5",
        uploads=[SimpleUploadedFile("bao-cao.txt", "Báo cáo".encode())],
        now=now,
    )


def _cause(scored: Round, code: str, now: datetime) -> LossCause:
    item, cause = scored.items.get(code=LOST), Cause("no_data", "Năm nay không điều tra")
    return name_cause(SYSTEM, card=card_of(scored, code), item=item, cause=cause, now=now)


def _round(world: Any, _place: Any, _person: str, _step: str) -> dict[str, Any]:
    return {"pk": world.results.round.pk}


def _publication(world: Any, _place: Any, _person: str, _step: str) -> dict[str, Any]:
    return {"pk": world.results.publication.pk}


def _named(world: Any, place: Any) -> str:
    return next(name for name, each in world.places.items() if each is place)


def _card(code: str = "") -> Any:
    def about(world: Any, place: Any, _person: str, _step: str) -> dict[str, Any]:
        found = {"pk": world.results.card(_named(world, place)).pk}
        return found | {"code": code} if code else found

    return about


def _complaint_of(world: Any, place: Any, _person: str, _step: str) -> dict[str, Any]:
    return {"pk": world.results.complaints[_named(world, place)].pk}


def _file_of(world: Any, place: Any, _person: str, _step: str) -> dict[str, Any]:
    found = world.results.complaints[_named(world, place)]
    return {"pk": found.pk, "file": found.files.get().pk}


def _agency(begun: Any) -> Any:
    def about(world: Any, place: Any, person: str, step: str) -> dict[str, Any]:
        return begun(world, place, person, step) | {"code": CARDS[_named(world, place)]}

    return about


def _with(begun: Any, **more: Any) -> Any:
    return lambda world, place, person, step: begun(world, place, person, step) | more


ABOUT: Mapping[str, Any] = {
    **{
        f"results:{name}": _round
        for name in (
            *("of-round", "provisional", "statistics", "statistics-again", "publish"),
            *("corrections", "remedies"),
        )
    },
    **{f"results:{name}": _publication for name in ("publication", "restatements", "prove")},
    "results:provisional-chart": _with(_round, form="csv"),
    "results:publication-chart": _with(_publication, form="svg"),
    "results:provisional-agency": _agency(_round),
    "results:agency": _agency(_publication),
    "results:file": _with(_publication, name="bundle.zip"),
    "results:publishing": lambda world, *_: {
        "pk": world.results.round.pk,
        "job": world.results.publishing.pk,
    },
    "results:proof": lambda world, *_: {
        "pk": world.results.publication.pk,
        "job": world.results.proof.pk,
    },
    "results:losses": _card(),
    "results:cause": _card(LOST),
    "results:remedy": _card(LOST),
    "results:correct": _card("1.1"),
    "results:complain": _card(),
    "results:complaint": _complaint_of,
    "results:complaint-answer": _complaint_of,
    "results:complaint-file": _file_of,
}
PRINTED = {
    **{name: VALUES[name] for name in ("title", "place", "issuer", "authority", "post", "signer")},
    "notation": "30/QĐ-UBND",
    "signed_on": "20/02/2027",
    "recipients": "Lưu: VT",
    "cause": "Chấm lại theo quyết định của Hội đồng",
    "gaps": VALUES["gaps"],
}
FILLED: Mapping[str, Any] = {
    "results:publish": PRINTED,
    "results:statistics-again": {"stage": "final"},
    "results:cause": {"category": "late", "words": "Chưa kịp điều tra"},
    "results:remedy": {
        "deliverable": "Kế hoạch điều tra",
        "due_on": "30/09/2026",
        "person": "Trần Thị Mai",
        "responsibility": "Giám đốc",
    },
    "results:correct": {
        "points": "1",
        "cause": "Bỏ sót văn bản",
        "decision": "Hội đồng họp",
        "named": "BB 05",
    },
    "results:complain": {
        "item": lambda sender: sender.world.results.round.items.get(code="1.1").pk,
        "text": "Đã ban hành kế hoạch",
    },
    "results:complaint-answer": {"upheld": "no", "answer": "Báo cáo gửi sau thời hạn"},
}
