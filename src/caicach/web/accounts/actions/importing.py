"""A list of people taken in: looked at as a whole first, then saved as a whole."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from django.db import transaction

from caicach.core.issues import Issue, has_faults, issue
from caicach.files.registers import Person as Row
from caicach.files.registers import read_people_table
from caicach.web.accounts.actions.adding import NewPerson
from caicach.web.accounts.actions.faults import (
    ROLE_NAMES,
    PeopleFaultsError,
    agency_lives,
    post_faults,
    said_role,
)
from caicach.web.accounts.actions.people import vouch_for_address
from caicach.web.accounts.actions.posts import said
from caicach.web.accounts.models import Person, Post
from caicach.web.accounts.names import index_person
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.look.folding import fold
from caicach.web.register.models import Agency


class Imported(NamedTuple):
    """What an import did: people who are new, and posts given."""

    added: list[Person]
    posts: int


def check_import(by: Actor, rows: Sequence[Row], today: date) -> list[Issue]:
    """Return what stands against the rows in this installation, each at its place in the file.

    A row without a first day begins `today`.
    """
    known = _Known(rows)
    lives = agency_lives()
    found: list[Issue] = []
    for row in rows:
        post, person = known.post(row, today), known.people.get(row.email)
        found += (
            replace(each, where=row.where)
            for each in post_faults(post, row.agency, known.held[row.email], lives)
        )
        if not by.may("accounts.manage", post):
            values = {"agency": row.agency, "role": said_role(row.role)}
            found.append(issue("post-beyond-reach", row.where, **values))
        found += _person_issues(row, person)
    return found


@transaction.atomic
def import_people(by: Actor, rows: Sequence[Row], today: date) -> Imported:
    """Add the people that are new and give everyone the post of the row, all or none.

    Raises PeopleFaultsError with all that stands against any row.
    """
    by.require("accounts.manage")
    issues = check_import(by, rows, today)
    if has_faults(issues):
        raise PeopleFaultsError([each for each in issues if each.severity == "fault"])
    known = _Known(rows)
    added: list[Person] = []
    for row in rows:
        is_new = row.email not in known.people
        if is_new:
            known.people[row.email] = _add(row)
            added.append(known.people[row.email])
        post = known.post(row, today)
        post.save(force_insert=True)
        _leave_event(by, post, row, is_new=is_new)
    return Imported(added, len(rows))


class _Known:
    """Whom and what the rows meet, asked for once."""

    def __init__(self, rows: Iterable[Row]) -> None:
        emails = {row.email for row in rows}
        people = Person.objects.filter(email__in=emails).prefetch_related("posts__agency")
        self.people = {person.email: person for person in people}
        self.held: dict[str, list[Post]] = defaultdict(list)
        for person in self.people.values():
            self.held[person.email] = list(person.posts.all())
        codes = {row.agency for row in rows}
        self.agencies = {each.code: each for each in Agency.objects.filter(code__in=codes)}

    def post(self, row: Row, today: date) -> Post:
        return Post(
            person=self.people.get(row.email),
            agency=self.agencies.get(row.agency) or Agency(code=row.agency),
            role=row.role,
            valid_from=row.valid_from or today,
            valid_to=row.valid_to,
            title=row.post,
        )


def _person_issues(row: Row, person: Person | None) -> Iterator[Issue]:
    if person is None:
        return
    if not person.is_active:
        yield issue("person-inactive", row.where, name=person.full_name)
    if fold(person.full_name) != fold(row.name):
        values = {"name": row.name, "email": row.email, "known": person.full_name}
        yield issue("person-name-differs", row.where, **values)


def _add(row: Row) -> Person:
    person = NewPerson(row.name, row.email).person()
    index_person(person)
    person.save(force_insert=True)
    vouch_for_address(person)
    return person


def _leave_event(by: Actor, post: Post, row: Row, *, is_new: bool) -> None:
    verb = "person.added" if is_new else "person.post_given"
    who = {"full_name": post.person.full_name, "email": post.person.email} if is_new else {}
    record(by, verb, post.person, after=who | said(post), reason=row.where)


def read_people(content: bytes, name: str) -> tuple[list[Row], list[Issue]]:
    """Return the sound rows of a file and all its faults; roles may be named in two languages."""
    words = {word: str(role) for role, said in ROLE_NAMES.items() for word in (said.vi, said.en)}
    codes = Agency.objects.values_list("code", flat=True)
    table = read_people_table(content, words, list(codes), name)
    return list(table.people), table.issues
