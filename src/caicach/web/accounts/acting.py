"""Who acts in a request: the signed-in person in today's posts."""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from caicach.web.accounts.models import Person
from caicach.web.accounts.standing import Standing, standing_of
from caicach.web.audit.actor import Actor


class SignedInRequest(HttpRequest):
    """A request of somebody who is signed in: `user` is a Person."""

    user: Person
    actor: Actor


class ActorMiddleware:
    """Puts `request.actor` beside `request.user`; a stranger has no actor."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """Name who acts, once the session is known."""
        if isinstance(request.user, Person):
            name = getattr(request, "id", "")
            request.actor = actor_of(request.user, str(name))  # type: ignore[attr-defined] # ours


def actor_of(person: Person, request_id: str = "") -> Actor:
    """Return the person as one who acts, with today's posts in words."""
    return Actor(person.full_name, person, _posts_in_words(standing_now(person)), request_id)


def standing_now(person: Person) -> Standing:
    """Return what the person holds today, in Hà Nội."""
    return standing_of(person, timezone.localdate())


def acting(request: HttpRequest) -> Actor:
    """Return who acts in this request."""
    return cast("SignedInRequest", request).actor


def _posts_in_words(standing: Standing) -> str:
    tree = standing.tree
    words = (
        f"{post.get_role_display()}, {tree.agency(code).name.vi if code in tree else code}"
        for post in standing.posts
        if (code := post.agency.code)
    )
    with translation.override("vi"):  # the log speaks one language, whoever acts
        return "; ".join(words)[:300]
