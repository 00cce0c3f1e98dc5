"""The life of a dossier: filed, received, handled, finished or not."""

from caicach.engine.generator.arrivals import Month, file_at_desk, file_online
from caicach.engine.generator.dice import Dice
from caicach.engine.generator.dossier import (
    DIRECT,
    FINISHED,
    IN_PROGRESS,
    ONLINE,
    PAYMENT,
    POST,
    RECEIVED,
    REFUSED,
    REGISTERED,
    RETURNED,
    STOPPED,
    SUPPLEMENT,
    WITHDRAWN,
    Dossier,
    Request,
    Step,
)
from caicach.engine.generator.marks import mark
from caicach.engine.generator.moments import DAY, HOUR, stamp
from caicach.engine.generator.people import draw_person
from caicach.engine.generator.procedures import Procedure
from caicach.engine.generator.workdays import EVENING, Workdays, office_second
from caicach.engine.generator.world import World

ONLINE_FIRST, ONLINE_RISE = 0.38, 0.4
"""Share filed online on the first day of the run, and how much it rises to the last."""

LEVEL_FACTORS = {"none": 0.0, "partial": 0.9, "full": 1.15}
REFUSED_ONLINE, NEVER_LOOKED_AT = 0.02, 0.004
WITHDRAWN_SHARE, STOPPED_SHARE, REFUSED_LATER = 0.012, 0.006, 0.006
TAKEN_IN_AFTER_REFUSAL = 0.003
ONE_SUPPLEMENT, SECOND_SUPPLEMENT, NEVER_ANSWERED = 0.06, 0.2, 0.1
BY_POST, RETURNED_BY_POST, FETCHED = 0.02, 0.12, 0.92
LATE_ON_THE_DAY, ON_THE_SECOND = 0.03, 0.004
APOLOGISED, EXTENDED = 0.4, 0.3
OFFICE = 5
SHORTEST = 20 * 60
"""A dossier takes at least this long from receipt to finish."""


