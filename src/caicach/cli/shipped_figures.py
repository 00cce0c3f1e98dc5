"""Figures that ship beside editions: what a set is scored from, and what was published of it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import NamedTuple

from caicach.cli.refusal import WrongUseError


class Figures(NamedTuple):
    """Files to read, and what they are called in reports."""

    inputs: Path
    published: Path | None
    names: tuple[str, str]


@contextmanager
def shipped_figures(edition: str, table: str | None = None) -> Iterator[Figures]:
    """Yield the figures of an edition as files.

    table: which of several tables of the set, the edition's own when left out.
    Raises WrongUseError when none ship.
    """
    folder, _, name = edition.partition("/")
    shelf = files("caicach.standards").joinpath("indices", folder)
    inputs = shelf.joinpath(f"{table or name}.inputs.csv")
    published = shelf.joinpath(f"{table or name}.published.csv")
    if not inputs.is_file():
        raise WrongUseError("cli-inputs-missing", edition)
    has_published = published.is_file()
    with ExitStack() as opened:
        yield Figures(
            opened.enter_context(as_file(inputs)),
            opened.enter_context(as_file(published)) if has_published else None,
            (inputs.name, published.name if has_published else ""),
        )
