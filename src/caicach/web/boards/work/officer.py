"""The work of a focal officer or a head: what their own agencies have to do."""

from datetime import date
from typing import NamedTuple

from caicach.web.accounts.roles import Role
from caicach.web.accounts.standing import Standing
from caicach.web.boards.standings import trouble_at
from caicach.web.boards.work.figures import (
    approval_item,
    open_reports,
    owed_item,
    returned_item,
    waiting_report,
)
from caicach.web.boards.work.hats import Hat, own_codes
from caicach.web.boards.work.item import Item, Waiting, in_order
from caicach.web.boards.work.rounds import card_items
from caicach.web.boards.work.turns import UNDONE, item_of, turns_to_do, waiting_of
from caicach.web.monitoring.models import StandingRow
from caicach.web.notices.figures_due import owed_figures
from caicach.web.plans.models import FigureReport

MOST = 1_000


class Work(NamedTuple):
    """What is to be done, what is at risk, what waits for others."""

    items: list[Item]
    at_risk: list[StandingRow]
    waiting: list[Waiting]


def officer_work(standing: Standing, today: date) -> Work:
    """Return the work of the agencies the person answers for; heads also approve."""
    codes = own_codes(standing, Hat.OFFICER)
    turns, reports = turns_to_do(codes, today), open_reports(codes)
    heads = {post.agency.code for post in standing.posts if post.role == Role.AGENCY_HEAD}
    sent = [each for each in reports if each.state == FigureReport.State.SENT]
    mine = [each for each in sent if each.agency.code in heads]
    items = [item_of(turn, today) for turn in turns if turn.state in UNDONE]
    items += [returned_item(each) for each in reports if each not in sent]
    items += [approval_item(each, standing.tree) for each in mine]
    items += [owed_item(each, today) for each in owed_figures(codes, today, MOST)]
    items += card_items(codes, heads, today)
    waiting = [waiting_of(turn) for turn in turns if turn.state not in UNDONE]
    waiting += [waiting_report(each) for each in sent if each not in mine]
    return Work(in_order(items), trouble_at(codes), waiting)
