"""People read: who holds what, where and when."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from caicach.web.accounts.models import Person, Post
from caicach.web.accounts.roles import Role
from caicach.web.register.queries import valid_on


def people_of(code: str, roles: Iterable[Role], on: date) -> QuerySet[Person]:
    """Return the active people who hold one of `roles` at the agency itself on that day."""
    held = Post.objects.filter(valid_on(on), agency__code=code, role__in=list(roles))
    return Person.objects.filter(is_active=True, pk__in=held.values("person"))
