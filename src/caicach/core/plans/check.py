"""What the entries of a plan do not agree on, beside the shape of each."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from caicach.core.documents import Document, Loc
from caicach.core.issues import Issue, issue
from caicach.core.plans.check_binding import check_binding
from caicach.core.plans.check_task import check_task
from caicach.core.plans.plan import Plan
from caicach.core.plans.registration import Registration
from caicach.core.plans.target import Target
from caicach.core.plans.task import Task


class Entries(NamedTuple):
    """What could be read of a plan; a head or an entry with faults of its own is not among it."""

    head: Registration | None
    targets: Sequence[tuple[Loc, Target]]
    tasks: Sequence[tuple[Loc, Task]]


def check_plan(
    entries: Entries, document: Document, above: Mapping[str, Plan] | None
) -> Iterator[Issue]:
    """Yield every fault of the entries.

    above: plans that this one may stand under, by key; None where they are not at hand.
    """
    parent = None
    if entries.head is not None:
        yield from _years(entries.head, document)
        yield from _parent(entries.head, document, above)
        parent = (above or {}).get(entries.head.parent or "")
    yield from _twice("plan-target-twice", "key", entries.targets, document)
    yield from _twice("plan-task-twice", "number", entries.tasks, document)
    for loc, target in entries.targets:
        yield from _target(target, loc, document, entries.head)
        yield from _served(target, loc, document, parent)
    keys = _keys(document)
    for loc, task in entries.tasks:
        yield from check_task(task, loc, document, entries.head)
        if task.serves.target is not None and task.serves.target not in keys:
            where = document.where((*loc, "serves"))
            yield issue("task-serves-unknown", where, number=task.number, key=task.serves.target)


def _years(head: Registration, document: Document) -> Iterator[Issue]:
    if head.years.last < head.years.first:
        where = document.where(("years",))
        yield issue("plan-years-reversed", where, first=head.years.first, last=head.years.last)


def _parent(
    head: Registration, document: Document, above: Mapping[str, Plan] | None
) -> Iterator[Issue]:
    if head.parent is None or above is None:
        return
    where = document.where(("parent",))
    if head.parent not in above:
        yield issue("plan-parent-unknown", where, key=head.parent, known=", ".join(above) or "–")
    elif head.plan in _line_above(head.parent, above):
        yield issue("plan-parent-circle", where, key=head.plan, parent=head.parent)


def _line_above(key: str | None, above: Mapping[str, Plan]) -> list[str]:
    """Return the plans from `key` upwards, each once."""
    line: list[str] = []
    while key is not None and key in above and key not in line:
        line.append(key)
        key = above[key].parent
    return line


def _twice(
    code: str, name: str, entries: Sequence[tuple[Loc, Target | Task]], document: Document
) -> Iterator[Issue]:
    first: dict[str, str] = {}
    for loc, entry in entries:
        value, where = str(getattr(entry, name)), document.where((*loc, name))
        if value in first:
            yield issue(code, where, key=value, first=first[value])
        first.setdefault(value, where)


def _target(
    target: Target, loc: Loc, document: Document, head: Registration | None
) -> Iterator[Issue]:
    shape = target.shape
    yield from shape.check(document.where((*loc, "shape")))
    yield from check_binding(target, loc, document)
    due_on = shape.due_on
    if head is not None and due_on.year not in head.years:
        where = document.where((*loc, "shape", "due_on"))
        first, last = head.years.first, head.years.last
        yield issue("target-outside", where, key=target.key, due=due_on, first=first, last=last)


def _served(target: Target, loc: Loc, document: Document, parent: Plan | None) -> Iterator[Issue]:
    """A parent that is not known is told once, at its own line, not at every target."""
    if target.serves is None:
        return
    where = document.where((*loc, "serves"))
    if "parent" not in document_keys(document):
        yield issue("target-serves-nothing", where, key=target.key, serves=target.serves)
    elif parent is not None and parent.target(target.serves) is None:
        yield issue(
            "target-serves-unknown", where, key=target.key, serves=target.serves, plan=parent.key
        )


def document_keys(document: Document) -> set[str]:
    """Return the keys at the top of the file."""
    return set(document.content) if isinstance(document.content, dict) else set()


def _keys(document: Document) -> set[str]:
    """Return the keys of all targets of the file, those with faults of their own as well."""
    raw = document.content.get("targets") if isinstance(document.content, dict) else None
    entries = raw if isinstance(raw, list) else []
    return {str(each["key"]) for each in entries if isinstance(each, dict) and "key" in each}
