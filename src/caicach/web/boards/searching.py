"""Searching what a person may see: documents, plans, targets, tasks, agencies, people."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Case, Prefetch, Q, QuerySet, Value, When
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from caicach.web.accounts.models import Person, Post
from caicach.web.accounts.permissions import ADMINISTRATORS
from caicach.web.accounts.queries import people_within
from caicach.web.accounts.standing import Standing, standing_of
from caicach.web.boards.marks import mark
from caicach.web.boards.rights import readable
from caicach.web.look.folding import fold
from caicach.web.look.listing import read_whole
from caicach.web.plans.models import Document, Plan, Target, Task
from caicach.web.plans.queries.sight import (
    visible_documents,
    visible_plans,
    visible_targets,
    visible_tasks,
)
from caicach.web.register.models import Entry
from caicach.web.register.queries import valid_on

LONGEST, MOST_WORDS = 200, 8
Row = TypeVar("Row", Target, Task)
FEW, PAGE_SIZE = 5, 25
BEGINNINGS = ' /-(,.“"@'


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: its name, what it belongs to, and where it opens."""

    title: str
    context: str
    address: str
    words: tuple[str, ...] = ()

    @property
    def marked(self) -> SafeString:
        """Return the title with what was searched for marked."""
        return mark(self.title, self.words)


@dataclass(frozen=True, slots=True)
class Seeker:
    """Who searches, on which day."""

    person: Person
    standing: Standing
    today: date

    @classmethod
    def of(cls, person: Person, today: date) -> "Seeker":
        """Return the person with what they hold that day."""
        return cls(person, standing_of(person, today), today)

    @property
    def codes(self) -> frozenset[str]:
        """Return the agencies whose plans may be read."""
        return readable(self.standing)

    @property
    def is_administrator(self) -> bool:
        """Say whether pages of people open to them."""
        return self.standing.holds(ADMINISTRATORS)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing that can be found; rows: None where the person sees none of them."""

    key: str
    label: str | Promise
    rows: Callable[[Seeker], QuerySet[Any] | None]
    hit: Callable[[Any, Seeker], Hit]


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind: the first few, or one page."""

    kind: Kind
    hits: list[Hit]
    more: bool = False
    page: Page[Any] | None = None

    @property
    def pages(self) -> Sequence[int | str]:
        """Return the numbers of pages to offer."""
        if self.page is None:
            return []
        return list(self.page.paginator.get_elided_page_range(self.page.number, on_ends=1))


def words_of(text: str) -> list[str]:
    """Return the words searched for, folded; controls and what is too long are left out."""
    plain = "".join(each for each in text if unicodedata.category(each)[0] != "C" or each == "\t")
    return fold(plain[:LONGEST]).split()[:MOST_WORDS]


def search(seeker: Seeker, words: Sequence[str]) -> list[Group]:
    """Return the first few of each kind that hold all words: one query a kind."""
    groups = []
    for kind in KINDS:
        rows = kind.rows(seeker)
        found = [] if rows is None else list(matching(rows, words)[: FEW + 1])
        if found:
            hits = _hits(kind, found[:FEW], seeker, words)
            groups.append(Group(kind, hits, more=len(found) > FEW))
    return groups


def search_kind(seeker: Seeker, key: str, words: Sequence[str], page: str | None) -> Group | None:
    """Return one page of what was found of a kind; None for one that is not there to see."""
    kind = next((each for each in KINDS if each.key == key), None)
    rows = None if kind is None else kind.rows(seeker)
    if kind is None or rows is None:
        return None
    found = matching(rows, words)
    shown = Paginator(found, PAGE_SIZE).get_page(page)
    shown.object_list = read_whole(found, PAGE_SIZE * (shown.number - 1), PAGE_SIZE)
    return Group(kind, _hits(kind, shown, seeker, words), page=shown)


def _hits(kind: Kind, rows: Iterable[Any], seeker: Seeker, words: Sequence[str]) -> list[Hit]:
    return [replace(kind.hit(row, seeker), words=tuple(words)) for row in rows]


