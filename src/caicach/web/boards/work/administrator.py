"""The work of an administrator: agencies without officers, people without posts, trouble."""

from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from caicach.core.agencies import Agency, AgencyKind
from caicach.web.accounts.models import Person, Post
from caicach.web.accounts.permissions import ADMINISTRATORS
from caicach.web.accounts.queries import filtered, people_within
from caicach.web.accounts.roles import Role
from caicach.web.accounts.standing import Standing
from caicach.web.notices.queries import failed_jobs, unsent_mails
from caicach.web.register.queries import valid_on

FEW = 20
PARTS = {AgencyKind.DIVISION, AgencyKind.CENTRE, AgencyKind.PUBLIC_SERVICE_UNIT}
"""Parts of an agency work through its officer."""


class AdministratorWork(NamedTuple):
    """What is to be put right; trouble is None where it is for others to see to."""

    agencies: list[Agency]
    agency_count: int
    people: list[Person]
    people_count: int
    failed_jobs: int | None
    unsent_mails: int | None


def administrator_work(standing: Standing, today: date, *, sees_trouble: bool) -> AdministratorWork:
    """Return the work of an administrator within reach."""
    alone = agencies_without_officer(standing, today)
    people = people_without_post(standing, today)
    return AdministratorWork(
        agencies=alone[:FEW],
        agency_count=len(alone),
        people=list(people[:FEW]),
        people_count=people.count(),
        failed_jobs=failed_jobs().count() if sees_trouble else None,
        unsent_mails=unsent_mails().count() if sees_trouble else None,
    )


def agencies_without_officer(standing: Standing, today: date) -> list[Agency]:
    """Return the agencies within reach, their parts aside, that have no focal officer."""
    posts = Post.objects.filter(valid_on(today), role=Role.FOCAL_OFFICER, person__is_active=True)
    served = set(posts.values_list("agency__code", flat=True))
    reach = standing.reach(ADMINISTRATORS)
    return [
        each
        for each in standing.tree
        if each.code in reach and each.code not in served and each.kind not in PARTS
    ]


def people_without_post(standing: Standing, today: date) -> QuerySet[Person]:
    """Return the active people the administrator may look at who hold nothing today."""
    return filtered(people_within(standing), {"state": "no_post"}, standing.tree, today)
