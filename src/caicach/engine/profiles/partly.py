"""A profile of which some entries cannot be read: what is left is checked all the same."""

from copy import deepcopy
from typing import Any

from pydantic import ValidationError

from caicach.core.documents import Document
from caicach.core.issues import Issue
from caicach.engine.profiles.check import check_feed
from caicach.engine.profiles.feed import Feed

TRIES = 3
ABOUT_OTHERS = frozenset({"column-not-mapped", "code-list-unused", "code-list-missing"})
"""Faults that may only seem to be there because an entry was taken out."""


def check_what_stands(document: Document) -> list[Issue]:
    """Return the faults in the meaning of the entries whose shape is right.

    Nothing where too little is left to be a profile.
    """
    content: Any = deepcopy(document.content)
    for _ in range(TRIES):
        try:
            feed = Feed.model_validate(content, by_alias=True, by_name=False)
        except ValidationError as error:
            for each in error.errors(include_url=False):
                _take_out(content, each["loc"])
        else:
            found = check_feed(feed, document)
            return [each for each in found if each.code not in ABOUT_OTHERS]
    return []


def _take_out(content: Any, loc: tuple[int | str, ...]) -> None:
    """Take out a whole field or code list, or else a whole key: never an entry of a list."""
    first, *others = loc or ("",)
    inner = content.get(first) if isinstance(content, dict) else None
    if others and isinstance(inner, dict) and others[0] in inner:
        del inner[others[0]]
    elif isinstance(content, dict):
        content.pop(first, None)
