"""Seconds of a work."""

import time
from collections.abc import Callable
from statistics import median
from typing import Any

Answer = dict[str, Any]

WARM = 9
"""Times that a warm question is asked."""


def taken(started: float) -> Answer:
    """Return the seconds since `started` as an answer begins."""
    return {"seconds": time.perf_counter() - started}


def warm(ask: Callable[[], object]) -> float:
    """Return the median of the seconds of asking again and again."""
    times = []
    for _ in range(WARM):
        started = time.perf_counter()
        ask()
        times.append(time.perf_counter() - started)
    return median(times)
