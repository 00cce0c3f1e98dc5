"""The register's number: asked once in a request, so that a page speaks of one register."""

from contextvars import ContextVar
from typing import Any

from django.db.models import Subquery

from caicach.web.register.models import RegisterVersion

VERSION = Subquery(RegisterVersion.objects.values("number")[:1])
"""The number beside rows that are read anyway; None while the register is empty."""

_known: ContextVar[list[int] | None] = ContextVar("register_version", default=None)
"""Empty until asked for; None outside of requests, where nothing is remembered."""


def register_version() -> int:
    """Return the number of the register's last change."""
    known = _known.get()
    if known:
        return known[0]
    number = RegisterVersion.objects.values_list("number", flat=True).first() or 0
    remember_version(number)
    return number


def remember_version(number: int) -> None:
    """Let the rest of the request see the register of that number."""
    known = _known.get()
    if known is not None:
        known[:] = [number]


def learn_version(number: int | None) -> None:
    """Take the number that came with other rows, unless the request knows one already."""
    if not _known.get():
        remember_version(number or 0)


def begin_request(**_signal: Any) -> None:
    """Ask anew, and remember from then on."""
    _known.set([])


def end_request(**_signal: Any) -> None:
    """Remember nothing between requests."""
    _known.set(None)
