"""Predicates rights are made of; each app names its own permissions with them."""

from collections.abc import Callable, Iterable
from typing import Any

import rules
from django.utils import timezone

from caicach.web.accounts.models import Person
from caicach.web.accounts.roles import Role
from caicach.web.accounts.standing import Standing, standing_of
from caicach.web.register.models import Agency

CodeOf = Callable[[Any], str | None]


def code_of(subject: Any) -> str | None:
    """Return the code of the agency a subject belongs to: its own, or that of its `agency`."""
    if subject is None or isinstance(subject, str):
        return subject
    if isinstance(subject, Agency):
        return subject.code
    return code_of(subject.agency)


def holds(*roles: Role, of: CodeOf = code_of) -> rules.predicates.Predicate:
    """Return the predicate: one of `roles` is held at the subject's agency or above it today.

    Without a subject: held anywhere.
    """

    def test(person: Any, subject: Any = None) -> bool:
        standing = standing_today(person)
        return standing is not None and standing.holds(roles, of(subject))

    return rules.predicate(test, name=f"holds:{'|'.join(roles)}")


def holds_at(*roles: Role, of: CodeOf = code_of) -> rules.predicates.Predicate:
    """Return the predicate: one of `roles` is held at the subject's agency itself today."""

    def test(person: Any, subject: Any = None) -> bool:
        standing = standing_today(person)
        code = of(subject)
        return standing is not None and (
            standing.holds(roles) if code is None else standing.holds_at(roles, code)
        )

    return rules.predicate(test, name=f"holds_at:{'|'.join(roles)}")


def sees(of: CodeOf = code_of) -> rules.predicates.Predicate:
    """Return the predicate: the subject's agency is among those the person may read."""

    def test(person: Any, subject: Any = None) -> bool:
        standing = standing_today(person)
        code = of(subject)
        return standing is not None and (
            bool(standing.posts) if code is None else code in standing.visible
        )

    return rules.predicate(test, name="sees")


def works_here() -> rules.predicates.Predicate:
    """Return the predicate: the person holds any post today."""

    def test(person: Any, _subject: Any = None) -> bool:
        standing = standing_today(person)
        return standing is not None and bool(standing.posts)

    return rules.predicate(test, name="works_here")


def allow(permission: str, predicate: rules.predicates.Predicate) -> None:
    """Make a permission known, in place of an earlier one of that name."""
    rules.set_perm(permission, predicate)


def known_permissions() -> Iterable[str]:
    """Return the names of all permissions."""
    return sorted(rules.permissions.permissions)


def standing_today(person: Any) -> Standing | None:
    """Return what a person holds today in Hà Nội; None for a stranger or an inactive one."""
    if not isinstance(person, Person) or not person.is_active:
        return None
    return standing_of(person, timezone.localdate())
