"""The world as arrays: who gets a dossier, for which procedure, looked up by a draw."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from caicach.engine.generator.bulk.columns import Flags, Floats, Longs, Lookup
from caicach.engine.generator.dice import Urn
from caicach.engine.generator.life import LEVEL_FACTORS
from caicach.engine.generator.procedures import Procedure
from caicach.engine.generator.world import Desk, World

PLACES = 4096
"""How finely shares are told apart when an item is looked up instead of drawn."""


@dataclass(frozen=True, slots=True)
class WorldTables:
    """Arrays by desk and by procedure; `before` and `since` hold desks, each `PLACES` long.

    handled: for each desk the row of `mixes`, which holds procedures.
    """

    desks: Sequence[Desk]
    procedures: Sequence[Procedure]
    workdays: Lookup
    before: Longs
    since: Longs
    handled: Longs
    mixes: Longs
    lateness: Floats
    dues_at_five: Flags
    maximum: Longs
    unit: Longs
    level: Floats


UNITS = ("working_day", "calendar_day", "hour")


def tables_of(world: World) -> WorldTables:
    """Return the arrays of a world."""
    desks = [*world.before.items, *world.since.items]
    places = {id(each): number for number, each in enumerate(world.procedures)}
    urns = list({id(desk.procedures): desk.procedures for desk in desks}.values())
    rows = {id(urn): number for number, urn in enumerate(urns)}
    mixes = [[places[id(urn.items[each])] for each in urn.spread(PLACES)] for urn in urns]
    procedures = world.procedures
    return WorldTables(
        desks=desks,
        procedures=procedures,
        workdays=Lookup.of(world.workdays),
        before=_longs(world.before.spread(PLACES)),
        since=_longs(world.since.spread(PLACES)) + len(world.before.items),
        handled=_longs([rows[id(desk.procedures)] for desk in desks]),
        mixes=_longs(mixes),
        lateness=np.asarray([desk.body.lateness for desk in desks]),
        dues_at_five=np.asarray([desk.body.dues_at_five for desk in desks]),
        maximum=_longs([each.maximum for each in procedures]),
        unit=_longs([UNITS.index(each.unit) for each in procedures]),
        level=np.asarray([LEVEL_FACTORS[each.service_level] for each in procedures]),
    )


def _longs(values: Sequence[object]) -> Longs:
    return np.asarray(values, dtype=np.int64)


def looked_up(urn: Urn[int], draws: Floats) -> Longs:
    """Return the items that come up for draws from 0 to 1."""
    items = _longs([urn.items[each] for each in urn.spread(PLACES)])
    return items[(draws * PLACES).astype(np.int64)]
