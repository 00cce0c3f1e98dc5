"""A document turned into a shape, with all its faults told at once."""

from collections.abc import Callable
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from caicach.core.documents.yaml_text import Document, Loc
from caicach.core.issues import Issue, issue

S = TypeVar("S", bound=BaseModel)

SHAPES = {
    "list_type": "một danh sách / a list",
    "tuple_type": "một danh sách / a list",
    "dict_type": "một nhóm khóa / a mapping",
    "model_type": "một nhóm khóa / a mapping",
    "model_attributes_type": "một nhóm khóa / a mapping",
    "string_type": "một dòng chữ / text",
}


def parse(document: Document, shape: type[S]) -> tuple[S | None, list[Issue]]:
    """Return the document as `shape`, or None with every fault and its line."""
    try:
        return shape.model_validate(document.content), []
    except ValidationError as error:
        return None, [_issue(each, document, shape) for each in error.errors(include_url=False)]


def _issue(error: ErrorDetails, document: Document, shape: type[BaseModel]) -> Issue:
    loc: Loc = tuple(error["loc"])
    key = _name(loc)
    describe = DESCRIBE.get(error["type"], _refused)
    if error["type"] in SHAPES:
        describe = _wrong_shape
    code, values = describe(error, key)
    if code == "key-unknown":
        values["known"] = known_keys(shape, loc[:-1], key)
    return issue(code, document.where(loc), **values)


def _name(loc: Loc) -> str:
    """Return the key a person sees, `criteria[3]` for the third entry of a list."""
    if not loc:
        return "?"
    if isinstance(loc[-1], int) and len(loc) > 1:
        return f"{loc[-2]}[{loc[-1] + 1}]"
    return str(loc[-1])


def _missing(_error: ErrorDetails, key: str) -> tuple[str, dict[str, str]]:
    return "key-missing", {"key": key}


def _unknown(_error: ErrorDetails, key: str) -> tuple[str, dict[str, str]]:
    return "key-unknown", {"key": key}


def _wrong_shape(error: ErrorDetails, key: str) -> tuple[str, dict[str, str]]:
    if error["input"] is None:
        return "value-missing", {"key": key}
    return "wrong-shape", {"key": key, "expected": SHAPES[error["type"]]}


def _not_one_of(error: ErrorDetails, _key: str) -> tuple[str, dict[str, str]]:
    return "not-one-of", {
        "value": str(error["input"]),
        "known": str(error["ctx"]["expected"]).replace("'", ""),
    }


def _unknown_kind(error: ErrorDetails, _key: str) -> tuple[str, dict[str, str]]:
    return "not-one-of", {
        "value": str(error["ctx"].get("tag", error["input"])),
        "known": str(error["ctx"].get("expected_tags", "")).replace("'", ""),
    }


def _no_kind(_error: ErrorDetails, _key: str) -> tuple[str, dict[str, str]]:
    return "key-missing", {"key": "kind"}


def _day(error: ErrorDetails, _key: str) -> tuple[str, dict[str, str]]:
    return "not-a-day", {"value": str(error["input"])}


def _number(error: ErrorDetails, key: str) -> tuple[str, dict[str, str]]:
    if error["input"] is None:
        return "value-missing", {"key": key}
    return "not-a-number", {"value": str(error["input"])}


def _refused(error: ErrorDetails, key: str) -> tuple[str, dict[str, str]]:
    return "value-refused", {"key": key, "value": str(error["input"]), "reason": error["msg"]}


DESCRIBE: dict[str, Callable[[ErrorDetails, str], tuple[str, dict[str, str]]]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "literal_error": _not_one_of,
    "enum": _not_one_of,
    "union_tag_invalid": _unknown_kind,
    "union_tag_not_found": _no_kind,
    "not-a-day": _day,
    "not-a-number": _number,
    "int_parsing": _number,
    "int_type": _number,
}


def known_keys(shape: type[BaseModel], loc: Loc, key: str) -> str:
    """Return the keys allowed at `loc`, nearest to `key` first, as one line."""
    names = _field_names(_model_at(shape, loc))
    near = get_close_matches(key, names, n=1)
    return ", ".join(near + [name for name in names if name not in near])


def _field_names(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_at(shape: type[BaseModel], loc: Loc) -> type[BaseModel]:
    """Follow `loc` through the fields; a union's tag picks the model of that kind."""
    model = shape
    for step in loc:
        candidates = _models_in(model, step)
        if candidates:
            model = candidates
    return model


def _models_in(model: type[BaseModel], step: Any) -> type[BaseModel] | None:
    for name, field in model.model_fields.items():
        if step in (name, field.alias):
            models = _unpack(field.annotation)
            return models[0] if models else None
    return next((each for each in _siblings(model) if _kind(each) == step), None)


def _siblings(model: type[BaseModel]) -> list[type[BaseModel]]:
    bases = [base for base in model.__bases__ if issubclass(base, BaseModel)]
    return [each for base in bases for each in base.__subclasses__()]


def _kind(model: type[BaseModel]) -> str | None:
    field = model.model_fields.get("kind")
    return None if field is None else str(field.default)


def _unpack(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type):
        return [annotation] if issubclass(annotation, BaseModel) else []
    inner = getattr(annotation, "__args__", ())
    value = getattr(annotation, "__value__", None)
    if value is not None:
        return _unpack(value)
    return [found for each in inner for found in _unpack(each)]
