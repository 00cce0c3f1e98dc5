"""People read: who holds what, where and when."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple, TypeAlias

from django.db.models import Prefetch, Q, QuerySet

from caicach.core.agencies import DayTree
from caicach.web.accounts.models import Person, Post
from caicach.web.accounts.permissions import ADMINISTRATORS
from caicach.web.accounts.roles import Role
from caicach.web.accounts.standing import Standing
from caicach.web.look.folding import fold
from caicach.web.register.queries import valid_on

AgencyChoices: TypeAlias = list[tuple[str, str]]
HISTORY = "posts__agency__entries"
INDENT = "\u2003"


def people_of(code: str, roles: Iterable[Role], on: date) -> QuerySet[Person]:
    """Return the active people who hold one of `roles` at the agency itself on that day."""
    held = Post.objects.filter(valid_on(on), agency__code=code, role__in=list(roles))
    return Person.objects.filter(is_active=True, pk__in=held.values("person"))


def people_within(standing: Standing) -> QuerySet[Person]:
    """Return the people an administrator may look at: with a post of any day within reach."""
    if standing.holds_everywhere(ADMINISTRATORS):
        return Person.objects.all()
    posts = Post.objects.filter(agency__code__in=standing.reach(ADMINISTRATORS))
    return Person.objects.filter(pk__in=posts.values("person"))


def with_posts(people: QuerySet[Person], on: date) -> QuerySet[Person]:
    """Return the people with the posts of that day as `held`."""
    posts = Post.objects.filter(valid_on(on)).select_related("agency")
    return people.prefetch_related(Prefetch("posts", posts, to_attr="held"))


def filtered(
    people: QuerySet[Person], asked: dict[str, str], tree: DayTree, on: date
) -> QuerySet[Person]:
    """Return the people a list asks for; name is sought without accents."""
    for word in fold(asked.get("name", "")).split():
        people = people.filter(folded__contains=word)
    held = Post.objects.filter(valid_on(on))
    code, role, state = asked.get("agency"), asked.get("role"), asked.get("state", "")
    if role:
        held = held.filter(role=role)
    if code:
        held = held.filter(agency__code__in=line_below(tree, code))
    if code or role:
        people = people.filter(pk__in=held.values("person"))
    return people.filter(_in_state(state, on))


def _in_state(state: str, on: date) -> Q:
    if state == "no_post":
        lasting = Post.objects.filter(valid_on(on)).values("person")
        return Q(is_active=True) & ~Q(pk__in=lasting)
    return {"all": Q(), "inactive": Q(is_active=False)}.get(state, Q(is_active=True))


def line_below(tree: DayTree, code: str) -> list[str]:
    """Return the agency's code and those of all below it."""
    below = tree.descendants(code) if code in tree else ()
    return [code, *(each.code for each in below)]


def agency_choices(standing: Standing, first: str = "–") -> AgencyChoices:
    """Return the agencies within an administrator's reach as the tree has them, indented.

    first: what stands for no choice.
    """
    reach, tree = standing.reach(ADMINISTRATORS), standing.tree
    found: AgencyChoices = [("", first)]
    for top in tree.roots():
        _grow(found, tree, top.code, reach, 0)
    return found


def _grow(
    found: AgencyChoices, tree: DayTree, code: str, reach: Collection[str], depth: int
) -> None:
    if code in reach:
        found.append((code, f"{INDENT * depth}{tree.agency(code).name.vi} ({code})"))
    for child in tree.children(code):
        _grow(found, tree, child.code, reach, depth + (code in reach))


def posts_through_time(person: Person, on: date) -> list["ShownPost"]:
    """Return all posts of a person, those that begin last first, as they stand on that day.

    Asked for in few queries where the person was found by `with_history`.
    """
    ordered = sorted(
        person.posts.all(), key=lambda post: (post.valid_from or date.min, post.pk), reverse=True
    )
    return [ShownPost(post, named_on(post, on), state_on(post, on)) for post in ordered]


def with_history(people: QuerySet[Person]) -> QuerySet[Person]:
    """Return the people with all their posts and the names of the agencies through time."""
    return people.prefetch_related(HISTORY)


class ShownPost(NamedTuple):
    """A post, its agency's name when it was last held, and whether it is now, before or later."""

    post: Post
    agency: str
    state: str


def named_on(post: Post, on: date) -> str:
    """Return the agency's name on the day, or on the nearest one the post was held; its code
    where it had none.
    """
    day = max(post.valid_from or on, min(post.valid_to or on, on))
    entries = post.agency.entries.all()
    names = [e.name for e in entries if (e.valid_from or day) <= day <= (e.valid_to or day)]
    return names[0] if names else post.agency.code


def state_on(post: Post, on: date) -> str:
    """Return `now`, `before` or `later`."""
    if post.is_valid(on):
        return "now"
    return "before" if (post.valid_to or on) < on else "later"


def agency_name(code: str, tree: DayTree) -> str:
    """Return the agency's name on the tree; its code where it is not there."""
    return tree.agency(code).name.vi if code in tree else code


def demo_accounts(on: date) -> list[Post]:
    """Return one post of each role held that day by somebody whose address is an example, the
    one that was given first.

    Addresses of people a visitor adds to a demonstration are left out: theirs are real.
    """
    posts = Post.objects.filter(
        valid_on(on), person__is_active=True, person__email__endswith=EXAMPLE
    ).select_related("person", "agency")
    by_role: dict[str, Post] = {}
    for post in posts.order_by("pk"):
        by_role.setdefault(post.role, post)
    return [by_role[role] for role in Role.values if role in by_role]


EXAMPLE = ".example"
