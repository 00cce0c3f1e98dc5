"""Phases of the demonstration's rounds, told from today, and what moves them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from caicach.core.criteria import read_shipped
from caicach.web.audit.actor import Actor
from caicach.web.register.models import Agency
from caicach.web.rounds.actions.phases import close_phase, open_phase
from caicach.web.rounds.actions.rounds import (
    Hours,
    choose_agencies,
    create_round,
    keep_edition,
    open_round,
)
from caicach.web.rounds.jobs import open_in_background
from caicach.web.rounds.models import Card, KeptEdition, Phase, PhaseKind, Round

WHY = "Theo kế hoạch của đợt chấm điểm (mẫu)."
CLOSE_OF_DAY = time(17)


class Quiet:
    """A run that nobody watches."""

    def progress(self, done: int, total: int) -> None:
        """Say nothing."""


@dataclass(frozen=True)
class Begun:
    """What a round is begun with. year, period: of its figures; first: its first day."""

    name: str
    year: int
    period: str
    edition: KeptEdition
    first: date
    kind: str = Round.Kind.OFFICIAL
    previous: Round | None = None


def edition_for(name: str, year: int, *, continues: str = "") -> KeptEdition:
    """Return a sample set as issued for that year: the shipped one, its year in place of 2026."""
    text = read_shipped(name).replace("2026", str(year))
    if continues:
        head = f"edition: {name.replace('2026', str(year))}\n"
        text = text.replace(head, f"{head}continues: {continues}\n", 1)
    kept, issues = keep_edition(text, f"{name}.yaml")
    if kept is None:
        raise ValueError("\n".join(map(str, issues)))
    return kept


def phases_from(first: date, lengths: Mapping[str, int]) -> list[Hours]:
    """Return phases one after the other, each of so many days, closing at five."""
    hours, day = [], first
    for kind in PhaseKind.values:
        if kind in lengths:
            last = day + timedelta(days=lengths[kind] - 1)
            hours.append(Hours(kind, at(day, time(7)), at(last, CLOSE_OF_DAY)))
            day = last + timedelta(days=1)
    return hours


def at(day: date, hour: time) -> datetime:
    """Return that hour of the day in Hà Nội."""
    return timezone.make_aware(datetime.combine(day, hour))


def begin(
    by: Actor, home: Agency, begun: Begun, leads: tuple[Agency, Agency], lengths: Mapping[str, int]
) -> Round:
    """Return a round that is prepared. leads: who leads the appraisal, and who stands in."""
    values = {
        "name": begun.name,
        "kind": begun.kind,
        "year": begun.year,
        "period": begun.period,
        "edition": begun.edition,
        "lead": leads[0],
        "stand_in": leads[1],
        "previous": begun.previous,
    }
    hours = phases_from(begun.first, lengths)
    return create_round(by, agency=home, values=values, phases=hours)


def open_now(by: Actor, scored: Round, blocks: Mapping[int, str]) -> Round:
    """Choose the agencies and open the round, with what is done in the background."""
    choose_agencies(by, scored=scored, blocks=blocks)
    open_round(by, scored=scored, issues=[], person_id=None)
    open_in_background(Quiet(), scored.pk)
    return Round.objects.select_related("edition", "agency").get(pk=scored.pk)


def move_on(by: Actor, scored: Round, kind: str) -> None:
    """Close the phase that is open and open this one, at the hours that were planned."""
    for phase in scored.phases.filter(state=Phase.State.OPEN).select_related("round"):
        close_phase(by, phase=phase, reason=WHY, now=phase.closes_at)
    phase = scored.phases.select_related("round").get(kind=kind)
    if phase.state == Phase.State.WAITING:
        open_phase(by, phase=phase, reason=WHY, now=phase.opens_at)
    scored.refresh_from_db()


def close_over(by: Actor, scored: Round) -> None:
    """Close the phase that is open if its hour has passed."""
    over = {"state": Phase.State.OPEN, "closes_at__lte": timezone.now()}
    for phase in scored.phases.filter(**over).select_related("round"):
        close_phase(by, phase=phase, reason=WHY, now=phase.closes_at)


def cards_of(scored: Round) -> Sequence[Card]:
    """Return the cards with what actions need beside them."""
    rows = scored.cards.select_related("agency", "round__edition", "round__agency")
    return list(rows.select_related("round__stand_in").order_by("agency__code"))
