"""A text that is not what was asked for: the exception that knows its issue."""

from typing import ClassVar, Generic, TypeVar

from caicach.core.issues.issue import Issue, issue

R = TypeVar("R", bound=str)

MOST_SHOWN = 60


class TextRefusedError(ValueError, Generic[R]):
    """`text` was refused for one `reason`; the code `<family>-<reason>` has the words."""

    family: ClassVar[str]

    def __init__(self, reason: R, text: str) -> None:
        super().__init__(reason, text)
        self.reason: R = reason
        self.text = text

    def __str__(self) -> str:
        return self.issue("").problem("en")

    def issue(self, where: str) -> Issue:
        """Return the fault as the person sees it who wrote the text at `where`."""
        return issue(f"{self.family}-{self.reason}", where, value=shorten(self.text))


def shorten(text: str) -> str:
    """Return `text` short enough to stand inside a sentence."""
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 1]}…"
