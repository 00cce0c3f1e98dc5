"""What is done to the register: one decision at a time, each leaving its events."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.db import transaction

from caicach.core.issues import Issue
from caicach.web.agencies.adopting import Parts, adopt
from caicach.web.agencies.differences import Difference, corrected, reorganised
from caicach.web.agencies.models import Concerned, Operation
from caicach.web.agencies.orders import KINDS, Order
from caicach.web.agencies.post_ends import end_posts
from caicach.web.agencies.posts import administrator_issues, fates
from caicach.web.agencies.proposal import Proposal, fresh
from caicach.web.agencies.proposing import propose
from caicach.web.agencies.rights import require_adoption, require_order
from caicach.web.agencies.saving import save
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.register.actions import lock_register, renew_register
from caicach.web.register.models import Agency
from caicach.web.register.queries import register_rows

BATCH = 500


class RefusedError(Exception):
    """It cannot be done; `issues` are all the reasons."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        self.issues = list(issues)
        super().__init__("; ".join(map(str, self.issues)))


class RegisterChangedError(Exception):
    """Somebody else changed the register since it was looked at."""


@transaction.atomic
def carry_out(*, by: Actor, order: Order, seen: int | None = None) -> Operation:
    """Carry out one decision; nothing is rewritten: rows are ended the day before, new ones begin.

    Posts at agencies that end, end with them.

    seen: the register's number when the decision was looked at; None to take it as it stands.
    Raises NotAllowedError, RegisterChangedError, or RefusedError with every reason.
    """
    require_order(by, order)
    _lock(seen)
    proposal = propose(order, register_rows())
    _accept(proposal)
    differences = reorganised(proposal)
    found = fates(proposal, differences)
    if issues := list(administrator_issues(proposal, found)):
        raise RefusedError(issues)
    operation = Operation.objects.create(
        kind=KINDS[type(order)],
        on=order.on,
        decision=order.decision,
        name=by.name,
        changes=save(proposal),
    )
    _leave_traces(by, operation, proposal.codes, differences)
    ended = end_posts(by, found, on=order.on, decision=order.decision)
    operation.changes["posts"] = [asdict(each) for each in ended]
    operation.save(update_fields=["changes"])
    return operation


@transaction.atomic
def take_over(
    *, by: Actor, parts: Parts, kind: Operation.Kind, source: str, seen: int | None = None
) -> Operation | None:
    """Add a table or the national map to the register, all of it or nothing.

    source: the file's name and hash, or what map it is; kept with the operation.
    Returns None where the register already says all of it. Raises as `carry_out` does.
    """
    by.require("agencies.change")
    _lock(seen)
    proposal = adopt(parts, register_rows())
    require_adoption(by, proposal)
    if not proposal.codes:
        return None
    _accept(proposal)
    operation = Operation.objects.create(
        kind=kind, decision=source[:300], name=by.name, changes=save(proposal)
    )
    differences = corrected(proposal)
    counts = counted(proposal, differences)
    record(by, f"agencies.{kind}", operation, after={"source": source, **counts})
    _leave_traces(by, operation, proposal.codes, differences)
    return operation


def counted(proposal: Proposal, differences: list[Difference]) -> dict[str, int]:
    """Return how many rows are added, and how many agencies read otherwise."""
    return {
        "agencies": len(fresh(proposal.agencies)),
        "links": len(fresh(proposal.links)),
        "lineage": len(fresh(proposal.events)),
        "changed": len(differences),
    }


def _lock(seen: int | None) -> None:
    number = lock_register()
    if seen is not None and number != seen:
        raise RegisterChangedError


def _accept(proposal: Proposal) -> None:
    if issues := proposal.issues():
        raise RefusedError(issues)
    renew_register()


def _leave_traces(
    by: Actor, operation: Operation, codes: list[str], differences: list[Difference]
) -> None:
    Concerned.objects.bulk_create(
        [Concerned(operation=operation, code=code) for code in codes], BATCH
    )
    agencies = Agency.objects.in_bulk([each.code for each in differences], field_name="code")
    for each in differences:
        values: dict[str, Any] = {"before": each.before, "after": each.after}
        verb, reason = f"agencies.{operation.kind}", operation.decision
        record(by, verb, agencies[each.code], reason=reason, **values)
