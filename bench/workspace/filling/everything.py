"""Everything an installation is filled with, in its order, with the seconds of each step."""

import time
from collections.abc import Callable
from pathlib import Path

from bench.workspace.filling.history import leave_events, tell_figures, tell_notices
from bench.workspace.filling.office import open_office
from bench.workspace.filling.programme import add_documents, hand_down, play
from bench.workspace.size import Size
from caicach.web.site.demo.news import forget_earlier


def fill(numbers: dict[str, int], province: str) -> dict[str, float]:
    """Fill an empty, migrated installation; return the seconds of each step.

    numbers: a Size. province: the folder with `agencies.yaml`.
    """
    size = Size(**numbers)
    code = open_office(Path(province), size)
    steps: tuple[tuple[str, Callable[[], object]], ...] = (
        ("cascade", lambda: hand_down(code, size)),
        ("turns", play),
        ("figures", tell_figures),
        ("documents", lambda: add_documents(size)),
        ("notices", tell_notices),
        ("events", lambda: leave_events(size.events)),
        ("told", forget_earlier),
    )
    return {name: _seconds(step) for name, step in steps}


def _seconds(step: Callable[[], object]) -> float:
    begun = time.monotonic()
    step()
    return time.monotonic() - begun
