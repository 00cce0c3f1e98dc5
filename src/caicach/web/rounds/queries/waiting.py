"""Who a phase of a round still waits for: agencies, appraisers, the council, the standing body."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, QuerySet

from caicach.web.rounds.models import Card, Entry, Extension, Phase, PhaseKind, Remark, Round
from caicach.web.rounds.opening import NO_EVIDENCE as NOT_APPRAISED


@dataclass(frozen=True, slots=True)
class Waited:
    """Codes of agencies whose officers, heads or appraisers still have something to do.

    council, standing: whether the council or the standing body of the round has.
    """

    officers: Collection[str] = ()
    heads: Collection[str] = ()
    appraisers: Collection[str] = ()
    council: bool = False
    standing: bool = False


def waited_in(phase: Phase) -> Waited:
    """Return who the phase waits for now; nobody for complaints, which may come or not."""
    scored, kind = phase.round, phase.kind
    if kind == PhaseKind.SELF_SCORING:
        return Waited(officers=_codes(scored, Card.State.DRAFTING))
    if kind == PhaseKind.HEAD_APPROVAL:
        return Waited(heads=_codes(scored, Card.State.SUBMITTED))
    if kind == PhaseKind.APPRAISAL_1:
        return Waited(appraisers=_unappraised(scored))
    if kind == PhaseKind.EXPLANATION:
        return Waited(officers=_unanswered(scored))
    if kind == PhaseKind.APPRAISAL_2:
        return Waited(appraisers=_asked_leads(scored))
    at_home = kind in (PhaseKind.PREPARATION, PhaseKind.PUBLICATION)
    return Waited(council=kind == PhaseKind.COUNCIL, standing=at_home)


def _codes(scored: Round, state: str) -> list[str]:
    rows = scored.cards.filter(state=state).order_by("agency__code")
    return list(rows.values_list("agency__code", flat=True))


def _unappraised(scored: Round) -> list[str]:
    """Leads with fewer appraised scores than they have items on cards; own cards aside."""
    cards = dict(
        scored.cards.exclude(state=Card.State.ENDED)
        .order_by()
        .values_list("block")
        .annotate(n=Count("pk"))
    )
    wanted: dict[str, int] = defaultdict(int)
    items = scored.items.exclude(assessed_by__in=NOT_APPRAISED)
    for code, blocks in items.values_list("lead__code", "blocks"):
        wanted[code] += sum(n for block, n in cards.items() if not blocks or block in blocks)
    rows = Entry.objects.filter(card__round=scored, stage="appraised_1")
    rows = rows.exclude(card__state=Card.State.ENDED).order_by()
    done: Mapping[str, int] = dict(rows.values_list("item__lead__code").annotate(n=Count("pk")))
    return sorted(code for code, count in wanted.items() if done.get(code, 0) < count)


def _asked(scored: Round) -> QuerySet[Entry]:
    return Entry.objects.filter(
        card__round=scored, stage="appraised_1", verdict=Entry.Verdict.ASKED
    ).exclude(card__state=Card.State.ENDED)


def _unanswered(scored: Round) -> list[str]:
    answers = Remark.objects.filter(
        card=OuterRef("card"),
        item=OuterRef("item"),
        side=Remark.Side.AGENCY,
        kind__in=[Remark.Kind.EXPLANATION, Remark.Kind.AGREEMENT],
        at__gte=OuterRef("at"),
    )
    rows = _asked(scored).filter(~Exists(answers)).order_by("card__agency__code")
    return list(rows.values_list("card__agency__code", flat=True).distinct())


def _asked_leads(scored: Round) -> list[str]:
    again = Entry.objects.filter(card=OuterRef("card"), item=OuterRef("item"), stage="appraised_2")
    rows = _asked(scored).filter(~Exists(again)).order_by("item__lead__code")
    return list(rows.values_list("item__lead__code", flat=True).distinct())


def extended_until(phase: Phase, now: datetime) -> dict[str, datetime]:
    """Return the latest extension of each agency in the phase, where it still runs."""
    rows = Extension.objects.filter(phase=phase).order_by("at", "pk")
    latest = dict(rows.values_list("agency__code", "until"))
    return {code: until for code, until in latest.items() if until > now}
