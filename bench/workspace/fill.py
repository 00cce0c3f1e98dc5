"""Fills an empty, migrated installation: `python -m bench.workspace.fill SIZE… PROVINCE`."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

from bench.workspace.size import Size


def main() -> None:
    """Fill it and print the seconds of each step."""
    size = Size(*map(int, sys.argv[1:-1]))
    django.setup()
    from bench.workspace.filling.history import leave_events, tell_figures, tell_notices
    from bench.workspace.filling.office import open_office
    from bench.workspace.filling.programme import add_documents, hand_down, play

    code = open_office(Path(sys.argv[-1]), size)
    steps: tuple[tuple[str, Callable[[], object]], ...] = (
        ("cascade", lambda: hand_down(code, size)),
        ("turns", play),
        ("figures", tell_figures),
        ("documents", lambda: add_documents(size)),
        ("notices", tell_notices),
        ("events", lambda: leave_events(size.events)),
    )
    seconds = {}
    for name, step in steps:
        begun = time.monotonic()
        step()
        seconds[name] = time.monotonic() - begun
    print(json.dumps(seconds))


if __name__ == "__main__":
    main()
