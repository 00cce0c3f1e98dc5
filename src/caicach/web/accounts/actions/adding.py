"""People added with their first post, one by one or from a list."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from caicach.core.issues import Issue
from caicach.web.accounts.actions.faults import agency_lives, person_faults, post_faults, refuse
from caicach.web.accounts.actions.people import vouch_for_address
from caicach.web.accounts.actions.posts import PostPlan, said
from caicach.web.accounts.models import Person, Post
from caicach.web.accounts.names import index_person
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody to be added; without a password until the invitation is followed."""

    full_name: str
    email: str
    language: str = Person.Language.VIETNAMESE

    def person(self) -> Person:
        """Return an unsaved person whom no password lets in."""
        person = Person(full_name=self.full_name, email=self.email, language=self.language)
        person.set_unusable_password()
        return person


@transaction.atomic
def add_person(by: Actor, new: NewPerson, plan: PostPlan) -> Person:
    """Add a person in a first post. Raises PeopleFaultsError with all that stands against both."""
    person = new.person()
    post = plan.post(person)
    by.require("accounts.manage", post)
    refuse(adding_faults(person, post, plan.agency))
    index_person(person)
    person.save(force_insert=True)
    vouch_for_address(person)
    post.person = person
    post.save(force_insert=True)
    shown = {"full_name": person.full_name, "email": person.email} | said(post)
    record(by, "person.added", person, after=shown)
    return person


def adding_faults(person: Person, post: Post, code: str) -> Iterable[Issue]:
    """Yield what stands against a new person and the first post."""
    yield from person_faults(person)
    yield from post_faults(post, code, (), agency_lives())
