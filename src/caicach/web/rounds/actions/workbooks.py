"""A filled-in workbook taken in: all of it, or nothing."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.rounds.actions.entries import enter
from caicach.web.rounds.models import Card, Item
from caicach.web.rounds.refusals import StageLockedError
from caicach.web.rounds.typed import Typed


class Row(NamedTuple):
    """What a workbook hands in for an item, on the version of it that was previewed."""

    item: Item
    typed: Typed
    seen: int


@transaction.atomic
def apply_workbook(by: Actor, *, card: Card, rows: Sequence[Row], file: str, now: datetime) -> int:
    """Write every row and return how many; whatever one of them meets, none is written.

    Raises RoundRefusedError, ChangedMeanwhileError, StageLockedError.
    """
    by.require("rounds.enter", card)
    if not card.self_open:
        raise StageLockedError
    for each in rows:
        enter(by, card=card, item=each.item, typed=each.typed, seen=each.seen, now=now)
    codes = [each.item.code for each in rows]
    record(by, "rounds.workbook_applied", card, after={"file": file, "items": codes})
    return len(rows)
