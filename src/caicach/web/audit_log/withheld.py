"""Words of a council that the log keeps back until the round is published: not that it acted."""

from collections.abc import Mapping
from typing import Any

from django.db.models import BooleanField, Case, CharField, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from caicach.web.accounts.acting import standing_now
from caicach.web.accounts.models import Person
from caicach.web.audit.models import Event
from caicach.web.council.models import Question, Sitting
from caicach.web.results.models import Correction
from caicach.web.rounds.models import Item, Round
from caicach.web.rounds.rights import SEE_ROUND

TOLD_LATER = (
    "council.decided",
    "council.minutes_written",
    "council.points_given",
    "council.proposed",
    "council.question_reopened",
    "council.question_withdrawn",
    "council.voted",
    "council.votes_recorded",
)
CORRECTED = "results.item_corrected"
SUBJECTS: Mapping[str, Any] = {
    "council.question": Question.objects,
    "council.sitting": Sitting.objects,
    "rounds.item": Item.with_dropped,
}
"""What these events are about; each belongs to a round."""


def marked(person: Person, events: QuerySet[Event]) -> QuerySet[Event]:
    """Return the events with `is_withheld`: about a round the person does not read that is not yet
    published, or a correction that is not.
    """
    read = standing_now(person).reach(SEE_ROUND)
    rounds = Round.objects.exclude(state=Round.State.PUBLISHED).exclude(agency__code__in=read)
    about = Q()
    for kind, rows in SUBJECTS.items():
        keys = rows.filter(round__in=rounds).annotate(key=Cast("pk", CharField())).values("key")
        about |= Q(subject_kind=kind, subject_key__in=keys)
    withheld = When(about, verb__in=TOLD_LATER, then=Value(True))
    anew = Correction.objects.filter(publication=None).exclude(card__round__agency__code__in=read)
    keys = anew.annotate(key=Cast("pk", CharField())).values("key")
    corrected = When(verb=CORRECTED, subject_key__in=keys, then=Value(True))
    return events.annotate(
        is_withheld=Case(withheld, corrected, default=Value(False), output_field=BooleanField())
    )


def is_withheld(event: Event) -> bool:
    """Say whether the words of an event `marked` are kept back from its reader."""
    return bool(getattr(event, "is_withheld", False))


def reason_of(event: Event) -> str:
    """Return why it was done; for an event kept back when it will be told."""
    if is_withheld(event):
        return _("Nội dung được giữ kín đến khi công bố kết quả.")
    return event.reason
