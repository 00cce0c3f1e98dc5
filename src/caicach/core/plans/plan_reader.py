"""Plan files, read with all their faults at once."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from caicach.core.documents import Document, Loc, by_line, parse, read_document
from caicach.core.documents.yaml_text import Content
from caicach.core.issues import Issue, has_faults
from caicach.core.plans.check import Entries, check_plan
from caicach.core.plans.plan import Plan
from caicach.core.plans.registration import Registration
from caicach.core.plans.target import Target
from caicach.core.plans.task import Task

S = TypeVar("S", bound=BaseModel)
LISTS = ("targets", "tasks")


def read_plan(
    text: str, path: str, above: Mapping[str, Plan] | None = None
) -> tuple[Plan | None, list[Issue]]:
    """Return the plan in `text`, or None where it has a fault, with every issue and its line.

    path: shown in issues. above: the plans it may stand under, by key; without them its parent
        and what its targets serve there are taken as written.
    """
    document, issues = read_document(text, path)
    if document is None:
        return None, issues
    plan, more = parse(document, Plan)
    issues += [*more, *check_plan(_entries(document), document, above)]
    return (None if has_faults(issues) else plan), by_line(issues)


def read_plans(texts: Iterable[tuple[str, str]]) -> tuple[dict[str, Plan], list[Issue]]:
    """Return the sound plans of several files by key, and every issue.

    texts: path and text of each. Plans may stand under one another in any order. Of two files
    with one key the later counts.
    """
    files = list(texts)
    alone = [read_plan(text, path)[0] for path, text in files]
    above = {plan.key: plan for plan in alone if plan}
    issues: list[Issue] = []
    found: dict[str, Plan] = {}
    for path, text in files:
        plan, more = read_plan(text, path, above)
        issues += more
        if plan is not None:
            found[plan.key] = plan
    return found, issues


def _entries(document: Document) -> Entries:
    """Return what can be read, so that one faulty entry does not hide the faults of others."""
    content = document.content if isinstance(document.content, dict) else {}
    head = {key: value for key, value in content.items() if key not in LISTS}
    targets, tasks = _listed("targets", document, Target), _listed("tasks", document, Task)
    return Entries(_sound(head, Registration), targets, tasks)


def _listed(name: str, document: Document, shape: type[S]) -> list[tuple[Loc, S]]:
    raw = document.content.get(name) if isinstance(document.content, dict) else None
    read = [_sound(each, shape) for each in (raw if isinstance(raw, list) else [])]
    return [((name, place), entry) for place, entry in enumerate(read) if entry is not None]


def _sound(raw: Content, shape: type[S]) -> S | None:
    try:
        return shape.model_validate(raw, by_alias=True, by_name=False)
    except ValidationError:
        return None  # told with its line by the parse of the whole file
