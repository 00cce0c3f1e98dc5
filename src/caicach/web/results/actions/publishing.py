"""Results published: asked for by the standing body, done in the background."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from caicach.core.issues import Issue, faults, issue
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.jobs.models import Job
from caicach.web.jobs.queue import enqueue
from caicach.web.results.checking import check_publishing
from caicach.web.results.published import latest_publication
from caicach.web.results.sealing import sealing_key
from caicach.web.rounds.models import Round
from caicach.web.rounds.refusals import RoundRefusedError

PUBLISH = "results.publish"


@transaction.atomic
def publish_later(
    by: Actor, *, scored: Round, values: Mapping[str, Any], now: datetime, person_id: int | None
) -> Job:
    """Publish in the background: first, or as a correction of what was published.

    values: what is printed (see `printing.particulars_of`), and `gaps`: why it is published
    although something is missing. Raises RoundRefusedError with everything that forbids it.
    """
    by.require("results.publish", scored)
    wrong = refusals(scored, values)
    if wrong:
        raise RoundRefusedError(wrong)
    sealing_key(scored, now)  # an office's key that cannot be used is told now, not in an hour
    before = latest_publication(scored)
    number = 1 if before is None else before.number + 1
    after = {"title": values["title"], "notation": values["notation"], "number": number}
    record(by, "results.publishing", scored, after=after, reason=values["gaps"])
    asked = {"person": person_id, "request": by.request_id}
    return enqueue(
        PUBLISH,
        {"number": scored.pk, "publication": number, "values": dict(values), "asked": asked},
        unique_key=f"{PUBLISH}:{scored.pk}",
        person_id=person_id,
    )


def refusals(scored: Round, values: Mapping[str, Any]) -> Sequence[Issue]:
    """Return what forbids publishing with these particulars."""
    issues = check_publishing(scored)
    wrong = faults(issues)
    if len(wrong) < len(issues) and not values["gaps"]:
        wrong.append(issue("publishing-gaps-unexplained", scored.name))
    if latest_publication(scored) is not None and not values["cause"]:
        wrong.append(issue("publishing-correction-without-cause", scored.name))
    return wrong
