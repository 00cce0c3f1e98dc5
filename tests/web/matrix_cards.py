"""Cards of the matrix: evidence on them, one sent to its head, and what is sent to their pages."""

from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile

from caicach.web.audit.actor import Actor
from caicach.web.rounds.actions.evidence import Piece, add_evidence
from caicach.web.rounds.models import Card, Evidence, Extension, Phase

WHY = "Theo biên bản họp"
ITEM, OTHER_ITEM = "1.1", "1.2"


def add_piece(card: Card, now: datetime) -> Evidence:
    """Add evidence to a card."""
    file = SimpleUploadedFile("minh-chung.txt", f"Minh chứng của {card.name}".encode())
    item = card.round.items.get(code=ITEM)
    by = Actor.system("tests")
    return add_evidence(by, card=card, items=[item], piece=Piece(uploads=[file]), now=now)[0]


def send(card: Card, now: datetime) -> None:
    """Let a card wait for its head, who still has time to give it back."""
    Card.objects.filter(pk=card.pk).update(state=Card.State.SUBMITTED, self_open=False)
    over = Phase.objects.get(round=card.round_id, kind="self_scoring")
    later = now + timedelta(days=3)
    Extension.objects.create(phase=over, agency=card.agency, until=later, reason=WHY, at=now)


def _card(at: str, **more: str) -> Any:
    def about(world: Any, place: Any, _person: str, _step: str) -> dict[str, Any]:
        name = next(key for key, each in world.places.items() if each is place)
        return {"pk": world.rounds.card(at, name).pk, **more}

    return about


def _piece(world: Any, place: Any, _person: str, _step: str) -> dict[str, Any]:
    name = next(key for key, each in world.places.items() if each is place)
    return {"pk": world.rounds.pieces[name].pk}


WHOLE = ("card", "card-changes", "card-submit", "card-explain", "card-workbook", "card-import")
PARTS = ("card-item", "card-enter", "card-row", "card-note", "evidence-add")
PIECES = ("file", "preview", "image", "rows", "describe", "use", "withdraw", "replace")
ABOUT: dict[str, Any] = {
    **{f"rounds:{name}": _card("scoring") for name in (*WHOLE, "card-import-apply")},
    **{f"rounds:{name}": _card("scoring", code=ITEM) for name in PARTS},
    **{f"rounds:evidence-{name}": _piece for name in PIECES},
    "rounds:evidence": _piece,
    "rounds:evidence-reuse": _card("scoring"),
    "rounds:card-counted": _card("scoring", code="2.1"),
    "rounds:card-approve": _card("between"),
    "rounds:card-return": _card("between"),
    "rounds:card-answer": _card("explanation", code=OTHER_ITEM),
    "rounds:card-explain-send": _card("explanation"),
}


def _sealed(_sender: Any) -> str:
    rows = [(OTHER_ITEM, {"value": "50", "reason": ""}, 0)]
    return signing.dumps(rows, salt="rounds.workbook")


def _other_item(sender: Any) -> int:
    return int(sender.world.rounds.scoring.items.get(code=OTHER_ITEM).pk)


LINK = "https://namha.example/van-ban/7"
FILLED: dict[str, dict[str, Any]] = {
    "rounds:card-enter": {"choice": "Đạt"},
    "rounds:card-note": {"text": WHY},
    "rounds:card-answer": {"answer": "explain", "text": WHY},
    "rounds:card-submit": {"confirmed": "1"},
    "rounds:card-return": {"reason": WHY},
    "rounds:card-explain-send": {"confirmed": "1"},
    "rounds:card-import": {"file": lambda _: SimpleUploadedFile("bang.csv", b"a;b\n1;2\n")},
    "rounds:card-import-apply": {"rows": _sealed, "file": "bang.xlsx"},
    "rounds:evidence-add": {"link": LINK},
    "rounds:evidence-describe": {"page": "5"},
    "rounds:evidence-use": {"items": _other_item},
    "rounds:evidence-withdraw": {"reason": WHY},
    "rounds:evidence-replace": {"link": LINK, "reason": WHY},
}
