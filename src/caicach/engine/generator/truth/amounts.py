"""What each indicator counts, said once more in plain Python over the invented dossiers.

It says the same as `standards/indicators` and must not be made from it: where the two differ,
one of them is wrong.
"""

from collections.abc import Callable
from typing import Literal, NamedTuple

from caicach.core.clocks import ClockName, State
from caicach.engine.generator.dossier import ONLINE, POST, REFUSED, WITHDRAWN
from caicach.engine.generator.marks import PAID_LOCALLY, PAID_ON_PORTAL
from caicach.engine.generator.moments import DAY
from caicach.engine.generator.truth.reading import Reading

Test = Callable[[Reading], bool | float]
"""How much a dossier adds: yes is 1, no is 0; for a mean, the amount itself."""

Place = Literal["received", "submitted", "end"]

GOOD = frozenset({State.ON_TIME, State.OPEN_IN_TIME})
LATE = frozenset({State.OVERDUE, State.OPEN_OVERDUE})
OPEN = frozenset({State.OPEN_IN_TIME, State.OPEN_OVERDUE})
FINISHED = frozenset({State.ON_TIME, State.OVERDUE})
COUNTED = GOOD | LATE
ON_TIME, OPEN_LATE = frozenset({State.ON_TIME}), frozenset({State.OPEN_OVERDUE})


def _every(_: Reading) -> bool:
    return True


class Flow(NamedTuple):
    """Counted where the instant lies in the period. whole: None where it is a mere count."""

    indicator: str
    place: Place
    part: Test
    whole: Test | None


class Standing(NamedTuple):
    """Counted by the state at the period's end. since_start: finished before the start is out."""

    indicator: str
    clock: ClockName
    good: frozenset[State]
    counted: frozenset[State] | None
    part: Test = _every
    whole: Test = _every
    since_start: bool = True


def _is_online(r: Reading) -> bool:
    return r.dossier.channel == ONLINE


def _is_electronic(r: Reading) -> bool:
    """A result with a code and a file; sent once the dossier is finished."""
    return r.dossier.result_code and _has_result(r)


def _has_result(r: Reading) -> bool:
    return r.dossier.result_file and r.times.ended_at is not None


def _is_paperless(r: Reading) -> bool:
    return not r.procedure.returns_document or _is_electronic(r)


def _is_paid_online(r: Reading) -> bool:
    return r.dossier.payment in (PAID_ON_PORTAL, PAID_LOCALLY)


def _is_verified(r: Reading) -> bool:
    return r.dossier.is_verified or r.dossier.from_store


def _is_partial(r: Reading) -> bool:
    return r.procedure.service_level == "partial"


def _is_eligible(r: Reading) -> bool:
    return r.procedure.is_eligible_full


def _owes_fee(r: Reading) -> bool:
    return r.dossier.paid_fee > 0


def _has_days(r: Reading) -> bool:
    return r.working_days is not None


def _days(r: Reading) -> float:
    return r.working_days or 0.0


def _is_same_day(r: Reading) -> bool:
    return r.end is not None and r.received is not None and r.end // DAY == r.received // DAY


def _is_early(r: Reading) -> bool:
    return r.end is not None and r.due is not None and r.end // DAY < r.due // DAY


def _is_first(r: Reading) -> bool:
    return not r.dossier.is_duplicate


def _is_by_post(r: Reading) -> bool:
    return r.dossier.channel == POST or r.dossier.by_post


def _is_online_and_full(r: Reading) -> bool:
    return _is_eligible(r) and _is_online(r) and r.procedure.service_level == "full"


def _is_digital(r: Reading) -> bool:
    return r.dossier.has_file and _is_paperless(r)


def _is_returned_on_paper(r: Reading) -> bool:
    return r.procedure.returns_document


