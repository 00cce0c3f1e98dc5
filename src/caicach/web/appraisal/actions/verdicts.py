"""Verdicts of appraisers: accepted, changed with a reason, or an explanation asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from caicach.core.issues import Issue, faults, issue
from caicach.core.rules import Given
from caicach.web.appraisal.claims import standing_given
from caicach.web.appraisal.looking import keep_looks
from caicach.web.appraisal.matter import Matter, is_appraised
from caicach.web.appraisal.needs import needs_verdict, second_needs
from caicach.web.attachments.keeping import person_of
from caicach.web.audit.actor import Actor
from caicach.web.rounds.appraisers import appraiser_of
from caicach.web.rounds.models import Entry, Filling, PhaseKind, Remark, Stage
from caicach.web.rounds.queries.cards import card_now
from caicach.web.rounds.refusals import RoundRefusedError, StageLockedError
from caicach.web.rounds.typed import Typed, read_typed
from caicach.web.rounds.writing import Handed, Turn, Written, keep_late, write_entry

PHASES = {Stage.APPRAISED_1: PhaseKind.APPRAISAL_1, Stage.APPRAISED_2: PhaseKind.APPRAISAL_2}
EMPTY = Given()


class Choice(StrEnum):
    """What an appraiser can do with an item.

    known, claim: take the figure the platform knows, or the agency's own again.
    """

    ACCEPT = "accept"
    KNOWN = "known"
    CLAIM = "claim"
    CHANGE = "change"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent of one item. seen: the version of the entry that was on the page.

    typed: as `read_typed` reads it, and `reason`.
    """

    choice: str
    typed: Typed = field(default_factory=dict)
    seen: int | None = None

    @property
    def reason(self) -> str:
        """Return the reason without blanks around it."""
        return self.typed.get("reason", "").strip()


def decide(by: Actor, *, matter: Matter, sent: Sent, now: datetime) -> Written:
    """Give the verdict on one item of one card, at the stage that is open.

    Raises RoundRefusedError with all that is wrong, ChangedMeanwhileError, and StageLockedError,
    which has then kept what was typed as a note.
    """
    by.require("appraisal.appraise", matter)
    stage = matter.open_stage
    if stage is None or not card_now(matter.card, now).has_time(stage):
        _keep_late(_turn(by, matter, stage or last_stage(matter), sent, now), matter, sent)
        raise StageLockedError(kept=True)
    turn = _turn(by, matter, stage, sent, now)
    try:
        return _write(turn, matter, sent)
    except StageLockedError:
        _keep_late(turn, matter, sent)
        raise StageLockedError(kept=True) from None


def _keep_late(turn: Turn, matter: Matter, sent: Sent) -> None:
    keep_late(turn, matter.card, matter.item, {**sent.typed, "verdict": sent.choice})


@transaction.atomic
def _write(turn: Turn, matter: Matter, sent: Sent) -> Written:
    entries = list(Entry.objects.filter(card=matter.card, item=matter.item))
    known = Filling.objects.filter(card=matter.card, item=matter.item).first()
    handed, issues = handed_of(matter, sent, entries, known, turn.stage)
    issues = [*_out_of_place(matter, entries, turn.stage), *issues]
    if wrong := faults(issues):
        raise RoundRefusedError(wrong)
    written = write_entry(turn, matter.card, matter.item, handed)
    if handed.verdict == Entry.Verdict.ASKED:
        _ask(turn, matter, handed.reason)
    if turn.by.person is not None:
        keep_looks(turn.by.person.pk, [matter], turn.now)
    return written


def _turn(by: Actor, matter: Matter, stage: str, sent: Sent, now: datetime) -> Turn:
    whose = appraiser_of(matter.item, matter.card) or matter.card.round.agency
    return Turn(by, stage, whose, now, sent.seen)


def last_stage(matter: Matter) -> str:
    """Return the stage of appraisal the round came to last."""
    began = matter.card.round.phases.filter(kind=PhaseKind.APPRAISAL_2, opened_at__isnull=False)
    return Stage.APPRAISED_2 if began.exists() else Stage.APPRAISED_1


