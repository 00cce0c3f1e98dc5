"""Who acts: a person in a post, or the installation itself."""

from dataclasses import dataclass
from typing import Any, Protocol

from django.core.exceptions import PermissionDenied


class Holder(Protocol):
    """What an actor needs of a person."""

    pk: Any

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Say whether the person may do this to that object."""


class NotAllowedError(PermissionDenied):
    """The actor may not do this; `permission` names what was asked."""

    def __init__(self, permission: str) -> None:
        super().__init__(permission)
        self.permission = permission


@dataclass(frozen=True, slots=True)
class Actor:
    """One who acts, with the words kept in the log.

    person: None for the installation itself (commands, background work), which may do anything.
    post: role and agency in words, as they were at that moment.
    """

    name: str
    person: Holder | None = None
    post: str = ""
    request_id: str = ""

    @classmethod
    def system(cls, name: str) -> "Actor":
        """Return the installation itself, acting through the command or job `name`."""
        return cls(name)

    def may(self, permission: str, subject: object = None) -> bool:
        """Say whether the actor may do this to that object."""
        return self.person is None or self.person.has_perm(permission, subject)

    def require(self, permission: str, subject: object = None) -> None:
        """Raise NotAllowedError unless the actor may do this to that object."""
        if not self.may(permission, subject):
            raise NotAllowedError(permission)
