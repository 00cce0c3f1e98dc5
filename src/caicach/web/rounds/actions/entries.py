"""Self-scores typed by the agency."""

from datetime import datetime

from caicach.core.issues import faults, issue
from caicach.core.rules import Given
from caicach.web.audit.actor import Actor
from caicach.web.rounds.columns import points_unasked
from caicach.web.rounds.models import Card, Entry, Filling, Item, Stage
from caicach.web.rounds.queries.cards import card_now
from caicach.web.rounds.refusals import RoundRefusedError, StageLockedError
from caicach.web.rounds.typed import Typed, read_typed
from caicach.web.rounds.writing import Handed, Turn, Written, keep_late, write_entry


def enter(
    by: Actor,
    *,
    card: Card,
    item: Item,
    typed: Typed,
    seen: int | None = None,
    now: datetime,
) -> Written:
    """Write the agency's own figures of an item; what is known from elsewhere stays beside them.

    typed: as `read_typed` reads it, and `reason`.
    Raises RoundRefusedError, ChangedMeanwhileError, and StageLockedError, which has then kept
    what was typed as a note.
    """
    by.require("rounds.enter", card)
    turn = Turn(by, Stage.SELF, card.agency, now, seen)
    if not (card.is_open(Stage.SELF) and card_now(card, now).has_time(Stage.SELF)):
        keep_late(turn, card, item, typed)
        raise StageLockedError(kept=True)
    given = read_self_score(card, item, typed)
    reason = typed.get("reason", "").strip()
    try:
        return write_entry(turn, card, item, handed_of(card, item, given, reason))
    except StageLockedError:
        keep_late(turn, card, item, typed)
        raise StageLockedError(kept=True) from None


def read_self_score(card: Card, item: Item, typed: Typed) -> Given:
    """Return what was typed, if an agency may hand it in. Raises RoundRefusedError."""
    given, issues = read_typed(typed, item.code)
    if item.is_self_scored:
        issues += points_unasked(card.round, item.code, given)
    else:
        issues.append(issue("card-not-self-scored", item.code))
    if item.blocks and card.block not in item.blocks:
        issues.append(issue("card-item-of-another-block", item.code))
    if any(part.not_applicable for part in (given.parts or {}).values()):
        issues.append(issue("card-part-not-applicable", item.code))
    if given.not_applicable and not typed.get("reason", "").strip():
        issues.append(issue("card-not-applicable-needs-reason", item.code))
    if wrong := faults(issues):
        raise RoundRefusedError(wrong)
    return given


def handed_of(card: Card, item: Item, given: Given, reason: str) -> Handed:
    """Return what is written; beside a known figure it is an override and needs a reason.

    Emptied again, or typed as it is known, it stands aside: the known figure counts, and goes on
    being brought up to date.
    """
    filling = Filling.objects.filter(card=card, item=item).first()
    if filling is None:
        return Handed(given, reason=reason)
    known = filling.as_given()
    if given.is_blank or given == known:
        return Handed(Given(), reason=reason, counts=known)
    if not reason:
        raise RoundRefusedError([issue("card-override-needs-reason", item.code)])
    return Handed(given, Entry.Source.OVERRIDE, reason)


def says_the_same(entry: Entry | None, known: Given | None, item: Item, typed: Typed) -> bool:
    """Say whether saving would change nothing: a pause in typing is no change."""
    given, issues = read_typed(typed, item.code)
    reason = typed.get("reason", "").strip()
    if issues:
        return False
    meant = Given() if given == known else given
    if entry is None:
        return meant.is_blank and not reason
    return entry.as_given() == meant and entry.reason == reason
