"""What people do at the door, left in the log."""

from typing import Any

from allauth.account import signals as account
from allauth.account.authentication import get_authentication_records
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_out
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest

from caicach.web.accounts.acting import actor_of
from caicach.web.accounts.models import Person
from caicach.web.audit.recording import record


@receiver(account.user_logged_in)
def on_sign_in(request: HttpRequest, user: Person, **_more: Any) -> None:
    """Leave how the person came in."""
    ways = get_authentication_records(request, user)
    leave(request, user, "person.signed_in", {"by": [each["method"] for each in ways]})


@receiver(user_logged_out)
def on_sign_out(request: HttpRequest, user: Person | None, **_more: Any) -> None:
    """Leave that the person went out."""
    if isinstance(user, Person):
        leave(request, user, "person.signed_out")


@receiver(account.password_changed)
@receiver(account.password_set)
def on_password_change(request: HttpRequest, user: Person, **_more: Any) -> None:
    """Leave that the password is another; never the password."""
    leave(request, user, "person.password_changed")


@receiver(account.password_reset)
def on_password_reset(request: HttpRequest, user: Person, **_more: Any) -> None:
    """Leave that the password was set by a link."""
    leave(request, user, "person.password_reset")


@receiver(mfa.authenticator_added)
def on_factor_added(
    request: HttpRequest, user: Person, authenticator: Authenticator, **_more: Any
) -> None:
    """Leave which kind of factor was added."""
    made = "person.recovery_codes_made"
    verb = made if is_codes(authenticator) else "person.second_factor_added"
    leave(request, user, verb, kind_of(authenticator))


@receiver(mfa.authenticator_reset)
def on_factor_reset(
    request: HttpRequest, user: Person, authenticator: Authenticator, **_more: Any
) -> None:
    """Leave that recovery codes were made anew."""
    leave(request, user, "person.recovery_codes_made", kind_of(authenticator))


@receiver(mfa.authenticator_removed)
def on_factor_removed(
    request: HttpRequest, user: Person, authenticator: Authenticator, **_more: Any
) -> None:
    """Leave which kind of factor was taken away."""
    gone = "person.recovery_codes_removed"
    verb = gone if is_codes(authenticator) else "person.second_factor_removed"
    leave(request, user, verb, kind_of(authenticator))


def is_codes(authenticator: Authenticator) -> bool:
    """Say whether these are recovery codes."""
    return bool(authenticator.type == Authenticator.Type.RECOVERY_CODES)


def kind_of(authenticator: Authenticator) -> dict[str, str]:
    """Return the kind of a factor as the log keeps it."""
    return {"factor": str(authenticator.type)}


def leave(
    request: HttpRequest, person: Person, verb: str, after: dict[str, Any] | None = None
) -> None:
    """Append an event by the person about the person."""
    with transaction.atomic():
        actor = actor_of(person, str(getattr(request, "id", "")))
        record(actor, verb, person, after=after)
