"""Documents the invented agencies issue: signed, sent, a few secret."""

from collections.abc import Iterator
from typing import NamedTuple

from caicach.engine.generator.agencies import MERGED_ON, Body, Province
from caicach.engine.generator.arrivals import Month
from caicach.engine.generator.dice import Dice
from caicach.engine.generator.moments import day_of

KINDS = ("Công văn", "Quyết định", "Báo cáo", "Kế hoạch", "Tờ trình", "Thông báo")
PER_DOSSIER = 0.15
SECRET = 0.02


class Letter(NamedTuple):
    """One outgoing document; issued_on: its day as a number."""

    key: str
    agency: str
    issued_on: int
    kind: str
    is_signed: bool
    is_sent_online: bool
    is_secret: bool


def draw_letters(province: Province, month: Month, dice: Dice) -> Iterator[Letter]:
    """Yield the month's documents, by the day."""
    days = sorted(month.at_desk.take(dice) for _ in range(round(month.filed * PER_DOSSIER)))
    for number, day in enumerate(days, 1):
        body = dice.pick(_issuers(province, is_before=day_of(day) < MERGED_ON))
        is_signed = dice.chance(0.93)
        yield Letter(
            key=f"VB-{month.name}-{number:06}",
            agency=body.code,
            issued_on=day,
            kind=dice.pick(KINDS),
            is_signed=is_signed,
            is_sent_online=dice.chance(0.97 if is_signed else 0.3),
            is_secret=dice.chance(SECRET),
        )


def _issuers(province: Province, *, is_before: bool) -> list[Body]:
    local = [*province.districts, *province.old_communes] if is_before else province.new_communes
    return [*province.departments, *local]
