"""Causes of lost points named, and tasks planned to win them back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from caicach.core.criteria import shipped_names
from caicach.core.issues import issue
from caicach.web.attachments.keeping import person_of
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.look.conflict import ChangedMeanwhileError
from caicach.web.plans.actions.tasks import add_task
from caicach.web.plans.models import Plan
from caicach.web.results.models import LossCause, Remedy
from caicach.web.rounds.models import Card, Item
from caicach.web.rounds.refusals import RoundRefusedError, require_reason


@dataclass(frozen=True, slots=True)
class Cause:
    """Why points were lost, as typed. seen: the version the person saw; 0 where none was there."""

    category: str
    words: str
    seen: int = 0


@transaction.atomic
def name_cause(
    by: Actor,
    *,
    card: Card,
    item: Item,
    cause: Cause,
    now: datetime,
) -> LossCause:
    """Say why points were lost at an item; who saw an older version is told.

    Raises NoReasonError, ChangedMeanwhileError.
    """
    by.require("results.remedy", card)
    said = require_reason(cause.words)
    found = LossCause.objects.select_for_update().filter(card=card, item=item).first()
    if cause.seen != (found.version if found else 0):
        raise ChangedMeanwhileError
    kept = found or LossCause(card=card, item=item, version=0)
    before = {"category": kept.category, "words": kept.words} if found else None
    kept.category, kept.words = cause.category, said
    kept.person, kept.post, kept.at = person_of(by), by.post, now
    kept.version += 1
    kept.save()
    after = {"category": cause.category, "words": said}
    record(by, "results.cause_named", kept, before=before, after=after)
    return kept


@transaction.atomic
def plan_remedy(
    by: Actor, *, cause: LossCause, plan: Plan, values: Mapping[str, Any], now: datetime
) -> Remedy:
    """Put a task that is to win the points back into a plan of a year after the round's.

    values: of the task. Raises what `add_task` raises, and RoundRefusedError for an earlier plan.
    """
    by.require("results.remedy", cause)
    scored = cause.card.round
    if plan.last_year <= scored.year:
        where = {"year": scored.year, "plan": plan.title}
        raise RoundRefusedError([issue("remedy-plan-too-early", "plan", **where)])
    served = {}
    if scored.edition.name in shipped_names():  # plans name criteria of shipped editions alone
        served = {"criterion": f"{scored.edition.name}#{cause.item.code}"}
    task = add_task(by, plan=plan, values={**values, **served})
    made = Remedy.objects.create(cause=cause, task=task, at=now)
    after = {"task": str(task), "plan": plan.title, "due_on": task.due_on}
    record(by, "results.remedy_planned", cause, after=after)
    return made