FLOWS = (
    Flow("received_count", "received", _every, None),
    Flow("finished_count", "end", _every, None),
    Flow("mean_working_days", "end", _days, _has_days),
    Flow("mean_working_days_of_received", "received", _days, _has_days),
    Flow("same_day_share", "end", _is_same_day, lambda r: r.received is not None),
    Flow("refused_share", "submitted", lambda r: r.status == REFUSED or bool(r.refused), _every),
    Flow("withdrawn_share", "received", lambda r: r.status == WITHDRAWN, _every),
    Flow("supplements_per_dossier", "received", lambda r: len(r.requests), _every),
    Flow("supplement_share", "received", lambda r: bool(r.requests), _every),
    Flow("extension_share", "received", lambda r: r.is_extended, _every),
    Flow("digitised_on_receipt_share", "received", lambda r: r.dossier.digitised > 0, _every),
    Flow(
        "digitised_result_share",
        "end",
        lambda r: _is_returned_on_paper(r) and _is_electronic(r),
        _is_returned_on_paper,
    ),
    Flow("data_reuse_share", "received", lambda r: r.dossier.reuses > 0, _every),
    Flow("personal_store_share", "received", lambda r: r.dossier.from_store, _every),
    Flow("online_dossier_share", "received", lambda r: _is_online(r) and _is_paperless(r), _every),
    Flow("online_filing_share", "received", _is_online, _every),
    Flow(
        "online_partial_share", "received", lambda r: _is_partial(r) and _is_online(r), _is_partial
    ),
    Flow("online_full_share", "received", _is_online_and_full, _is_eligible),
    Flow("portal_sync_share", "received", _every, _every),
    Flow("postal_service_share", "received", _is_by_post, _every),
    Flow(
        "online_payment_transaction_share",
        "received",
        lambda r: _owes_fee(r) and _is_paid_online(r),
        _owes_fee,
    ),
    Flow("faulty_record_share", "received", lambda r: bool(r.codes), _every),
    Flow("duplicate_share", "received", lambda r: r.dossier.is_duplicate, _every),
    Flow("due_missing_share", "received", lambda r: r.due is None, _every),
    Flow(
        "finished_before_received_share",
        "received",
        lambda r: "finished-before-received" in r.codes,
        _every,
    ),
    Flow(
        "wholly_digitised_mark_share",
        "received",
        lambda r: "all-digitised" in r.codes,
        lambda r: r.dossier.digitised > 0,
    ),
)

STANDINGS = (
    Standing("on_time_share", "portal", GOOD, COUNTED),
    Standing("on_time_share_date", "date", GOOD, COUNTED),
    Standing("on_time_share_working_time", "working_time", GOOD, COUNTED),
    Standing("on_time_share_without_duplicates", "portal", GOOD, COUNTED, _is_first, _is_first),
    Standing("on_time_rate", "working_time", ON_TIME, FINISHED),
    Standing("on_time_rate_portal", "portal", ON_TIME, FINISHED),
    Standing("on_time_rate_date", "date", ON_TIME, FINISHED),
    Standing("overdue_rate", "portal", LATE, COUNTED),
    Standing("early_share", "working_time", ON_TIME, FINISHED, _is_early),
    Standing("apology_share", "portal", LATE, LATE, lambda r: r.is_apologised),
    Standing("electronic_result_share", "portal", COUNTED, COUNTED, _has_result),
    Standing("digitised_dossier_share", "portal", COUNTED, COUNTED, _is_digital),
    Standing("identity_linked_dossier_share", "portal", COUNTED, COUNTED, _is_verified),
    Standing("satisfaction_tthc", "portal", GOOD, COUNTED, lambda r: not r.has_petition),
    Standing("overdue_open_count", "portal", OPEN_LATE, None, since_start=False),
    Standing("overdue_open_share", "portal", OPEN_LATE, OPEN, since_start=False),
    Standing("backlog_count", "date", OPEN, None, since_start=False),
)

USES: dict[str, Test] = {"online": _is_online, "paid": _is_paid_online, "verified": _is_verified}
"""Ways in which a dossier received in a period uses its procedure."""

PERCENTILES = {"median_working_days": 50, "p90_working_days": 90}
"""Of the working days of what was finished in the period."""
