"""What may be done with people: an administrator manages those of the agencies within reach."""

from typing import Any

import rules
from django.utils import timezone

from caicach.web.accounts.models import Person, Post
from caicach.web.accounts.rights import allow, code_of, standing_today
from caicach.web.accounts.roles import Role
from caicach.web.accounts.standing import SEE_ALL, Standing

ADMINISTRATORS = (Role.ADMINISTRATOR,)


def manages(person: Any, subject: Any = None) -> bool:
    """Say whether an administrator's reach covers the subject: an agency, a post or a person.

    Of a person, all posts held now or later must be within reach: who may change an address
    may come in under it.
    """
    standing = standing_today(person)
    if standing is None:
        return False
    if isinstance(subject, Person):
        posts = counting_posts(subject)
        return all(manages_post(standing, post) for post in posts) and (
            bool(posts) or standing.holds_everywhere(ADMINISTRATORS)
        )
    if isinstance(subject, Post):
        return manages_post(standing, subject)
    everywhere = standing.holds_everywhere(ADMINISTRATORS)
    return everywhere or standing.holds(ADMINISTRATORS, code_of(subject))


def manages_all(person: Any, _subject: Any = None) -> bool:
    """Say whether an administrator's reach covers every agency of the day."""
    standing = standing_today(person)
    return standing is not None and standing.holds_everywhere(ADMINISTRATORS)


def views_person(person: Any, subject: Any = None) -> bool:
    """Say whether a post of that person, of any day, is within an administrator's reach."""
    standing = standing_today(person)
    if standing is None or subject is None:
        return standing is not None and standing.holds(ADMINISTRATORS)
    if standing.holds_everywhere(ADMINISTRATORS):
        return True
    codes = {post.agency.code for post in subject.posts.all()}
    return not codes.isdisjoint(standing.reach(ADMINISTRATORS))


def counting_posts(person: Person) -> list[Post]:
    """Return the posts held now or later; those held last where there are none."""
    today = timezone.localdate()
    posts = list(person.posts.all())
    counting = [post for post in posts if (post.valid_to or today) >= today]
    last = max((post.valid_to for post in posts if post.valid_to), default=None)
    return counting or [post for post in posts if post.valid_to == last]


def manages_post(standing: Standing, post: Post) -> bool:
    """Say whether the post may be given or ended: within reach, and not beyond it.

    Some roles read the whole province wherever they are held: they are given by those whose
    reach is the whole.
    """
    if standing.holds_everywhere(ADMINISTRATORS):
        return True  # also at agencies that are not in the tree of the day any more
    return post.role not in SEE_ALL and standing.holds(ADMINISTRATORS, post.agency.code)


allow("accounts.manage", rules.predicate(manages))
allow("accounts.manage_all", rules.predicate(manages_all))
allow("accounts.view_person", rules.predicate(views_person))
