"""Why a command stops: faults in what was handed in, or a command wrongly used."""

from collections.abc import Sequence

from caicach.core.issues import Issue, issue

DONE, FAULTS, WRONG_USE = 0, 1, 2
"""Exit codes of every command."""


class WrongUseError(Exception):
    """The command cannot be carried out as it was given; `issues` say what to do."""

    def __init__(self, code: str, where: str, **values: object) -> None:
        super().__init__(code)
        self.issues = [issue(code, where, **values)]

    @classmethod
    def of(cls, issues: Sequence[Issue]) -> "WrongUseError":
        """Return one refusal for several reasons."""
        refusal = cls(issues[0].code, issues[0].where, **dict(issues[0].values))
        refusal.issues = list(issues)
        return refusal


class FaultsError(Exception):
    """What was handed in has faults; nothing was written."""

    def __init__(self, issues: Sequence[Issue], edition: str | None = None) -> None:
        super().__init__(f"{len(issues)} issues")
        self.issues = issues
        self.edition = edition
