"""Which forms keep drafts: each app names its own when it starts."""

import re

KEY = re.compile(r"(?P<form>[a-z_]+\.[a-z_]+):(?P<subject>[0-9A-Za-z._-]{1,60})")
_known: set[str] = set()


def keep_drafts_of(*forms: str) -> None:
    """Let the named forms, `plans.target`, keep drafts."""
    _known.update(forms)


def is_known(key: str) -> bool:
    """Say whether the key names a form that keeps drafts."""
    found = KEY.fullmatch(key)
    return found is not None and found["form"] in _known


def draft_key(form: str, subject: object) -> str:
    """Return the key of the draft of one form about one object."""
    return f"{form}:{subject}"
