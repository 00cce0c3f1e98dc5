"""A document turned into a shape, with all its faults told at once."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from caicach.core.documents.places import find_place, keys_of
from caicach.core.documents.yaml_text import Document, Loc
from caicach.core.issues import Issue, issue

S = TypeVar("S", bound=BaseModel)

SHAPES = {
    "list_type": "list-expected",
    "tuple_type": "list-expected",
    "dict_type": "mapping-expected",
    "model_type": "mapping-expected",
    "model_attributes_type": "mapping-expected",
    "string_type": "text-expected",
}


def parse(document: Document, shape: type[S]) -> tuple[S | None, list[Issue]]:
    """Return the document as `shape`, or None with every fault and its line."""
    try:
        return shape.model_validate(document.content, by_alias=True, by_name=False), []
    except ValidationError as error:
        errors = error.errors(include_url=False)
        return None, by_line(_issue(e, document, shape) for e in errors if _is_true(e, document))


def by_line(issues: Iterable[Issue]) -> list[Issue]:
    """Return issues from the top of the file down."""
    return sorted(issues, key=lambda each: int(each.where.rpartition(":")[2]))


def _is_true(error: ErrorDetails, document: Document) -> bool:
    """A list is called too short when its entries failed, though they stand in the file."""
    return error["type"] != "too_short" or not error["input"]


def _issue(error: ErrorDetails, document: Document, shape: type[BaseModel]) -> Issue:
    loc, _ = find_place(shape, tuple(error["loc"]))
    key = _name(loc)
    describe = DESCRIBE.get(error["type"], _refused)
    if error["type"] in SHAPES:
        describe = _wrong_shape
    code, values = describe(error, key)
    if code == "key-unknown":
        values["known"] = known_keys(find_place(shape, tuple(error["loc"][:-1]))[1], key)
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
    return SHAPES[error["type"]], {"key": key}


def _not_one_of(error: ErrorDetails, _key: str) -> tuple[str, dict[str, str]]:
    return "not-one-of", {
        "value": str(error["input"]),
        "known": str(error["ctx"]["expected"]).replace(" or ", ", ").replace("'", ""),
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


def _yes_or_no(error: ErrorDetails, _key: str) -> tuple[str, dict[str, str]]:
    return "not-one-of", {"value": str(error["input"]), "known": "true, false"}


def _empty_text(_error: ErrorDetails, key: str) -> tuple[str, dict[str, str]]:
    return "value-missing", {"key": key}


def _too_short(error: ErrorDetails, key: str) -> tuple[str, dict[str, str]]:
    return "list-too-short", {"key": key, "least": str(error["ctx"]["min_length"])}


def _out_of_range(error: ErrorDetails, key: str) -> tuple[str, dict[str, str]]:
    bounds = error["ctx"]
    return "number-out-of-range", {
        "key": key,
        "value": str(error["input"]),
        "low": str(bounds.get("ge", "…")),
        "high": str(bounds.get("le", "…")),
    }


def _malformed(error: ErrorDetails, key: str) -> tuple[str, dict[str, str]]:
    if "/" not in str(error["ctx"]["pattern"]):
        return _refused(error, key)
    return "edition-name-malformed", {"key": key, "value": str(error["input"])}


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
    "bool_parsing": _yes_or_no,
    "bool_type": _yes_or_no,
    "string_too_short": _empty_text,
    "too_short": _too_short,
    "greater_than_equal": _out_of_range,
    "less_than_equal": _out_of_range,
    "string_pattern_mismatch": _malformed,
}


def known_keys(expected: object, key: str) -> str:
    """Return the keys allowed there, nearest to `key` first, as one line."""
    names = keys_of(expected)
    near = get_close_matches(key, names, n=1)
    return ", ".join(near + [name for name in names if name not in near])
