"""Loading the map of the whole nation, which takes too long for a page."""

from caicach.web.accounts.acting import actor_of
from caicach.web.accounts.models import Person
from caicach.web.agencies.maps import load_map
from caicach.web.jobs.kinds import Run, job
from caicach.web.jobs.models import Job
from caicach.web.jobs.queue import enqueue

MAP = "agencies.map"


def load_nation_later(person: Person, *, departments: bool) -> Job:
    """Load the nation in the background; no second time while it waits."""
    arguments = {"person": person.pk, "departments": departments}
    return enqueue(MAP, arguments, unique_key=MAP, person_id=person.pk)


@job(MAP)
def load_nation(run: Run, person: int, departments: bool) -> dict[str, int]:
    """Load the nation on behalf of who asked; begun again, it adds only what is missing."""
    run.progress(0, 1)
    by = actor_of(Person.objects.get(pk=person))
    by.require("agencies.change_roots")
    done = load_map(by=by, province=None, departments=departments)
    return {"entries": 0 if done is None else len(done.changes["added"]["entries"])}
