"""The little round brought to its appraisals: what the agencies typed, phases as they stand."""

from typing import Any

from little_province import COMMUNE, CONSTRUCTION, HOME_AFFAIRS, Cast, add_person, agency
from sample_round import NOW, card_of, item_of

from caicach.web.accounts.models import Person
from caicach.web.accounts.roles import Role
from caicach.web.appraisal.actions.verdicts import Sent, decide
from caicach.web.appraisal.matter import Matter
from caicach.web.rounds.actions.entries import enter
from caicach.web.rounds.locks import apply_locks
from caicach.web.rounds.models import Phase, PhaseKind, Round
from caicach.web.rounds.writing import Written

TYPED = {
    CONSTRUCTION: {
        "1.1": {"choice": "Đạt"},
        "1.2": {"numerator": "45", "denominator": "60"},
        "1.3": {"not_applicable": "1", "reason": "Sở không soạn thảo văn bản"},
    },
    COMMUNE: {"1.1": {"choice": "Một phần"}, "1.2": {"value": "80"}},
}
OFFICERS = {CONSTRUCTION: "focal_officer", COMMUNE: "commune"}
HOUSE = "house_appraiser"
"""An appraiser of the department of construction."""


def begin_appraisal(cast: Cast, scored: Round) -> Round:
    """Let the agencies type, then open the first appraisal."""
    for code, items in TYPED.items():
        card = card_of(scored, code)
        for item, typed in items.items():
            by = cast.actor(OFFICERS[code])
            enter(by, card=card, item=item_of(scored, item), typed=typed, now=NOW)
    cast.people[HOUSE] = add_person(HOUSE, (Role.APPRAISER, CONSTRUCTION))
    return go_to(scored, PhaseKind.APPRAISAL_1)


def go_to(scored: Round, kind: str) -> Round:
    """Open a phase as if the clock had, those before it closed."""
    order = PhaseKind.values
    for phase in scored.phases.all():
        before = order.index(phase.kind) < order.index(kind)
        phase.state = Phase.State.CLOSED if before else Phase.State.WAITING
        if before or phase.kind == kind:
            phase.opened_at = NOW
        if phase.kind == kind:
            phase.state = Phase.State.OPEN
        phase.save()
    Round.objects.filter(pk=scored.pk).update(phase=kind)
    apply_locks(scored, NOW)
    return Round.objects.select_related("edition", "agency").get(pk=scored.pk)


def matter_of(scored: Round, code: str, item: str) -> Matter:
    return Matter(item_of(scored, item), card_of(scored, code))


def judge(cast: Cast, matter: Matter, choice: str, **typed: Any) -> Written:
    """Give a verdict as the appraiser who leads the item."""
    who = typed.pop("who", "appraiser" if matter.item.lead.code == HOME_AFFAIRS else HOUSE)
    seen = typed.pop("seen", None)
    return decide(cast.actor(who), matter=matter, sent=Sent(choice, typed, seen), now=NOW)


def give_post(person: Person, role: Role, code: str) -> None:

    person.posts.create(agency=agency(code), role=role, valid_from="2025-07-01")
