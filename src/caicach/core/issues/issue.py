"""One fault, warning or note, with its place and the values it names."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from caicach.core.issues.catalogue import Lang, Severity, severity_of, words


@dataclass(frozen=True, slots=True)
class Said:
    """A value that reads differently in each language, `tổng` or `the total`."""

    vi: str
    en: str


Value = str | Decimal | Said | tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """Something a person should know about a file, an upload or a figure.

    code: names the words in the catalogue and the page in the docs.
    where: `path:line`, `file [sheet] B7`, or `agency / criterion`.
    values: what the words name; pairs, so that an issue can be a set member. Text stays as
        printed, decimals keep their places and are written as the reader's language writes them.
    """

    code: str
    where: str
    values: tuple[tuple[str, Value], ...] = ()

    @property
    def severity(self) -> Severity:
        """A `fault` stops the work; a `warning` and a `note` do not."""
        return severity_of(self.code)

    def problem(self, lang: Lang = "vi") -> str:
        """Return what is wrong, with the value, in one sentence."""
        return words(self.code, lang).problem.format(**self._shown(lang))

    def remedy(self, lang: Lang = "vi") -> str:
        """Return what to do about it, in one sentence."""
        return words(self.code, lang).remedy.format(**self._shown(lang))

    def _shown(self, lang: Lang) -> dict[str, str]:
        """Numbers wait until the language is known: 1.5 and 1,5 are both right somewhere."""
        return {name: _written(value, lang) for name, value in self.values}

    def text(self, lang: Lang = "vi") -> str:
        """Return the whole message on one line."""
        return f"{self.where}: {self.problem(lang)} {self.remedy(lang)} [{self.code}]"

    def __str__(self) -> str:
        return self.text("en")


def _written(value: Value, lang: Lang) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Said):
        return value.vi if lang == "vi" else value.en
    if isinstance(value, tuple):
        return "; ".join(_written(each, lang) for each in value)
    if not value.is_finite() or abs(value.adjusted()) > MOST_DIGITS:
        return str(value)  # written out, 1E+999999 would fill a book
    text = f"{value:,f}"
    return text.translate(SWAP) if lang == "vi" else text


MOST_DIGITS = 60
SWAP = str.maketrans(",.", ".,")


def issue(code: str, where: str, /, **values: object) -> Issue:
    """Return an issue in the order given; what is no number and no `Said` is kept as text."""
    return Issue(code, where, tuple((name, _kept(value)) for name, value in values.items()))


def _kept(value: object) -> Value:
    if isinstance(value, Decimal | Said):
        return value
    if isinstance(value, tuple) and all(isinstance(each, Decimal) for each in value):
        return value
    return str(value)


def faults(issues: Iterable[Issue]) -> list[Issue]:
    """Return only those that stop the work."""
    return [each for each in issues if each.severity == "fault"]


def has_faults(issues: Iterable[Issue]) -> bool:
    """Say whether the work must stop."""
    return any(each.severity == "fault" for each in issues)
