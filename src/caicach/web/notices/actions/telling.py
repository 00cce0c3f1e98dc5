"""Telling people something: a notice for each, once, in the language each reads."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import override

from caicach.web.accounts.models import Person
from caicach.web.notices.kinds import Kind
from caicach.web.notices.models import Notice, Preferences
from caicach.web.notices.queries import channel_of, preferences_of

BATCH = 500
LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Telling:
    """What is to be told.

    once: names it, so that nobody is told twice. words: returns title and body; called in the
    language of each reader. subject: kind and key of what it is about, as the log names it.
    """

    kind: Kind
    once: str
    words: Callable[[], tuple[str, str]]
    address: str = ""
    subject: tuple[str, str] = ("", "")
    due: date | None = None


def notify(people: Iterable[Person], telling: Telling, at: datetime) -> None:
    """Tell each of the people; who was told before, or no longer works here, is left out."""
    readers = {person.pk: person for person in people if person.is_active}
    chosen = preferences_of(readers)
    said = {language: _said(telling, language) for language in _languages(readers.values())}
    rows = [
        _notice(person, telling, said[person.language], chosen.get(person.pk), at)
        for person in readers.values()
    ]
    Notice.objects.bulk_create(rows, BATCH, ignore_conflicts=True)


def _languages(people: Iterable[Person]) -> set[str]:
    return {person.language for person in people}


def _said(telling: Telling, language: str) -> tuple[str, str]:
    with override(language):
        title, body = telling.words()
    return title[:LONGEST_TITLE], body


def _notice(
    person: Person,
    telling: Telling,
    said: tuple[str, str],
    chosen: Preferences | None,
    at: datetime,
) -> Notice:
    kind, key = telling.subject
    return Notice(
        person=person,
        kind=telling.kind,
        subject_kind=kind,
        subject_key=key,
        title=said[0],
        body=said[1],
        address=telling.address,
        due=telling.due,
        at=at,
        channel=channel_of(telling.kind, chosen),
        once=telling.once,
    )
