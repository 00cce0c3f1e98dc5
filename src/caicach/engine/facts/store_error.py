"""Why a store cannot be used, with the words for the person who wanted to."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from deltalake.exceptions import CommitFailedError, DeltaError

from caicach.core.issues import Issue, issue, shorten

NO_ROOM = re.compile(r"(os error|errno) (27|28|112|122)\b|No space left|quota", re.IGNORECASE)
"""File too large, no space left (POSIX and Windows), quota exceeded, in the engine's words."""

NO_RIGHT = re.compile(r"(os error|errno) 13\b|Permission denied|AccessDenied|403 Forbidden")

PAINT = re.compile(r"\x1b\[[0-9;]*m")
FRAME = re.compile(r"\d+: |stack backtrace|note: ")


class StoreError(Exception):
    """The store was not opened, read or written; `issue` says why and what to do."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue)
        self.issue = issue

    @property
    def code(self) -> str:
        """The code of the issue, `store-missing` say: what callers tell reasons apart by."""
        return self.issue.code


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turn whatever the table format or the disk says into a StoreError about `where`."""
    try:
        yield
    except CommitFailedError as error:
        raise StoreError(issue("store-written-meanwhile", where)) from error
    except (DeltaError, OSError) as error:
        raise StoreError(mishap(error, where)) from error


def mishap(error: Exception, where: str) -> Issue:
    """Return what went wrong below, in words as plain as its text allows."""
    text = str(error)
    if NO_ROOM.search(text):
        return issue("store-full", where)
    if NO_RIGHT.search(text):
        return issue("store-no-right", where)
    return issue("store-unreadable", where, reason=shorten(_innermost(text)))


def _innermost(text: str) -> str:
    """Layers below report from the outside in, one to a line, with colours and stack frames."""
    plain = (PAINT.sub("", line).strip(" ↳") for line in text.splitlines())
    lines = [line for line in plain if line and not FRAME.match(line)]
    return lines[-1] if lines else "–"