def matching(rows: QuerySet[Any], words: Sequence[str]) -> QuerySet[Any]:
    """Return the rows in which words begin with all of `words`; first those that hold them in
    one piece, then the shortest, which match best.
    """
    for word in words:
        rows = rows.filter(_begins(word))
    together = Case(When(folded__contains=" ".join(words), then=Value(0)), default=Value(1))
    return rows.order_by(together, Length("folded"), "-pk")


def _begins(word: str) -> Q:
    """Say that a word of the text begins with `word`; signs within a notation begin one too."""
    found = Q(folded__startswith=word)
    for sign in BEGINNINGS:
        found |= Q(folded__contains=f"{sign}{word}")
    return Q(folded__contains=word) & found  # the cheap question first


def _documents(seeker: Seeker) -> QuerySet[Document] | None:
    return visible_documents(seeker.person) if seeker.codes else None


def _plans(seeker: Seeker) -> QuerySet[Plan] | None:
    return visible_plans(seeker.person).select_related("agency") if seeker.codes else None


def _targets(seeker: Seeker) -> QuerySet[Target] | None:
    return _lines(visible_targets(seeker.person)) if seeker.codes else None


def _tasks(seeker: Seeker) -> QuerySet[Task] | None:
    return _lines(visible_tasks(seeker.person)) if seeker.codes else None


def _lines(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Return the lines of plans with no more than a hit says: many are sorted to find a few."""
    narrow = rows.select_related(None).select_related("plan")
    return narrow.only("number", "label", "plan__title")


def _agencies(seeker: Seeker) -> QuerySet[Entry] | None:
    if not seeker.standing.posts:
        return None
    return Entry.objects.filter(valid_on(seeker.today)).select_related("agency")


def _people(seeker: Seeker) -> QuerySet[Person] | None:
    """Administrators find those within reach, others those who work where they may read."""
    posts = Post.objects.filter(valid_on(seeker.today)).select_related("agency")
    shown = Prefetch("posts", posts, to_attr="held")
    if seeker.is_administrator:
        return people_within(seeker.standing).prefetch_related(shown)
    if not seeker.codes:
        return None
    here = Post.objects.filter(valid_on(seeker.today), agency__code__in=seeker.codes)
    people = Person.objects.filter(is_active=True, pk__in=here.values("person"))
    return people.prefetch_related(shown)


def _document(row: Document, _seeker: Seeker) -> Hit:
    issued = f"{row.issued_on:%d/%m/%Y}" if row.issued_on else ""
    context = " · ".join(filter(None, (row.issuer, issued)))
    return Hit(str(row), context, reverse("plans:document", args=[row.pk]))


def _plan(row: Plan, seeker: Seeker) -> Hit:
    return Hit(row.title, _name(row.agency.code, seeker), reverse("plans:plan", args=[row.pk]))


def _target(row: Target, _seeker: Seeker) -> Hit:
    return Hit(str(row), row.plan.title, reverse("plans:target", args=[row.pk]))


def _task(row: Task, _seeker: Seeker) -> Hit:
    return Hit(str(row), row.plan.title, reverse("plans:task", args=[row.pk]))


def _agency(row: Entry, seeker: Seeker) -> Hit:
    code = row.agency.code
    view = "boards:agency" if code in seeker.codes else "agencies:agency"
    return Hit(row.name, code, reverse(view, args=[code]))


def _person(row: Any, seeker: Seeker) -> Hit:
    posts = [f"{post.get_role_display()}, {_name(post.agency.code, seeker)}" for post in row.held]
    if seeker.is_administrator:
        address = reverse("accounts:person", args=[row.pk])
    else:
        codes = (post.agency.code for post in row.held)
        address = reverse("boards:agency", args=[next(c for c in codes if c in seeker.codes)])
    return Hit(row.full_name, "; ".join(posts), address)


def _name(code: str, seeker: Seeker) -> str:
    tree = seeker.standing.tree
    return tree.agency(code).name.vi if code in tree else code


KINDS = (
    Kind("documents", _("Văn bản"), _documents, _document),
    Kind("plans", _("Kế hoạch"), _plans, _plan),
    Kind("targets", _("Chỉ tiêu"), _targets, _target),
    Kind("tasks", _("Nhiệm vụ"), _tasks, _task),
    Kind("agencies", _("Cơ quan"), _agencies, _agency),
    Kind("people", _("Người"), _people, _person),
)
