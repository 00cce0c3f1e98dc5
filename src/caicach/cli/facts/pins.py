"""`caicach facts pin` and `unpin`: versions that no vacuum takes."""

from typing import Annotated

import typer

from caicach.cli.refusal import WrongUseError
from caicach.cli.session import session_of
from caicach.cli.stores import StoreOption, opened


def pin(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="V", help="number")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="reason")],
    store: StoreOption = "",
) -> None:
    """Pin a version so that no vacuum takes it."""
    session = session_of(context)
    if not reason.strip():
        raise WrongUseError("store-pin-no-reason", "--reason")
    with opened(store) as found:
        found.pin(number, reason.strip())
    session.tell(session.say(f"Đã ghim phiên bản {number}.", f"Version {number} is pinned."))


def unpin(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="V", help="number")],
    store: StoreOption = "",
) -> None:
    """Take a pin off again."""
    session = session_of(context)
    with opened(store) as found:
        found.unpin(number)
    session.tell(
        session.say(f"Phiên bản {number} không còn được ghim.", f"Version {number} is not pinned.")
    )
