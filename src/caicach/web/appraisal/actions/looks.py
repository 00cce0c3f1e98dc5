"""Marking items as looked at, and opening one again for the second appraisal."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from caicach.core.issues import issue
from caicach.web.appraisal.looking import keep_looks
from caicach.web.appraisal.matter import Matter
from caicach.web.appraisal.models import Reopening
from caicach.web.appraisal.needs import needs_verdict, second_needs
from caicach.web.attachments.keeping import person_of
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.rounds.models import Entry, Stage
from caicach.web.rounds.refusals import RoundRefusedError, StageLockedError, require_reason


def mark_looked(by: Actor, *, matters: Sequence[Matter], now: datetime) -> None:
    """Note that the person has looked at the items; what changes later is new."""
    by.require("appraisal.view")
    for each in matters:
        by.require("appraisal.view", each)
    if by.person is not None:
        keep_looks(by.person.pk, matters, now)


@transaction.atomic
def reopen(by: Actor, *, matter: Matter, reason: str, now: datetime) -> Reopening:
    """Open a settled item for the second appraisal.

    Raises NoReasonError, StageLockedError outside the second appraisal, RoundRefusedError where
    it waits for a verdict anyway.
    """
    by.require("appraisal.appraise", matter)
    plain = require_reason(reason)
    if not matter.card.is_open(Stage.APPRAISED_2):
        raise StageLockedError
    first = Entry.objects.filter(
        card=matter.card, item=matter.item, stage=Stage.APPRAISED_1
    ).first()
    remarks, reopened = second_needs(matter)
    if needs_verdict(first, remarks, reopened=reopened):
        raise RoundRefusedError([issue("appraisal-already-open", matter.item.code)])
    made = Reopening.objects.create(
        card=matter.card,
        item=matter.item,
        reason=plain[:500],
        person=person_of(by),
        post=by.post,
        at=now,
    )
    after = {"item": matter.item.code}
    record(by, "appraisal.reopened", matter.card, after=after, reason=plain)
    return made
