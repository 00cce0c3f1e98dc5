"""Writing one score: locked, checked by the rule, kept with what it was before, summed again.

Whose turn it is has been asked by the action that calls this; the database asks again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from caicach.core.issues import Issue, faults, issue
from caicach.core.rules import Given, Score
from caicach.web.attachments.keeping import person_of
from caicach.web.audit.actor import Actor
from caicach.web.look.conflict import ChangedMeanwhileError
from caicach.web.register.models import Agency
from caicach.web.rounds.given import kept_of
from caicach.web.rounds.models import Card, Entry, EntryChange, Item, LateNote, Tally
from caicach.web.rounds.refusals import RoundRefusedError, StageLockedError
from caicach.web.rounds.scoring import (
    Givens,
    Scored,
    contexts_of,
    score_card,
    shown_points,
    standing_givens,
    summed_givens,
)
from caicach.web.rounds.tallying import keep_tallies, tally_of


@dataclass(frozen=True, slots=True)
class Turn:
    """Who writes what: the stage, for which agency, on which version of the entry.

    seen: 0 where the person saw no entry; None writes whatever is there.
    """

    by: Actor
    stage: str
    by_agency: Agency
    now: datetime
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class Handed:
    """What is written of an entry.

    counts: what is scored, where that is not what is written: an entry emptied again.
    """

    given: Given
    source: str = Entry.Source.TYPED
    reason: str = ""
    verdict: str = ""
    counts: Given | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What a saving came to. change: its number on the card; issues: what is to be said of it."""

    entry: Entry
    tally: Tally
    scored: Scored
    change: int
    issues: list[Issue]


def write_entry(turn: Turn, card: Card, item: Item, handed: Handed) -> Written:
    """Write the entry and its change, and make the sum again.

    card: with its round and agency. Raises StageLockedError, ChangedMeanwhileError, and
    RoundRefusedError for figures the rule cannot score; then nothing is written.
    """
    try:
        with transaction.atomic():
            return _write(turn, _locked(card), item, handed)
    except IntegrityError as error:  # the database asked again, a moment later
        if "score-locked" in str(error):
            raise StageLockedError from error
        if "score-not-yours" in str(error):  # who appraises it was changed meanwhile
            raise RoundRefusedError([issue("card-score-not-yours", item.code)]) from error
        if "score-o" in str(error):  # out of bounds, off its steps
            raise RoundRefusedError([issue("card-points-refused", item.code)]) from error
        raise


def _write(turn: Turn, card: Card, item: Item, handed: Handed) -> Written:
    if not card.is_open(turn.stage):
        raise StageLockedError
    entry = _entry(card, item, turn)
    before = None if entry.pk is None else entry.told()
    givens = summed_givens(standing_givens([card.pk], turn.stage)[card.pk], turn.stage)
    givens[item.code] = handed.given if handed.counts is None else handed.counts
    scored = score_card(card, givens, contexts_of(card, turn.stage, givens))
    told = [each for each in scored.issues if _is_about(each, card, item)]
    if wrong := faults(told):
        raise RoundRefusedError(wrong)
    _fill(entry, handed, scored.sums.scores[item.code], turn)
    entry.save()
    scored = _summed(card, turn.stage, givens, scored)
    tally = tally_of(card, turn.stage, scored)
    keep_tallies([tally])
    Card.objects.filter(pk=card.pk).update(version=F("version") + 1)
    change = _keep_change(entry, before, turn)
    return Written(entry, tally, scored, change.pk, told)


def _summed(card: Card, stage: str, givens: Givens, scored: Scored) -> Scored:
    """Return what the card comes to where the item just written was said not to apply, too."""
    owed = summed_givens(givens, stage)
    if len(owed) == len(givens):
        return scored
    return score_card(card, owed, contexts_of(card, stage, owed))


def keep_late(turn: Turn, card: Card, item: Item, typed: Mapping[str, Any]) -> None:
    """Keep as a note what was typed too late."""
    kept = {name: value for name, value in typed.items() if value}
    LateNote.objects.create(
        card=card, item=item, stage=turn.stage, typed=kept, person=person_of(turn.by), at=turn.now
    )


def _locked(card: Card) -> Card:
    """Return the card as it is now, held until the end of the transaction."""
    found = Card.objects.select_for_update().get(pk=card.pk)
    found.round, found.agency = card.round, card.agency
    return found


def _entry(card: Card, item: Item, turn: Turn) -> Entry:
    entry = Entry.objects.filter(card=card, item=item, stage=turn.stage).first()
    if turn.seen is not None and turn.seen != (entry.version if entry else 0):
        raise ChangedMeanwhileError
    return entry or Entry(card=card, item=item, stage=turn.stage, version=0)


def _fill(entry: Entry, handed: Handed, score: Score, turn: Turn) -> None:
    entry.given = kept_of(handed.given)
    entry.source, entry.reason, entry.verdict = handed.source, handed.reason, handed.verdict
    entry.points, entry.score = shown_points(score.points), score.state.value
    entry.step = score.step[:120]
    entry.person, entry.post = person_of(turn.by), turn.by.post
    entry.by_agency, entry.at = turn.by_agency, turn.now
    entry.version += 1


def _keep_change(entry: Entry, before: dict[str, Any] | None, turn: Turn) -> EntryChange:
    return EntryChange.objects.create(
        card_id=entry.card_id,
        item_id=entry.item_id,
        stage=entry.stage,
        before=before,
        after=entry.told(),
        person=entry.person,
        post=entry.post,
        at=turn.now,
    )


def _is_about(found: Issue, card: Card, item: Item) -> bool:
    return found.where == f"{card.agency.code} / {item.code}"
