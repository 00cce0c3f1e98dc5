"""The board of one agency."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from caicach.core.agencies import Agency, DayTree
from caicach.web.accounts.models import Post
from caicach.web.boards.counting import counting
from caicach.web.boards.lines import Line, agency_lines
from caicach.web.boards.tasks import TaskCounts, task_counts
from caicach.web.register.queries import valid_on


@dataclass(frozen=True, slots=True)
class AgencyBoard:
    """Its own line, what answers to it, and who is in charge."""

    agency: Agency
    above: Sequence[Agency]
    line: Line
    children: list[Line]
    posts: list[Post]


def agency_board(code: str, tree: DayTree, readable: frozenset[str], today: date) -> AgencyBoard:
    """Return the board of an agency of the tree: at most four queries, whatever is below it."""
    agency = tree.agency(code)
    below = [each.code for each in tree.children(code) if each.code in readable]
    codes = [agency.code, *below]
    found = counting(codes, today)
    states, tasks = found.standings.by_agency, task_counts(found.turns.by_agency)
    own = Line(
        agency.code,
        agency.name.vi,
        states.get(agency.code, Counter()),
        tasks.pop(agency.code, TaskCounts()),
    )
    children = agency_lines({each: states.get(each, Counter()) for each in below}, tasks, tree)
    posts = list(people_in_charge(agency.code, tree.day))
    return AgencyBoard(agency, tree.path(code)[:-1], own, children, posts)


def people_in_charge(code: str, on: date) -> QuerySet[Post]:
    """Return the posts held at the agency on that day, by role and name."""
    posts = Post.objects.filter(valid_on(on), agency__code=code, person__is_active=True)
    return posts.select_related("person").order_by("role", "person__sort_name", "pk")
