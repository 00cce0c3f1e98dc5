"""The editions that ship with Caicach, and editions read from text."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

from caicach.core.criteria.check import check_edition
from caicach.core.criteria.edition import Edition
from caicach.core.criteria.salvage import salvage_edition
from caicach.core.documents import Document, by_line, parse, read_document
from caicach.core.issues import Issue, has_faults


class Loaded(NamedTuple):
    """An edition with its file; `edition` is None when faults made it unusable."""

    edition: Edition | None
    document: Document | None
    issues: list[Issue]


class EditionNotFoundError(LookupError):
    """No edition of that name ships with Caicach."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(f"There is no edition {name}. Known: {', '.join(known)}.")
        self.name = name
        self.known = known


def load_edition(text: str, path: str) -> Loaded:
    """Return the edition written in `text`, with all faults at once, from its top down.

    path: shown in faults. The edition is None as soon as there is one fault.
    """
    document, issues = read_document(text, path)
    if document is None:
        return Loaded(None, None, issues)
    edition, more = parse(document, Edition)
    issues = [*issues, *more]
    if edition is not None:
        issues += check_edition(edition, document)
    elif salvaged := salvage_edition(document):
        issues += salvaged.keep(check_edition(salvaged.edition, document))
    return Loaded(None if has_faults(issues) else edition, document, by_line(issues))


def shipped_names() -> list[str]:
    """Return `set/edition` of every edition that ships, sorted."""
    return sorted(_shipped())


def read_shipped(name: str) -> str:
    """Return the text of a shipped edition. Raises EditionNotFoundError."""
    shipped = _shipped()
    if name not in shipped:
        raise EditionNotFoundError(name, sorted(shipped))
    return shipped[name].read_text("utf-8")


@cache
def load_shipped(name: str) -> Edition:
    """Return a shipped edition.

    Raises EditionNotFoundError, and ValueError for one with faults (the tests forbid it).
    """
    loaded = load_edition(read_shipped(name), f"criteria/{name}.yaml")
    if loaded.edition is None:
        raise ValueError("\n".join(map(str, loaded.issues)))
    return loaded.edition


def shipped_cases(name: str) -> Iterator[tuple[str, str]]:
    """Yield file name and text of each case file beside a shipped edition."""
    folder, _, edition = name.partition("/")
    cases = _criteria().joinpath(folder, "cases", edition)
    if cases.is_dir():
        for path in sorted(cases.iterdir(), key=lambda each: each.name):
            if path.name.endswith(".yaml"):
                yield path.name, path.read_text("utf-8")


def _criteria() -> Traversable:
    return files("caicach.standards").joinpath("criteria")


@cache
def _shipped() -> dict[str, Traversable]:
    found: dict[str, Traversable] = {}
    for folder in _criteria().iterdir():
        if not folder.is_dir():
            continue
        for path in folder.iterdir():
            if path.name.endswith(".yaml"):
                found[f"{folder.name}/{path.name.removesuffix('.yaml')}"] = path
    return found
