"""Petitions of citizens about invented dossiers: asked, answered, published, liked or not."""

from dataclasses import dataclass

from caicach.engine.generator.dice import Dice
from caicach.engine.generator.dossier import Dossier
from caicach.engine.generator.moments import DAY, HOUR
from caicach.engine.generator.workdays import Workdays

REGULATION, CONDUCT, OTHER_TOPIC = "regulation", "conduct", "khác"
PER_DOSSIER, PER_LATE_DOSSIER = 0.008, 0.05
ABOUT_NO_DOSSIER = 0.3
REFUSED, ASKED_MORE, LATE, UNANSWERED = 0.08, 0.1, 0.12, 0.03


@dataclass(slots=True)
class Petition:
    """One petition; instants are seconds of local time, None is absent."""

    key: str
    agency: str
    procedure: str
    dossier: str
    topic: str
    received_at: int
    refused_at: int | None = None
    supplement_at: int | None = None
    answered_at: int | None = None
    published_at: int | None = None
    likes: int = 0
    dislikes: int = 0
    is_repeated: bool = False


def draw_petition(dossier: Dossier, workdays: Workdays, dice: Dice) -> Petition | None:
    """Return what the applicant complains of, mostly nothing; more often when it was late."""
    ended, due = dossier.ended_at, dossier.due_at
    is_late = ended is not None and due is not None and ended > due
    if not dice.chance(PER_LATE_DOSSIER if is_late else PER_DOSSIER):
        return None
    petition = Petition(
        key=f"PA-{dossier.code[-7:]}",
        agency=dossier.body.code,
        procedure=dossier.procedure.code,
        dossier="" if dice.chance(ABOUT_NO_DOSSIER) else dossier.code,
        topic=dice.pick((REGULATION, REGULATION, CONDUCT, OTHER_TOPIC)),
        received_at=dossier.submitted_at + int(10 * DAY * dice.draw()) + HOUR,
        is_repeated=dice.chance(0.03),
    )
    _handle(petition, workdays, dice)
    return petition


def _handle(petition: Petition, workdays: Workdays, dice: Dice) -> None:
    if dice.chance(UNANSWERED):
        return
    if dice.chance(REFUSED):
        petition.refused_at = _within(petition.received_at, 2, workdays, dice)
        return
    if dice.chance(ASKED_MORE):
        petition.supplement_at = _within(petition.received_at, 5, workdays, dice)
    answered = _within(petition.received_at, 15, workdays, dice)
    petition.answered_at = max(answered, (petition.supplement_at or 0) + HOUR)
    if dice.chance(0.9):
        petition.published_at = _within(petition.answered_at, 2, workdays, dice)
        petition.likes, petition.dislikes = dice.below(6), dice.below(4)


def _within(since: int, days: int, workdays: Workdays, dice: Dice) -> int:
    """Return an instant at work within so many working days, at times a few too late."""
    longest = workdays.due(workdays.next(since // DAY) * DAY + since % DAY, days, "working_day")
    if dice.chance(LATE):
        return workdays.at_work(longest + 2 * HOUR + int(4 * DAY * dice.draw()))
    share = 0.95 * dice.draw()
    return min(longest, workdays.at_work(since + 600 + int(share * (longest - since))))
