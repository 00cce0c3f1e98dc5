"""What of a round a person appraises, and what they read beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from caicach.web.accounts.acting import standing_now
from caicach.web.accounts.models import Person
from caicach.web.accounts.standing import Standing
from caicach.web.appraisal.matter import Matter, is_appraised
from caicach.web.appraisal.rights import own_codes, posts_of
from caicach.web.rounds.appraisers import appraiser_id
from caicach.web.rounds.models import Card, Item, Phase, PhaseKind, Remark, Round, Stage
from caicach.web.rounds.rights import SEE_ROUND


@dataclass(frozen=True)
class Sight:
    """A round as one person sees it.

    items: those that are appraised and that the person may see, by key, in printed order.
    mine: agencies at which they are appraisers. own: codes too near to be appraised by them.
    card: the only one it is about, None for all.
    worked_out: what several conditions of one page ask for, kept for it.
    stage: the latest that was begun; None before the first. turns_at: when it closes, or the first
    opens.
    """

    scored: Round
    person: Person
    standing: Standing
    items: Mapping[int, Item]
    mine: frozenset[int]
    own: frozenset[str]
    reads_all: bool
    stage: str | None
    turns_at: datetime | None
    card: int | None = None
    worked_out: dict[str, Any] = field(default_factory=dict)

    def only(self, *, item: Item | None = None, card: int | None = None) -> "Sight":
        """Return the sight of one item, or of one card, alone."""
        items = self.items if item is None else {item.pk: item}
        return replace(self, items=items, card=card, worked_out={})

    def may(self, matter: Matter) -> bool:
        """Say whether a verdict on it is the person's to give."""
        whose = appraiser_id(matter.item, matter.card)
        return whose in self.mine and matter.agency.code not in self.own

    def item(self, code: str) -> Item | None:
        """Return an item of the sight by its code."""
        return next((each for each in self.items.values() if each.code == code), None)


def stages_shown(sight: Sight) -> list[str]:
    """Return the stages whose scores the person sees: what the council decides of a round that
    is not published is for those alone who read the whole round.
    """
    told = sight.reads_all or sight.scored.state == Round.State.PUBLISHED
    return [each for each in Stage.values if told or each != Stage.FINAL]


def sides_heard(sight: Sight) -> list[str]:
    """Return the sides whose remarks the person reads: the council's with its scores."""
    told = Stage.FINAL in stages_shown(sight)
    return [each for each in Remark.Side.values if told or each != Remark.Side.COUNCIL]


def rounds_seen(person: Person) -> QuerySet[Round]:
    """Return the rounds whose appraisal the person takes part in or reads, newest first.

    Each with what `sight_of` asks of its phases.
    """
    standing = standing_now(person)
    everywhere = standing.reach(SEE_ROUND)
    mine = posts_of(standing)
    items = Item.objects.filter(round=OuterRef("pk"), lead_id__in=mine)
    cards = Card.objects.filter(round=OuterRef("pk"))
    led = Exists(items) | (Q(lead_id__in=mine) | Q(stand_in_id__in=mine)) & Exists(cards)
    rows = Round.objects.filter(state__in=[Round.State.RUNNING, Round.State.PUBLISHED])
    found = rows.filter(Q(agency__code__in=everywhere) | led).annotate(**dict(_of_phases()))
    return found.select_related(*WITH_ALL).defer("edition__text", "previous__edition__text")


def _of_phases() -> Iterator[tuple[str, Subquery]]:
    for kind in (PhaseKind.APPRAISAL_1, PhaseKind.APPRAISAL_2):
        phase = Phase.objects.filter(round=OuterRef("pk"), kind=kind)
        for name in ("state", "opens_at", "closes_at"):
            yield f"{kind}_{name}", Subquery(phase.values(name)[:1])


def sight_of(person: Person, scored: Round) -> Sight:
    """Return what the person sees of the round, one of `rounds_seen`; one query."""
    standing = standing_now(person)
    mine = posts_of(standing)
    reads_all = standing.holds(SEE_ROUND, scored.agency.code)
    items = _items(scored, mine, reads_all=reads_all)
    own = own_codes(standing, scored)
    return Sight(scored, person, standing, items, mine, own, reads_all, *_stage(scored))


def _stage(scored: Round) -> tuple[str | None, datetime | None]:
    """Return the stage begun last with the hour it closes; before the first, when that opens."""
    for kind, stage in STAGES:
        if getattr(scored, f"{kind}_state") in (Phase.State.OPEN, Phase.State.CLOSED):
            return stage, getattr(scored, f"{kind}_closes_at")
    return None, getattr(scored, f"{PhaseKind.APPRAISAL_1}_opens_at")


STAGES = (
    (PhaseKind.APPRAISAL_2, Stage.APPRAISED_2),
    (PhaseKind.APPRAISAL_1, Stage.APPRAISED_1),
)
WITH_ALL = ("agency", "edition", "lead", "stand_in", "previous__edition")


def _items(scored: Round, mine: frozenset[int], *, reads_all: bool) -> dict[int, Item]:
    leads = Card.objects.filter(round=scored, agency_id=OuterRef("lead_id"))
    rows = Item.objects.filter(round=scored).select_related("lead")
    found = rows.annotate(lead_is_scored=Exists(leads)).order_by("position")
    return {
        each.pk: each
        for each in found
        if is_appraised(each) and (reads_all or _is_mine(each, scored, mine))
    }


def _is_mine(item: Item, scored: Round, mine: frozenset[int]) -> bool:
    if item.lead_id in mine:
        return True
    if not getattr(item, "lead_is_scored", False) or scored.stand_in_id is None:
        return False
    instead = scored.lead_id if item.lead_id == scored.stand_in_id else scored.stand_in_id
    return instead in mine
