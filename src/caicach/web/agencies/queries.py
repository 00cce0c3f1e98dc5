"""Agencies read: levels of the tree of a day, lists, and what happened to one."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from caicach.web.accounts.models import Post
from caicach.web.agencies.models import Operation
from caicach.web.agencies.search import entries_on
from caicach.web.look.folding import fold
from caicach.web.register.models import Agency, Entry, Lineage, Link
from caicach.web.register.queries import valid_on

MOST_IN_LEVEL = 500
KIND_ORDER = (
    *("ministry", "government_body", "province", "department", "vertical", "division"),
    *("centre", "public_service_unit", "district", "ward", "commune", "township", "special_zone"),
    "other",
)
"""How the children of one agency are sorted: offices before places."""
DEEPEST = 6
SHOWN = 20
TURNING_DAYS = 3


@dataclass
class Branch:
    """An agency in the tree; `below` holds its children where it stands open.

    address: where it stands open, for a browser without script.
    """

    entry: Entry
    count: int
    is_open: bool = False
    address: str = ""
    below: list["Branch"] = field(default_factory=list)


def links_on(day: date) -> QuerySet[Link]:
    """Return the links of that day whose parent is valid on it."""
    above = Entry.objects.filter(valid_on(day), agency=OuterRef("parent"))
    return Link.objects.filter(valid_on(day)).filter(Exists(above))


def tree_levels(day: date, opened: Collection[str]) -> tuple[list[Branch], bool]:
    """Return the roots with the branches named in `opened`, and whether some were left out.

    A single root stands open: nothing but what is below it is worth a look.

    One query for the roots and one for each level that is open, however large the tree is.
    """
    rooted = Exists(links_on(day).filter(child=OuterRef("agency")))
    roots, cut = _branches(_counted(day).filter(~rooted), opened)
    if len(roots) == 1 and roots[0].count:
        roots[0].is_open = True
    level = [branch for branch in roots if branch.is_open]
    for _ in range(DEEPEST):
        if not level:
            break
        by_code = {branch.entry.agency_id: branch for branch in level}
        level = []
        for parent, branch in _children(day, by_code, opened):
            by_code[parent].below.append(branch)
            level += [branch] if branch.is_open else []
    return roots, cut


def children_on(day: date, agency: Agency) -> list[Branch]:
    """Return what answers to the agency on that day."""
    return [branch for _, branch in _children(day, [agency.pk], ())]


def _children(
    day: date, parents: Iterable[int], opened: Collection[str]
) -> list[tuple[int, Branch]]:
    held = Q(agency__links_up__parent__in=list(parents)) & valid_on(day, "agency__links_up__")
    rows = _counted(day).filter(held).annotate(parent_key=F("agency__links_up__parent"))
    branches, _ = _branches(rows, opened)
    return [(vars(branch.entry)["parent_key"], branch) for branch in branches]


def _counted(day: date) -> QuerySet[Entry]:
    """Return the entries of the day, each with how many answer to it as `below_count`."""
    below = Link.objects.filter(
        valid_on(day), valid_on(day, "child__entries__"), parent=OuterRef("agency")
    )
    counted = below.order_by().values("parent").annotate(n=Count("child", distinct=True))
    number = Coalesce(Subquery(counted.values("n")), 0, output_field=IntegerField())
    entries = Entry.objects.filter(valid_on(day)).select_related("agency")
    rank = Case(*(When(kind=kind, then=place) for place, kind in enumerate(KIND_ORDER)))
    return entries.annotate(below_count=number, rank=rank).order_by("rank", "agency__code")


def _branches(rows: QuerySet[Entry], opened: Collection[str]) -> tuple[list[Branch], bool]:
    entries = list(rows[: MOST_IN_LEVEL + 1])
    shown = [
        Branch(each, count, each.agency.code in opened and count > 0)
        for each in entries[:MOST_IN_LEVEL]
        for count in (vars(each)["below_count"],)
    ]
    return shown, len(entries) > MOST_IN_LEVEL


def listed(day: date, asked: dict[str, str]) -> QuerySet[Entry]:
    """Return the agencies of a day that a list asks for; the name is sought without accents."""
    rows = entries_on(day)
    for word in fold(asked.get("name", "")).split():
        rows = rows.filter(folded__contains=word)
    for name in ("kind", "block"):
        if asked.get(name):
            rows = rows.filter(**{name: asked[name]})
    if asked.get("parent"):
        links = Link.objects.filter(valid_on(day), parent__code=asked["parent"])
        rows = rows.filter(agency__in=links.values("child"))
    if asked.get("level"):
        rows = rows.filter(_at_level(day, int(asked["level"])))
    return rows.order_by("agency__code")


def _at_level(day: date, level: int, key: str = "agency") -> Combinable:
    """Return the condition that exactly `level - 1` agencies stand above."""
    links = links_on(day).filter(child=OuterRef(key))
    if level == 1:
        return ~Exists(links)
    return Exists(links.filter(_at_level(day, level - 1, "parent")))


def blocks_on(day: date) -> list[str]:
    """Return the blocks of that day."""
    blocks = Entry.objects.filter(valid_on(day)).exclude(block="")
    return list(blocks.order_by("block").values_list("block", flat=True).distinct())


def posts_at(agency: Agency, on: date) -> list[Post]:
    """Return the posts held at the agency on that day, heads first as roles are ordered."""
    posts = Post.objects.filter(valid_on(on), agency=agency, person__is_active=True)
    return list(posts.select_related("person").order_by("role", "person__full_name"))


def operations_on(code: str) -> list[Operation]:
    """Return what was decided about the agency, the latest first."""
    made = Operation.objects.filter(concerned__code=code)
    return list(made.defer("changes")[:SHOWN])


def count_on(day: date) -> int:
    """Return how many agencies are valid on that day."""
    return Entry.objects.filter(valid_on(day)).count()


def turning_days() -> list[date]:
    """Return the latest days on which agencies were reorganised, the latest first."""
    days = Lineage.objects.order_by("-on").values_list("on", flat=True).distinct()
    return list(days[:TURNING_DAYS])
