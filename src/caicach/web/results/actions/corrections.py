"""Items decided anew after publication, one at a time."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from caicach.core.issues import faults, issue
from caicach.core.rules import Given
from caicach.web.attachments.keeping import person_of
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.results.models import Complaint, Correction
from caicach.web.rounds.models import STAGES, Card, Entry, Filling, Item, Round, Stage
from caicach.web.rounds.refusals import RoundRefusedError, WrongMomentError, require_reason
from caicach.web.rounds.tallying import tally_round
from caicach.web.rounds.typed import Typed, read_typed
from caicach.web.rounds.writing import Handed, Turn, Written, write_entry


@dataclass(frozen=True, slots=True)
class DecidedAnew:
    """What the council decided, and why the item is taken up again.

    typed: figures or points as `read_typed` reads them. complaint: the one that led to it; where
    there is none, `named` says by number and day what the council decided. seen: version of the
    final score that was shown, 0 for none.
    """

    typed: Typed
    cause: str
    decision: str
    complaint: Complaint | None = None
    named: str = ""
    seen: int = 0


@transaction.atomic
def correct_item(
    by: Actor,
    *,
    card: Card,
    item: Item,
    anew: DecidedAnew,
    now: datetime,
) -> Correction:
    """Reopen one item of one card for this one score, as the council decided.

    It counts at once for what is provisional; people are told by the next publication. Whoever
    publishes meanwhile waits, or is waited for. Raises WrongMomentError before publication,
    NoReasonError, RoundRefusedError, ChangedMeanwhileError.
    """
    by.require("results.correct", card)
    held = Round.objects.select_for_update().only("state").get(pk=card.round_id)
    if held.state != Round.State.PUBLISHED or card.state == Card.State.ENDED:
        raise WrongMomentError
    cause, decision = require_reason(anew.cause), require_reason(anew.decision)
    given = _read(card, item, anew)
    before = standing_of(card, item)
    handed = Handed(given, Entry.Source.DECIDED, decision)
    written = _write(Turn(by, Stage.FINAL, card.round.agency, now, anew.seen), card, item, handed)
    made = Correction.objects.create(
        card=card,
        item=item,
        cause=cause,
        decision=decision,
        named=anew.named.strip(),
        complaint=anew.complaint,
        before=before,
        after=written.entry.told(),
        change=written.change,
        person=person_of(by),
        post=by.post,
        at=now,
    )
    tally_round(card.round, Stage.FINAL)  # rules that compare may move others
    record(by, "results.item_corrected", made, before=before, after=made.after, reason=cause)
    return made


def _read(card: Card, item: Item, anew: DecidedAnew) -> Given:
    """Return the figures. Raises RoundRefusedError for them, and where nothing led to them."""
    given, issues = read_typed(anew.typed, item.code)
    if given.is_blank and not given.not_applicable:
        issues.append(issue("correction-without-figures", item.code))
    led = anew.complaint
    if led is None and not anew.named.strip():
        issues.append(issue("correction-rests-on-nothing", "named"))
    if led is not None and not _is_upheld(led, card, item):
        issues.append(issue("correction-complaint-not-upheld", item.code))
    if wrong := faults(issues):
        raise RoundRefusedError(wrong)
    return given


def _is_upheld(complaint: Complaint, card: Card, item: Item) -> bool:
    rows = Complaint.objects.filter(pk=complaint.pk, card=card, item=item)
    return rows.filter(state=Complaint.State.UPHELD).exists()


def _write(turn: Turn, card: Card, item: Item, handed: Handed) -> Written:
    """The card is open for final scores within this transaction alone."""
    Card.objects.filter(pk=card.pk).update(final_open=True)
    written = write_entry(turn, card, item, handed)
    Card.objects.filter(pk=card.pk).update(final_open=False)
    return written


def standing_of(card: Card, item: Item) -> dict[str, object] | None:
    """Return what counts for the item now, as a change of a score tells it."""
    rows = list(Entry.objects.filter(card=card, item=item))
    if rows:
        return max(rows, key=lambda each: STAGES.index(each.stage)).told()
    known = Filling.objects.filter(card=card, item=item).first()
    return None if known is None else {"given": known.given, "source": known.source_kind}
