"""Work with people that takes long: inviting everyone of a list."""

from collections.abc import Iterable, Sequence

from django.conf import settings

from caicach.web.accounts.acting import actor_of
from caicach.web.accounts.actions.invitations import invite_person, send_invitation
from caicach.web.accounts.models import Person
from caicach.web.audit.actor import Actor
from caicach.web.audit.models import Event
from caicach.web.jobs.kinds import Run, job
from caicach.web.jobs.queue import enqueue

INVITE = "accounts.invite"
VERB = "person.invited"


def invite_later(by: Actor, people: Iterable[Person], site: str) -> None:
    """Invite all of them in the background, where mail is set up."""
    keys = [person.pk for person in people]
    if settings.EMAIL_IS_SET_UP and keys and by.person is not None:
        enqueue(INVITE, {"people": keys, "site": site, "by": by.person.pk}, person_id=by.person.pk)


@job(INVITE)
def invite_all(run: Run, people: Sequence[int], site: str, by: int) -> dict[str, int]:
    """Invite each person who was not invited before; begun again, it goes on where it stopped."""
    actor = actor_of(Person.objects.get(pk=by))
    sent = 0
    for done, person in enumerate(Person.objects.filter(pk__in=people).order_by("pk")):
        if person.is_active and not _was_invited(person):
            sent += send_invitation(person, invite_person(actor, person, site=site))
        run.progress(done + 1, len(people))
    return {"sent": sent}


def _was_invited(person: Person) -> bool:
    kind = "accounts.person"
    return Event.objects.filter(verb=VERB, subject_kind=kind, subject_key=str(person.pk)).exists()
