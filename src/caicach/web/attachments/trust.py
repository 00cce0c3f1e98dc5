"""The anchors of this installation, and signatures judged by them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import structlog
from django.conf import settings

from caicach.core.issues import Said
from caicach.files.signatures import (
    Anchors,
    Judgement,
    Kind,
    SignatureFound,
    State,
    after_words,
    cover_words,
    from_records,
    judge,
    read_anchors,
    reason_words,
    state_words,
)
from caicach.web.attachments.models import FileLook, SignatureMaterial

log = structlog.get_logger("caicach.signatures")
SHAPES = {
    State.VALID: "met",
    State.UNTRUSTED: "risk",
    State.EXPIRED: "risk",
    State.REVOKED: "missed",
    State.CHANGED: "missed",
    State.BROKEN: "missed",
}
"""The class of the chip; a state without one is drawn with a broken ring."""


class SignatureSeen(NamedTuple):
    """A signature as it was read, and what it is worth now."""

    found: SignatureFound
    judged: Judgement

    @property
    def shape(self) -> str:
        """Return the class of its chip."""
        return SHAPES.get(self.judged.state, "")

    @property
    def state(self) -> Said:
        """Return its state in words."""
        return state_words(self.judged.state)

    @property
    def reason(self) -> Said | None:
        """Return why it is not valid; None where it is."""
        return reason_words(self.judged.reason) if self.judged.reason else None

    @property
    def digest(self) -> str:
        """Return the hash as people write it, SHA-256."""
        return self.found.digest.upper().replace("SHA", "SHA-", 1).replace("SHA-3", "SHA3", 1)

    @property
    def is_stamp(self) -> bool:
        """Say whether it is a time stamp over the whole file."""
        return self.found.kind is Kind.TIMESTAMP

    @property
    def covers(self) -> Said:
        """Return what is signed, in words."""
        return cover_words(self.found.coverage)

    @property
    def after(self) -> Said:
        """Return what was done after signing, in words."""
        return after_words(self.found.change)


WORST_FIRST = (
    State.BROKEN,
    State.CHANGED,
    State.REVOKED,
    State.UNTRUSTED,
    State.EXPIRED,
    State.NOT_YET_VERIFIABLE,
    State.VALID,
)


def signatures_seen(look: FileLook, now: datetime) -> Sequence[SignatureSeen]:
    """Return the signatures of a file, judged at the beginning of this hour.

    What was read is kept; the state is not, as it changes with the day and with the anchors:
    a certificate expires, an administrator adds a root. Once an hour is often enough for both, and
    spares reading long lists of revoked certificates each time a page is turned.
    """
    return signatures_of([look], now)[look.pk] if look.signatures else ()


def signatures_of(
    looks: Iterable[FileLook], now: datetime
) -> Mapping[int, Sequence[SignatureSeen]]:
    """Return the signatures of signed files by the key of their look.

    looks: with `stored`. One query where some of them were not yet judged this hour.
    """
    trusted, hour = anchors(), now.replace(minute=0, second=0, microsecond=0)
    signed = {look.pk: look for look in looks if look.signatures}
    keys = {pk: (look.stored.sha256, look.looked_at, trusted, hour) for pk, look in signed.items()}
    found = {pk: seen for pk, key in keys.items() if (seen := _JUDGED.get(key)) is not None}
    new = [pk for pk in signed if pk not in found]
    for material in SignatureMaterial.objects.filter(look__in=new) if new else ():
        pk = material.look_id
        read = from_records(signed[pk].signatures, material.content)
        found[pk] = tuple(map(SignatureSeen, read, judge(read, trusted, hour)))
    if len(_JUDGED) > MOST_JUDGED:
        _JUDGED.clear()
    _JUDGED.update({keys[pk]: found[pk] for pk in new})
    return found


def least_of(signatures: Iterable[SignatureSeen]) -> SignatureSeen | None:
    """Return what a file is worth by its signatures: the worst of them; None where nobody signed.

    A time stamp signs for nobody.
    """
    people = (each for each in signatures if not each.is_stamp)
    return min(people, key=lambda each: WORST_FIRST.index(each.judged.state), default=None)


MOST_JUDGED = 1024
_JUDGED: dict[tuple[str, datetime, Anchors, datetime], tuple[SignatureSeen, ...]] = {}


def anchors() -> Anchors:
    """Return the office's anchors as they lie in the folder now; none where none is set."""
    folder: Path | None = settings.SIGNATURE_ANCHORS
    if folder is None or not folder.is_dir():
        return Anchors()
    lying = ((each.name, each.stat().st_mtime_ns) for each in sorted(folder.iterdir()))
    return _read(folder, tuple(lying))


@lru_cache(maxsize=4)
def _read(folder: Path, _lying: tuple[tuple[str, int], ...]) -> Anchors:
    found, issues = read_anchors(folder)
    for each in issues:
        log.warning("anchors", code=each.code, where=each.where)
    return found
