"""How a petition stands at a period's end, by the days the portal allows."""

from caicach.core.clocks import State
from caicach.engine.generator.petitions import Petition
from caicach.engine.generator.workdays import Workdays

GOOD = frozenset({State.ON_TIME, State.OPEN_IN_TIME})
COUNTED = GOOD | {State.OVERDUE, State.OPEN_OVERDUE}

REFUSE, ASK, ANSWER, PUBLISH = 2, 5, 15, 2
"""Working days from receipt to refusal, first request, answer; from answer to publication."""


def ended_at(petition: Petition, end: int) -> int | None:
    """Return the refusal or the answer, None where neither is known at the period's end."""
    at = petition.refused_at or petition.answered_at
    return at if at is not None and at <= end else None


def stand(petition: Petition, end: int, workdays: Workdays) -> State:
    """Return the state at the period's end; a petition not yet received is not counted."""
    if petition.received_at > end:
        return State.NOT_COUNTED
    at = ended_at(petition, end)
    is_late = any(_late(petition, end, workdays))
    if at is None:
        return State.OPEN_OVERDUE if is_late else State.OPEN_IN_TIME
    return State.OVERDUE if is_late else State.ON_TIME


def _late(petition: Petition, end: int, workdays: Workdays) -> list[bool]:
    def due(since: int, days: int) -> int:
        return workdays.due(since, days, "working_day")

    def known(at: int | None) -> int:
        return at if at is not None and at <= end else 0

    received, answered = petition.received_at, known(petition.answered_at)
    return [
        (ended_at(petition, end) or end) > due(received, ANSWER),
        known(petition.refused_at) > due(received, REFUSE),
        known(petition.supplement_at) > due(received, ASK),
        bool(answered) and known(petition.published_at) > due(answered, PUBLISH),
    ]
