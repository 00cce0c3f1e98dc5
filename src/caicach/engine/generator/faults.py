"""The faults that real feeds have, planted one to a dossier and noted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from caicach.engine.generator.dice import Dice, Urn
from caicach.engine.generator.dossier import (
    FINISHED,
    PAYMENT,
    STOPPED,
    SUPPLEMENT,
    UNKNOWN,
    Dossier,
    Request,
    Step,
)
from caicach.engine.generator.moments import DAY, midnight
from caicach.engine.generator.people import PLACEHOLDER

YEAR_ONE, MONTH_THIRTEEN = "00010101000000", "20261301000000"
UNKNOWN_CODE = "99"

Plant = Callable[[Dossier, Dice], bool]
"""Change a dossier so that it has a fault; say whether it could have it."""


class Fault(NamedTuple):
    """One kind. codes: what intake says of such a row. share: how often the kind comes up."""

    name: str
    codes: tuple[str, ...]
    share: float
    plant: Plant


def plant(dossier: Dossier, dice: Dice) -> None:
    """Give a few dossiers one fault each; who cannot have the kind that comes up has none."""
    fault = KINDS.take(dice)
    if fault is not None and fault.plant(dossier, dice):
        dossier.faults = (fault.name,)


def send_twice(dossier: Dossier, dice: Dice) -> None:
    """Let a system send a few sound dossiers again under a random code."""
    if dossier.faults or dossier.received_at is None or not dice.chance(DUPLICATES):
        return
    head = dossier.code.rpartition("-")[0]
    code = f"{head}-R{dice.below(16**7):07x}"
    copy = replace(dossier, code=code, is_duplicate=True, faults=("duplicate",))
    copy.apologised_at = copy.extended_to_at = None
    dossier.copy = copy


def _no_due(dossier: Dossier, _: Dice) -> bool:
    was_due = dossier.due_at
    dossier.due_at = None
    return was_due is not None


def _due_in_year_one(dossier: Dossier, _: Dice) -> bool:
    if dossier.due_at is None:
        return False
    dossier.due_at = None
    dossier.misprints["NgayHenTra"] = YEAR_ONE
    return True


def _returned_in_month_thirteen(dossier: Dossier, _: Dice) -> bool:
    if dossier.returned_at is None:
        return False
    dossier.returned_at = None
    dossier.misprints["NgayTra"] = MONTH_THIRTEEN
    return True


def _ended_before_receipt(dossier: Dossier, dice: Dice) -> bool:
    """Never before the agency was there: no map would have a place for it."""
    if dossier.ended_at is None or dossier.received_at is None:
        return False
    ended = dossier.received_at - dice.between(1, 3) * DAY
    if ended < midnight(dossier.body.valid_from or date.min):
        return False
    dossier.ended_at = ended
    return True


def _submitted_on_receipt(dossier: Dossier, _: Dice) -> bool:
    if dossier.received_at is None or dossier.refused_at is not None:
        return False
    first = dossier.steps[0]
    if first.at == dossier.submitted_at:
        dossier.steps[0] = first._replace(at=dossier.received_at)
    dossier.submitted_at = dossier.received_at
    return True


def _placeholder(dossier: Dossier, _: Dice) -> bool:
    dossier.person = dossier.person._replace(number=PLACEHOLDER)
    return True


def _all_digitised(dossier: Dossier, _: Dice) -> bool:
    dossier.digitised = len(dossier.procedure.components)
    return True


def _input_as_result(dossier: Dossier, _: Dice) -> bool:
    dossier.sends_input = dossier.has_file and dossier.result_file
    return dossier.sends_input


def _no_steps(dossier: Dossier, _: Dice) -> bool:
    """A dossier that is only received may well have sent no step yet."""
    dossier.has_steps = dossier.ended_at is None
    return not dossier.has_steps


def _unknown_channel(dossier: Dossier, _: Dice) -> bool:
    dossier.channel = UNKNOWN
    dossier.misprints["KenhThucHien"] = UNKNOWN_CODE
    return True


def _unknown_status(dossier: Dossier, _: Dice) -> bool:
    if dossier.received_at is not None:
        dossier.misprints["TrangThaiHoSo"] = UNKNOWN_CODE
    return dossier.received_at is not None


def _five_left_open(dossier: Dossier, _: Dice) -> bool:
    """The answer was never written down, though the dossier was finished."""
    if dossier.ended_at is None or len(dossier.requests) != 1:
        return False
    asked, answered = dossier.requests[0]
    dossier.requests = [Request(asked, None)]
    dossier.steps = [step for step in dossier.steps if step.at != answered]
    return True


def _five_as_nine(dossier: Dossier, _: Dice) -> bool:
    return _sent_as_nine(dossier, SUPPLEMENT)


def _eight_as_nine(dossier: Dossier, _: Dice) -> bool:
    return _sent_as_nine(dossier, STOPPED)


def _sent_as_nine(dossier: Dossier, status: int) -> bool:
    """The steps tell what the state does not."""
    if dossier.steps[-1].status != status:
        return False
    dossier.misprints["TrangThaiHoSo"] = str(FINISHED)
    return True


def _six_as_nine(dossier: Dossier, _: Dice) -> bool:
    """The step itself is sent as finished, and the dossier goes on."""
    for place, step in enumerate(dossier.steps):
        if step.status == PAYMENT:
            dossier.steps[place] = Step(step.at, FINISHED, step.desk)
            return True
    return False


DUPLICATES = 0.005
FAULTS = (
    Fault("no-due", (), 0.02, _no_due),
    Fault("due-in-year-one", ("date-unreadable",), 0.004, _due_in_year_one),
    Fault("returned-in-month-13", ("date-unreadable",), 0.004, _returned_in_month_thirteen),
    Fault("ended-before-receipt", ("finished-before-received",), 0.006, _ended_before_receipt),
    Fault("submitted-on-receipt", ("submitted-is-received",), 0.01, _submitted_on_receipt),
    Fault("placeholder", ("identity-placeholder",), 0.012, _placeholder),
    Fault("all-digitised", ("all-digitised",), 0.02, _all_digitised),
    Fault("input-as-result", ("result-is-input",), 0.01, _input_as_result),
    Fault("no-steps", ("steps-missing",), 0.01, _no_steps),
    Fault("unknown-channel", ("code-not-listed",), 0.003, _unknown_channel),
    Fault("unknown-status", ("code-not-listed",), 0.002, _unknown_status),
    Fault("five-left-open", ("nine-without-five-closed",), 0.02, _five_left_open),
    Fault("five-as-nine", ("finished-against-steps", "finished-without-date"), 0.04, _five_as_nine),
    Fault(
        "eight-as-nine", ("finished-against-steps", "finished-without-date"), 0.04, _eight_as_nine
    ),
    Fault("six-as-nine", ("nine-taken-up-again",), 0.02, _six_as_nine),
)
"""Half of the kinds need something few dossiers have, and are rarer than their share."""

CODES = {fault.name: fault.codes for fault in FAULTS} | {"duplicate": ("duplicate-content",)}
KINDS: Urn[Fault | None] = Urn(
    (*FAULTS, None), (*(fault.share for fault in FAULTS), 1 - sum(fault.share for fault in FAULTS))
)
