"""What people do to standings: put another figure in place of a computed one, and take it back."""

from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from caicach.core.issues import Issue, issue
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.look.day import today
from caicach.web.monitoring.measuring import measure_one
from caicach.web.monitoring.models import Override, StandingRow

SHORTEST_REASON = 10
HUNDRED = 100


class OverrideRefusedError(Exception):
    """A figure cannot be put in place of the computed one; `issues` say why."""

    def __init__(self, issues: list[Issue]) -> None:
        super().__init__("; ".join(map(str, issues)))
        self.issues = issues


@transaction.atomic
def override_figure(*, by: Actor, standing: StandingRow, value: Decimal, reason: str) -> Override:
    """Let `value` count in place of what was computed; both are kept and shown.

    Raises OverrideRefusedError with every reason.
    """
    by.require("monitoring.override", standing)
    issues = check_override(standing, value, reason)
    if issues:
        raise OverrideRefusedError(issues)
    override = Override(
        target=standing.target,
        agency=standing.agency,
        value=value,
        computed=standing.value,
        reason=reason.strip(),
        person_id=None if by.person is None else by.person.pk,
        post=by.post,
    )
    try:
        with transaction.atomic():
            override.save(force_insert=True)
    except IntegrityError as error:  # somebody was quicker
        raise OverrideRefusedError([issue("override-exists", _where(standing))]) from error
    record(
        by,
        "standing.overridden",
        standing.target,
        before={"agency": standing.agency.code, "value": standing.value},
        after={"agency": standing.agency.code, "value": value},
        reason=override.reason,
    )
    measure_one(standing.target, today())
    return override


@transaction.atomic
def withdraw_override(*, by: Actor, override: Override, reason: str) -> None:
    """Let the computed figure count again. Raises OverrideRefusedError."""
    by.require("monitoring.override", override)
    if len(reason.strip()) < SHORTEST_REASON:
        raise OverrideRefusedError([issue("override-no-reason", "reason", least=SHORTEST_REASON)])
    changed = Override.objects.filter(pk=override.pk, withdrawn_at=None).update(
        withdrawn_at=timezone.now(), withdrawn_reason=reason.strip()
    )
    if not changed:
        raise OverrideRefusedError([issue("override-withdrawn", override.agency.code)])
    record(
        by,
        "standing.override_withdrawn",
        override.target,
        before={"agency": override.agency.code, "value": override.value},
        after={"agency": override.agency.code, "value": None},
        reason=reason.strip(),
    )
    measure_one(override.target, today())


def check_override(standing: StandingRow, value: Decimal, reason: str) -> list[Issue]:
    """Return everything that speaks against it."""
    target, found = standing.target, []
    if len(reason.strip()) < SHORTEST_REASON:
        found.append(issue("override-no-reason", "reason", least=SHORTEST_REASON))
    if target.form in {"done_by", "band"}:
        found.append(issue("override-no-number", "value"))
    if value < 0 or (target.unit == "percent" and value > HUNDRED):
        found.append(issue("override-out-of-range", "value", value=value))
    if Override.objects.filter(target=target, agency=standing.agency, withdrawn_at=None).exists():
        found.append(issue("override-exists", _where(standing)))
    return found


def _where(standing: StandingRow) -> str:
    return f"{standing.target.number} / {standing.agency.code}"
