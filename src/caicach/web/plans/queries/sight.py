"""What of plans a person may see."""

from django.db.models import Q, QuerySet

from caicach.web.accounts.acting import standing_now
from caicach.web.accounts.models import Person
from caicach.web.accounts.roles import Role
from caicach.web.plans.models import Document, FigureReport, Plan, Target, Task, Turn, TurnUpdate

ALL_ROLES = tuple(Role)


def visible_plans(person: Person) -> QuerySet[Plan]:
    """Return the plans of agencies the person may read; drafts only of their own and below."""
    standing = standing_now(person)
    own = standing.reach(ALL_ROLES)
    return Plan.objects.filter(
        Q(agency__code__in=standing.visible),
        ~Q(state=Plan.State.DRAFT) | Q(agency__code__in=own),
    )


def visible_targets(person: Person) -> QuerySet[Target]:
    """Return the targets of visible plans."""
    return Target.objects.filter(plan__in=visible_plans(person)).select_related(
        "plan__agency", "plan__parent", "lead_agency", "parent__plan__agency"
    )


def visible_tasks(person: Person) -> QuerySet[Task]:
    """Return the tasks of visible plans, and those the person's agencies share in."""
    own = standing_now(person).reach(ALL_ROLES)
    shared = Task.co_owners.through.objects.filter(agency__code__in=own).values("task_id")
    mine = (Q(owner__code__in=own) | Q(pk__in=shared)) & ~Q(plan__state=Plan.State.DRAFT)
    return Task.objects.filter(Q(plan__in=visible_plans(person)) | mine).select_related(
        "plan__agency", "plan__parent__agency", "owner", "target"
    )


def visible_turns(person: Person) -> QuerySet[Turn]:
    """Return the turns of visible tasks."""
    return Turn.objects.filter(task__in=visible_tasks(person)).select_related(
        "task__plan__agency", "task__plan__parent__agency", "task__owner", "task__target"
    )


def visible_updates(person: Person) -> QuerySet[TurnUpdate]:
    """Return what was said about visible turns."""
    return TurnUpdate.objects.filter(turn__in=visible_turns(person)).select_related(
        "attachment__stored", "person", "document"
    )


def visible_reports(person: Person) -> QuerySet[FigureReport]:
    """Return the figures of agencies the person may read."""
    codes = standing_now(person).visible
    return FigureReport.objects.filter(
        agency__code__in=codes, target__plan__in=visible_plans(person)
    ).select_related(
        "target__plan__agency",
        "target__plan__parent__agency",
        "agency",
        "person",
        "decided_by",
        "attachment__stored",
        "document",
    )


def visible_documents(person: Person) -> QuerySet[Document]:
    """Return the documents of agencies the person may read, and those of nobody here."""
    codes = standing_now(person).visible
    return Document.objects.filter(Q(agency__isnull=True) | Q(agency__code__in=codes))
