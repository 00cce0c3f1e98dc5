"""One fault, warning or note, with its place and the values it names."""

from collections.abc import Iterable
from dataclasses import dataclass

from caicach.core.issues.catalogue import Lang, Severity, severity_of, words


@dataclass(frozen=True, slots=True)
class Issue:
    """Something a person should know about a file, an upload or a figure.

    code: names the words in the catalogue and the page in the docs.
    where: `path:line`, `file [sheet] B7`, or `agency / criterion`.
    values: what the words name, as printed; pairs, so that an issue can be a set member.
    """

    code: str
    where: str
    values: tuple[tuple[str, str], ...] = ()

    @property
    def severity(self) -> Severity:
        """A `fault` stops the work; a `warning` and a `note` do not."""
        return severity_of(self.code)

    def problem(self, lang: Lang = "vi") -> str:
        """Return what is wrong, with the value, in one sentence."""
        return words(self.code, lang).problem.format(**dict(self.values))

    def remedy(self, lang: Lang = "vi") -> str:
        """Return what to do about it, in one sentence."""
        return words(self.code, lang).remedy.format(**dict(self.values))

    def text(self, lang: Lang = "vi") -> str:
        """Return the whole message on one line."""
        return f"{self.where}: {self.problem(lang)} {self.remedy(lang)} [{self.code}]"

    def __str__(self) -> str:
        return self.text("en")


def issue(code: str, where: str, **values: object) -> Issue:
    """Return an issue; values are kept as text, in the order given."""
    return Issue(code, where, tuple((name, str(value)) for name, value in values.items()))


def faults(issues: Iterable[Issue]) -> list[Issue]:
    """Return only those that stop the work."""
    return [each for each in issues if each.severity == "fault"]


def has_faults(issues: Iterable[Issue]) -> bool:
    """Say whether the work must stop."""
    return any(each.severity == "fault" for each in issues)
