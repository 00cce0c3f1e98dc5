"""The way to the office's identity server, also when that server does not answer."""

import structlog
from allauth.socialaccount.providers.openid_connect import views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from requests import RequestException

from caicach.web.accounts.guard import open_to_all

log = structlog.get_logger("caicach.accounts")


@open_to_all
def begin(request: HttpRequest, /, provider_id: str) -> HttpResponse:
    """Send the browser to the identity server; say so where it is away."""
    try:
        answer: HttpResponse = views.login(request, provider_id)
    except RequestException as error:
        log.warning("identity server does not answer", reason=str(error))
        return render(request, "socialaccount/authentication_error.html", status=503)
    return answer
