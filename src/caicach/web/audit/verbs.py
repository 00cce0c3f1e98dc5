"""What each verb of the log means in plain words: `verbs.yaml` beside each app that leaves it."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from caicach.core.documents import Label, Shape, parse, read_document
from caicach.core.issues import Issue

WEB = Path(__file__).parents[1]


class Verbs(Shape):
    """One app's verbs."""

    verbs: dict[str, Label]


def read_verbs() -> tuple[dict[str, Label], list[Issue]]:
    """Return the words of every verb, by verb, with the faults of the files."""
    found: dict[str, Label] = {}
    issues: list[Issue] = []
    for path in sorted(WEB.glob("*/verbs.yaml")):
        document, faults = read_document(path.read_text("utf-8"), str(path.relative_to(WEB)))
        whole, more = parse(document, Verbs) if document else (None, [])
        found |= whole.verbs if whole else {}
        issues += [*faults, *more]
    return found, issues


@cache
def verb_words() -> Mapping[str, Label]:
    """Return the words of every known verb, by verb."""
    return read_verbs()[0]


def said_verb(verb: str) -> Label:
    """Return a verb in words; itself where no app explains it any longer."""
    return verb_words().get(verb) or Label(vi=verb, en=verb)
