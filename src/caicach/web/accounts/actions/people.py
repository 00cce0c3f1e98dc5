"""People added, changed, and let in or out."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F

from caicach.core.issues import issue
from caicach.web.accounts.actions.faults import person_faults, refuse
from caicach.web.accounts.actions.last_administrator import require_another_administrator
from caicach.web.accounts.models import Person
from caicach.web.accounts.names import index_person
from caicach.web.audit.actor import Actor, NotAllowedError
from caicach.web.audit.recording import record, record_change, values_of
from caicach.web.look.conflict import ChangedMeanwhileError

KEPT = ("full_name", "email", "language")


@transaction.atomic
def change_person(
    by: Actor, person: Person, *, seen: int, full_name: str, email: str, language: str
) -> Person:
    """Save a name, address and language, where nobody saved since version `seen`.

    A new address takes the place of the old everywhere: nobody comes in by the old one.
    Raises PeopleFaultsError, ChangedMeanwhileError.
    """
    by.require("accounts.manage", person)
    now = Person.objects.select_for_update().get(pk=person.pk)
    if now.version != seen:
        raise ChangedMeanwhileError(str(now.pk))
    before = values_of(now, KEPT)
    now.full_name, now.email, now.language = full_name, email, language
    refuse(person_faults(now))
    index_person(now)
    now.version += 1
    now.save()
    if now.email != before["email"]:
        vouch_for_address(now)
        end_sessions(now)
    record_change(by, "person.changed", now, before)
    return now


@transaction.atomic
def choose_language(by: Actor, person: Person, language: str) -> None:
    """Save the language a person reads, chosen by that person."""
    if by.person is not None and by.person.pk != person.pk:
        raise NotAllowedError("accounts.me")
    before = values_of(person, ["language"])
    person.language = language
    person.save(update_fields=["language"])
    record_change(by, "person.changed", person, before)


@transaction.atomic
def deactivate_person(by: Actor, person: Person, *, reason: str) -> None:
    """Let a person no longer in, at once; posts and history stay.

    Raises PeopleFaultsError for the last administrator, or without a reason.
    """
    by.require("accounts.manage", person)
    if not reason.strip():
        refuse([issue("person-reason-missing", "reason")])
    require_another_administrator(person)
    _set_active(person, active=False)
    end_sessions(person)
    record(by, "person.deactivated", person, reason=reason.strip())


@transaction.atomic
def reactivate_person(by: Actor, person: Person) -> None:
    """Let a person in again, in the posts that still hold."""
    by.require("accounts.manage", person)
    _set_active(person, active=True)
    record(by, "person.reactivated", person)


@transaction.atomic
def remove_second_factors(by: Actor, person: Person, *, reason: str) -> None:
    """Take away every second factor of a person who lost them, and end all sessions.

    Raises PeopleFaultsError without a reason.
    """
    by.require("accounts.manage", person)
    if not reason.strip():
        refuse([issue("person-reason-missing", "reason")])
    Authenticator.objects.filter(user=person).delete()
    end_sessions(person)
    record(by, "person.second_factor_removed", person, reason=reason.strip())


def vouch_for_address(person: Person) -> None:
    """Make the person's address the only one that sign-in knows; the office vouches for it."""
    own = EmailAddress.objects.filter(user_id=person.pk)
    if list(own.values_list("email", "verified", "primary")) == [(person.email, True, True)]:
        return
    own.delete()
    EmailAddress.objects.create(user_id=person.pk, email=person.email, verified=True, primary=True)


def end_sessions(person: Person) -> None:
    """End every session of a person."""
    sessions = UserSession.objects.filter(user_id=person.pk)
    keys = list(sessions.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    sessions.delete()


def _set_active(person: Person, *, active: bool) -> None:
    Person.objects.filter(pk=person.pk).update(is_active=active, version=F("version") + 1)
    person.refresh_from_db()
