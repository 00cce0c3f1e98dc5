"""Which shape stands at a place of a document, and how that place is written in the file."""

from types import UnionType
from typing import Annotated, Any, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel, RootModel

from caicach.core.documents.yaml_text import Loc

Annotation: TypeAlias = Any


def find_place(shape: type[BaseModel], loc: Loc) -> tuple[Loc, Annotation]:
    """Return `loc` as keys of the file, and what is expected there (None when unknown).

    loc: as pydantic tells it, with the tag of a union (`rule`, `steps`, …) among its steps; the
        tag is no key of the file, though a key of that name may follow it.
    """
    place: Loc = ()
    expected: Annotation = shape
    for step in loc:
        options = _options(expected)
        tagged = [each for each in options if len(options) > 1 and _kind(each) == step]
        if tagged:
            expected = tagged[0]
        else:
            place = (*place, step)
            expected = _below(options[0], step) if options else None
    return place, expected


def keys_of(expected: Annotation) -> list[str]:
    """Return the keys that may stand in a mapping of that shape, as they are written."""
    model = next((each for each in _options(expected) if _is_model(each)), None)
    if model is None:
        return []
    return [field.alias or name for name, field in model.model_fields.items()]


def _options(expected: Annotation) -> list[Annotation]:
    """Return the shapes an annotation allows, without `None` and without what only wraps."""
    if _is_model(expected) and issubclass(expected, RootModel):
        return _options(expected.model_fields["root"].annotation)
    origin: object = get_origin(expected)
    if origin is Annotated:
        return _options(get_args(expected)[0])
    if origin in (Union, UnionType):
        return [one for each in get_args(expected) for one in _options(each)]
    return [] if expected in (None, type(None)) else [expected]


def _below(expected: Annotation, step: str | int) -> Annotation:
    """Return what is expected at key or index `step` below `expected`."""
    if _is_model(expected):
        fields = expected.model_fields.items()
        return next((f.annotation for name, f in fields if step in (name, f.alias)), None)
    inner = get_args(expected)
    if not inner:
        return None
    origin: object = get_origin(expected)
    return inner[-1] if origin is dict else inner[0]


def _is_model(expected: Annotation) -> bool:
    return isinstance(expected, type) and issubclass(expected, BaseModel)


def _kind(expected: Annotation) -> str | None:
    field = expected.model_fields.get("kind") if _is_model(expected) else None
    return None if field is None else str(field.default)
