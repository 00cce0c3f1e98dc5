"""An upload larger than the limit is refused by its announced size, before it is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class UploadLimitMiddleware:
    """Answers 413 with the limit in words."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        size = int(announced) if announced.isdigit() else 0
        if size <= settings.UPLOAD_LIMIT_BYTES:
            return self.answer(request)
        sizes = {"size": size // 2**20, "limit": settings.UPLOAD_LIMIT_BYTES // 2**20}
        # the body stays unread, so the line cannot be used again
        response = render(request, "look/upload_too_large.html", sizes, status=413)
        response["Connection"] = "close"
        return response
