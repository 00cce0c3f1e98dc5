"""All that dossiers are drawn from: the province, its procedures and its working days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from caicach.core.calendars import shipped_calendar
from caicach.engine.generator.agencies import MERGED_ON, Body, Province, found_province
from caicach.engine.generator.dice import Dice, Urn
from caicach.engine.generator.moments import DAY, day_number, midnight
from caicach.engine.generator.procedures import Procedure, draw_procedures
from caicach.engine.generator.setting import Setting
from caicach.engine.generator.workdays import Workdays

SHARES_BEFORE = (0.25, 0.12, 0.63)
SHARES_SINCE = (0.28, 0.72)
"""Dossiers of departments, districts and communes; of departments and communes."""

RUN_UP = timedelta(days=40)
LONGEST_LIFE = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Desk:
    """An agency and the procedures it handles, as they come up."""

    body: Body
    procedures: Urn[Procedure]


@dataclass(frozen=True, slots=True)
class World:
    """What one run draws from."""

    setting: Setting
    province: Province
    procedures: Sequence[Procedure]
    workdays: Workdays
    before: Urn[Desk]
    since: Urn[Desk]

    @property
    def until(self) -> int:
        """Return the last second any file knows of."""
        return midnight(self.setting.last) + DAY - 1

    def desk(self, number: int, dice: Dice) -> Desk:
        """Return who gets a dossier filed on a day."""
        urn = self.before if number < day_number(MERGED_ON) else self.since
        return urn.take(dice)


def found_world(setting: Setting) -> World:
    """Return the world of a setting: the same for the same setting."""
    dice = Dice(setting.seed, "world")
    province = found_province(setting.province, setting.code, setting.agencies, dice)
    procedures = draw_procedures(province, setting.procedures, (setting.first, setting.last), dice)
    workdays = Workdays.of(shipped_calendar(), setting.first - RUN_UP, setting.last + LONGEST_LIFE)
    departments = _departments(province, procedures)
    communal = [each for each in procedures if each.handled_by == "commune"]
    before = [
        departments,
        _desks(province.districts, [each for each in communal if each.district]),
        _desks(province.old_communes, [each for each in communal if not each.district]),
    ]
    return World(
        setting=setting,
        province=province,
        procedures=procedures,
        workdays=workdays,
        before=_shared(SHARES_BEFORE, before),
        since=_shared(SHARES_SINCE, [departments, _desks(province.new_communes, communal)]),
    )


def _departments(province: Province, procedures: Sequence[Procedure]) -> list[Desk]:
    desks = []
    for body in province.departments:
        desks += _desks([body], [each for each in procedures if each.handled_by == body.code])
    return desks


def _desks(bodies: Sequence[Body], procedures: Sequence[Procedure]) -> list[Desk]:
    """Return no desk where there is nothing to handle."""
    if not procedures:
        return []
    urn = Urn(procedures, [each.weight for each in procedures])
    return [Desk(body, urn) for body in bodies]


def _shared(shares: Sequence[float], groups: Sequence[Sequence[Desk]]) -> Urn[Desk]:
    weights = []
    for share, desks in zip(shares, groups, strict=True):
        total = sum(desk.body.weight for desk in desks)
        weights += [share * desk.body.weight / total for desk in desks]
    return Urn([desk for desks in groups for desk in desks], weights)
