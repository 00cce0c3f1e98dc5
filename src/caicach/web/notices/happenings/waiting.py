"""Who a phase of a round still waits for: agencies, appraisers, the council, the standing body."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from caicach.web.appraisal.matter import is_appraised
from caicach.web.appraisal.models import Reopening
from caicach.web.appraisal.needs import is_open_still
from caicach.web.register.models import Agency
from caicach.web.rounds.appraisers import appraiser_id
from caicach.web.rounds.contested import beside, with_claims
from caicach.web.rounds.models import Card, Entry, Extension, Item, Phase, PhaseKind, Round, Stage
from caicach.web.rounds.queries.unanswered import unanswered


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
        return Waited(appraisers=_named(_unappraised(scored)))
    if kind == PhaseKind.EXPLANATION:
        return Waited(officers=_unanswered(scored))
    if kind == PhaseKind.APPRAISAL_2:
        return Waited(appraisers=_named(_open_still(scored)))
    at_home = kind in (PhaseKind.PREPARATION, PhaseKind.PUBLICATION)
    return Waited(council=kind == PhaseKind.COUNCIL, standing=at_home)


def _codes(scored: Round, state: str) -> list[str]:
    rows = scored.cards.filter(state=state).order_by("agency__code")
    return list(rows.values_list("agency__code", flat=True))


def _unappraised(scored: Round, stages: Collection[str] = (Stage.APPRAISED_1,)) -> set[int]:
    """Appraisers, by key of their agency, with fewer scores of the stages than they have items
    on cards.
    """
    items = {each.pk: each for each in scored.items.all() if is_appraised(each)}
    once = Q(stage=Stage.APPRAISED_1) | ~Exists(beside(Stage.APPRAISED_1))
    rows = _entries(scored).filter(once, item__in=items, stage__in=stages).order_by()
    done = dict(rows.values_list("by_agency").annotate(n=Count("pk")))
    wanted = _wanted(scored, items.values())
    return {whose for whose, count in wanted.items() if done.get(whose, 0) < count}


def _wanted(scored: Round, items: Iterable[Item]) -> Mapping[int, int]:
    """Return how many items on cards each appraiser has."""
    cards = list(scored.cards.exclude(state=Card.State.ENDED))
    blocks = Counter(card.block for card in cards)
    by_agency = {card.agency_id: card for card in cards}
    wanted: Counter[int] = Counter()
    for item in items:
        count = sum(n for block, n in blocks.items() if item.counts_for(block))
        own = by_agency.get(item.lead_id)
        if own is not None and item.counts_for(own.block):
            own.round = scored
            whose = appraiser_id(item, own)
            count -= 1
            wanted.update([whose] if whose is not None else [])
        wanted[item.lead_id] += count
    return wanted


def _entries(scored: Round) -> QuerySet[Entry]:
    return Entry.objects.filter(card__round=scored).exclude(card__state=Card.State.ENDED)


def _unanswered(scored: Round) -> list[str]:
    """Agencies that have still to accept or to explain an appraisal."""
    waiting = unanswered(_entries(scored))
    cards = scored.cards.order_by("agency__code").values_list("pk", "agency__code")
    return [code for pk, code in cards if pk in waiting]


def _open_still(scored: Round) -> set[int]:
    """Appraisers, by key of their agency, with items that the second appraisal has to settle."""
    again = Reopening.objects.filter(card=OuterRef("card"), item=OuterRef("item"))
    rows = _entries(scored).filter(~Exists(beside(Stage.APPRAISED_2)), stage=Stage.APPRAISED_1)
    told: Any = with_claims(rows.select_related("card", "item")).annotate(reopened=Exists(again))
    settled = Q(verdict=Entry.Verdict.ACCEPTED, answer=None, reopened=False)
    found: set[int] = set()
    for each in told.exclude(settled).iterator():
        each.card.round = scored
        if is_open_still(each, each.answer, reopened=each.reopened):
            whose = appraiser_id(each.item, each.card)
            found.update([whose] if whose is not None else [])
    return found | _unappraised(scored, (Stage.APPRAISED_1, Stage.APPRAISED_2))


def _named(keys: Collection[int]) -> list[str]:
    rows = Agency.objects.filter(pk__in=keys).order_by("code")
    return list(rows.values_list("code", flat=True))


def extended_until(phase: Phase, now: datetime) -> dict[str, datetime]:
    """Return the latest extension of each agency in the phase, where it still runs."""
    rows = Extension.objects.filter(phase=phase).order_by("at", "pk")
    latest = dict(rows.values_list("agency__code", "until"))
    return {code: until for code, until in latest.items() if until > now}
