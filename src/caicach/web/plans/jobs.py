"""Handing down to many agencies in the background, some of them at a time."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from caicach.web.accounts.acting import actor_of
from caicach.web.accounts.models import Person
from caicach.web.audit.actor import Actor, NotAllowedError
from caicach.web.jobs.kinds import Run, job
from caicach.web.jobs.models import Job
from caicach.web.jobs.queue import enqueue
from caicach.web.look.day import today
from caicach.web.plans.actions.cascade import Handed, cascade
from caicach.web.plans.actions.plans import require_open
from caicach.web.plans.models import Plan, Target, Task
from caicach.web.plans.writing import PlanClosedError
from caicach.web.register.models import Agency
from caicach.web.register.queries import tree_on

CASCADE = "plans.cascade"
MANY = 20
"""Where more agencies are named, nobody waits for the page; so many are done at a time."""


def hand_down_later(
    by: Actor, person: Person, *, plan: Plan, handed: Handed, agencies: Sequence[Agency]
) -> Job:
    """Hand down in the background, on behalf of who asks. Raises PlanClosedError."""
    by.require("plans.cascade", plan)
    require_open(plan)
    codes = sorted(each.code for each in agencies)
    arguments: dict[str, Any] = {
        "plan": plan.pk,
        "handed": {
            "targets": [each.pk for each in handed.targets],
            "tasks": [each.pk for each in handed.tasks],
            "adoption": handed.adoption,
        },
        "agencies": codes,
        "before": _there(plan, handed, codes),
    }
    asked = {"person": person.pk, "request": by.request_id}
    named = hashlib.sha256(json.dumps([arguments, person.pk]).encode()).hexdigest()
    return enqueue(
        CASCADE,
        arguments | {"asked": asked},
        unique_key=f"{CASCADE}:{named}",
        person_id=person.pk,
    )


def handings_of(plan: Plan) -> QuerySet[Job]:
    """Return the jobs that hand this plan down, the latest first."""
    return Job.objects.filter(kind=CASCADE, arguments__plan=plan.pk)


def unfinished_handing(plan: Plan) -> Job | None:
    """Return the job that hands this plan down now, or waits to; None where none does."""
    return handings_of(plan).filter(state__in=[Job.State.WAITING, Job.State.RUNNING]).last()


@job(CASCADE)
def hand_down(
    run: Run,
    plan: int,
    handed: Mapping[str, Any],
    agencies: Sequence[str],
    before: Sequence[int],
    asked: Mapping[str, Any],
) -> dict[str, Any]:
    """Hand down to some agencies after the others, each time all or nothing.

    Begun again, it leaves alone what is there already. Who asked must hold the right each time.
    before: how many of the targets and tasks were there when it was asked for.
    """
    above = Plan.objects.select_related("agency").get(pk=plan)
    given = Handed(
        list(above.targets.filter(pk__in=handed["targets"])),
        list(above.tasks.filter(pk__in=handed["tasks"])),
        Target.Adoption(handed["adoption"]),
    )
    refused, done = "", 0
    while done < len(agencies) and not refused:
        run.progress(done, len(agencies))
        refused = _hand_some(above, given, agencies[done : done + MANY], asked)
        done = done if refused else min(done + MANY, len(agencies))
    targets, tasks = _there(above, given, agencies)
    made = {"targets": targets - before[0], "tasks": tasks - before[1], "already": sum(before)}
    return {"agencies": done, "refused": refused, **made}


def _hand_some(plan: Plan, handed: Handed, codes: Sequence[str], asked: Mapping[str, Any]) -> str:
    """Return why nothing was handed down; empty where it was."""
    tree = tree_on(today())
    names = {code: tree.agency(code).name.vi for code in codes if code in tree}
    by = actor_of(Person.objects.get(pk=asked["person"]), asked["request"])
    rows = Agency.objects.filter(code__in=codes)
    try:
        cascade(by, plan=plan, handed=handed, agencies=rows, names=names)
    except NotAllowedError:
        return "not_allowed"
    except PlanClosedError:
        return "closed"
    return ""


def _there(plan: Plan, handed: Handed, codes: Sequence[str]) -> list[int]:
    """Return how many targets and tasks of the plans below serve what is handed down."""
    below = {"plan__parent": plan, "plan__agency__code__in": codes}
    return [
        Target.objects.filter(parent__in=handed.targets, **below).count(),
        Task.objects.filter(parent__in=handed.tasks, **below).count(),
    ]
