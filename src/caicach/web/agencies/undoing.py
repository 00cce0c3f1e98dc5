"""A mistaken entry taken back, as long as nothing depends on it; the log keeps both."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from caicach.core.issues import Issue, faults, issue
from caicach.web.agencies.actions import RefusedError
from caicach.web.agencies.models import Operation
from caicach.web.agencies.post_ends import posts_in_use, resume_posts
from caicach.web.agencies.rights import may_change
from caicach.web.agencies.saving import Changes
from caicach.web.agencies.touched import touched
from caicach.web.audit.actor import Actor, NotAllowedError
from caicach.web.audit.recording import record
from caicach.web.register.actions import lock_register, renew_register
from caicach.web.register.models import Agency, Entry, Lineage, Link
from caicach.web.register.queries import whole_register

EVER = date.min
MODELS: dict[str, type[Any]] = {"entries": Entry, "links": Link, "lineage": Lineage}


@transaction.atomic
def undo(*, by: Actor, operation: Operation, reason: str) -> Operation:
    """Take an operation back: what it added goes, what it ended goes on, posts as well.

    Raises NotAllowedError, or RefusedError with what depends on it.
    """
    require_undo(by, operation)
    lock_register()
    operation = Operation.objects.select_for_update().get(pk=operation.pk)
    if issues := in_the_way(operation):
        raise RefusedError(issues)
    before = set(_check())
    agencies = _new_agencies(operation)
    renew_register()
    operation.undone_at, operation.undo_reason = timezone.now(), reason
    operation.save(update_fields=["undone_at", "undo_reason"])
    told = {"operation": operation.pk, "decision": operation.decision}
    for agency in _events_about(operation):
        record(by, "agencies.undone", agency, before=told, reason=reason)
    resume_posts(by, operation, reason)
    _take_back(operation.changes)
    try:
        agencies.delete()
    except ProtectedError as error:
        raise RefusedError([_in_use(error)]) from error
    if found := [each for each in faults(_check()) if each not in before]:
        raise RefusedError(found)
    return operation


def _check() -> list[Issue]:
    return whole_register().check(lambda _part, _number: "")


def require_undo(by: Actor, operation: Operation) -> None:
    """Raise NotAllowedError unless the actor may change every agency it was about."""
    by.require("agencies.change")
    if by.person is None:
        return
    day = operation.on or timezone.localdate()
    for code in operation.concerned.values_list("code", flat=True):
        if not may_change(by, code, day):
            raise NotAllowedError("agencies.change")


def in_the_way(operation: Operation) -> list[Issue]:
    """Return what stands against undoing: later decisions, and whatever uses a new agency."""
    if operation.undone_at is not None:
        at = timezone.localtime(operation.undone_at).strftime("%H:%M %d/%m/%Y")
        return [issue("reorganise-undone", "", at=at)]
    codes = operation.concerned.values("code")
    later = Operation.objects.filter(
        pk__gt=operation.pk, undone_at__isnull=True, concerned__code__in=codes
    ).distinct()
    issues = [
        issue("reorganise-undo-later", "", later=each) for each in later.defer("changes")[:10]
    ]
    new = list(_new_agencies(operation).values_list("code", flat=True))
    for each in touched(new, EVER) if new else ():
        values = {"label": str(each.label), "count": each.count}
        issues.append(issue("reorganise-undo-in-use", "", **values))
    if new and (count := posts_in_use(operation, new)):
        label = _("vị trí công tác đang được giữ")
        issues.append(issue("reorganise-undo-in-use", "", label=label, count=count))
    return issues


def _new_agencies(operation: Operation) -> Any:
    return Agency.objects.filter(pk__in=operation.changes["added"]["agencies"])


def _events_about(operation: Operation) -> list[Agency]:
    """Return the agencies whose history tells of the undoing; of a table, those it altered."""
    if operation.kind in (Operation.Kind.IMPORT, Operation.Kind.MAP):
        return []
    codes = operation.concerned.values("code")
    return list(Agency.objects.filter(code__in=codes))


def _take_back(changes: Changes) -> None:
    for name, table in MODELS.items():
        for key, differing in changes["changed"][name].items():
            row = table.objects.get(pk=key)
            for field, (was, _now) in differing.items():
                kept = table._meta.get_field(field)  # noqa: SLF001 -- Django's documented Model API
                setattr(row, field, kept.to_python(was))
            row.save(update_fields=list(differing))
    for name, table in reversed(MODELS.items()):
        table.objects.filter(pk__in=changes["added"][name]).delete()


def _in_use(error: ProtectedError) -> Issue:
    """Name what uses a new agency where no application told it before."""
    objects = list(error.protected_objects)
    label = str(objects[0]._meta.verbose_name) if objects else ""  # noqa: SLF001 -- as above
    return issue("reorganise-undo-in-use", "", label=label, count=len(objects))
