"""A name for each request, in every line of its log and every event it leaves."""

import time
import uuid
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

log = structlog.get_logger("caicach.requests")


class RequestMiddleware:
    """Names the request, logs its answer, and tells the name to who asked."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name = uuid.uuid4().hex
        request.id = name  # type: ignore[attr-defined] # ours, read by the log of events
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=name)
        begun = time.perf_counter()
        response = self.answer(request)
        milliseconds = round((time.perf_counter() - begun) * 1000, 1)
        log.info(
            "answered",
            method=request.method,
            path=request.path,  # without the query: people search for names
            status=response.status_code,
            person=getattr(getattr(request, "user", None), "pk", None),
            milliseconds=milliseconds,
        )
        response["X-Request-ID"] = name
        return response