def live(world: World, month: Month, serial: int, dice: Dice) -> Dossier:
    """Return one dossier filed in a month, its whole life known."""
    progress = serial / max(1, world.setting.dossiers)
    is_online = dice.chance(ONLINE_FIRST + ONLINE_RISE * progress)
    submitted = file_online(month, dice) if is_online else file_at_desk(month, dice)
    desk = world.desk(submitted // DAY, dice)
    procedure = desk.procedures.take(dice)
    channel = ONLINE
    if not is_online or not dice.chance(LEVEL_FACTORS[procedure.service_level]):
        submitted = file_at_desk(month, dice)
        channel = POST if dice.chance(BY_POST) else DIRECT
    code = _code(desk.body.printed, submitted, serial)
    person = draw_person(dice, procedure.is_for_citizens)
    dossier = Dossier(code, desk.body, procedure, person, channel, submitted)
    _receive(dossier, world.workdays, dice)
    if dossier.received_at is not None:
        _handle(dossier, world.workdays, dice)
    dossier.steps.sort()
    mark(dossier, progress, dice)
    _apologise(dossier, world.workdays, dice)
    return dossier


def _apologise(dossier: Dossier, workdays: Workdays, dice: Dice) -> None:
    """Some who wait beyond the due time get a letter, fewer a new due time."""
    due, end = dossier.due_at, dossier.steps[-1].at if dossier.steps else None
    if due is None or end is None or end <= due or not dice.chance(APOLOGISED):
        return
    dossier.apologised_at = workdays.at_work(due + HOUR)
    if dice.chance(EXTENDED):
        dossier.extended_to_at = workdays.due(workdays.at_work(due), 5, "working_day")


def _code(printed: str, submitted: int, serial: int) -> str:
    """Systems that write agency codes the old way print the year with two digits."""
    day = stamp(submitted)[:8]
    return f"{printed}-{day[2:] if printed.startswith('000') else day}-{serial:07}"


def _receive(dossier: Dossier, workdays: Workdays, dice: Dice) -> None:
    """Online dossiers wait for the desk to open; some are refused there."""
    submitted = dossier.submitted_at
    if dossier.channel != ONLINE:
        dossier.received_at = workdays.at_work(submitted + dice.between(60, 1200))
        dossier.steps.append(Step(dossier.received_at, RECEIVED))
        return
    dossier.steps.append(Step(submitted, REGISTERED))
    if dice.chance(NEVER_LOOKED_AT):
        return
    looked_at = workdays.at_work(submitted + dice.between(300, 4 * HOUR))
    if dice.chance(REFUSED_ONLINE):
        dossier.refused_at = looked_at
        dossier.steps.append(Step(looked_at, REFUSED))
        return
    if dice.chance(TAKEN_IN_AFTER_REFUSAL):
        dossier.steps.append(Step(looked_at, REFUSED))
        looked_at = workdays.at_work(looked_at + dice.between(HOUR, 8 * HOUR))
    dossier.received_at = looked_at
    dossier.steps.append(Step(looked_at, RECEIVED))


def _handle(dossier: Dossier, workdays: Workdays, dice: Dice) -> None:
    received = dossier.received_at or 0
    due = workdays.due(received, dossier.procedure.maximum, dossier.procedure.unit)
    if dossier.body.dues_at_five and dossier.procedure.unit != "hour":
        due = due // DAY * DAY + EVENING
    dossier.due_at = due
    planned = _plan(dossier, received, due, workdays, dice)
    has_gaps = dice.chance(ONE_SUPPLEMENT)
    end = _ask(dossier, planned, workdays, dice) if has_gaps else planned
    if end is None:
        return
    chance = dice.draw()
    if chance < WITHDRAWN_SHARE:
        dossier.steps.append(Step(end, WITHDRAWN))
    elif chance < WITHDRAWN_SHARE + STOPPED_SHARE:
        dossier.steps.append(Step(end, STOPPED, 4))
    elif chance < WITHDRAWN_SHARE + STOPPED_SHARE + REFUSED_LATER:
        dossier.refused_at = end
        dossier.steps.append(Step(end, REFUSED))
    else:
        _finish(dossier, end, workdays, dice)
    _lay_between(dossier, received, end, workdays, dice)


def _plan(dossier: Dossier, received: int, due: int, workdays: Workdays, dice: Dice) -> int:
    """Return when the office would finish: late by its habit, else within the time."""
    earliest = workdays.at_work(received + SHORTEST)
    chance, late = dice.draw(), dossier.body.lateness
    if chance < late:
        days = 1 + int(9 * dice.draw() ** 3)
        return max(earliest, workdays.after(due // DAY, days) * DAY + _hour(dice))
    if chance < late + LATE_ON_THE_DAY:
        return max(earliest, due // DAY * DAY + EVENING - dice.below(1800))
    if chance < late + LATE_ON_THE_DAY + ON_THE_SECOND:
        return max(earliest, due)
    span = max(1, workdays.count_to(due // DAY) - workdays.count_to(received // DAY))
    days = int(span * dice.draw() ** 0.6)
    return max(earliest, workdays.after(received // DAY, days) * DAY + _hour(dice))


def _hour(dice: Dice) -> int:
    return office_second(dice.draw())


def _ask(dossier: Dossier, end: int, workdays: Workdays, dice: Dice) -> int | None:
    """Ask for supplements; return the moved end, or None where the citizen never answers."""
    at = dossier.received_at or 0
    for _ in range(2 if dice.chance(SECOND_SUPPLEMENT) else 1):
        asked = workdays.at_work(at + 300 + int((end - at) * 0.8 * dice.draw()))
        end = max(end, asked + 600)
        dossier.steps.append(Step(asked, SUPPLEMENT, 3))
        if dice.chance(NEVER_ANSWERED):
            dossier.requests.append(Request(asked, None))
            return None
        answered = workdays.at_work(asked + 2 * HOUR + int(15 * DAY * dice.draw() ** 2))
        dossier.requests.append(Request(asked, answered))
        dossier.steps.append(Step(answered, IN_PROGRESS, 3))
        end = workdays.at_work(end + answered - asked)
        at = answered
    return end


def _finish(dossier: Dossier, end: int, workdays: Workdays, dice: Dice) -> None:
    """Some systems note the end of processing a few minutes before the step."""
    early = dice.between(30, 600) if dice.chance(0.1) else 0
    dossier.ended_at = max((dossier.received_at or 0) + 60, end - early)
    dossier.steps.append(Step(end, FINISHED, 4))
    dossier.by_post = dice.chance(RETURNED_BY_POST)
    if dice.chance(FETCHED):
        wait = int(4 * dice.draw() ** 2)
        day = workdays.after(workdays.next(end // DAY), wait) * DAY
        returned = max(end + 120, day + _hour(dice))
        dossier.returned_at = returned
        dossier.steps.append(Step(returned, RETURNED))


def _lay_between(dossier: Dossier, received: int, end: int, workdays: Workdays, dice: Dice) -> None:
    """Lay the steps of the divisions between receipt and end, and what must be paid."""
    desks = dice.between(3, 6)
    for desk in range(1, desks + 1):
        share = (desk - dice.draw()) / (desks + 1)
        at = min(end - 1, workdays.at_work(received + 30 + int((end - received) * share)))
        status = PAYMENT if desk == 2 and _asks_money(dossier.procedure, dice) else IN_PROGRESS
        if not (dossier.requests and _is_waiting(dossier, at)):
            dossier.steps.append(Step(at, status, min(desk, OFFICE)))


def _is_waiting(dossier: Dossier, at: int) -> bool:
    return any(asked <= at < (answered or at) for asked, answered in dossier.requests)


def _asks_money(procedure: Procedure, dice: Dice) -> bool:
    return procedure.fee > 0 and dice.chance(0.4)
