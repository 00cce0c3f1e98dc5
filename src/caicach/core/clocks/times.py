"""The times of one dossier, and what a clock makes of them."""

from datetime import datetime
from typing import NamedTuple

from caicach.core.calendars import MaximumTime
from caicach.core.clocks.state import State


class Step(NamedTuple):
    """One processing step. status: national code 1 to 10, 0 for another."""

    at: datetime
    status: int


class Supplement(NamedTuple):
    """One request for more, and the citizen's answer where there is one."""

    requested_at: datetime | None
    answered_at: datetime | None


class DossierTimes(NamedTuple):
    """What a feed says about one dossier: local times without a zone, None where it is silent.

    status: national code of its latest state. received_at, due_at: as printed, None where
    unreadable. ended_at: NgayKetThucXuLy. returned_at: NgayTra. refused_at: NgayTuChoi.
    steps: by time; of two at one instant the later in the list comes after.
    supplements: the dossier's own list, None where the feed has none.
    """

    status: int | None = None
    received_at: datetime | None = None
    due_at: datetime | None = None
    ended_at: datetime | None = None
    returned_at: datetime | None = None
    refused_at: datetime | None = None
    submitted_at: datetime | None = None
    steps: tuple[Step, ...] = ()
    supplements: tuple[Supplement, ...] | None = None
    maximum: MaximumTime | None = None


class Judgement(NamedTuple):
    """What a clock says of a dossier at one period end.

    end_at: the end used; of an open dossier the instant that was compared, None where the clock
    compares none. due_at: the due time used. reason: a code of `standards/clocks/words.yaml`.
    step: the step or request that decided, None where a date or the lack of one did.
    """

    state: State
    end_at: datetime | None
    due_at: datetime | None
    reason: str
    step: Step | None


class Phase(NamedTuple):
    """One run of period ends at which a clock holds one state.

    from_at: first such period end. until_at: first that no longer is, None for the last phase.
    was: the state before, NOT_COUNTED at first. end_at: when it was finished, without any wait
    subtracted; None while open.
    """

    from_at: datetime
    until_at: datetime | None
    state: State
    was: State
    end_at: datetime | None
