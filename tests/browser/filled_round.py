"""A scoring round of the small province, opened by the jobs of the server."""

from datetime import timedelta
from pathlib import Path

SET = Path(__file__).parents[1] / "web/little_set.yaml"
TAKING_PART = {"H99.01": "departments", "H99.02": "departments", "H99.101": "communes"}


def add_round() -> None:
    """Begin a round whose agencies score themselves from now on, a week for each phase."""
    from django.utils import timezone

    from caicach.web.audit.actor import Actor
    from caicach.web.register.models import Agency
    from caicach.web.rounds.actions.rounds import (
        Hours,
        choose_agencies,
        create_round,
        keep_edition,
        open_round,
    )
    from caicach.web.rounds.models import PhaseKind

    by, now = Actor.system("tests"), timezone.now()
    kept, issues = keep_edition(SET.read_text("utf-8"), SET.name)
    assert kept is not None, issues
    agencies = {each.code: each for each in Agency.objects.all()}
    week = timedelta(days=7)
    kinds = [kind for kind in PhaseKind.values if kind != PhaseKind.PREPARATION]
    hours = [
        Hours(kind, now + week * place, now + week * (place + 1))
        for place, kind in enumerate(kinds)
    ]
    values = {
        "name": f"Đợt chấm điểm năm {now.year}",
        "year": now.year,
        "period": str(now.year),
        "edition": kept,
        "lead": agencies["H99.01"],
        "stand_in": agencies["H99.02"],
    }
    made = create_round(by, agency=agencies["H99"], values=values, phases=hours)
    blocks = {agencies[code].pk: block for code, block in TAKING_PART.items()}
    choose_agencies(by, scored=made, blocks=blocks)
    open_round(by, scored=made, issues=[], person_id=None)
