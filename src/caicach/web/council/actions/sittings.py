"""Sittings: opened, changed, closed, and their minutes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from caicach.web.attachments.keeping import UploadedFile, keep_file
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record, record_change, values_of
from caicach.web.council.members import members_of
from caicach.web.council.models import Question, Sitting
from caicach.web.council.queries.papers import waiting_questions
from caicach.web.council.refusals import NotAMemberError
from caicach.web.council.taking import require_running, take_sitting
from caicach.web.rounds.models import Round
from caicach.web.rounds.refusals import WrongMomentError, require_reason

SHOWN = ("kind", "held_on", "place", "chair")


@transaction.atomic
def open_sitting(by: Actor, *, scored: Round, values: Mapping[str, Any]) -> Sitting:
    """Open a sitting; all open questions of the round without one come before it.

    values: kind, held_on, place, chair, present. Raises NotAMemberError, RoundPublishedError.
    """
    by.require("council.decide", scored)
    Round.objects.select_for_update().get(pk=scored.pk)  # two secretaries at once: two numbers
    require_running(scored)
    last = scored.sittings.aggregate(last=Max("number"))["last"] or 0
    plain = {name: value for name, value in values.items() if name != "present"}
    sitting = Sitting(round=scored, number=last + 1, **plain)
    _check_members(sitting, values)
    sitting.save()
    sitting.present.set(values.get("present", ()))
    placed = waiting_questions(scored).update(sitting=sitting)
    record(by, "council.sitting_opened", sitting, after=_told(sitting) | {"questions": placed})
    return sitting


@transaction.atomic
def change_sitting(by: Actor, *, sitting: Sitting, values: Mapping[str, Any], seen: int) -> Sitting:
    """Change when and where it is, who chairs and who is present.

    Raises ChangedMeanwhileError, NotAMemberError, WrongMomentError for one that is closed.
    """
    by.require("council.decide", sitting)
    found = take_sitting(sitting, seen)
    if found.state != Sitting.State.OPEN:
        raise WrongMomentError
    before = _told(found)
    for name, value in values.items():
        if name != "present":
            setattr(found, name, value)
    _check_members(found, values)
    found.version += 1
    found.save()
    found.present.set(values.get("present", ()))
    record(by, "council.sitting_changed", found, before=before, after=_told(found))
    return found


@transaction.atomic
def close_sitting(by: Actor, *, sitting: Sitting, seen: int) -> Sitting:
    """End a sitting; questions it left open wait for another. Raises as `change_sitting`."""
    by.require("council.decide", sitting)
    found = take_sitting(sitting, seen)
    if found.state != Sitting.State.OPEN:
        raise WrongMomentError
    _move(found, Sitting.State.CLOSED)
    left = found.questions.filter(state=Question.State.OPEN)
    record(by, "council.sitting_closed", found, after={"left_open": left.count()})
    left.update(sitting=None)
    return found


@transaction.atomic
def reopen_sitting(by: Actor, *, sitting: Sitting, reason: str, seen: int) -> Sitting:
    """Go on with a sitting that was closed. Raises NoReasonError, as `change_sitting` else."""
    by.require("council.decide", sitting)
    why = require_reason(reason)
    found = take_sitting(sitting, seen)
    if found.state != Sitting.State.CLOSED:
        raise WrongMomentError
    _move(found, Sitting.State.OPEN)
    record(by, "council.sitting_reopened", found, reason=why)
    return found


@transaction.atomic
def write_minutes(by: Actor, *, sitting: Sitting, text: str, seen: int) -> Sitting:
    """Keep the draft of the minutes. Raises ChangedMeanwhileError, RoundPublishedError."""
    by.require("council.decide", sitting)
    found = take_sitting(sitting, seen)
    before = values_of(found, ["minutes_text"])
    found.minutes_text = text.strip()
    found.version += 1
    found.save(update_fields=["minutes_text", "version"])
    record_change(by, "council.minutes_written", found, before)
    return found


@transaction.atomic
def attach_minutes(by: Actor, *, sitting: Sitting, upload: UploadedFile, now: datetime) -> Sitting:
    """Keep the signed minutes beside the draft; an earlier file stays among the attachments.

    Raises AttachmentRefusedError, RoundPublishedError.
    """
    by.require("council.decide", sitting)
    found = take_sitting(sitting, None)
    kept = keep_file(by, agency=found.round.agency, upload=upload, now=now)
    before = values_of(found, ["minutes"])
    found.minutes = kept
    found.version += 1
    found.save(update_fields=["minutes", "version"])
    record_change(by, "council.minutes_attached", found, before)
    return found


def _check_members(sitting: Sitting, values: Mapping[str, Any]) -> None:
    seats = {each.pk for each in members_of(sitting)}
    named = [*values.get("present", ()), *([sitting.chair] if sitting.chair else [])]
    if any(each.pk not in seats for each in named):
        raise NotAMemberError


def _move(sitting: Sitting, state: str) -> None:
    sitting.state = state
    sitting.version += 1
    sitting.save(update_fields=["state", "version"])


def _told(sitting: Sitting) -> dict[str, Any]:
    names = [each.full_name for each in sitting.present.all()]
    return values_of(sitting, SHOWN) | {"members_present": names}
