"""Points given by hand: by the chairman, as a bonus, as a penalty."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from caicach.core.issues import Issue, issue
from caicach.core.rules import Given
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.council.points import is_discretionary
from caicach.web.council.taking import require_running
from caicach.web.rounds.given import kept_of
from caicach.web.rounds.models import Card, Entry, Item, Round, Stage
from caicach.web.rounds.queries.cards import card_now
from caicach.web.rounds.refusals import NoReasonError, RoundRefusedError, StageLockedError
from caicach.web.rounds.writing import Handed, Turn, keep_late, write_entry


class Giving(NamedTuple):
    """What one card is to have. seen: version of the final score that was shown, 0 for none."""

    card: Card
    given: Given
    reason: str
    seen: int


def give_points(
    by: Actor, *, scored: Round, item: Item, givings: Sequence[Giving], now: datetime
) -> int:
    """Write the points of an item on each card, all or none; return how many.

    Nobody gives points to an agency of the own posts: NotAllowedError.
    Raises RoundRefusedError with the faults of all cards, NoReasonError, ChangedMeanwhileError,
    RoundPublishedError, and StageLockedError, which has then kept what was typed as notes.
    """
    by.require("council.decide", scored)
    for each in givings:
        by.require("council.give", each.card)
    require_running(scored)
    if not is_discretionary(scored, item):
        raise RoundRefusedError([issue("council-not-by-hand", item.code)])
    try:
        return _give(by, scored, item, givings, now)
    except StageLockedError:
        _keep_late(by, scored, item, givings, now)
        raise StageLockedError(kept=True) from None


@transaction.atomic
def _keep_late(
    by: Actor, scored: Round, item: Item, givings: Sequence[Giving], now: datetime
) -> None:
    turn = Turn(by, Stage.FINAL, scored.agency, now)
    for each in givings:
        keep_late(turn, each.card, item, {**kept_of(each.given), "reason": each.reason.strip()})


@transaction.atomic
def _give(by: Actor, scored: Round, item: Item, givings: Sequence[Giving], now: datetime) -> int:
    wrong: list[Issue] = []
    for each in givings:
        if not each.reason.strip():
            raise NoReasonError
        if not card_now(each.card, now).has_time(Stage.FINAL):
            raise StageLockedError
        turn = Turn(by, Stage.FINAL, scored.agency, now, each.seen)
        handed = Handed(each.given, Entry.Source.DECIDED, each.reason.strip())
        try:
            write_entry(turn, each.card, item, handed)
        except RoundRefusedError as refused:
            wrong += refused.issues
    if wrong:
        raise RoundRefusedError(wrong)
    if givings:
        after = {each.card.agency.code: kept_of(each.given) for each in givings}
        record(by, "council.points_given", item, after=after)
    return len(givings)
