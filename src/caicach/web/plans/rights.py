"""Who may do what with plans."""

from collections.abc import Iterator
from typing import Any

import rules

from caicach.web.accounts.models import Post
from caicach.web.accounts.rights import allow, holds, holds_at, sees, standing_today
from caicach.web.accounts.roles import Role
from caicach.web.look.day import today
from caicach.web.plans.models import FigureReport, Task, Turn
from caicach.web.register.queries import valid_on

OFFICERS = (Role.FOCAL_OFFICER, Role.AGENCY_HEAD)
STANDING = (Role.STANDING_BODY,)


def does_the_task(person: Any, subject: Any = None) -> bool:
    """Say whether the person is an officer of the owner or of a co-owner."""
    standing = standing_today(person)
    if standing is None:
        return False
    if subject is None:
        return standing.holds(OFFICERS)
    return any(standing.holds_at(OFFICERS, code) for code in doers(subject))


def reviews(person: Any, subject: Any = None) -> bool:
    """Say whether the person may return what was sent: the standing body, or officers of the
    agency whose plan, or the plan above it, asks for it; nobody reviews their own agency's.
    """
    standing = standing_today(person)
    if standing is None:
        return False
    if subject is None:
        return standing.holds((*STANDING, *OFFICERS))
    done_by = set(doers(subject))
    plan = subject.plan if isinstance(subject, Task) else _plan_of(subject)
    if any(standing.holds(STANDING, code) for code in (*done_by, plan.agency.code)):
        return True
    owners = {plan.agency.code, plan.parent.agency.code if plan.parent else plan.agency.code}
    return any(standing.holds_at(OFFICERS, code) for code in owners - done_by)


def stands_in_for_a_head(person: Any, subject: Any = None) -> bool:
    """Say whether the standing body approves because the agency has no head today."""
    standing = standing_today(person)
    if standing is None or not isinstance(subject, FigureReport):
        return False
    heads = Post.objects.filter(
        valid_on(today()), agency=subject.agency, role=Role.AGENCY_HEAD, person__is_active=True
    )
    return standing.holds(STANDING, subject.agency.code) and not heads.exists()


def doers(subject: Any) -> Iterator[str]:
    """Yield the codes of the agencies that have to do it."""
    if isinstance(subject, FigureReport):
        yield subject.agency.code
        return
    task = subject.task if isinstance(subject, Turn) else subject
    yield task.owner.code
    yield from (each.code for each in task.co_owners.all())


def _plan_of(subject: Any) -> Any:
    return subject.task.plan if isinstance(subject, Turn) else subject.target.plan


allow("plans.view", sees())
allow("plans.change", holds(*STANDING) | holds_at(*OFFICERS))
allow("plans.cascade", holds(*STANDING))
allow("plans.report", holds_at(*OFFICERS))
allow("plans.approve_report", holds_at(Role.AGENCY_HEAD) | rules.predicate(stands_in_for_a_head))
allow("plans.return", rules.predicate(reviews))
allow("plans.update_task", rules.predicate(does_the_task))
