"""One's own page: data, posts, rights, sign-in, and how pages look."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from caicach.web.accounts.acting import SignedInRequest, standing_now
from caicach.web.accounts.actions.people import choose_language
from caicach.web.accounts.guard import open_to_all, signed_in
from caicach.web.accounts.models import Person
from caicach.web.accounts.queries import HISTORY, posts_through_time
from caicach.web.accounts.role_words import ROLE_WORDS
from caicach.web.accounts.roles import Role
from caicach.web.accounts.sign_in.second_factor import FACTORS, needs_second_factor
from caicach.web.look.day import today

YEAR = 365 * 86_400
CHOICES = {"text_size": ("small", "", "large"), "theme": ("light", "", "dark")}


@signed_in
def me(request: SignedInRequest) -> HttpResponse:
    """Show who I am here, what I may do, and how I come in."""
    roles = dict.fromkeys(post.role for post in standing_now(request.user).posts)
    prefetch_related_objects([request.user], HISTORY)
    factors = Authenticator.objects.filter(user_id=request.user.pk)
    types = {str(each.type) for each in factors}
    context: dict[str, Any] = {
        "posts": posts_through_time(request.user, today()),
        "roles": [(Role(role).label, *ROLE_WORDS[role]) for role in roles],
        "factors": types,
        "has_second_factor": bool(types & set(FACTORS)),
        "needs_second_factor": needs_second_factor(request.user),
        "languages": Person.Language.choices,
        "has_password": request.user.has_usable_password(),
    }
    return render(request, "accounts/me.html", context)


@signed_in
@require_POST
def language(request: SignedInRequest) -> HttpResponse:
    """Save the language I read."""
    asked = request.POST.get("language", "")
    if asked in Person.Language.values:
        choose_language(request.actor, request.user, asked)
    answer = redirect("accounts:me")
    if asked in Person.Language.values:
        _remember(answer, settings.LANGUAGE_COOKIE_NAME, asked)
    return answer


@open_to_all
@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Keep the text size or the theme in a cookie; anybody may read larger letters."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    answer = redirect(back)
    for name, known in CHOICES.items():
        if (asked := request.POST.get(name)) in known:
            _remember(answer, name, str(asked))
    return answer


def _remember(answer: HttpResponse, name: str, value: str) -> None:
    answer.set_cookie(
        name,
        value,
        max_age=YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
