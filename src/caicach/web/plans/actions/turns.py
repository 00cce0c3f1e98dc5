"""What happens to one turn of a task: sent, returned, accepted, called off, put off."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from caicach.core.issues import Said, issue
from caicach.web.attachments.keeping import keep_file, keep_link, person_of
from caicach.web.attachments.models import Attachment
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.plans.actions.plans import require_open
from caicach.web.plans.models import Document, Turn, TurnUpdate
from caicach.web.plans.writing import PlanRefusedError, WrongStateError, require_reason

State: TypeAlias = Turn.State
Verb: TypeAlias = TurnUpdate.Verb
UNDONE = (State.OPEN, State.RETURNED)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows that something was done: a file, a link, or a registered document."""

    upload: "UploadedFile[Any] | None" = None
    link: str = ""
    document: Document | None = None


NONE = Evidence()


@transaction.atomic
def submit_turn(
    by: Actor, *, turn: Turn, text: str, evidence: Evidence = NONE, now: datetime
) -> TurnUpdate:
    """Send the result; from now on the turn counts as done, on the day of `now` in Hà Nội.

    What is added to a result that waits leaves its time alone.
    Raises WrongStateError, AttachmentRefusedError.
    """
    by.require("plans.update_task", turn)
    require_open(turn.task.plan)
    kept = keep_evidence(by, turn, evidence, now)
    if not Turn.objects.filter(pk=turn.pk, state=State.SUBMITTED).exists():
        _move(by, turn, UNDONE, {"state": State.SUBMITTED, "submitted_at": now})
    return _say(by, turn, Verb.SUBMIT, text, now, attachment=kept, document=evidence.document)


@transaction.atomic
def return_turn(by: Actor, *, turn: Turn, reason: str, now: datetime) -> TurnUpdate:
    """Return a wrong update: the turn counts as not done. Raises WrongStateError."""
    by.require("plans.return", turn)
    told = require_reason(reason)
    undone = {"submitted_at": None, "done_at": None, "returned_at": now, "reason": told[:500]}
    sent = (State.SUBMITTED, State.DONE)
    _move(by, turn, sent, {"state": State.RETURNED, **undone}, told)
    return _say(by, turn, Verb.RETURN, told, now)


@transaction.atomic
def accept_turn(by: Actor, *, turn: Turn, text: str = "", now: datetime) -> TurnUpdate:
    """Accept what was sent. Raises WrongStateError."""
    by.require("plans.return", turn)
    _move(by, turn, (State.SUBMITTED,), {"state": State.DONE, "done_at": now, "reason": ""})
    return _say(by, turn, Verb.ACCEPT, text, now)


@transaction.atomic
def cancel_turn(by: Actor, *, turn: Turn, reason: str, now: datetime) -> TurnUpdate:
    """Call the turn off, with a reason; it counts neither as done nor as late."""
    by.require("plans.change", turn)
    require_open(turn.task.plan)
    told = require_reason(reason)
    _move(by, turn, UNDONE, {"state": State.CANCELLED, "reason": told[:500]}, told)
    return _say(by, turn, Verb.CANCEL, told, now)


@transaction.atomic
def postpone_turn(by: Actor, *, turn: Turn, due_on: date, reason: str, now: datetime) -> TurnUpdate:
    """Put the deadline off, with a reason; the first deadline is kept beside the new one.

    Raises PlanRefusedError for a day that is not later, WrongStateError.
    """
    by.require("plans.change", turn)
    require_open(turn.task.plan)
    told = require_reason(reason)
    if due_on <= turn.due_on:
        due, was = (Said(f"{day:%d/%m/%Y}", day.isoformat()) for day in (due_on, turn.due_on))
        raise PlanRefusedError([issue("turn-not-later", str(turn), due=due, was=was)])
    _move(by, turn, UNDONE, {"due_on": due_on}, told)
    return _say(by, turn, Verb.POSTPONE, told, now)


@transaction.atomic
def reopen_turn(by: Actor, *, turn: Turn, reason: str, now: datetime) -> TurnUpdate:
    """Take up again what was called off. Raises WrongStateError."""
    by.require("plans.change", turn)
    require_open(turn.task.plan)
    told = require_reason(reason)
    _move(by, turn, (State.CANCELLED,), {"state": State.OPEN, "reason": ""}, told)
    return _say(by, turn, Verb.REOPEN, told, now)


def keep_evidence(by: Actor, subject: Any, evidence: Evidence, now: datetime) -> Attachment | None:
    """Keep what was handed in for the agency that acts; None where it is nothing to keep."""
    agency = subject.task.owner if isinstance(subject, Turn) else subject.agency
    if evidence.upload is not None:
        return keep_file(by, agency=agency, upload=evidence.upload, now=now)
    if evidence.link:
        return keep_link(by, agency=agency, link=evidence.link, now=now)
    return None


def _move(
    by: Actor, turn: Turn, allowed: tuple[State, ...], changes: dict[str, Any], reason: str = ""
) -> None:
    """Change the turn if it is still in one of the states; two people cannot both have it."""
    before = {name: getattr(turn, name) for name in changes}
    if not Turn.objects.filter(pk=turn.pk, state__in=allowed).update(**changes):
        raise WrongStateError
    turn.refresh_from_db()
    after = {name: getattr(turn, name) for name in changes}
    verb = "postponed" if "state" not in changes else str(changes["state"])
    record(by, f"plans.turn_{verb}", turn, before=before, after=after, reason=reason)


def _say(by: Actor, turn: Turn, verb: Verb, text: str, now: datetime, **more: Any) -> TurnUpdate:
    return TurnUpdate.objects.create(
        turn=turn, person=person_of(by), post=by.post, at=now, verb=verb, text=text.strip(), **more
    )
