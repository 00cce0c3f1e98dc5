"""The key publications are sealed with: the office's own, or the installation's."""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from caicach.core.issues import faults
from caicach.files.snapshots import SealingKey, load_sealing_key, make_sealing_key
from caicach.web.rounds.models import Round
from caicach.web.rounds.refusals import RoundRefusedError


def sealing_key(scored: Round, now: datetime) -> SealingKey:
    """Return the key; the installation's own is made the first time it is asked for.

    Raises RoundRefusedError for an office's key that cannot be used.
    """
    if settings.SEAL_FILE is None:
        Path(settings.KEYS_FOLDER).mkdir(mode=0o700, parents=True, exist_ok=True)
        return make_sealing_key(settings.KEYS_FOLDER, f"Caicach · {scored.agency.code}", now)
    key, issues = load_sealing_key(settings.SEAL_FILE, settings.SEAL_PASSWORD, now)
    if key is None:
        raise RoundRefusedError(faults(issues))
    return key
