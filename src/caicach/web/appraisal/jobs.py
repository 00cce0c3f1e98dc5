"""Work behind appraisals: accepting many items for somebody who need not wait."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from caicach.web.accounts.acting import actor_of
from caicach.web.accounts.models import Person
from caicach.web.appraisal.actions.bulk import ACCEPT, accept_many
from caicach.web.appraisal.queries.matching import matching, matters_of
from caicach.web.appraisal.queries.sight import rounds_seen, sight_of
from caicach.web.jobs.kinds import Run, job


@job(ACCEPT)
def accept_in_background(
    run: Run, number: int, items: Sequence[str], person: int
) -> dict[str, Any]:
    """Accept what agrees, some at a time; begun again, it goes on with what is left.

    Who asked must hold the right still.
    """
    who = Person.objects.get(pk=person)
    scored = rounds_seen(who).filter(pk=number).first()
    if scored is None:
        return {"done": 0, "left": 0, "refused": True}
    sight = sight_of(who, scored)
    chosen = [each for each in sight.items.values() if each.code in set(items)]
    total = matching(sight, chosen).count()
    done, left = 0, 0
    while matters := matters_of(sight, chosen, left):
        run.progress(done + left, total)
        found = accept_many(actor_of(who), scored=scored, matters=matters, now=timezone.now())
        done, left = done + found.done, left + found.left
    return {"done": done, "left": left}
