"""Why a text or a number is no period."""

from typing import Literal

from caicach.core.issues import TextRefusedError

Reason = Literal[
    "unknown",
    "year",
    "month",
    "quarter",
    "half",
    "day",
    "reversed",
    "no-year",
    "window",
    "no-previous",
]


class PeriodError(TextRefusedError[Reason]):
    """A text is no period, for one `reason`; `period-<reason>` are its words."""

    family = "period"
