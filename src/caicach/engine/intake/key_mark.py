"""The mark by which a store knows the office's key again without holding it."""

import hmac
from collections.abc import Iterator

from caicach.core.issues import Issue, issue
from caicach.engine.facts import Writing
from caicach.engine.profiles import Profile

REGISTER = "pseudonym-key"
SIGNED = b"caicach pseudonym key"
DIGITS = 16


def key_mark(key: bytes) -> str:
    """Return 16 hex digits that differ from key to key and do not lead back to one."""
    return hmac.digest(key, SIGNED, "sha256").hex()[:DIGITS]


def note_key(key: bytes | None, profile: Profile, writing: Writing) -> Iterator[Issue]:
    """Keep the mark of the key with the facts; yield a warning where the one before differs."""
    if key is None or not any("applicant" in feed.fields for feed in profile.feeds):
        return
    mark, before = key_mark(key), writing.base.register(REGISTER)
    if before not in (None, mark):
        yield issue("intake-other-key", writing.base.store.address)
    if before != mark:
        writing.put_register(REGISTER, mark)