def _out_of_place(matter: Matter, entries: list[Entry], stage: str) -> list[Issue]:
    """Say what does not belong to an appraiser, or was settled before."""
    code = matter.item.code
    if not matter.counts:
        return [issue("card-item-of-another-block", code)]
    if not is_appraised(matter.item):
        return [issue("appraisal-not-appraised", code)]
    if stage == Stage.APPRAISED_2 and not _is_due(matter, entries):
        return [issue("appraisal-settled", code)]
    return []


def _is_due(matter: Matter, entries: list[Entry]) -> bool:
    by_stage = {each.stage: each for each in entries}
    if Stage.APPRAISED_2 in by_stage:
        return True
    remarks, reopened = second_needs(matter)
    return needs_verdict(by_stage.get(Stage.APPRAISED_1), remarks, reopened=reopened)


def handed_of(
    matter: Matter, sent: Sent, entries: list[Entry], known: Filling | None, stage: str
) -> tuple[Handed, list[Issue]]:
    """Return what is written for a choice, with all that is wrong with it."""
    code, stands = matter.item.code, standing_given(entries, known, stage)
    if sent.choice == Choice.ACCEPT:
        nothing = stands is None or stands.is_blank
        issues = [issue("appraisal-nothing-to-accept", code)] if nothing else []
        return _accepted(stands or EMPTY, sent), issues
    missing = [] if sent.reason else [issue("appraisal-reason-missing", code)]
    if sent.choice == Choice.ASK:
        given, issues = read_typed(figures(sent.typed), code)
        return _asked(given, stands, sent), [*issues, *missing]
    if sent.choice == Choice.CHANGE:
        given, issues = read_typed(figures(sent.typed), code)
        if given.is_blank and not faults(issues):
            issues.append(issue("appraisal-nothing-given", code))
        return _changed(given, stands, sent), [*issues, *missing]
    if sent.choice in TAKEN:
        found = TAKEN[Choice(sent.choice)](entries, known)
        issues = [] if found is not None else [issue("appraisal-nothing-known", code)]
        return _changed(found or EMPTY, stands, sent), [*issues, *missing]
    return Handed(EMPTY), [issue("appraisal-verdict-unknown", code, value=sent.choice[:40])]


def _known(_entries: list[Entry], known: Filling | None) -> Given | None:
    return None if known is None else known.as_given()


def _claimed(entries: list[Entry], known: Filling | None) -> Given | None:
    return standing_given(entries, known, Stage.APPRAISED_1)


TAKEN = {Choice.KNOWN: _known, Choice.CLAIM: _claimed}
FIGURE_FIELDS = ("numerator", "denominator", "value", "points", "previous", "choice")


def figures(typed: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed without the reason and other fields of the row."""
    kept = (*FIGURE_FIELDS, "not_applicable")
    return {name: text for name, text in typed.items() if name in kept or name.startswith("part:")}


def _accepted(stands: Given, sent: Sent) -> Handed:
    return Handed(stands, Entry.Source.ACCEPTED, sent.reason, Entry.Verdict.ACCEPTED)


def _changed(given: Given, stands: Given | None, sent: Sent) -> Handed:
    """What comes to the same as before is an acceptance, with its reason."""
    if given == stands:
        return _accepted(given, sent)
    return Handed(given, Entry.Source.TYPED, sent.reason, Entry.Verdict.CHANGED)


def _asked(given: Given, stands: Given | None, sent: Sent) -> Handed:
    """Without figures for the time being what stands goes on to stand; that an item does not
    apply is agreed to by nobody who only asks.
    """
    if not given.is_blank:
        return Handed(given, Entry.Source.TYPED, sent.reason, Entry.Verdict.ASKED)
    kept = EMPTY if stands is None or stands.not_applicable else stands
    return Handed(kept, Entry.Source.ACCEPTED, sent.reason, Entry.Verdict.ASKED)


def _ask(turn: Turn, matter: Matter, reason: str) -> None:
    Remark.objects.create(
        card=matter.card,
        item=matter.item,
        phase=PHASES[Stage(turn.stage)],
        side=Remark.Side.APPRAISER,
        kind=Remark.Kind.QUESTION,
        text=reason,
        person=person_of(turn.by),
        post=turn.by.post,
        at=turn.now,
    )
