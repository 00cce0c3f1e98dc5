"""The chain of hashes: each event seals all before it."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from caicach.web.audit.models import Event

START = "0" * 64
FIELDS = (
    "number",
    "person_id",
    "name",
    "post",
    "verb",
    "subject_kind",
    "subject_key",
    "subject_name",
    "before",
    "after",
    "reason",
    "request_id",
    "previous_hash",
)


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the chain does not hold; `cause` is gap, link or content."""

    number: int
    cause: str


def seal(event: Event) -> str:
    """Return the SHA-256 of everything the event says, in hexadecimal."""
    content = {name: getattr(event, name) for name in FIELDS} | {"at": event.at.isoformat()}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def breaks(events: Iterator[Event]) -> Iterator[Break]:
    """Yield every place where `events`, in order from the first, do not hold together."""
    expected, before = 1, START
    for event in events:
        if event.number != expected:
            yield Break(expected, "gap")
        elif event.previous_hash != before:
            yield Break(event.number, "link")
        if seal(event) != event.hash:
            yield Break(event.number, "content")
        expected, before = event.number + 1, event.hash
