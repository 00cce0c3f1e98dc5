"""What comes next is read while the last is worked on: of one source, or of several in turn."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
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
        finally:
            close = getattr(self._source, "close", None)
            if close is not None:
                close()

    def _put(self, item: T | BaseException | None) -> bool:
        while not self._stopped.is_set():
            try:
                self._ready.put(item, timeout=WAIT_SECONDS)
            except Full:
                continue
            return True
        return False


def side_by_side(
    sources: Sequence[Callable[[], Iterator[T]]], at_once: int
) -> Iterator[tuple[int, T]]:
    """Yield number and item of all sources, `at_once` of them at work in threads of their own.

    They take turns, item by item, so that the order is the same however fast each of them is.
    What a source raises is raised here, and the others are stopped.
    """
    waiting = iter(enumerate(sources))
    turns: deque[tuple[int, ReadAhead[T], Iterator[T]]] = deque()
    try:
        while True:
            while len(turns) < at_once and (following := next(waiting, None)):
                ahead = ReadAhead(following[1]())
                turns.append((following[0], ahead, iter(ahead)))
            if not turns:
                return
            number, ahead, items = turns[0]
            found = next(items, _END)
            if isinstance(found, _End):
                ahead.close()
                turns.popleft()
            else:
                yield number, found
                turns.rotate(-1)
    finally:
        for _, ahead, _ in turns:
            ahead.close()


class _End:
    """What no source yields."""


_END = _End()
