"""Why a text or a number is no period."""

from typing import Literal

from caicach.core.issues import Issue, issue

Reason = Literal[
    "unknown", "year", "month", "quarter", "half", "day", "reversed", "no-year", "window"
]


class PeriodError(ValueError):
    """`text` is no period, for one `reason`; `period-<reason>` are its words."""

    def __init__(self, reason: Reason, text: str) -> None:
        super().__init__(reason, text)
        self.reason: Reason = reason
        self.text = text

    def __str__(self) -> str:
        return self.issue("").problem("en")

    def issue(self, where: str) -> Issue:
        """Return the fault as the person sees it who wrote the text at `where`."""
        shown = self.text if len(self.text) <= 60 else f"{self.text[:59]}…"
        return issue(f"period-{self.reason}", where, value=shown)
