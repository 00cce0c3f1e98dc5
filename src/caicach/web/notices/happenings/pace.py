"""How fast what happened is read on: in small bites, with a rest between two of them.

SQLite lets one write at a time, and whoever waits looks again only now and then: without the rest,
people who save something would hardly find a moment between two bites.
"""

import time
from collections.abc import Callable
from datetime import datetime

MOST_AT_ONCE = 50
REST_SECONDS = 0.05


def read_on(some: Callable[[datetime], int], now: datetime) -> int:
    """Call `some`, which reads up to MOST_AT_ONCE, until it reads fewer; return how many in all."""
    count = read = some(now)
    while read == MOST_AT_ONCE:
        time.sleep(REST_SECONDS)
        read = some(now)
        count += read
    return count
