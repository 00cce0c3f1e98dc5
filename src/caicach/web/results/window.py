"""When complaints are taken: the phase, with what was granted to an agency."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from caicach.web.register.models import Agency
from caicach.web.rounds.models import Extension, Phase, PhaseKind, Round


@dataclass(frozen=True, slots=True)
class Window:
    """From when until when; `is_open` now."""

    opens_at: datetime
    closes_at: datetime
    is_open: bool


def complaint_window(scored: Round, agency: Agency | None, now: datetime) -> Window | None:
    """Return the window of an agency, or that of all; None where the round has none.

    The hours decide, but a phase that was skipped or closed by hand takes nothing, and one that
    was opened by hand does. An extension of the agency counts in any case. One query.
    """
    extensions = Extension.objects.filter(phase=OuterRef("pk"), agency=agency).order_by(
        "-at", "-pk"
    )
    phases = scored.phases.filter(kind=PhaseKind.COMPLAINTS)
    phase = phases.annotate(granted=Subquery(extensions.values("until")[:1])).first()
    if phase is None:
        return None
    granted: datetime | None = phase.granted
    closes_at = max(phase.closes_at, granted) if granted else phase.closes_at
    is_due = phase.opens_at <= now < closes_at
    by_state = {
        Phase.State.WAITING: is_due,
        Phase.State.OPEN: now < closes_at,
        Phase.State.CLOSED: granted is not None and now < granted,
        Phase.State.SKIPPED: False,
    }
    is_published = scored.state == Round.State.PUBLISHED
    return Window(phase.opens_at, closes_at, is_published and by_state[Phase.State(phase.state)])
