"""How rows of plans are written: one version at a time, with what changed in the log."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from django.db.models import F
from django.utils.translation import gettext as _

from caicach.core.issues import Issue
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record_change, values_of
from caicach.web.look.conflict import ChangedMeanwhileError
from caicach.web.plans.models import Document, Plan, Target, Task

Versioned: TypeAlias = Document | Plan | Target | Task
DERIVED = ("folded", "place")


class PlanRefusedError(ValueError):
    """What was asked for cannot stand; `issues` say why, all of them."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        super().__init__("; ".join(map(str, issues)))
        self.issues = list(issues)


class PlanClosedError(ValueError):
    """The plan is closed; it can be reopened with a reason."""

    def __str__(self) -> str:
        return _("Kế hoạch đã khép lại. Muốn sửa, hãy mở lại kế hoạch kèm lý do.")


class WrongStateError(ValueError):
    """What was asked for does not fit the state it is in; somebody else may have been faster."""

    def __str__(self) -> str:
        return _("Tình trạng đã thay đổi từ lúc bạn mở trang. Hãy xem lại rồi quyết định.")


class ReasonMissingError(ValueError):
    """A reason has to be given."""

    def __str__(self) -> str:
        return _("Hãy ghi lý do.")


def require_reason(reason: str) -> str:
    """Return the reason without blanks around it. Raises ReasonMissingError for an empty one."""
    plain = reason.strip()
    if not plain:
        raise ReasonMissingError
    return plain


def write_changes(
    by: Actor, verb: str, subject: Versioned, changes: Mapping[str, Any], *, seen: int
) -> None:
    """Write `changes` onto the version seen, and what differs into the log.

    Raises ChangedMeanwhileError when another version is there by now; nothing is written then.
    """
    rows = type(subject).objects.filter(pk=subject.pk)
    before = values_of(rows.get(), [name for name in changes if name not in DERIVED])
    if not rows.filter(version=seen).update(**changes, version=F("version") + 1):
        raise ChangedMeanwhileError
    subject.refresh_from_db()
    record_change(by, verb, subject, before)


def numbered(number: str) -> str:
    """Return what a printed number or a code sorts by, so that 3.10 comes after 3.9."""
    return re.sub(r"\d+", lambda digits: digits[0].zfill(5), number)[:80]
