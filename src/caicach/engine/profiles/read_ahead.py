"""The next block is read while the last one is mapped."""

from collections.abc import Iterator
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import Generic, TypeVar

T = TypeVar("T")

WAIT_SECONDS = 0.1


class ReadAhead(Generic[T]):
    """An iterator run in a thread of its own, one item ahead. Close it when done."""

    def __init__(self, source: Iterator[T]) -> None:
        self._source = source
        self._ready: Queue[T | BaseException | None] = Queue(maxsize=1)
        self._stopped = Event()
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def __iter__(self) -> Iterator[T]:
        """Yield the items; what the source raises is raised here."""
        while (item := self._ready.get()) is not None:
            if isinstance(item, BaseException):
                raise item
            yield item

    def close(self) -> None:
        """Stop reading and wait for the thread."""
        self._stopped.set()
        while self._thread.is_alive():
            try:
                self._ready.get(timeout=WAIT_SECONDS)
            except Empty:
                continue
        self._thread.join()

    def _run(self) -> None:
        try:
            for item in self._source:
                if not self._put(item):
                    return
        except BaseException as error:
            self._put(error)
        else:
            self._put(None)

    def _put(self, item: T | BaseException | None) -> bool:
        while not self._stopped.is_set():
            try:
                self._ready.put(item, timeout=WAIT_SECONDS)
            except Full:
                continue
            return True
        return False
