"""Posts ended with their agencies, and taken up again where that is undone."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.dateparse import parse_date

from caicach.web.accounts.actions.posts import said
from caicach.web.accounts.models import Person, Post
from caicach.web.agencies.models import Operation
from caicach.web.agencies.posts import Fate
from caicach.web.audit.actor import Actor
from caicach.web.audit.models import Event
from caicach.web.audit.recording import record
from caicach.web.register.models import Agency

Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Changed:
    """One post before and after an operation; None where it was not there or is not any more.

    event: the number of the event that tells it.
    """

    key: int
    person: int
    was: Said | None
    now: Said | None
    event: int


def end_posts(by: Actor, found: Sequence[Fate], *, on: date, decision: str) -> list[Changed]:
    """End the posts as found, each with its event; return what is needed to take it back.

    on: the first day of the new order, from which posts go on at another agency.
    """
    _lock(each.post.person_id for each in found)
    done: list[Changed] = []
    for fate in found:
        done += _end(by, fate, on, decision)
    return done


def _end(by: Actor, fate: Fate, on: date, decision: str) -> list[Changed]:
    post, was = fate.post, said(fate.post)
    key, person = post.pk, post.person
    heir = _gone_on(fate, on, decision)
    now: Said | None = None
    if fate.last_day is None:
        post.delete()
    else:
        post.valid_to = fate.last_day
        post.save(update_fields=["valid_to"])
        now = said(post)
    verb = "post_moved" if heir else "post_withdrawn" if now is None else "post_ended"
    after = said(heir) if heir else now
    event = record(by, f"person.{verb}", person, before=was, after=after, reason=decision).number
    changed = [Changed(key, person.pk, was, now, event)]
    return [*changed, Changed(heir.pk, person.pk, None, after, event)] if heir else changed


def _gone_on(fate: Fate, on: date, decision: str) -> Post | None:
    """Return the post at the heir, None where there is no heir or the same is held there."""
    post = fate.post
    same = Post.objects.filter(person=post.person, agency__code=fate.heir, role=post.role)
    if not fate.heir or any((each.valid_to or date.max) >= on for each in same):
        return None
    return Post.objects.create(
        person=post.person,
        agency=Agency.objects.get(code=fate.heir),
        role=post.role,
        title=post.title,
        decision=decision[:200],
        valid_from=max(post.valid_from or on, on),
        valid_to=post.valid_to,
    )


def resume_posts(by: Actor, operation: Operation, reason: str) -> None:
    """Give back the posts that the operation ended, as far as nobody changed them since."""
    changed, _left = posts_since(operation)
    _lock(each.person for each in changed)
    people = Person.objects.in_bulk([each.person for each in changed])
    for each in reversed(changed):
        _take_back(each)
        verb = "person.post_withdrawn" if each.was is None else "person.post_resumed"
        record(by, verb, people[each.person], before=each.now, after=each.was, reason=reason)


def posts_since(operation: Operation) -> tuple[list[Changed], list[Changed]]:
    """Return the posts that stand as the operation left them, and those changed since."""
    changed = [Changed(**each) for each in operation.changes.get("posts", ())]
    posts = Post.objects.select_related("agency").in_bulk([each.key for each in changed])
    moved = _moved_since(changed)
    stand: list[Changed] = []
    left: list[Changed] = []
    for each in changed:
        post = posts.get(each.key)
        alike = (None if post is None else said(post)) == each.now
        stood = alike and not any(_is_move(event, each) for event in moved)
        (stand if stood else left).append(each)
    return stand, left


def posts_in_use(operation: Operation, codes: Collection[str]) -> int:
    """Return how many posts at the agencies were not brought there by the operation itself."""
    own = [each.key for each in posts_since(operation)[0] if each.was is None]
    return Post.objects.filter(agency__code__in=codes).exclude(pk__in=own).count()


def _moved_since(changed: Sequence[Changed]) -> list[Event]:
    if not changed:
        return []
    people = [str(each.person) for each in changed]
    first = min(each.event for each in changed)
    events = Event.objects.filter(
        number__gt=first,
        verb="person.post_moved",
        subject_kind=Person._meta.label_lower,  # noqa: SLF001 -- Django's documented Model API
        subject_key__in=people,
    )
    return list(events)


def _is_move(event: Event, changed: Changed) -> bool:
    """Say whether the event moved somebody on from the post as the operation left it."""
    same = event.subject_key == str(changed.person) and event.before == changed.now
    return same and event.number > changed.event


def _take_back(changed: Changed) -> None:
    if changed.was is None:
        Post.objects.filter(pk=changed.key).delete()
        return
    was = dict(changed.was)
    first, last = (parse_date(was.pop(name) or "") for name in ("valid_from", "valid_to"))
    if changed.now is not None:
        Post.objects.filter(pk=changed.key).update(valid_to=last)
        return
    agency = Agency.objects.get(code=was.pop("agency"))
    days = {"valid_from": first, "valid_to": last}
    Post(pk=changed.key, person_id=changed.person, agency=agency, **was, **days).save(
        force_insert=True
    )


def _lock(people: Iterable[int]) -> None:
    """Changes of one person's posts come one after the other."""
    list(Person.objects.select_for_update().filter(pk__in=set(people)).order_by("pk"))
