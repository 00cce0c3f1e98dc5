"""What the first page would else wait for, read while the process starts."""

import threading

from caicach.web.look import charts
from caicach.web.watch import queries


def warm_in_background() -> None:
    """Read the shipped indices and start the renderer of charts, beside the first requests."""
    threading.Thread(target=_warm, name="warming", daemon=True).start()


def _warm() -> None:
    queries.warm()
    charts.warm()
