"""What an agency and its appraisers have come to on an item: agreed, answered, still disputed."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from caicach.web.rounds.models import Entry, Filling, PhaseKind, Remark, Round, Stage
from caicach.web.rounds.showing import ItemState

ANSWERS = (Remark.Kind.EXPLANATION, Remark.Kind.AGREEMENT)
AT_COUNCIL = (PhaseKind.COUNCIL, PhaseKind.PUBLICATION, PhaseKind.COMPLAINTS)
VERDICTS = {
    Entry.Verdict.ACCEPTED: ItemState.AGREED,
    Entry.Verdict.CHANGED: ItemState.CHANGED,
    Entry.Verdict.ASKED: ItemState.ASKED,
}


class Appraised(Protocol):
    """An entry of an appraisal, or a row that tells as much of it."""

    @property
    def stage(self) -> Any: ...
    @property
    def verdict(self) -> Any: ...
    @property
    def given(self) -> Any: ...
    @property
    def points(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class Claim:
    """What an agency counts on: figures as they are kept, and what they earn where it is known."""

    given: Mapping[str, Any]
    points: Decimal | None = None

    def is_met_by(self, appraised: Appraised) -> bool:
        """Say whether the appraisal left the figures, or at least their points."""
        if appraised.given == self.given:
            return True
        return self.points is not None and appraised.points == self.points


def claim_of(own: Entry | None, known: Filling | None) -> Claim | None:
    """Return what the agency handed in, else what is known; None where there is neither."""
    if own is None:
        return claim_from(None, None, None if known is None else known.given)
    return claim_from(own.given, own.points, None if known is None else known.given)


def claim_from(given: Any, points: Decimal | None, known: Any) -> Claim | None:
    """Return the same from columns at hand. A self-score that was emptied again stands aside."""
    if given or (given is not None and known is None):
        return Claim(given, points)
    return None if known is None else Claim(known)


def is_contested(appraised: Appraised, claim: Claim | None, answer: str | None) -> bool:
    """Say whether the agency explained, took nothing back and was not given what it claims.

    appraised: the latest. answer: the kind of the agency's last answer since the first appraisal.
    An agency that is asked once more has yet to answer, which is no dispute.
    """
    if answer != Remark.Kind.EXPLANATION:
        return False
    if appraised.verdict == Entry.Verdict.ASKED:
        return bool(appraised.stage == Stage.APPRAISED_1)
    return claim is None or not claim.is_met_by(appraised)


def state_after(
    appraised: Appraised, claim: Claim | None, answer: str | None, scored: Round
) -> ItemState:
    """Return how an item stands after the latest appraisal; arguments as for `is_contested`.

    Until the second appraisal has spoken, or the council begins, an answer is only an answer.
    """
    is_settling = appraised.stage == Stage.APPRAISED_2 or is_at_council(scored)
    if answer == Remark.Kind.EXPLANATION and not is_settling:
        return ItemState.EXPLAINED
    if is_contested(appraised, claim, answer):
        return ItemState.DISPUTED
    state = VERDICTS.get(Entry.Verdict(appraised.verdict), ItemState.WAITING)
    if state == ItemState.CHANGED and claim is None:
        return ItemState.AGREED  # nothing was claimed that could be contested
    if appraised.stage == Stage.APPRAISED_2:
        taken_back = state == ItemState.CHANGED and claim is not None and claim.is_met_by(appraised)
        return ItemState.AGREED if taken_back else state
    if answer == Remark.Kind.AGREEMENT and state in (ItemState.CHANGED, ItemState.ASKED):
        return ItemState.ACCEPTED
    return state


def is_at_council(scored: Round) -> bool:
    """Say whether appraising is over: what is disputed still is the council's."""
    return scored.phase in AT_COUNCIL or scored.state == Round.State.PUBLISHED


def latest_appraisals(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Return of each item the second appraisal where there is one, else the first."""
    only_first = Q(stage=Stage.APPRAISED_1) & ~Exists(beside(Stage.APPRAISED_2))
    return entries.filter(Q(stage=Stage.APPRAISED_2) | only_first)


def with_claims(entries: QuerySet[Entry]) -> "QuerySet[Any]":
    """Return appraisals with `own_given`, `own_points`, `known_given` and `answer`."""
    own, known = beside(Stage.SELF), _known()
    return entries.annotate(
        first_at=Subquery(beside(Stage.APPRAISED_1).values("at")[:1]),
        own_given=Subquery(own.values("given")[:1]),
        own_points=Subquery(own.values("points")[:1]),
        known_given=Subquery(known.values("given")[:1]),
    ).annotate(answer=Subquery(_answers().values("kind")[:1]))


def beside(stage: str) -> QuerySet[Entry]:
    """Return the entry of another stage on the same item of the same card, for a subquery."""
    return Entry.objects.filter(card=OuterRef("card"), item=OuterRef("item"), stage=stage)


def _known() -> QuerySet[Filling]:
    return Filling.objects.filter(card=OuterRef("card"), item=OuterRef("item"))


def _answers() -> QuerySet[Remark]:
    rows = Remark.objects.filter(card=OuterRef("card"), item=OuterRef("item"))
    since = rows.filter(side=Remark.Side.AGENCY, kind__in=ANSWERS, at__gte=OuterRef("first_at"))
    return since.order_by("-pk")
