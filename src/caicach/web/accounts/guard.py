"""Who may open a page: each view says so, and a test sees that each does."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from caicach.web.accounts.acting import SignedInRequest, acting

P = ParamSpec("P")
Page = Callable[Concatenate[SignedInRequest, P], HttpResponse]
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def open_to_all(view: View[P]) -> View[P]:
    """Mark a page that strangers may see."""
    view.access = "all"  # type: ignore[attr-defined] # read by the test of all addresses
    return view


def signed_in(view: Page[P]) -> View[P]:
    """Let in whoever is signed in; others go to the sign-in page."""

    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return view(cast("SignedInRequest", request), *args, **kwargs)

    return _marked(guarded, view, "signed in")


def allowed(permission: str) -> Callable[[Page[P]], View[P]]:
    """Let in whoever has the permission somewhere; the object itself is checked in the view's
    query and again in the action.
    """

    def guard(view: Page[P]) -> View[P]:
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            acting(request).require(permission)
            return view(cast("SignedInRequest", request), *args, **kwargs)

        return _marked(guarded, view, permission)

    return guard


def _marked(guarded: View[P], view: Page[P], access: str) -> View[P]:
    page = cast("View[P]", login_required(update_wrapper(guarded, view)))
    page.access = access  # type: ignore[attr-defined] # as above
    return page
