"""Drafts read: each person sees only their own."""

from datetime import datetime
from typing import Any, NamedTuple

from caicach.web.accounts.models import Person
from caicach.web.drafts.models import Draft


class Offer(NamedTuple):
    """A draft that can be taken up: its key, when it was kept, and whether it is shown now."""

    key: str
    at: datetime
    content: dict[str, Any]


def draft_of(person: Person, key: str) -> Offer | None:
    """Return the draft kept under the key, None where there is none."""
    draft = Draft.objects.filter(person=person, key=key).first()
    return None if draft is None else Offer(key, draft.at, draft.content)
