"""A round of the little province: two departments and a commune, on a set small enough to read."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from little_province import COMMUNE, CONSTRUCTION, HOME_AFFAIRS, PROVINCE, Cast, agency

from caicach.web.jobs.worker import run_waiting
from caicach.web.rounds.actions.phases import close_phase, open_phase
from caicach.web.rounds.actions.rounds import (
    Hours,
    choose_agencies,
    create_round,
    keep_edition,
    open_round,
)
from caicach.web.rounds.models import Card, Item, Phase, PhaseKind, Round

NOW = datetime(2026, 11, 2, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
SET = (Path(__file__).parent / "little_set.yaml").read_text("utf-8")


def phases_from(start: datetime, days: int = 7) -> list[Hours]:
    kinds = [kind for kind in PhaseKind.values if kind != PhaseKind.PREPARATION]
    return [
        Hours(
            kind, start + timedelta(days=days * place), start + timedelta(days=days * (place + 1))
        )
        for place, kind in enumerate(kinds)
    ]


def begin_round(cast: Cast, text: str = SET, **more: Any) -> Round:
    """Return a round that is still prepared."""
    kept, issues = keep_edition(text, "little.yaml")
    assert kept is not None, issues
    values = {
        "name": "Đợt chấm điểm năm 2026",
        "year": 2026,
        "period": "2026",
        "edition": kept,
        "lead": agency(HOME_AFFAIRS),
        "stand_in": agency(CONSTRUCTION),
    }
    by = cast.actor("standing_body")
    phases = more.pop("phases", None) or phases_from(NOW)
    made = create_round(by, agency=agency(PROVINCE), values=values | more, phases=phases)
    blocks = {HOME_AFFAIRS: "departments", CONSTRUCTION: "departments", COMMUNE: "communes"}
    choose_agencies(by, scored=made, blocks={agency(c).pk: block for c, block in blocks.items()})
    return made


def open_for(cast: Cast, made: Round) -> Round:
    """Open it, with what is done in the background, and return it as it is then."""
    open_round(cast.actor("standing_body"), scored=made, issues=[], person_id=None)
    run_waiting("test")
    return Round.objects.select_related("edition", "agency").get(pk=made.pk)


def card_of(scored: Round, code: str) -> Card:
    return scored.cards.select_related("agency", "round__edition", "round__agency").get(
        agency__code=code
    )


def item_of(scored: Round, code: str) -> Item:
    return scored.items.select_related("lead").get(code=code)


def advance(cast: Cast, scored: Round, kind: str, now: datetime | None = None) -> Round:
    """Close and open phases by hand until the phase `kind` is open; return the round then.

    Sums that the phases ask for are made.
    """
    by, at, why = cast.actor("standing_body"), now or NOW, "Chuyển giai đoạn để thử"
    for phase in scored.phases.select_related("round").order_by("position"):
        if phase.state == Phase.State.WAITING:
            open_phase(by, phase=phase, reason=why, now=at)
        if phase.kind == kind:
            break
        if phase.state != Phase.State.SKIPPED and phase.state != Phase.State.CLOSED:
            close_phase(by, phase=phase, reason=why, now=at)
    run_waiting("test")
    return Round.objects.select_related("edition", "agency").get(pk=scored.pk)
