"""`caicach audit verify`: the chain of events, from the first to the last."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from caicach.cli.admin.workspace import open_workspace
from caicach.cli.refusal import FaultsError, WrongUseError
from caicach.cli.session import session_of
from caicach.core.issues import Issue, issue

if TYPE_CHECKING:
    from caicach.web.audit.models import Event

FIRST_BREAKS = 20
CHUNK = 2_000
HASH_LENGTH = 64


class Noted(NamedTuple):
    """A place in the chain written down elsewhere: the number and hash of an event."""

    number: int
    hash: str


def verify(
    context: typer.Context,
    until: Annotated[
        str | None, typer.Option("--until", metavar="NUMBER/HASH", help="until")
    ] = None,
) -> None:
    """Prove that no event was changed, taken out or put in; compare with a noted place."""
    session = session_of(context)
    noted = _noted(until)
    open_workspace()
    from caicach.web.audit.chain import breaks
    from caicach.web.audit.models import Event

    issues = [
        issue(f"audit-break-{each.cause}", f"{EVENT} {each.number}")
        for each in islice(breaks(_events()), FIRST_BREAKS)
    ]
    issues += _against(noted, Event.objects.filter(number=noted.number).first()) if noted else []
    if issues:
        raise FaultsError(issues)
    last = Event.objects.order_by("-number").first()
    count = Event.objects.count()
    session.print_text(f"{last.number}/{last.hash}\n" if last else "0/\n")
    session.tell(
        session.say(
            f"Chuỗi nguyên vẹn: {count} sự kiện. Hãy ghi dòng trên ở nơi khác để so về sau.",
            f"The chain holds: {count} events. Note the line above elsewhere to compare later.",
        )
    )


EVENT = "audit_event"


def _events() -> "Iterator[Event]":
    from caicach.web.audit.models import Event

    return Event.objects.order_by("number").iterator(chunk_size=CHUNK)


def _noted(text: str | None) -> Noted | None:
    if text is None:
        return None
    number, _, seal = text.strip().partition("/")
    if not (number.isdecimal() and int(number) and len(seal) == HASH_LENGTH):
        raise WrongUseError("audit-noted-malformed", f"--until {text}")
    return Noted(int(number), seal.lower())


def _against(noted: Noted, event: "Event | None") -> Iterator[Issue]:
    """A chain made anew as a whole holds together; only a hash kept elsewhere tells it."""
    where = f"{EVENT} {noted.number}"
    if event is None:
        yield issue("audit-noted-missing", where)
    elif event.hash != noted.hash:
        yield issue("audit-noted-differs", where, noted=noted.hash, found=event.hash)
