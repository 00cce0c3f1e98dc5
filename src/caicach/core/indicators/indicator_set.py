"""Which indicator feeds which criterion of an edition, as far as records can tell."""

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from importlib.resources import files

from pydantic import Field

from caicach.core.documents import Document, Shape, Text, Words, by_line, parse, read_document
from caicach.core.indicators.indicator import Indicator
from caicach.core.indicators.shelf import load_indicators
from caicach.core.issues import Issue, issue


class Feed(Shape):
    """One criterion and the indicator whose numerator and denominator it takes."""

    code: Text
    indicator: Text


class NotComputed(Shape):
    """One criterion that records cannot answer, and why."""

    code: Text
    why: Words


class IndicatorSet(Shape):
    """The criteria of one edition, each fed by an indicator or left out with a reason."""

    edition: Text
    criteria: tuple[Feed, ...] = Field(min_length=1)
    not_computed: tuple[NotComputed, ...] = ()

    def feeds(self) -> Mapping[str, str]:
        """Return indicator ids by criterion code, in the order of the file."""
        return {each.code: each.indicator for each in self.criteria}

    def indicators(self) -> tuple[Indicator, ...]:
        """Return the shipped indicators it names, each once. Raises KeyError for another."""
        shipped = load_indicators()
        return tuple(shipped[name] for name in dict.fromkeys(self.feeds().values()))


class SetNotFoundError(LookupError):
    """No set of indicators ships for that edition."""

    def __init__(self, edition: str, known: tuple[str, ...]) -> None:
        super().__init__(f"No indicators feed {edition}. Known: {', '.join(known)}.")
        self.edition = edition
        self.known = known


def read_indicator_set(
    text: str, path: str, known: Collection[str]
) -> tuple[IndicatorSet | None, list[Issue]]:
    """Return the set, or None, with every fault and its line.

    known: ids of the indicators it may name.
    """
    document, issues = read_document(text, path)
    if document is None:
        return None, issues
    loaded, more = parse(document, IndicatorSet)
    issues += more
    if loaded is not None:
        issues += _codes_twice(loaded, document)
        issues += _unknown_indicators(loaded, document, known)
    return (None if issues else loaded), by_line(issues)


def _codes_twice(loaded: IndicatorSet, document: Document) -> Iterator[Issue]:
    first: dict[str, str] = {}
    lists: dict[str, tuple[Feed | NotComputed, ...]] = {
        "criteria": loaded.criteria,
        "not_computed": loaded.not_computed,
    }
    for key, entries in lists.items():
        for place, entry in enumerate(entries):
            where = document.where((key, place, "code"))
            if entry.code in first:
                yield issue("set-code-twice", where, code=entry.code, first=first[entry.code])
            first.setdefault(entry.code, where)


def _unknown_indicators(
    loaded: IndicatorSet, document: Document, known: Collection[str]
) -> Iterator[Issue]:
    for place, entry in enumerate(loaded.criteria):
        if entry.indicator not in known:
            where = document.where(("criteria", place, "indicator"))
            yield issue("set-indicator-unknown", where, code=entry.code, indicator=entry.indicator)


@cache
def shipped_sets() -> Mapping[str, IndicatorSet]:
    """Return the shipped sets by edition. Raises ValueError when one has faults."""
    found: dict[str, IndicatorSet] = {}
    folder = files("caicach.standards").joinpath("indicators", "sets")
    for path in sorted(folder.iterdir(), key=lambda each: each.name):
        text = path.read_text("utf-8")
        loaded, issues = read_indicator_set(text, f"indicators/sets/{path.name}", load_indicators())
        if loaded is None:
            raise ValueError("\n".join(map(str, issues)))
        found[loaded.edition] = loaded
    return found


def indicator_set(edition: str) -> IndicatorSet:
    """Return the set that feeds `edition`. Raises SetNotFoundError."""
    shipped = shipped_sets()
    if edition not in shipped:
        raise SetNotFoundError(edition, tuple(shipped))
    return shipped[edition]
