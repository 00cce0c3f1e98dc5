"""A round frozen: scored from what is pinned, set on paper, sealed, kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Max

from caicach.core.issues import faults, issue
from caicach.core.scoring import Result
from caicach.core.scoring.change import compare_with
from caicach.core.scoring.document import result_document
from caicach.files.snapshots import Publication as Frozen
from caicach.files.snapshots import Snapshot, content_digest, publish
from caicach.web.attachments.models import StoredFile
from caicach.web.attachments.store import lay
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.jobs.kinds import Run
from caicach.web.results.actions.publishing import refusals
from caicach.web.results.keeping import keep_agencies, keep_restated
from caicach.web.results.models import Correction, Publication, PublishedFile
from caicach.web.results.printing import particulars_of
from caicach.web.results.published import latest_publication, previous_result
from caicach.web.results.sealing import sealing_key
from caicach.web.results.taking import last_change, round_result
from caicach.web.rounds.models import Evidence, Filling, Round, Stage
from caicach.web.rounds.refusals import RoundRefusedError, WrongMomentError


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken of a round at one moment.

    until: its last change of a score then; known: its figures known from elsewhere then.
    """

    result: Result
    own: Result
    frozen: Frozen
    until: int
    known: Mapping[str, Any]
    replaced: Publication | None


def freeze_round(
    by: Actor, *, scored: Round, values: Mapping[str, Any], now: datetime, run: Run
) -> Publication:
    """Publish the round as it stands.

    Raises RoundRefusedError, and WrongMomentError where a score changed meanwhile.
    """
    by.require("results.publish", scored)
    wrong = refusals(scored, values)
    if wrong:
        raise RoundRefusedError(list(wrong))
    taken = _take(scored, values, run)
    snapshot, parts = publish(taken.frozen, sealing_key(scored, now), now, settings.FONTS_FOLDER)
    with transaction.atomic():
        return _keep(by, scored, values, taken, (snapshot, parts), now)


def _take(scored: Round, values: Mapping[str, Any], run: Run) -> Taken:
    until, known = last_change(scored), _known(scored)
    result = round_result(scored, Stage.FINAL, run=run)
    wrong = faults(result.issues)
    if wrong:
        raise RoundRefusedError(wrong)
    before = previous_result(scored)
    if before is not None:
        compare_with(result, before)
    replaced = latest_publication(scored)
    facts = facts_versions(scored)
    frozen = Frozen(
        particulars=particulars_of(scored, values, facts, replaced),
        result=result_document(result),
        inputs=_inputs(scored, facts, until),
        evidence=dict(_evidence(scored)),
    )
    own = round_result(scored, Stage.SELF, run=run)
    return Taken(result, own, frozen, until, known, replaced)


def _known(scored: Round) -> Mapping[str, Any]:
    """What changes whenever a figure known from elsewhere is joined to the round."""
    rows = Filling.objects.filter(card__round=scored)
    return rows.aggregate(count=Count("pk"), last=Max("pk"), at=Max("at"))


def facts_versions(scored: Round) -> dict[str, str]:
    """Return which versions of the facts known figures were pinned from."""
    rows = Filling.objects.filter(card__round=scored).values_list("facts_version", flat=True)
    versions = sorted({each for each in rows.order_by().distinct() if each is not None})
    return {"Kho hồ sơ": ", ".join(map(str, versions))} if versions else {}


def _inputs(scored: Round, facts: Mapping[str, str], until: int) -> dict[str, Any]:
    return {
        "round": {"number": scored.pk, "name": scored.name, "period": scored.period},
        "edition": {"name": scored.edition.name, "sha256": scored.edition.sha256},
        "choices": dict(scored.choices),
        "facts_versions": dict(facts),
        "last_change": until,
    }


def _evidence(scored: Round) -> Iterator[tuple[str, str]]:
    rows = Evidence.objects.filter(
        card__round=scored, state=Evidence.State.KEPT, attachment__stored__isnull=False
    ).order_by("pk")
    for key, agency, item, sha256 in rows.values_list(
        "pk", "card__agency__code", "item__code", "attachment__stored__sha256"
    ).iterator():
        yield f"{agency}/{item}/{key}", sha256


def _keep(
    by: Actor,
    scored: Round,
    values: Mapping[str, Any],
    taken: Taken,
    sealed: tuple[Snapshot, Mapping[str, bytes]],
    now: datetime,
) -> Publication:
    snapshot, parts = sealed
    held = Round.objects.select_for_update().get(pk=scored.pk)
    is_as_taken = last_change(held) == taken.until and _known(held) == taken.known
    if not is_as_taken or latest_publication(held) != taken.replaced:
        raise WrongMomentError
    Filling.objects.filter(card__round=held, pinned_at=None).update(pinned_at=now)
    made = Publication.objects.create(
        **_row(by, scored, values, taken), sha256=snapshot.sha256, published_at=now
    )
    _keep_files(made, parts, now)
    keep_agencies(made, taken.result, taken.own, taken.frozen.result)
    if taken.replaced is not None:
        keep_restated(made, taken.replaced, taken.frozen)
    taken_in = {"change__lte": taken.until, "publication": None}
    Correction.objects.filter(card__round=scored, **taken_in).update(publication=made)
    told = {"state": Round.State.PUBLISHED, "told_change": taken.until}
    Round.objects.filter(pk=scored.pk).update(**told, version=held.version + 1)
    after = {"number": made.number, "sha256": made.sha256, "notation": made.notation}
    record(by, "results.published", made, after=after, reason=made.cause or made.gaps)
    return made


def _row(by: Actor, scored: Round, values: Mapping[str, Any], taken: Taken) -> dict[str, Any]:
    first = taken.replaced is None
    head = {k: v for k, v in taken.frozen.result.items() if k not in ("agencies", "issues")}
    return {
        "round": scored,
        "number": taken.frozen.particulars.number,
        "kind": Publication.Kind.FIRST if first else Publication.Kind.CORRECTION,
        "replaces": taken.replaced,
        "cause": "" if first else values["cause"],
        "gaps": values["gaps"],
        "title": values["title"],
        "notation": values["notation"],
        "signed_on": values["signed_on"],
        "signer": values["signer"],
        "particulars": dict(values),
        "head": head,
        "facts_versions": dict(taken.frozen.particulars.facts_versions),
        "evidence_count": len(taken.frozen.evidence),
        "last_change": taken.until,
        "digest": content_digest(taken.frozen),
        "person_id": None if by.person is None else by.person.pk,
        "post": by.post,
    }


def _keep_files(made: Publication, parts: Mapping[str, bytes], now: datetime) -> None:
    for name, content in parts.items():
        laid = lay([content])
        stored, _new = StoredFile.objects.get_or_create(
            sha256=laid.sha256,
            defaults={
                "size_bytes": laid.size_bytes,
                "kind": name.rpartition(".")[2],
                "stored_at": now,
            },
        )
        PublishedFile.objects.create(publication=made, name=name, stored=stored)


def refused(error: RoundRefusedError | WrongMomentError) -> list[dict[str, str]]:
    """Return why nothing was published, in both languages, as a job keeps it."""
    issues = getattr(error, "issues", None) or [issue("publishing-changed-meanwhile", "")]
    return [
        {lang: f"{each.problem(lang)} {each.remedy(lang)}" for lang in ("vi", "en")}
        for each in issues
    ]
