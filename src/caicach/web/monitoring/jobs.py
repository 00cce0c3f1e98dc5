"""Measuring in the background: every quarter of an hour, and whenever it is asked for."""

from caicach.web.jobs.kinds import Run, every, job
from caicach.web.jobs.models import Job
from caicach.web.jobs.queue import enqueue
from caicach.web.look.day import today
from caicach.web.monitoring.measuring import measure

NAME = "monitoring.measure"


@job(NAME, every(minutes=15))
def measure_all(run: Run) -> int:
    """Judge all plans in force; figures are brought in only where the facts have changed."""
    return measure(run, today())


def ask_to_measure(person_id: int | None = None) -> Job:
    """Put a measurement in, unless one waits already."""
    return enqueue(NAME, unique_key=NAME, person_id=person_id)
