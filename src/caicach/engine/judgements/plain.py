"""Which dossiers are plain: their clocks follow from receipt, due time and ends alone."""

import numpy as np

from caicach.engine.judgements.instants import NEVER, Flags
from caicach.engine.judgements.times import CLOSED, SUPPLEMENT, Times


def are_plain(times: Times) -> Flags:
    """Say which dossiers the closed form of `closed_form` judges exactly, at any period end.

    What is known must never change an end: what counts is the first that was known. Nothing
    may stop the clock or close the dossier but a finish, and no end lies before the receipt.
    """
    ends_stay = (times.finish == times.first_finish) & (times.portal_end == times.first_portal_end)
    ends_follow = (times.finish >= times.received) & (times.portal_end >= times.received)
    received = times.received != NEVER
    plain: Flags = received & ends_stay & ends_follow & ~has_detours(times)
    return plain


def has_detours(times: Times) -> Flags:
    """Say where a supplement, a refusal, a withdrawal or a stop has left any trace."""
    found: Flags = (
        times.is_status(SUPPLEMENT, *CLOSED)
        | (times.refused != NEVER)
        | (times.requests > 0)
        | (times.steps.count(SUPPLEMENT, *CLOSED) > 0)
    )
    return found


def never_count(times: Times) -> Flags:
    """Say which dossiers no clock ever counts: neither received nor closed nor finished."""
    found: Flags = (
        (times.received == NEVER)
        & (times.finish == NEVER)
        & (times.portal_end == NEVER)
        & ~has_detours(times)
    )
    return np.asarray(found)
