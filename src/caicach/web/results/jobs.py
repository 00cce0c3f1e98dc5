"""Work behind results: publishing, statistics, proofs."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from caicach.web.accounts.acting import actor_of
from caicach.web.accounts.models import Person
from caicach.web.audit.actor import Actor, NotAllowedError
from caicach.web.jobs.kinds import Run, job
from caicach.web.results.actions.asking import PROVE, STATISTICS
from caicach.web.results.actions.publishing import PUBLISH
from caicach.web.results.freezing import freeze_round, refused
from caicach.web.results.models import Publication
from caicach.web.results.proving import prove
from caicach.web.results.statistics import keep_statistics
from caicach.web.rounds.models import Round
from caicach.web.rounds.refusals import RoundRefusedError, WrongMomentError


@job(PUBLISH)
def publish_in_background(
    run: Run,
    number: int,
    publication: int,
    values: Mapping[str, Any],
    asked: Mapping[str, Any],
) -> dict[str, Any]:
    """Publish on behalf of who asked. Begun again it publishes nothing twice."""
    scored = Round.objects.select_related("edition", "agency").get(pk=number)
    made = scored.publications.filter(number=publication).first()
    if made is None:
        try:
            made = freeze_round(
                _actor(asked), scored=scored, values=values, now=timezone.now(), run=run
            )
        except NotAllowedError:
            return {"not_allowed": True}
        except (RoundRefusedError, WrongMomentError) as error:
            return {"refused": refused(error)}
    return {"publication": made.pk}


@job(STATISTICS)
def work_out_statistics(run: Run, number: int, stage: str) -> dict[str, int]:
    """Make the statistics of a round at one stage again."""
    scored = Round.objects.select_related("edition", "agency").get(pk=number)
    return {"items": keep_statistics(scored, stage, run, timezone.now())}


@job(PROVE)
def prove_in_background(run: Run, number: int) -> dict[str, Any]:
    """Prove a publication; keep every finding."""
    found = prove(Publication.objects.select_related("round__edition").get(pk=number), run)
    return {
        "found": [
            {
                "severity": each.severity,
                "where": each.where,
                "vi": each.problem("vi"),
                "en": each.problem("en"),
            }
            for each in found
        ]
    }


def _actor(asked: Mapping[str, Any]) -> Actor:
    """Return who asked, in today's posts; the installation where a command did."""
    if asked["person"] is None:
        return Actor.system("caicach")
    return actor_of(Person.objects.get(pk=asked["person"]), asked["request"])
