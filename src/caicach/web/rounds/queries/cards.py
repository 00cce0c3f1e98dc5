"""Cards a person may open, and where a card stands just now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT

from caicach.web.accounts.acting import standing_now
from caicach.web.accounts.models import Person
from caicach.web.rounds.models import (
    STAGES,
    Card,
    Extension,
    Phase,
    PhaseKind,
    Remark,
    Round,
    Stage,
    Tally,
)
from caicach.web.rounds.rights import OFFICERS, SEE_ROUND
from caicach.web.rounds.told import told_until

ORDER = {kind: place for place, kind in enumerate(PhaseKind.values)}
SHOWN_AFTER = {Stage.APPRAISED_1: PhaseKind.APPRAISAL_1, Stage.APPRAISED_2: PhaseKind.APPRAISAL_2}
"""An agency sees what was appraised once the phase is over."""
WRITING = {**SHOWN_AFTER, Stage.SELF: PhaseKind.SELF_SCORING, Stage.FINAL: PhaseKind.COUNCIL}
"""The phase in which the scores of a stage are written."""
ASKED_FOR = {kind: stage for stage, kind in SHOWN_AFTER.items()}
"""The stage whose score a question of appraisers comes with, by the phase it was asked in."""


def visible_cards(person: Person) -> QuerySet[Card]:
    """Return the cards the person may read whole: of the own agency, or of a round they read."""
    standing = standing_now(person)
    mine = Q(agency__code__in=standing.reach(OFFICERS))
    read = Q(round__agency__code__in=standing.reach(SEE_ROUND))
    return with_round(Card.objects.filter(mine | read))


def with_round(cards: QuerySet[Card]) -> QuerySet[Card]:
    """Return cards with all that scoring asks of them, but the long text of the edition."""
    rows = cards.select_related("agency", "round__edition", "round__agency")
    return rows.defer("round__edition__text")


def reads_all(person: Person, card: Card) -> bool:
    """Say whether the person reads every card of the round, before it is published."""
    return standing_now(person).holds(SEE_ROUND, card.round.agency.code)


@dataclass(frozen=True)
class CardNow:
    """A card on its way through the phases.

    phases: by kind, each with `until`, the latest extension of this agency.
    shows_all: whether the reader sees what is being appraised, too.
    """

    card: Card
    phases: Mapping[str, Phase]
    now: datetime
    shows_all: bool = False

    def deadline(self, kind: str) -> datetime | None:
        """Return when the phase ends for this agency; None where there is no such phase."""
        phase = self.phases.get(kind)
        if phase is None:
            return None
        until: datetime | None = getattr(phase, "until", None)
        return phase.closes_at if until is None else max(until, phase.closes_at)

    def is_running(self, kind: str) -> bool:
        """Say whether the phase runs for this agency, by itself or by an extension."""
        phase, until = self.phases.get(kind), self.deadline(kind)
        if phase is None or until is None or self.card.state == Card.State.ENDED:
            return False
        if phase.state == Phase.State.OPEN:
            return True
        was_given = getattr(phase, "until", None) is not None
        return was_given and phase.state == Phase.State.CLOSED and self.now < until

    def has_time(self, stage: str) -> bool:
        """Say whether an hour still allows what is written at the stage.

        The clock locks some minutes after the hour; what the head gave back with a reason may be
        mended as long as the head may approve.
        """
        kinds = [WRITING[Stage(stage)]]
        if stage == Stage.SELF and self.card.reason:
            kinds.append(PhaseKind.HEAD_APPROVAL)
        return any(self._is_before_end(kind) for kind in kinds)

    def _is_before_end(self, kind: str) -> bool:
        phase, until = self.phases.get(kind), self.deadline(kind)
        if phase is None or until is None:
            return False
        given: datetime | None = getattr(phase, "until", None)
        is_closed = phase.state == Phase.State.CLOSED
        return self.now < (given if is_closed and given is not None else until)

    @property
    def phase(self) -> str:
        """Return the phase evidence and notes of today belong to."""
        if self.card.self_open:
            return PhaseKind.SELF_SCORING
        if self.takes_answers:
            return PhaseKind.EXPLANATION
        return self.card.round.phase or PhaseKind.PREPARATION

    @property
    def has_head(self) -> bool:
        """Say whether the head may still approve the card or give it back."""
        return any(map(self.is_running, (PhaseKind.SELF_SCORING, PhaseKind.HEAD_APPROVAL)))

    @property
    def takes_evidence(self) -> bool:
        """Say whether the agency may still add and withdraw evidence."""
        return (self.card.self_open and self.has_time(Stage.SELF)) or self.takes_answers

    @property
    def takes_answers(self) -> bool:
        """Say whether the agency may still answer what was appraised."""
        kind = PhaseKind.EXPLANATION
        return self.is_running(kind) and self._is_before_end(kind)

    @cached_property
    def stages(self) -> tuple[str, ...]:
        """Return the stages whose scores the reader sees, in their order."""
        return tuple(each for each in STAGES if self._shows(each))

    @property
    def until(self) -> int | None:
        """Return the number of the last change the reader is told; None where all are."""
        return told_until(self.card.round, reads_all=self.shows_all)

    @property
    def latest(self) -> str:
        """Return the latest stage the reader sees."""
        return self.stages[-1]

    def hears(self, remark: Remark) -> bool:
        """Say whether the reader is told a remark: a question with the score it comes with, the
        words of the council once the round is published.
        """
        if self.shows_all:
            return True
        if remark.side == Remark.Side.COUNCIL:
            return Stage.FINAL in self.stages
        is_question = remark.kind == Remark.Kind.QUESTION
        stage = ASKED_FOR.get(PhaseKind(remark.phase)) if is_question else None
        return stage is None or stage in self.stages

    def _shows(self, stage: str) -> bool:
        if stage == Stage.SELF:
            return True
        if self.shows_all:
            return self._has_begun(stage)
        if stage == Stage.FINAL:
            return self.card.round.state == Round.State.PUBLISHED
        over = SHOWN_AFTER[Stage(stage)]
        return stage_is_over(self.card.round, over)

    def _has_begun(self, stage: str) -> bool:
        return ORDER.get(self.card.round.phase, 0) >= ORDER[WRITING[Stage(stage)]]


def stage_is_over(scored: Round, kind: str) -> bool:
    """Say whether the round has gone beyond a phase."""
    return ORDER.get(scored.phase, 0) > ORDER[kind] or scored.state == Round.State.PUBLISHED


def card_now(card: Card, now: datetime, *, shows_all: bool = False) -> CardNow:
    """Return where the card stands; one query."""
    granted = Extension.objects.filter(phase=OuterRef("pk"), agency=card.agency_id)
    phases = Phase.objects.filter(round=card.round_id).annotate(
        until=Subquery(granted.order_by("-at", "-pk").values("until")[:1])
    )
    return CardNow(card, {each.kind: each for each in phases}, now, shows_all)


def own_cards(person: Person) -> list[Card]:
    """Return the cards of running rounds at agencies where the person is an officer."""
    standing = standing_now(person)
    codes = {post.agency.code for post in standing.posts if post.role in OFFICERS}
    rows = Card.objects.filter(agency__code__in=codes, round__state=Round.State.RUNNING)
    return list(with_round(rows).order_by("-round__year", "-round"))


def with_sums(cards: QuerySet[Card]) -> QuerySet[Card]:
    """Return cards with `due` and `reported`, how many items there are and how many have points."""
    tally = Tally.objects.filter(card=OuterRef("pk"), stage=Stage.SELF)
    return cards.annotate(
        due=Subquery(tally.annotate(n=KT("exact__items_due")).values("n")[:1]),
        reported=Subquery(tally.annotate(n=KT("exact__items_reported")).values("n")[:1]),
    )


def reported_words(card: Card) -> str:
    """Return `38 / 48`: items with points, of those that apply."""
    due, reported = getattr(card, "due", None), getattr(card, "reported", None)
    return "" if due is None else f"{reported} / {due}"
