"""An installation always keeps somebody who administers it."""

from datetime import date, timedelta

from django.utils import timezone

from caicach.core.issues import issue
from caicach.web.accounts.actions.faults import refuse
from caicach.web.accounts.models import Person, Post
from caicach.web.accounts.roles import Role
from caicach.web.register.queries import tree_on, valid_on


def require_another_administrator(
    person: Person, *, after: date | None = None, without: Post | None = None
) -> None:
    """Raise PeopleFaultsError where nobody would administer the whole installation.

    after: the last day that `person`, or the post `without`, still counts; None for today.
    Administrators of single agencies do not count: they cannot give the whole back.
    """
    day = timezone.localdate() if after is None else after + timedelta(days=1)
    tops = [top.code for top in tree_on(day).roots()]
    held = Post.objects.select_for_update().filter(
        valid_on(day), role=Role.ADMINISTRATOR, agency__code__in=tops, person__is_active=True
    )
    posts = list(held.select_related("agency").order_by("pk"))
    gone = [post for post in posts if _ends(post, person, without)]
    kept = {post.agency.code for post in posts if post not in gone}
    if not {post.agency.code for post in gone} <= kept:
        refuse([issue("person-last-administrator", "person", name=person.full_name)])


def _ends(post: Post, person: Person, without: Post | None) -> bool:
    return post == without if without else post.person_id == person.pk
