"""A filled-in workbook taken in: all of it, or nothing."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.rounds.actions.entries import enter
from caicach.web.rounds.models import Card, Item, Stage
from caicach.web.rounds.refusals import StageLockedError
from caicach.web.rounds.typed import Typed
from caicach.web.rounds.writing import Turn, keep_late


class Row(NamedTuple):
    """What a workbook hands in for an item, on the version of it that was previewed."""

    item: Item
    typed: Typed
    seen: int


def apply_workbook(by: Actor, *, card: Card, rows: Sequence[Row], file: str, now: datetime) -> int:
    """Write every row and return how many; whatever one of them meets, none is written.

    Raises RoundRefusedError, ChangedMeanwhileError, and StageLockedError, which has then kept all
    rows as notes.
    """
    by.require("rounds.enter", card)
    try:
        return _apply(by, card, rows, file, now)
    except StageLockedError:
        _keep_late(by, card, rows, now)
        raise StageLockedError(kept=True) from None


@transaction.atomic
def _keep_late(by: Actor, card: Card, rows: Sequence[Row], now: datetime) -> None:
    """After the rows were rolled back, and with them the notes that `enter` kept."""
    turn = Turn(by, Stage.SELF, card.agency, now)
    for each in rows:
        keep_late(turn, card, each.item, each.typed)


@transaction.atomic
def _apply(by: Actor, card: Card, rows: Sequence[Row], file: str, now: datetime) -> int:
    for each in rows:
        enter(by, card=card, item=each.item, typed=each.typed, seen=each.seen, now=now)
    codes = [each.item.code for each in rows]
    record(by, "rounds.workbook_applied", card, after={"file": file, "items": codes})
    return len(rows)
