"""Rounds for their list and their page: what is due, how far each block is, who is gone."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import (
    BigIntegerField,
    Count,
    ExpressionWrapper,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce

from caicach.core.agencies import DayTree
from caicach.web.accounts.acting import standing_now
from caicach.web.accounts.models import Person
from caicach.web.accounts.standing import SEE_ALL
from caicach.web.audit.models import Event
from caicach.web.jobs.models import Job
from caicach.web.register.models import Lineage
from caicach.web.rounds.models import Card, Evidence, Extension, Phase, Round, Stage, Tally
from caicach.web.rounds.turning import OPEN

ITEMS_AT_MOST = 1_000_000_000


def visible_rounds(person: Person) -> QuerySet[Round]:
    """Return the rounds of agencies the person may read, with `cards_count` and `due_at`.

    A round still prepared is seen by who sets it up.
    """
    standing = standing_now(person)
    rows = Round.objects.all()
    if not standing.holds(SEE_ALL):
        rows = rows.filter(agency__code__in=standing.visible)
    if not person.has_perm("rounds.set_up"):
        rows = rows.exclude(state__in=[Round.State.PREPARING, Round.State.OPENING])
    cards = Card.objects.filter(round=OuterRef("pk")).order_by().values("round")
    due = Min("phases__closes_at", filter=Q(phases__state=Phase.State.OPEN))
    return (
        rows.select_related("agency", "lead", "stand_in", "edition", "previous")
        .defer("edition__text")
        .annotate(
            cards_count=Coalesce(
                Subquery(cards.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0
            ),
            due_at=due,
        )
    )


def due_first(rows: QuerySet[Round]) -> QuerySet[Round]:
    """Return the rounds with the nearest closing first, then the latest year."""
    return rows.order_by(F("due_at").asc(nulls_last=True), "-year", "-pk")


@dataclass(frozen=True, slots=True)
class BlockProgress:
    """How far the cards of one block are; shares are counts, so that nothing is rounded.

    due, reported: items that count on the cards, and those with points. wanted, shown: items
    that ask for evidence, over all cards, and those with a piece.
    """

    block: str
    cards: int
    drafting: int
    submitted: int
    approved: int
    ended: int
    due: int
    reported: int
    wanted: int
    shown: int


def progress_of(scored: Round, stage: str = Stage.SELF) -> list[BlockProgress]:
    """Return how far each block is, in four queries."""
    states = _states_of(scored)
    sums = _sums_of(scored, stage)
    shown = _shown_of(scored)
    wanted = list(scored.items.filter(needs_evidence=True).values_list("blocks", flat=True))
    found = []
    for block, count in sorted(states.items()):
        scoring = sum(count.values()) - count[Card.State.ENDED]
        asked = sum(1 for blocks in wanted if not blocks or block in blocks)
        due, reported = sums.get(block, (0, 0))
        found.append(
            BlockProgress(
                block,
                scoring,
                count[Card.State.DRAFTING],
                count[Card.State.SUBMITTED],
                count[Card.State.APPROVED],
                count[Card.State.ENDED],
                due,
                reported,
                asked * scoring,
                shown.get(block, 0),
            )
        )
    return found


def _states_of(scored: Round) -> Mapping[str, Counter[str]]:
    rows = scored.cards.order_by().values_list("block", "state").annotate(n=Count("pk"))
    found: dict[str, Counter[str]] = {}
    for block, state, count in rows:
        found.setdefault(block, Counter())[state] = count
    return found


def _sums_of(scored: Round, stage: str) -> dict[str, tuple[int, int]]:
    rows = Tally.objects.filter(card__round=scored, stage=stage).exclude(
        card__state=Card.State.ENDED
    )
    summed = (
        rows.order_by()
        .values_list("card__block")
        .annotate(
            due=Sum(Cast(KT("exact__items_due"), IntegerField())),
            reported=Sum(Cast(KT("exact__items_reported"), IntegerField())),
        )
    )
    return {block: (due or 0, reported or 0) for block, due, reported in summed}


def _shown_of(scored: Round) -> dict[str, int]:
    """An item of a card is counted once, however many pieces it has."""
    kept = Evidence.objects.filter(
        card__round=scored, state=Evidence.State.KEPT, item__needs_evidence=True
    ).exclude(card__state=Card.State.ENDED)
    place = ExpressionWrapper(
        F("card_id") * ITEMS_AT_MOST + F("item_id"), output_field=BigIntegerField()
    )
    counted = kept.order_by().values_list("card__block").annotate(n=Count(place, distinct=True))
    return dict(counted)


@dataclass(frozen=True, slots=True)
class Gone:
    """A card whose agency is no longer there; successors: codes of those it went into."""

    card: Card
    successors: tuple[str, ...]


def gone_cards(scored: Round, tree: DayTree) -> list[Gone]:
    """Return the cards still scored whose agency is not on today's tree."""
    if scored.state not in (Round.State.RUNNING, Round.State.OPENING):
        return []
    rows = scored.cards.exclude(state=Card.State.ENDED)
    codes = set(rows.order_by().values_list("agency__code", flat=True))
    missing = codes - {each.code for each in tree}
    if not missing:
        return []
    cards = list(rows.filter(agency__code__in=missing).select_related("agency"))
    went = Lineage.objects.filter(source__in=[each.agency_id for each in cards])
    arrows = list(went.exclude(target=None).values_list("source_id", "target__code"))
    return [
        Gone(card, tuple(code for source, code in arrows if source == card.agency_id))
        for card in cards
    ]


def extensions_of(scored: Round, now: datetime) -> list[Extension]:
    """Return the latest extension of each agency and phase that still runs."""
    rows = Extension.objects.filter(phase__round=scored).order_by("at", "pk")
    latest = {
        (each.phase_id, each.agency_id): each for each in rows.select_related("agency", "phase")
    }
    return [each for each in latest.values() if each.until > now]


def history_of(scored: Round) -> QuerySet[Event]:
    """Return the events of the round, latest first."""
    rows = Event.objects.filter(subject_kind="rounds.round", subject_key=str(scored.pk))
    return rows.order_by("-number")


def opening_of(scored: Round) -> Job | None:
    """Return the job that opens the round, the latest one."""
    return Job.objects.filter(kind=OPEN, arguments__number=scored.pk).first()
