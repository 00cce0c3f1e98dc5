"""Why a text is no agency code, and what is said of an agency that is not there."""

from datetime import date
from typing import Literal

from caicach.core.issues import Issue, Said, TextRefusedError, issue

Reason = Literal["empty", "form", "old-form", "gap", "zeros", "long"]


class AgencyCodeError(TextRefusedError[Reason]):
    """A text is no agency code, for one `reason`; `agency-code-<reason>` are its words."""

    family = "agency-code"


class UnknownAgencyError(LookupError):
    """No agency of that code is valid on that day."""

    def __init__(self, code: str, on: date) -> None:
        super().__init__(code, on)
        self.code = code
        self.on = on

    def __str__(self) -> str:
        return self.issue("").problem("en")

    def issue(self, where: str) -> Issue:
        """Return the fault as the person sees it who named the agency at `where`."""
        return issue("agency-unknown", where, code=self.code, on=self.on.isoformat())


def shown_day(day: date) -> str | Said:
    """Return a day as it stands in a message; an open beginning has no date to show."""
    return Said("đầu tiên", "the first day") if day == date.min else day.isoformat()
