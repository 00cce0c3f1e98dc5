"""A dossier as an attentive reader of all its files would understand it."""

from dataclasses import dataclass
from datetime import datetime

from caicach.core.clocks import DossierTimes, MaximumTime, Step, Supplement
from caicach.engine.generator.dossier import (
    FINISHED,
    REFUSED,
    RETURNED,
    STOPPED,
    WITHDRAWN,
    Dossier,
    Request,
)
from caicach.engine.generator.faults import CODES
from caicach.engine.generator.moments import DAY, instant
from caicach.engine.generator.payload import status_at
from caicach.engine.generator.procedures import Procedure
from caicach.engine.generator.workdays import Workdays

CLOSED = (REFUSED, WITHDRAWN, STOPPED, FINISHED, RETURNED)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the files tell of a dossier; instants are seconds, None is absent.

    end: finish as `date` and `working_time` take it. status: None where its code is unknown.
    until: nothing happens to it later, None where it is still open. working_days: from receipt to
    finish without waiting; None where there is no finish, or one before the receipt.
    """

    dossier: Dossier
    procedure: Procedure
    submitted: int
    received: int | None
    due: int | None
    end: int | None
    refused: int | None
    status: int | None
    until: int | None
    requests: tuple[Request, ...]
    working_days: float | None
    is_apologised: bool
    is_extended: bool
    has_petition: bool
    codes: tuple[str, ...]
    times: DossierTimes


def read(dossier: Dossier, known_at: int, workdays: Workdays) -> Reading:
    """Return what is known of a dossier at the end of the run."""

    def known(at: int | None) -> int | None:
        return at if at is not None and at <= known_at else None

    received, end = known(dossier.received_at), _finish(dossier, known_at)
    requests = tuple(
        Request(each.asked_at, known(each.answered_at))
        for each in dossier.requests
        if each.asked_at <= known_at
    )
    steps = [each for each in dossier.steps if each.at <= known_at and dossier.has_steps]
    is_closed = end is not None or any(each.status in CLOSED for each in steps[-1:])
    is_apologised = known(dossier.apologised_at) is not None
    return Reading(
        dossier=dossier,
        procedure=dossier.procedure,
        submitted=dossier.submitted_at,
        received=received,
        due=None if received is None else dossier.due_at,
        end=end,
        refused=known(dossier.refused_at),
        status=_status(dossier, known_at),
        until=dossier.last_at if is_closed else None,
        requests=requests,
        working_days=_working_days(received, end, requests, workdays),
        is_apologised=is_apologised,
        is_extended=is_apologised and dossier.extended_to_at is not None,
        has_petition=dossier.has_petition,
        codes=_codes(dossier),
        times=_times(dossier, known_at, requests),
    )


def _finish(dossier: Dossier, known_at: int) -> int | None:
    """The end of processing as printed, else the last step 9, else 10, else the hand-over."""
    steps = [each for each in dossier.steps if dossier.has_steps]
    nines = [each.at for each in steps if each.status == FINISHED]
    tens = [each.at for each in steps if each.status == RETURNED]
    for at in (dossier.ended_at, *nines[-1:], *tens[-1:], dossier.returned_at):
        if at is not None and at <= known_at:
            return at
    return None


def _status(dossier: Dossier, known_at: int) -> int | None:
    """Return the status as printed at the end: a code of the list, or None."""
    printed = dossier.misprints.get("TrangThaiHoSo")
    if printed is None:
        return status_at(dossier, known_at)
    return int(printed) if int(printed) <= RETURNED else None


def _codes(dossier: Dossier) -> tuple[str, ...]:
    """Return what intake should say of the row."""
    planted = [code for name in dossier.faults for code in CODES[name]]
    is_timeless = dossier.due_at is None and not dossier.procedure.has_maximum
    if is_timeless and dossier.received_at is not None:
        planted.append("due-unknown")
    return tuple(planted)


def _working_days(
    received: int | None, end: int | None, requests: tuple[Request, ...], workdays: Workdays
) -> float | None:
    if received is None or end is None or end < received:
        return None
    days = workdays.count_to(end // DAY) - workdays.count_to(received // DAY)
    for asked, answered in requests:
        if answered is not None:
            days -= workdays.count_to(answered // DAY) - workdays.count_to(asked // DAY)
    return float(days)


def _times(dossier: Dossier, known_at: int, requests: tuple[Request, ...]) -> DossierTimes:
    def known(at: int | None) -> datetime | None:
        return instant(at) if at is not None and at <= known_at else None

    procedure = dossier.procedure
    steps = dossier.steps if dossier.has_steps else ()
    return DossierTimes(
        status=_status(dossier, known_at),
        received_at=known(dossier.received_at),
        due_at=None if dossier.due_at is None else instant(dossier.due_at),
        ended_at=known(dossier.ended_at),
        returned_at=known(dossier.returned_at),
        refused_at=known(dossier.refused_at),
        submitted_at=instant(dossier.submitted_at),
        steps=tuple(Step(instant(each.at), each.status) for each in steps if each.at <= known_at),
        supplements=tuple(
            Supplement(known(each.asked_at), known(each.answered_at)) for each in requests
        ),
        maximum=MaximumTime(procedure.maximum, procedure.unit) if procedure.has_maximum else None,
    )
