"""Why a text is no number."""

from typing import Literal

from caicach.core.issues import Issue, issue

Reason = Literal[
    "empty",
    "words",
    "several",
    "separators",
    "other-style",
    "exponent",
    "not-finite",
    "too-long",
    "no-maximum",
    "rank",
]


class NumberTextError(ValueError):
    """`text` is no number, for one `reason`; `number-<reason>` are its words."""

    def __init__(self, reason: Reason, text: str) -> None:
        super().__init__(reason, text)
        self.reason: Reason = reason
        self.text = text

    def __str__(self) -> str:
        return self.issue("").problem("en")

    def issue(self, where: str) -> Issue:
        """Return the fault as the person sees it who wrote the text at `where`."""
        return issue(f"number-{self.reason}", where, value=shorten(self.text))


def shorten(text: str) -> str:
    """Return `text` short enough to stand inside a sentence."""
    return text if len(text) <= 40 else f"{text[:39]}…"
