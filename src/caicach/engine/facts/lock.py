"""One writer at a time: a lock on a folder that the system releases when its holder dies."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from caicach.core.issues import issue
from caicach.engine.facts.store_error import StoreError, told

REMARK_AFTER_SECONDS = 1.0
PAUSE_SECONDS = 0.05

Remark = Callable[[str], None]
"""Told who holds the lock, once, when waiting has begun to show."""


@contextmanager
def held(path: Path, *, wait: bool, on_wait: Remark | None) -> Iterator[None]:
    """Hold the lock at `path` while inside.

    Raises StoreError at once where another holds it and `wait` is False.
    """
    with told(str(path.parent)):
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if not _taken(handle):
            if not wait:
                raise StoreError(issue("store-busy", str(path.parent), holder=_holder(path)))
            _wait_for(handle, lambda: on_wait and on_wait(_holder(path)))
        os.truncate(handle, 0)
        os.write(handle, str(os.getpid()).encode())
        yield
    finally:
        os.close(handle)  # which releases it


def _wait_for(handle: int, remark: Callable[[], object]) -> None:
    begun, is_told = time.monotonic(), False
    while not _taken(handle):
        if not is_told and time.monotonic() - begun >= REMARK_AFTER_SECONDS:
            is_told = True
            remark()
        time.sleep(PAUSE_SECONDS)


def _holder(path: Path) -> str:
    """Return the number of the process that holds the lock, as it wrote it down."""
    return path.read_text("ascii", errors="replace").strip() or "–"


if sys.platform == "win32":
    import msvcrt

    FAR = 1 << 20
    """Locked bytes cannot be read there: one beyond the holder's number is locked."""

    def _taken(handle: int) -> bool:
        os.lseek(handle, FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _taken(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
