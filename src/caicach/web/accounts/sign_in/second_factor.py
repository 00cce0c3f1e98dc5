"""Whoever administers, or runs the year's work, comes in with two factors where that is asked."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from caicach.web.accounts.acting import standing_now
from caicach.web.accounts.models import Person
from caicach.web.accounts.roles import Role

BOUND = (Role.ADMINISTRATOR, Role.STANDING_BODY)
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
OPEN = {
    *("account_login", "account_logout", "account_reauthenticate"),
    *("set-language", "health-live", "health-ready"),
}
"""Where one may go before the second factor is there, beside the pages that set it up."""


class SecondFactorMiddleware:
    """Leads people whose role needs two factors to set up the second before anything else."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Answer with the way there, or let the page be."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in OPEN or name.startswith("mfa_") or not isinstance(request.user, Person):
            return None
        return redirect("mfa_index") if lacks_second_factor(request.user) else None


def lacks_second_factor(person: Person) -> bool:
    """Say whether the person must have a second factor here, and has none."""
    return needs_second_factor(person) and not has_second_factor(person)


def needs_second_factor(person: Person) -> bool:
    """Say whether today's posts ask for two factors in this installation."""
    return bool(settings.REQUIRE_MFA) and standing_now(person).holds(BOUND)


def has_second_factor(person: Person) -> bool:
    """Say whether an authenticator app or a security key is set up."""
    return bool(Authenticator.objects.filter(user_id=person.pk, type__in=FACTORS).exists())
