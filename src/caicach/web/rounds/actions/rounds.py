"""Rounds begun, prepared and opened."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import F

from caicach.core.criteria import load_edition
from caicach.core.issues import Issue, faults, issue
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record, record_change, values_of
from caicach.web.jobs.models import Job
from caicach.web.jobs.queue import enqueue
from caicach.web.look.conflict import ChangedMeanwhileError
from caicach.web.look.day import today
from caicach.web.register.models import Agency
from caicach.web.register.queries import tree_on
from caicach.web.rounds.actions.agencies import change_agencies
from caicach.web.rounds.locks import WRITTEN_IN
from caicach.web.rounds.models import Card, KeptEdition, Phase, PhaseKind, Round, RoundAgency
from caicach.web.rounds.refusals import RoundRefusedError, WrongMomentError, require_reason
from caicach.web.rounds.scoring import kept_edition
from caicach.web.rounds.turning import OPEN, held

ORDER = {kind: place for place, kind in enumerate(PhaseKind.values)}
PLANNED = (Round.State.PREPARING, Round.State.RUNNING, Round.State.PUBLISHED)


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
    Raises RoundRefusedError where a round of the agency has the name already.
    """
    by.require("rounds.set_up", agency)
    try:
        with transaction.atomic():
            made = Round.objects.create(agency=agency, **values)
    except IntegrityError as error:
        raise RoundRefusedError([issue("round-name-taken", "name")]) from error
    set_phases(made, phases)
    record(by, "rounds.begun", made, after={"name": made.name, "edition": made.edition.name})
    return made


@transaction.atomic
def copy_round(
    by: Actor, *, previous: Round, values: Mapping[str, Any], phases: Sequence[Hours]
) -> Round:
    """Begin a round as a copy of a former one: its agencies with their blocks, its leads.

    values: as of `create_round`; options of the former round are taken over where the edition still
    has them. Agencies whose card was ended, or that are no longer there, are left out; evidence is
    reused from the former cards by the agencies themselves.
    """
    by.require("rounds.set_up", previous)
    same = {"choices": _still_open(previous, values["edition"]), "previous": previous}
    made = create_round(by, agency=previous.agency, values={**same, **values}, phases=phases)
    tree = tree_on(today())
    kept = previous.cards.exclude(state=Card.State.ENDED)
    former = kept if kept.exists() else previous.chosen.all()
    rows = former.values_list("agency_id", "agency__code", "block")
    blocks = {agency: block for agency, code, block in rows if code in tree}
    if blocks:
        change_agencies(by, scored=made, put=blocks)
    return made


def _still_open(previous: Round, edition: KeptEdition) -> dict[str, str]:
    offered = {each.id: {o.id for o in each.options} for each in kept_edition(edition).choices}
    return {
        name: option for name, option in previous.choices.items() if option in offered.get(name, ())
    }


@transaction.atomic
def change_round(by: Actor, *, scored: Round, values: Mapping[str, Any], seen: int) -> Round:
    """Change the head of a round that is still prepared.

    Raises WrongMomentError, ChangedMeanwhileError, RoundRefusedError for a name that is taken.
    """
    by.require("rounds.set_up", scored)
    if scored.state != Round.State.PREPARING:
        raise WrongMomentError
    before = values_of(scored, values)
    rows = Round.objects.filter(pk=scored.pk, version=seen, state=Round.State.PREPARING)
    try:
        with transaction.atomic():
            done = rows.update(**values, version=F("version") + 1)
    except IntegrityError as error:
        raise RoundRefusedError([issue("round-name-taken", "name")]) from error
    if not done:
        raise ChangedMeanwhileError
    scored = Round.objects.select_related("edition", "agency").get(pk=scored.pk)
    record_change(by, "rounds.changed", scored, before)
    return scored


