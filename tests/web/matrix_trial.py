"""Trying one case as each person, each time in the same world."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from typing import Any

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from matrix_requests import Sender, Values, address, begun_form, drain, filled
from matrix_table import NOBODY, Case, people
from matrix_world import World

from caicach.web.audit.models import Event

CODES = {
    200: "may",
    204: "may",
    304: "may",
    401: "may",
    403: "refused",
    404: "hidden",
    422: "faults",
}
PARTS = ("agencies:pick", "plans:target-check")
"""Answers put into a page that is open; they may be empty."""
_NAMED = r"(?:id|for|name|href|action|src|hx-[a-z-]+|data-(?!label)[a-z-]+|aria-[a-z]*by)"
_SENT = r'(?:<(?:option|button)\b|type="hidden")[^>]*\bvalue'
GROUPED = re.compile(
    rf'(?:\b{_NAMED}|{_SENT})="[^"]*(?<![\w.])\d{{1,3}}(?:\.\d{{3}})+(?![\w.])[^"]*"'
)
"""A number with points between its thousands, in an attribute no person reads."""
YEAR = re.compile(r"(?<![\w.,])2[.,]0[0-3]\d(?![\w.,])")
"""A year written like an amount; no amount of the world is like it."""
# what a permission is asked about, where it is not an agency
SUBJECTS = {
    "accounts.view_person": "person",
    "plans.approve_report": "report",
    "plans.report": "assignment",
    "plans.return": "sent",
    "plans.update_task": "task",
}


class Trial:
    """Everybody in front of their own browser."""

    def __init__(self, cast: Any, world: World) -> None:
        self.cast = cast
        self.world = world
        self.clients = {name: cast.client(None if name == NOBODY else name) for name in people()}

    def holders(self, permission: str, place: str) -> list[str]:
        """Return who holds a permission, about what is the place's or anywhere."""
        found = self.world.places.get(place)
        subject = found and getattr(found, SUBJECTS.get(permission, "agency"))
        signed_in = (name for name in people() if name != NOBODY)
        return sorted(name for name in signed_in if self.cast[name].has_perm(permission, subject))

    def answers(self, case: Case) -> dict[str, str]:
        """Return what becomes of each person; events where none are expected, and none where some
        are, are told with it.
        """
        let_in = [name for name in people() if case.expected[name] in ("may", "faults")]
        begun = {name: self._begun(case, name) for name in let_in} if case.method == "POST" else {}
        # who is not let in sends what somebody else was shown
        copied = next(iter(begun.values()), {})
        return {name: self._answer(case, name, begun.get(name, copied)) for name in people()}

    def _begun(self, case: Case, name: str) -> Values:
        with undone(self.clients[name]):
            return begun_form(self.clients[name], address(case, self.world, name))

    def _answer(self, case: Case, name: str, begun: Values) -> str:
        client, where = self.clients[name], address(case, self.world, name)
        form = filled(case, begun, Sender(self.world, self.world.places.get(case.place), name))
        with undone(client):
            before = Event.objects.count()
            response = client.post(where, form) if case.method == "POST" else client.get(where)
            drain(response)
            events = Event.objects.count() - before
        answer = (case.name not in PARTS and fault_of(response)) or said(response)
        if (events > 0) != (case.leaves_event and case.expected[name] == answer == "may"):
            return f"{answer}, {events} events"
        return answer


def said(response: Any) -> str:
    """Return the answer in the table's words; the number where it is none of them."""
    if response.status_code in (301, 302, 303):
        return where_to(response["Location"])
    return CODES.get(response.status_code, str(response.status_code))


def fault_of(response: Any) -> str:
    """Say what is wrong with a page that was shown: it is blank, or has not one heading."""
    is_page = response.status_code == 200 and response["Content-Type"].startswith("text/html")
    if not is_page or response.streaming:
        return ""
    text = response.content.decode().strip()
    headings = text.count("<h1")
    if not text:
        return "a blank page"
    if grouped := GROUPED.search(text):
        return f"a number for people where a machine reads: {grouped.group()}"
    if year := YEAR.search(text):
        return f"a year written like an amount: {year.group()}"
    return f"a page with {headings} headings" if "<html" in text and headings != 1 else ""


def where_to(location: str) -> str:
    path = location.partition("?")[0]
    if path == reverse(settings.LOGIN_URL):
        return "door"
    again = ("account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn")
    return "again" if path in map(reverse, again) else "may"


@contextmanager
def undone(client: Client) -> Iterator[None]:
    """Take back what was done within, also what the browser was told to keep."""
    cookies = SimpleCookie(client.cookies.output(header="", sep=";"))
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies = cookies
