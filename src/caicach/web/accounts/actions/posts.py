"""Posts given, ended and moved; nothing is overwritten, so that what was done stays in place."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from caicach.core.issues import Issue, issue
from caicach.web.accounts.actions.faults import (
    PeopleFaultsError,
    agency_lives,
    post_faults,
    refuse,
    written,
)
from caicach.web.accounts.actions.last_administrator import require_another_administrator
from caicach.web.accounts.models import Person, Post
from caicach.web.accounts.roles import Role
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.register.models import Agency

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PostPlan:
    """A post to be given: the agency by its code, both days included."""

    role: str
    agency: str
    valid_from: date | None
    valid_to: date | None = None
    title: str = ""
    decision: str = ""

    def post(self, person: Person) -> Post:
        """Return it as an unsaved post; an agency that is not there is left out."""
        return Post(
            person=person,
            agency=Agency.objects.filter(code=self.agency).first() or Agency(code=self.agency),
            role=self.role,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            title=self.title.strip(),
            decision=self.decision.strip(),
        )


@transaction.atomic
def give_post(by: Actor, person: Person, plan: PostPlan, *, reason: str = "") -> Post:
    """Give a post. Raises PeopleFaultsError with all that stands against it."""
    post = plan.post(person)
    by.require("accounts.manage", post)
    _lock(person)
    faults = list(post_faults(post, plan.agency, held_by(person), agency_lives()))
    if not person.is_active:
        faults.append(issue("person-inactive", "person", name=person.full_name))
    refuse(faults)
    post.save(force_insert=True)
    record(by, "person.post_given", person, after=said(post), reason=reason)
    return post


@transaction.atomic
def end_post(by: Actor, post: Post, *, last_day: date, reason: str = "") -> None:
    """Let a post end with `last_day`. Raises PeopleFaultsError."""
    by.require("accounts.manage", post)
    _lock(post.person)
    _check_end(post, last_day)
    before = said(post)
    _end(post, last_day)
    record(by, "person.post_ended", post.person, before=before, after=said(post), reason=reason)


@transaction.atomic
def move_person(by: Actor, post: Post, plan: PostPlan, *, reason: str = "") -> Post:
    """End a post on the day before `plan.valid_from` and begin the planned one that day.

    Both posts must be within reach. Raises PeopleFaultsError with all that stands against it.
    """
    person, begun = post.person, plan.valid_from or timezone.localdate()
    new = plan.post(person)
    by.require("accounts.manage", post)
    by.require("accounts.manage", new)
    _lock(person)
    last_day = begun - ONE_DAY
    others = [each for each in held_by(person) if each.pk != post.pk]
    faults = list(post_faults(new, plan.agency, others, agency_lives()))
    if plan.agency == post.agency.code and plan.role == post.role:
        faults.append(issue("post-move-nowhere", "agency", agency=plan.agency))
    faults += _collected(post, last_day)
    refuse(faults)
    before = said(post)
    _end(post, last_day)
    new.save(force_insert=True)
    record(by, "person.post_moved", person, before=before, after=said(new), reason=reason)
    return new


def held_by(person: Person) -> list[Post]:
    """Return all posts of a person, of any day."""
    return list(Post.objects.filter(person=person).select_related("agency"))


def said(post: Post) -> dict[str, str | None]:
    """Return a post as the log keeps it."""
    return {
        "role": post.role,
        "agency": post.agency.code,
        "valid_from": _iso(post.valid_from),
        "valid_to": _iso(post.valid_to),
        "title": post.title,
        "decision": post.decision,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _lock(person: Person) -> None:
    """Two changes of one person's posts come one after the other."""
    Person.objects.select_for_update().get(pk=person.pk)


def _check_end(post: Post, last_day: date) -> None:
    if post.valid_from and last_day < post.valid_from:
        first = written(post.valid_from)
        refuse([issue("post-end-before-start", "valid_to", first=first, last=written(last_day))])
    if post.valid_to and last_day > post.valid_to:
        refuse([issue("post-ended-already", "valid_to", last=written(post.valid_to))])
    if post.role == Role.ADMINISTRATOR:
        require_another_administrator(post.person, after=last_day, without=post)


def _collected(post: Post, last_day: date) -> list[Issue]:
    try:
        _check_end(post, last_day)
    except PeopleFaultsError as error:
        return error.issues
    return []


def _end(post: Post, last_day: date) -> None:
    Post.objects.filter(pk=post.pk).update(valid_to=last_day)
    post.valid_to = last_day
