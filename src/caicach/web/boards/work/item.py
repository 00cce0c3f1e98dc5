"""One thing to do, as a row of My work says it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.web.plans.lateness import late_words


class Urgency(IntEnum):
    """Why something stands where it stands: the first is dealt with first."""

    OVERDUE = 0
    RETURNED = 1
    WAITING_FOR_ME = 2
    DUE = 3
    UNSOUND = 4


CHIPS = {
    Urgency.OVERDUE: "missed",
    Urgency.RETURNED: "risk",
    Urgency.WAITING_FOR_ME: "track-on",
    Urgency.DUE: "track-on",
    Urgency.UNSOUND: "risk",
}


@dataclass(frozen=True, slots=True)
class Item:
    """What, by when, why and what to do, and the action beside it."""

    urgency: Urgency
    title: str
    context: str
    due_on: date | None
    state: str
    why: str
    action: str
    address: str

    @property
    def chip(self) -> str:
        """Return the class of its chip."""
        return CHIPS[self.urgency]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that was sent and waits for somebody else."""

    title: str
    who: str
    since: date | None
    address: str


class Counts(NamedTuple):
    """How many things are overdue, returned, to decide and due soon."""

    overdue: int
    returned: int
    to_decide: int
    due: int
    unsound: int


def counts_of(items: Iterable[Item]) -> Counts:
    """Return how many there are of each urgency."""
    found = [each.urgency for each in items]
    return Counts(
        *(
            found.count(urgency)
            for urgency in (
                Urgency.OVERDUE,
                Urgency.RETURNED,
                Urgency.WAITING_FOR_ME,
                Urgency.DUE,
                Urgency.UNSOUND,
            )
        )
    )


def in_order(items: Iterable[Item]) -> list[Item]:
    """Return them as they are to be dealt with: by urgency, then by day."""
    return sorted(items, key=lambda each: (each.urgency, each.due_on or date.max, each.title))


def urgency_of(due_on: date, today: date, *, is_returned: bool = False) -> Urgency:
    """Return how urgent something undone is; what was returned and is late is overdue."""
    if due_on < today:
        return Urgency.OVERDUE
    return Urgency.RETURNED if is_returned else Urgency.DUE


def state_words(due_on: date, today: date, *, is_returned: bool = False) -> str:
    """Return "Quá hạn 3 ngày làm việc", "Bị trả lại", "Hôm nay là hạn", "Còn 4 ngày"."""
    if due_on < today:
        return late_words(due_on, today)
    if is_returned:
        return _("Bị trả lại")
    left = (due_on - today).days
    if left == 0:
        return _("Hôm nay là hạn")
    return ngettext("Còn %(n)d ngày", "Còn %(n)d ngày", left) % {"n": left}
