"""What a signature is worth: its state, and why."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """`valid` needs all of it: whole, from an anchor of the office, and known not to be revoked."""

    VALID = "valid"
    NOT_YET_VERIFIABLE = "not_yet_verifiable"
    UNTRUSTED = "untrusted"
    EXPIRED = "expired"
    REVOKED = "revoked"
    CHANGED = "changed"
    BROKEN = "broken"


class Reason(StrEnum):
    """Why it is in that state; a valid one has none."""

    UNREADABLE = "unreadable"
    NO_ANCHORS = "no_anchors"
    NO_CHAIN = "no_chain"
    NO_REVOCATION = "no_revocation"
    STALE_REVOCATION = "stale_revocation"
    NOT_YET_VALID = "not_yet_valid"
    NOT_FOR_SIGNING = "not_for_signing"
    WEAK_ALGORITHM = "weak_algorithm"
    CERTIFICATE_EXPIRED = "certificate_expired"
    CERTIFICATE_REVOKED = "certificate_revoked"
    CHANGED_AFTERWARDS = "changed_afterwards"
    COVERS_PART = "covers_part"
    HASH_DIFFERS = "hash_differs"


@dataclass(frozen=True, slots=True)
class Judgement:
    """state at the moment asked for. proven_at: when a time stamp of an anchor proves it signed."""

    state: State
    reason: Reason | None = None
    proven_at: datetime | None = None
