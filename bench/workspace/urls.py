"""The shipped addresses, and two empty views: one for anybody, one that knows who asks."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import open_to_all, signed_in


@open_to_all
def empty(_request: HttpRequest, /) -> HttpResponse:
    """Answer with nothing."""
    return HttpResponse(b"")


@signed_in
def known(_request: SignedInRequest) -> HttpResponse:
    """Answer with nothing, to somebody who is signed in."""
    return HttpResponse(b"")


urlpatterns = [
    path("bench/empty/", empty),
    path("bench/known/", known),
    path("", include("caicach.web.site.urls")),
]
