"""Works inside an installation: made ready, measured, asked how many queries its pages make."""

import time

from django.db import connection

from caicach.web.look.day import today
from caicach.web.monitoring.jobs import ask_to_measure
from caicach.web.monitoring.measuring import measure
from caicach.web.site.preparing import prepare


def prepared() -> list[str]:
    """Make database, words and assets."""
    return list(prepare())


class Quiet:
    """A run that nobody watches."""

    def progress(self, done: int, total: int) -> None:
        """Say nothing."""


def measured() -> tuple[float, int]:
    """Measure all plans as the job does; return its seconds and how many standings there are."""
    begun = time.monotonic()
    count = measure(Quiet(), today())
    return time.monotonic() - begun, count


def settled() -> None:
    """Let PostgreSQL learn what there is now, as it does by itself while an installation grows."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def asked_to_measure() -> int:
    """Put a measurement in for the worker that serves beside the pages."""
    return ask_to_measure().pk
