"""What is worked out in the background on request: statistics, proofs."""

from django.db import transaction

from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.jobs.models import Job
from caicach.web.jobs.queue import enqueue
from caicach.web.results.models import Publication
from caicach.web.rounds.models import Round

STATISTICS = "results.statistics"
PROVE = "results.prove"


@transaction.atomic
def ask_for_statistics(by: Actor, *, scored: Round, stage: str, person_id: int | None) -> Job:
    """Have the statistics of a round at one stage made again."""
    by.require("results.provisional", scored)
    record(by, "results.statistics_asked", scored, after={"stage": stage})
    return enqueue(
        STATISTICS,
        {"number": scored.pk, "stage": stage},
        unique_key=f"{STATISTICS}:{scored.pk}:{stage}",
        person_id=person_id,
    )


@transaction.atomic
def ask_for_proof(by: Actor, *, publication: Publication, person_id: int | None) -> Job:
    """Have a publication proven."""
    by.require("results.prove", publication)
    record(by, "results.proof_asked", publication)
    return enqueue(
        PROVE,
        {"number": publication.pk},
        unique_key=f"{PROVE}:{publication.pk}",
        person_id=person_id,
    )