@transaction.atomic
def plan_phases(by: Actor, *, scored: Round, phases: Sequence[Hours], reason: str = "") -> None:
    """Put down the hours of phases; those left out are taken away.

    Once the round runs, phases that are over stay as they were, one that is open keeps its
    opening, and a reason is needed; once it is published, complaints alone are planned, and not
    taken away. Raises WrongMomentError, NoReasonError.
    """
    by.require("rounds.set_up", scored)
    if scored.state not in PLANNED:
        raise WrongMomentError
    if scored.state != Round.State.PREPARING:
        reason = require_reason(reason)
    if scored.state == Round.State.PUBLISHED:
        phases = [each for each in phases if each.kind == PhaseKind.COMPLAINTS]
        if not phases:
            raise WrongMomentError
    before = _hours_of(scored)
    waiting = scored.phases.filter(state=Phase.State.WAITING)
    waiting.exclude(kind__in=[each.kind for each in phases]).delete()
    settled = set(scored.phases.exclude(state=Phase.State.WAITING).values_list("kind", flat=True))
    set_phases(scored, [each for each in phases if each.kind not in settled])
    for each in phases:
        running = scored.phases.filter(kind=each.kind, state=Phase.State.OPEN)
        running.exclude(closes_at=each.closes_at).update(closes_at=each.closes_at, told=[])
    after = _hours_of(scored)
    if before != after:
        changed = {kind for kind in before | after if before.get(kind) != after.get(kind)}
        was, became = ({k: h for k, h in each.items() if k in changed} for each in (before, after))
        record(by, "rounds.phases_planned", scored, before=was, after=became, reason=reason)


def _hours_of(scored: Round) -> dict[str, list[str]]:
    rows = scored.phases.values_list("kind", "opens_at", "closes_at")
    return {kind: [opens.isoformat(), closes.isoformat()] for kind, opens, closes in rows}


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
    chosen = set(RoundAgency.objects.filter(round=scored).values_list("agency_id", flat=True))
    change_agencies(by, scored=scored, put=blocks, out=chosen - blocks.keys())


@transaction.atomic
def open_round(
    by: Actor,
    *,
    scored: Round,
    issues: Sequence[Issue],
    person_id: int | None,
    at_once: bool = True,
    reason: str = "",
) -> Job:
    """Open a round in the background: items, cards, what is known already, the first phase.

    issues: of the dry run; its faults refuse. at_once: self-scoring begins now, whatever its
    hour; else the clock opens it. Raises RoundRefusedError, WrongMomentError.
    """
    by.require("rounds.set_up", scored)
    wrong = faults(issues)
    if not scored.chosen.exists():
        wrong.append(issue("round-without-agencies", scored.name))
    if wrong:
        raise RoundRefusedError(wrong)
    preparing = Round.objects.filter(pk=scored.pk, state=Round.State.PREPARING)
    if not preparing.update(state=Round.State.OPENING, version=F("version") + 1):
        raise WrongMomentError
    scored.refresh_from_db()
    told = {"agencies": scored.chosen.count(), "at_once": at_once}
    record(by, "rounds.opened", scored, after=told, reason=reason)
    return enqueue(
        OPEN,
        {"number": scored.pk, "at_once": at_once},
        unique_key=f"{OPEN}:{scored.pk}",
        person_id=person_id,
    )


@transaction.atomic
def cancel_round(by: Actor, *, scored: Round, reason: str, now: datetime) -> None:
    """Cancel a round that is not published: everything is locked and stays readable.

    Raises NoReasonError, WrongMomentError.
    """
    by.require("rounds.set_up", scored)
    why = require_reason(reason)
    scored = held(scored.pk)
    if scored.state not in (Round.State.PREPARING, Round.State.RUNNING):
        raise WrongMomentError
    before = scored.state
    scored.phases.filter(state=Phase.State.OPEN).update(
        state=Phase.State.CLOSED, closed_at=now, reason=why
    )
    Round.objects.filter(pk=scored.pk).update(state=Round.State.CANCELLED, version=F("version") + 1)
    scored.cards.update(**dict.fromkeys(WRITTEN_IN.values(), False))
    after = {"state": Round.State.CANCELLED.value}
    record(by, "rounds.cancelled", scored, before={"state": before}, after=after, reason=why)
