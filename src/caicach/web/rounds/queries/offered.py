"""Editions a round may be copied to: those of rounds in sight and those that ship."""

import hashlib
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from django.core import signing
from django.db.models import QuerySet

from caicach.core.criteria import Edition, load_shipped, read_shipped, shipped_names
from caicach.web.look.templatetags.look import day, lang
from caicach.web.rounds.models import KeptEdition, Round
from caicach.web.rounds.scoring import kept_edition, read_ahead
from caicach.web.rounds.showing import edition_words

KEPT, SHIPPED, SENT = "kept", "shipped", "sent"
SALT = "rounds.edition"


class Offered(NamedTuple):
    """One edition to choose. key: `kept:5`, `shipped:set/edition`, or `sent:` with a seal."""

    key: str
    name: str
    words: str
    kept: KeptEdition | None = None

    def read(self) -> Edition:
        """Return the edition. Raises BrokenEditionError."""
        return load_shipped(self.name) if self.kept is None else kept_edition(self.kept)

    def source(self) -> tuple[str, str]:
        """Return its text and what to call it in faults."""
        text = read_shipped(self.name) if self.kept is None else self.kept.text
        return text, f"{self.name}.yaml"


def offered_editions(rounds: QuerySet[Round]) -> list[Offered]:
    """Return kept editions of the rounds, the newest first, then what ships and is not kept."""
    chosen = rounds.order_by().values("edition")
    kept = KeptEdition.objects.filter(pk__in=chosen).defer("text").order_by("-kept_at", "-pk")
    read_ahead(kept)
    found = [Offered(f"{KEPT}:{each.pk}", each.name, _kept_words(each), each) for each in kept]
    known = {each.sha256 for each in kept}
    for name in shipped_names():
        if shipped_digest(name) not in known:
            words = load_shipped(name).label.text(lang())
            found.append(Offered(f"{SHIPPED}:{name}", name, words))
    return found


def sent_edition(kept: KeptEdition) -> Offered:
    """Return an edition somebody just sent, in no round yet; sealed, for who sent it alone."""
    key = f"{SENT}:{signing.dumps(kept.pk, salt=SALT)}"
    return Offered(key, kept.name, edition_words(kept), kept)


def read_sent(key: str) -> KeptEdition | None:
    """Return the edition of such a key; None for any other."""
    where, _sep, sealed = key.partition(":")
    if where != SENT:
        return None
    try:
        return KeptEdition.objects.filter(pk=signing.loads(sealed, salt=SALT)).first()
    except signing.BadSignature:
        return None


def newest_of_set(offered: Sequence[Offered], name: str) -> Offered | None:
    """Return the newest edition of the set an edition belongs to; None for none."""
    own = name.partition("/")[0]
    same = [each for each in offered if each.name.partition("/")[0] == own]
    return max(same, key=lambda each: each.name.partition("/")[2], default=None)


@cache
def shipped_digest(name: str) -> str:
    """Return what the text of a shipped edition is known by once it is kept."""
    return hashlib.sha256(read_shipped(name).encode()).hexdigest()


def _kept_words(kept: KeptEdition) -> str:
    return f"{edition_words(kept)} ({day(kept.kept_at)})"
