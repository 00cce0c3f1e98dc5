"""Addresses of sign-in: allauth's, without those by which people would change what the office
keeps.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path, re_path

from caicach.web.accounts.guard import open_to_all
from caicach.web.accounts.sign_in.single_sign_on import begin


@open_to_all
def closed(request: HttpRequest, /, **_more: str) -> HttpResponse:
    """Answer that there is no such page here: the office keeps addresses and accounts."""
    raise Http404(request.path)


urlpatterns = [
    path("email/", closed),
    re_path(r"^confirm-email/.*$", closed),
    path("login/code/confirm/", closed),
    path("3rdparty/", closed),
    path("3rdparty/signup/", closed),
    path("oidc/<str:provider_id>/login/", begin),
    path("", include("allauth.urls")),
]
