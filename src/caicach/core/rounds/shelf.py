"""Files about rounds that ship with Caicach."""

from importlib.resources import files
from typing import TypeVar

from caicach.core.documents import Shape, parse, read_document

S = TypeVar("S", bound=Shape)


def read_shipped(name: str, shape: type[S]) -> S:
    """Return `standards/rounds/<name>.yaml`. Raises ValueError where it has faults."""
    text = files("caicach.standards").joinpath("rounds", f"{name}.yaml").read_text("utf-8")
    document, issues = read_document(text, f"rounds/{name}.yaml")
    found, more = parse(document, shape) if document else (None, [])
    if found is None or issues:
        raise ValueError("\n".join(map(str, [*issues, *more])))
    return found
