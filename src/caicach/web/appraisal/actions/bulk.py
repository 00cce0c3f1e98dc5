"""Accepting many items at once, at once or in the background; conflicts item by item."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from caicach.core.issues import Issue
from caicach.web.accounts.models import Person
from caicach.web.appraisal.actions.verdicts import Choice, Sent, decide
from caicach.web.appraisal.matter import Matter
from caicach.web.audit.actor import Actor, NotAllowedError
from caicach.web.audit.recording import record
from caicach.web.jobs.models import Job
from caicach.web.jobs.queue import enqueue
from caicach.web.look.conflict import ChangedMeanwhileError
from caicach.web.rounds.models import Round
from caicach.web.rounds.refusals import RoundRefusedError, StageLockedError

ACCEPT = "appraisal.accept"
MOST_AT_ONCE = 100
"""More than these are accepted in the background: nobody waits for the page."""


@dataclass
class Accepted:
    """What became of many acceptances. changed: somebody else was faster; locked: too late."""

    done: int = 0
    changed: list[Matter] = field(default_factory=list)
    locked: list[Matter] = field(default_factory=list)
    refused: list[tuple[Matter, Sequence[Issue]]] = field(default_factory=list)

    @property
    def left(self) -> int:
        """Return how many were not accepted."""
        return len(self.changed) + len(self.locked) + len(self.refused)


def accept_many(by: Actor, *, scored: Round, matters: Sequence[Matter], now: datetime) -> Accepted:
    """Accept what nobody has judged yet, each by itself; what cannot be is told and left."""
    by.require("appraisal.appraise")
    found = Accepted()
    for matter in matters:
        _accept(by, matter, now, found)
    if found.done:
        with transaction.atomic():
            record(by, "appraisal.accepted_many", scored, after={"items": found.done})
    return found


def _accept(by: Actor, matter: Matter, now: datetime, found: Accepted) -> None:
    try:
        decide(by, matter=matter, sent=Sent(Choice.ACCEPT, seen=0), now=now)
    except ChangedMeanwhileError:
        found.changed.append(matter)
    except (StageLockedError, NotAllowedError):
        found.locked.append(matter)
    except RoundRefusedError as refused:
        found.refused.append((matter, refused.issues))
    else:
        found.done += 1


def accept_later(by: Actor, person: Person, *, scored: Round, items: Sequence[str]) -> Job:
    """Accept all that can be of these items in the background, on behalf of who asks."""
    by.require("appraisal.appraise")
    arguments = {"number": scored.pk, "items": sorted(items), "person": person.pk}
    key = f"{ACCEPT}:{scored.pk}:{person.pk}"
    return enqueue(ACCEPT, arguments, unique_key=key, person_id=person.pk)
