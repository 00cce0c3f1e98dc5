"""Waiting for what a library does in a loop of its own."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Answer = TypeVar("Answer")


def wait_for(work: Callable[[], Coroutine[Any, Any, Answer]]) -> Answer:
    """Return what the work ends with, beside a running loop as well (a notebook has one)."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work())
    with ThreadPoolExecutor(max_workers=1) as aside:
        return aside.submit(lambda: asyncio.run(work())).result()
