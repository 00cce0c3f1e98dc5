"""The store named on the command line, and what its refusals mean for a command."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from caicach.cli.refusal import FaultsError, WrongUseError
from caicach.cli.session import Session
from caicach.engine.facts import Store, StoreError

StoreOption = Annotated[str, typer.Option("--store", metavar="FOLDER|ADDRESS", help="store")]
FactsVersionOption = Annotated[
    int | None, typer.Option("--facts-version", metavar="V", help="facts_version")
]
NoWait = Annotated[bool, typer.Option("--no-wait", help="no_wait")]

ENVIRONMENT = "CAICACH_STORE"

WRONG_USE = frozenset(
    {
        "store-missing",
        "store-exists",
        "store-folder-taken",
        "store-name-unusable",
        "store-version-unknown",
        "store-version-vacuumed",
        "store-keep-too-few",
    }
)
"""Refusals of what was asked for; all others are mishaps of the store."""


@contextmanager
def store_words() -> Iterator[None]:
    """Turn refusals of a store into those of a command."""
    try:
        yield
    except StoreError as error:
        if error.code in WRONG_USE:
            raise WrongUseError.of([error.issue]) from error
        raise FaultsError([error.issue]) from error


def store_address(named: str) -> str:
    """Return the address named, or that of the environment. Raises WrongUseError for neither."""
    address = named or os.environ.get(ENVIRONMENT, "")
    if not address:
        raise WrongUseError("store-not-named", "--store")
    return address


@contextmanager
def opened(named: str) -> Iterator[Store]:
    """Yield the store; what it refuses while inside is told as a command tells it."""
    address = store_address(named)
    with store_words():
        yield Store.open(address)


def waiting(session: Session) -> Callable[[str], None]:
    """Return what tells a person that another process is being waited for."""
    return lambda holder: session.tell(
        session.say(
            f"Đang chờ tiến trình số {holder} ghi xong vào kho…",
            f"Waiting for process number {holder} to finish writing to the store…",
        )
    )
