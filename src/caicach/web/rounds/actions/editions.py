"""The edition of a running round changed: only while agencies score themselves, seen beforehand."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F

from caicach.core.issues import Issue, issue
from caicach.core.rounds import MigrationPreview
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.look.conflict import ChangedMeanwhileError
from caicach.web.rounds.migrating import Migration, preview_of
from caicach.web.rounds.models import Card, KeptEdition, Phase, PhaseKind, Round
from caicach.web.rounds.refusals import RoundRefusedError, require_reason
from caicach.web.rounds.turning import held, refresh_later, settle, sum_begun

MOST_NAMED = 10


def check_migration(scored: Round, kept: KeptEdition) -> list[Issue]:
    """Return why the round cannot go to the edition now, whatever stands on its cards."""
    phases = scored.phases.filter(kind=PhaseKind.SELF_SCORING, state=Phase.State.OPEN)
    if scored.state != Round.State.RUNNING or not phases.exists():
        return [issue("migration-only-while-self-scoring", "edition")]
    if kept.pk == scored.edition_id:
        return [issue("migration-same-edition", "edition")]
    return []


def check_blocks(preview: MigrationPreview) -> list[Issue]:
    """Return why the agencies of the round do not fit into the new edition."""
    lost = preview.lost_blocks
    if not lost:
        return []
    named = ", ".join(lost[:MOST_NAMED]) + ("…" if len(lost) > MOST_NAMED else "")
    return [issue("migration-loses-blocks", "edition", count=len(lost), agencies=named)]


@transaction.atomic
def migrate_edition(
    by: Actor,
    *,
    scored: Round,
    edition: KeptEdition,
    reason: str,
    now: datetime,
    choices: Mapping[str, str] | None = None,
) -> MigrationPreview:
    """Take a round in self-scoring to another edition and return what that did.

    Figures that no longer fit are emptied, stay among the changes, and are told at their item; a
    card whose figures or points changed is the agency's again, to look at and to send.
    Raises NoReasonError, RoundRefusedError.
    """
    by.require("rounds.set_up", scored)
    why = require_reason(reason)
    scored = held(scored.pk)
    if wrong := check_migration(scored, edition):
        raise RoundRefusedError(wrong)
    preview = preview_of(scored, edition, choices)
    if wrong := check_blocks(preview):
        raise RoundRefusedError(wrong)
    before = scored.edition.name
    taken = {"edition": edition, "choices": dict(choices or {})}
    if not Round.objects.filter(pk=scored.pk, version=scored.version).update(
        **taken, version=F("version") + 1
    ):
        raise ChangedMeanwhileError
    scored = held(scored.pk)
    changed = Migration(by, scored, preview, now).run()
    scored.cards.filter(pk__in=changed).exclude(state=Card.State.ENDED).update(
        state=Card.State.DRAFTING, version=F("version") + 1
    )
    settle(scored, now)
    refresh_later(scored)
    sum_begun(scored)
    told = {"edition": edition.name, "put_aside": len(preview.unfit), "cards": changed}
    told |= {"rescored": len(preview.rescored)}
    record(
        by, "rounds.edition_migrated", scored, before={"edition": before}, after=told, reason=why
    )
    return preview
