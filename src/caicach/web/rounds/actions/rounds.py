"""Rounds begun, prepared and opened."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from caicach.core.criteria import load_edition
from caicach.core.issues import Issue, faults, issue
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.jobs.models import Job
from caicach.web.jobs.queue import enqueue
from caicach.web.register.models import Agency
from caicach.web.rounds.models import KeptEdition, Phase, PhaseKind, Round, RoundAgency
from caicach.web.rounds.refusals import RoundRefusedError, WrongMomentError

OPEN = "rounds.open"
ORDER = {kind: place for place, kind in enumerate(PhaseKind.values)}


class Hours(NamedTuple):
    """A phase as it is planned."""

    kind: str
    opens_at: datetime
    closes_at: datetime


def keep_edition(text: str, name: str) -> tuple[KeptEdition | None, list[Issue]]:
    """Return the edition of a text as it is kept, or its faults."""
    loaded = load_edition(text, name)
    if loaded.edition is None:
        return None, loaded.issues
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    kept, _new = KeptEdition.objects.get_or_create(
        sha256=sha256, defaults={"name": loaded.edition.edition, "text": text}
    )
    return kept, loaded.issues


@transaction.atomic
def create_round(
    by: Actor, *, agency: Agency, values: Mapping[str, Any], phases: Sequence[Hours] = ()
) -> Round:
    """Begin a round; it is prepared until it is opened.

    values: name, kind, year, period, edition, choices, lead, stand_in, previous.
    """
    by.require("rounds.set_up", agency)
    made = Round.objects.create(agency=agency, **values)
    set_phases(made, phases)
    record(by, "rounds.begun", made, after={"name": made.name, "edition": made.edition.name})
    return made


def set_phases(scored: Round, phases: Sequence[Hours]) -> None:
    """Put the planned phases in place of those that wait; in the caller's transaction."""
    for each in phases:
        Phase.objects.update_or_create(
            round=scored,
            kind=each.kind,
            defaults={
                "position": ORDER[each.kind],
                "opens_at": each.opens_at,
                "closes_at": each.closes_at,
            },
        )


@transaction.atomic
def choose_agencies(by: Actor, *, scored: Round, blocks: Mapping[int, str]) -> None:
    """Choose who takes part: the block of each agency, by its key. Raises WrongMomentError."""
    by.require("rounds.set_up", scored)
    if scored.state != Round.State.PREPARING:
        raise WrongMomentError
    RoundAgency.objects.filter(round=scored).exclude(agency_id__in=blocks).delete()
    for agency, block in blocks.items():
        RoundAgency.objects.update_or_create(
            round=scored, agency_id=agency, defaults={"block": block}
        )
    record(by, "rounds.agencies_chosen", scored, after={"agencies": len(blocks)})


@transaction.atomic
def open_round(by: Actor, *, scored: Round, issues: Sequence[Issue], person_id: int | None) -> Job:
    """Open a round in the background: items, cards, what is known already, the first phase.

    issues: of the dry run; its faults refuse. Raises RoundRefusedError, WrongMomentError.
    """
    by.require("rounds.set_up", scored)
    wrong = faults(issues)
    if not scored.chosen.exists():
        wrong.append(issue("round-without-agencies", scored.name))
    if wrong:
        raise RoundRefusedError(wrong)
    preparing = Round.objects.filter(pk=scored.pk, state=Round.State.PREPARING)
    if not preparing.update(state=Round.State.OPENING):
        raise WrongMomentError
    scored.refresh_from_db()
    record(by, "rounds.opened", scored, after={"agencies": scored.chosen.count()})
    return enqueue(
        OPEN, {"number": scored.pk}, unique_key=f"{OPEN}:{scored.pk}", person_id=person_id
    )
