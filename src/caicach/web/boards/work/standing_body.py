"""The work of the standing body: what waits for it, and which agencies lag behind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from caicach.core.agencies import DayTree
from caicach.web.accounts.models import Post
from caicach.web.accounts.roles import Role
from caicach.web.accounts.standing import Standing
from caicach.web.boards.counting import counting
from caicach.web.boards.standings import Codes, trouble_at
from caicach.web.boards.work.figures import approval_item, reports_without_head
from caicach.web.boards.work.hats import Hat, own_codes
from caicach.web.boards.work.item import Item, in_order
from caicach.web.boards.work.turns import item_to_accept, turns_to_accept
from caicach.web.monitoring.models import StandingRow
from caicach.web.plans.models import Plan
from caicach.web.register.queries import valid_on


@dataclass(frozen=True, slots=True)
class Lagging:
    """An agency that is late or has nobody to do its work."""

    code: str
    name: str
    overdue: int
    owed: int
    has_officer: bool

    @property
    def weight(self) -> tuple[int, int, str]:
        """Return what it sorts by: the heaviest first."""
        return (-(self.overdue + self.owed), int(self.has_officer), self.code)


LISTED = 100
"""A page shows no more of a kind; files hold all."""


class StandingWork(NamedTuple):
    """What is to be decided and how much that is, who lags behind, and what is at risk."""

    items: list[Item]
    total: int
    lagging: list[Lagging]
    at_risk: list[StandingRow]


def standing_work(standing: Standing, today: date, most: int = LISTED) -> StandingWork:
    """Return the work of the standing body within its reach; of each kind the oldest `most`."""
    codes, tree = reach_of(standing), standing.tree
    turns, reports = turns_to_accept(codes, most), reports_without_head(codes, today, most)
    items = [item_to_accept(each, tree) for each in turns]
    items += [approval_item(each, tree) for each in reports]
    return StandingWork(
        in_order(items),
        sum(rows[0].total for rows in (turns, reports) if rows),
        lagging(codes, tree, today),
        trouble_at(own_codes(standing, Hat.STANDING)),
    )


def reach_of(standing: Standing) -> Codes:
    """Return the agencies within the reach of the standing body; None for all of the tree."""
    if standing.holds_everywhere((Role.STANDING_BODY,)):
        return None
    return standing.reach((Role.STANDING_BODY,))


def lagging(codes: Codes, tree: DayTree, today: date) -> list[Lagging]:
    """Return the agencies with overdue tasks, owed figures, or a plan and no focal officer."""
    counts = counting(codes, today)
    overdue, owing = counts.turns.by_agency, counts.owing
    alone = set(without_officer(codes, today))
    found = (
        Lagging(
            code,
            tree.agency(code).name.vi if code in tree else code,
            overdue[code]["overdue"] if code in overdue else 0,
            owing.get(code, 0),
            code not in alone,
        )
        for code in {*overdue, *owing, *alone}
    )
    late_ones = (each for each in found if each.overdue or each.owed or not each.has_officer)
    return sorted(late_ones, key=lambda each: each.weight)


def without_officer(codes: Codes, today: date) -> Iterable[str]:
    """Return the agencies that have a plan in force and no focal officer today."""
    officers = Post.objects.filter(
        valid_on(today),
        agency=OuterRef("agency"),
        role=Role.FOCAL_OFFICER,
        person__is_active=True,
    )
    plans = Plan.objects.filter(~Exists(officers), state=Plan.State.IN_FORCE)
    if codes is not None:
        plans = plans.filter(agency__code__in=codes)
    return plans.order_by().values_list("agency__code", flat=True).distinct()
