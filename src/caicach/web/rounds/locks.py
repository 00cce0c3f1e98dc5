"""Which scores may be written on which card: told by the phases, by extensions and by the card."""

from datetime import datetime

from django.db.models import Q

from caicach.web.rounds.models import Card, Extension, Phase, PhaseKind, Round

WRITTEN_IN = {
    PhaseKind.SELF_SCORING: "self_open",
    PhaseKind.APPRAISAL_1: "appraised_1_open",
    PhaseKind.APPRAISAL_2: "appraised_2_open",
    PhaseKind.COUNCIL: "final_open",
}


def apply_locks(scored: Round, now: datetime) -> None:
    """Set the flags of all cards from the phases as they stand; in the caller's transaction."""
    phases = {each.kind: each for each in scored.phases.all()}
    cards = scored.cards.exclude(state=Card.State.ENDED)
    for kind, flag in WRITTEN_IN.items():
        phase = phases.get(kind)
        granted = extended(phase, now) if phase else ()
        is_open = phase is not None and phase.state == Phase.State.OPEN
        may = Q(round=scored) if is_open else Q(agency_id__in=granted)
        if kind == PhaseKind.SELF_SCORING:
            may = (may | _returned(phases)) & Q(state=Card.State.DRAFTING)
        cards.filter(may).exclude(**{flag: True}).update(**{flag: True})
        cards.exclude(pk__in=cards.filter(may).values("pk")).filter(**{flag: True}).update(
            **{flag: False}
        )
    scored.cards.filter(state=Card.State.ENDED).update(**dict.fromkeys(WRITTEN_IN.values(), False))


def _returned(phases: dict[str, Phase]) -> Q:
    """What the head gave back, with a reason, may be mended while the head has time to approve."""
    approval = phases.get(PhaseKind.HEAD_APPROVAL)
    if approval is None or approval.state != Phase.State.OPEN:
        return Q(pk__in=())
    return ~Q(reason="")


def extended(phase: Phase, now: datetime) -> list[int]:
    """Return the agencies whose latest extension of a closed phase still runs."""
    if phase.state != Phase.State.CLOSED:
        return []
    rows = Extension.objects.filter(phase=phase).order_by("at", "pk")
    latest = dict(rows.values_list("agency_id", "until"))
    return [agency for agency, until in latest.items() if until > now]
