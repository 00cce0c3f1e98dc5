"""Which feed of a profile reads an envelope, by its service or by what its records hold."""

from collections.abc import Sequence

import orjson

from caicach.engine.profiles.check_fields import sources_of
from caicach.engine.profiles.feed import Feed
from caicach.engine.profiles.source_path import steps_of


def feed_of(feeds: Sequence[Feed], service: str | None, first_record: str) -> int | None:
    """Return the index of the feed; None where the service is named and no feed reads it."""
    if service is None:
        return 0 if len(feeds) == 1 else _nearest(feeds, first_record)
    for index, feed in enumerate(feeds):
        wanted = feed.envelope.is_service if feed.envelope else None
        if wanted is None or wanted.casefold() == service.casefold():
            return index
    return None


def _nearest(feeds: Sequence[Feed], first_record: str) -> int:
    """Return the feed that reads most of the record's own fields."""
    try:
        record = orjson.loads(first_record)
    except orjson.JSONDecodeError:
        return 0
    counts = [len(_keys(feed) & set(record)) for feed in feeds]
    return counts.index(max(counts))


def _keys(feed: Feed) -> set[str]:
    paths = [source for field in feed.fields.values() for source in sources_of(field)]
    found = [steps_of(path) for path in paths]
    return {steps[0].key for steps in found if steps}
