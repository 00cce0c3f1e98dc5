"""The procedures of an invented province: fields, levels of service, fees, longest times."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from caicach.engine.generator.agencies import Body, Province
from caicach.engine.generator.dice import Dice, Urn
from caicach.engine.generator.moments import day_number
from caicach.engine.generator.words import (
    COMMUNE_FIELDS,
    COMPONENTS,
    DEPARTMENT_FIELDS,
    OBJECTS,
    VERBS,
)

Unit = Literal["working_day", "calendar_day", "hour"]

SHARE_OF_COMMUNES = 0.45
FEES = (5_000, 8_000, 15_000, 50_000, 100_000, 200_000, 500_000)
WORKING_DAYS = Urn((1, 2, 3, 5, 7, 10, 15, 20, 30), (4, 3, 8, 8, 5, 6, 5, 2, 1))
OTHER_TIMES = {"calendar_day": (3, 7, 15, 30), "hour": (4, 8, 24)}
UNITS: Urn[Unit] = Urn(("working_day", "calendar_day", "hour"), (0.90, 0.06, 0.04))
LEVELS = Urn(("none", "partial", "full"), (0.1, 0.45, 0.45))


class Decision(NamedTuple):
    """One decision that published a procedure; days as numbers since 1970."""

    decided_on: int
    effective_on: int
    published_on: int | None


@dataclass(frozen=True, slots=True)
class Procedure:
    """One procedure. handled_by: `commune` or the code of one department.

    district: whether districts handled it before they were abolished. maximum: what its offices
    keep to. has_maximum: whether the register says so.
    """

    code: str
    printed: str
    name: str
    field: str
    field_name: str
    handled_by: str
    district: bool
    service_level: str
    is_eligible_full: bool
    is_on_portal: bool
    fee: int
    is_payable_online: bool
    maximum: int
    unit: Unit
    has_maximum: bool
    returns_document: bool
    is_for_citizens: bool
    is_public: bool
    is_content_full: bool
    is_boundary_free: bool
    decided_by: str
    decisions: tuple[Decision, ...]
    components: tuple[str, ...]
    weight: float


def draw_procedures(
    province: Province, number: int, span: tuple[date, date], dice: Dice
) -> list[Procedure]:
    """Return `number` procedures; a fifth are printed with the province's ending."""
    communal = max(1, round(number * SHARE_OF_COMMUNES))
    ending = f".000.00.00.{province.code}"
    drawn = []
    for ordinal in range(number):
        handler = _handler(province, ordinal - communal, dice)
        drawn.append(_draw(ordinal, handler, ending, span, dice))
    return drawn


def _handler(province: Province, ordinal: int, dice: Dice) -> Body | None:
    """None is every commune; the field of a procedure says which department."""
    if ordinal < 0:
        return None
    field = ordinal % len(DEPARTMENT_FIELDS)
    return province.departments[field % len(province.departments)]


def _draw(
    ordinal: int, handler: Body | None, ending: str, span: tuple[date, date], dice: Dice
) -> Procedure:
    fields = DEPARTMENT_FIELDS if handler else COMMUNE_FIELDS
    place = ordinal % len(fields)
    code = f"{1 + ordinal % 3}.{1_000 + 7 * ordinal:06}"
    unit = UNITS.take(dice)
    level = LEVELS.take(dice)
    fee = dice.pick(FEES) if dice.chance(0.45) else 0
    by_ministry = dice.chance(0.8)
    return Procedure(
        code=code,
        printed=code + ending if dice.chance(0.2) else code,
        name=_name(fields[place], dice),
        field=f"{'T' if handler else 'X'}{place + 1:02}",
        field_name=fields[place],
        handled_by=handler.code if handler else "commune",
        district=handler is None and dice.chance(0.4),
        service_level=level,
        is_eligible_full=level == "full" or dice.chance(0.2),
        is_on_portal=level != "none" and dice.chance(0.9),
        fee=fee,
        is_payable_online=bool(fee) and level != "none" and dice.chance(0.75),
        maximum=WORKING_DAYS.take(dice) if unit == "working_day" else dice.pick(OTHER_TIMES[unit]),
        unit=unit,
        has_maximum=dice.chance(0.97),
        returns_document=dice.chance(0.8),
        is_for_citizens=dice.chance(0.75 if handler is None else 0.5),
        is_public=dice.chance(0.97),
        is_content_full=dice.chance(0.93),
        is_boundary_free=dice.chance(0.3),
        decided_by="ministry" if by_ministry else "province",
        decisions=_decisions(by_ministry, span, dice),
        components=tuple(dice.shuffled(COMPONENTS)[: dice.between(2, 4)]),
        weight=(1 + ordinal % 97) ** -1.1,
    )


def _name(field: str, dice: Dice) -> str:
    return f"{dice.pick(VERBS)} {dice.pick(OBJECTS)} ({field.lower()})"


def _decisions(by_ministry: bool, span: tuple[date, date], dice: Dice) -> tuple[Decision, ...]:
    """Most are taken well before they take effect and made public within days; some are not."""
    first, last = map(day_number, span)
    decisions = []
    for _ in range(dice.pick((0, 0, 1, 1, 2))):
        decided = dice.between(first, last)
        ahead = dice.between(31, 60) if by_ministry else dice.between(8, 40)
        took = dice.between(0, 6) if dice.chance(0.85) else dice.between(10, 30)
        effective = decided + (ahead if dice.chance(0.85) else dice.between(1, 5))
        decisions.append(
            Decision(decided, effective, decided + took if dice.chance(0.97) else None)
        )
    return tuple(sorted(decisions, key=lambda each: each.decided_on))
