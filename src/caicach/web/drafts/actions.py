"""Keeping and dropping drafts; they are nobody's business but the person's, so none is logged."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from caicach.web.accounts.models import Person
from caicach.web.drafts.known import is_known
from caicach.web.drafts.models import Draft

MOST_BYTES = 200_000
MOST_DRAFTS = 100
SHORTEST_WAIT = timedelta(milliseconds=500)
KEPT_FOR = timedelta(days=30)
SECRET = re.compile(r"password|passwd|secret|token|otp|mat_khau", re.IGNORECASE)


class DraftRefusedError(ValueError):
    """The draft is not kept; `reason` is `unknown`, `too_large` or `too_often`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@transaction.atomic
def keep_draft(
    person: Person, *, key: str, content: Mapping[str, Sequence[str]], now: datetime
) -> Draft:
    """Keep what was typed, in place of an earlier draft of that key; secrets are left out.

    Raises DraftRefusedError.
    """
    kept = {name: list(values) for name, values in content.items() if not SECRET.search(name)}
    if not is_known(key):
        raise DraftRefusedError("unknown")
    if sum(len(each.encode()) for values in kept.values() for each in values) > MOST_BYTES:
        raise DraftRefusedError("too_large")
    earlier = Draft.objects.filter(person=person, key=key).first()
    if earlier and earlier.at > now - SHORTEST_WAIT:
        raise DraftRefusedError("too_often")
    if earlier is None:
        _make_room(person, now)
    draft, _ = Draft.objects.update_or_create(
        person=person, key=key, defaults={"content": kept, "at": now}
    )
    return draft


def drop_draft(person: Person, *, key: str) -> None:
    """Drop the draft: it was saved, or is no longer wanted."""
    Draft.objects.filter(person=person, key=key).delete()


def _make_room(person: Person, now: datetime) -> None:
    own = Draft.objects.filter(person=person)
    own.filter(at__lt=now - KEPT_FOR).delete()
    surplus = own.order_by("-at").values_list("pk", flat=True)[MOST_DRAFTS - 1 :]
    Draft.objects.filter(pk__in=list(surplus)).delete()
