"""Rounds handed in as JSON: a list of records, or agencies with their items."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NoReturn

from caicach.core.issues import Issue, has_faults, issue
from caicach.core.numbers import Percent
from caicach.files.inputs.columns import FIGURES
from caicach.files.tables import Cell, Row, Table, clip, decode

COLUMNS = ("agency", "name", "block", "criterion", *FIGURES)
Record = dict[str, Any]


class JsonRefusedError(Exception):
    """The JSON cannot be used; `issue` says why."""

    def __init__(self, code: str, where: str, **values: object) -> None:
        super().__init__(code)
        self.issue = issue(code, where, **values)


def load_json(content: bytes, file: str) -> tuple[Any, list[Issue]]:
    """Return the content with exact numbers, or None with the faults."""
    text, issues = decode(content, file)
    if text is None or has_faults(issues):
        return None, issues
    try:
        loaded = json.loads(
            text,
            parse_float=Decimal,
            parse_int=Decimal,
            parse_constant=_refuse_constant,
            object_pairs_hook=_without_repeats,
        )
    except json.JSONDecodeError as error:
        where = f"{file}:{error.lineno}"
        return None, [*issues, issue("json-broken", where, reason=error.msg)]
    except (ValueError, RecursionError, ArithmeticError) as error:
        return None, [*issues, issue("json-broken", file, reason=str(error))]
    return loaded, issues


def _refuse_constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


def _without_repeats(pairs: list[tuple[str, Any]]) -> Record:
    found: Record = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key “{clip(key)}” stands twice in one object")
        found[key] = value
    return found


def read_json(content: bytes, file: str) -> tuple[list[Table], list[Issue]]:
    """Return the records as a table whose rows are named by their path."""
    loaded, issues = load_json(content, file)
    if loaded is None and has_faults(issues):
        return [], issues
    try:
        found = list(_records(loaded, file))
        rows = list(_rows(found, file))
    except JsonRefusedError as error:
        return [], [*issues, error.issue]
    unknown = list(_unknown_keys(found, file))
    paths = ["$", *(path for path, _ in found)]
    return [Table(file, [(1, list(COLUMNS)), *rows], paths=paths)], [*issues, *unknown]


def _records(loaded: Any, file: str) -> Iterator[tuple[str, Record]]:
    if isinstance(loaded, list):
        for index, record in enumerate(loaded):
            yield f"$[{index}]", _object(record, f"{file} $[{index}]")
        return
    if not isinstance(loaded, dict):
        raise JsonRefusedError("json-not-inputs", file)
    if str(loaded.get("schema", "")).startswith("caicach-result"):
        raise JsonRefusedError("json-is-result", file)
    agencies = loaded.get("agencies")
    if not isinstance(agencies, list):
        raise JsonRefusedError("json-not-inputs", file)
    for index, agency in enumerate(agencies):
        path = f"$.agencies[{index}]"
        yield from _items(_object(agency, f"{file} {path}"), path, file)


def _items(agency: Record, path: str, file: str) -> Iterator[tuple[str, Record]]:
    about = {
        "agency": agency.get("code", agency.get("agency", "")),
        "name": agency.get("name", ""),
        "block": agency.get("block", ""),
    }
    items = agency.get("items")
    if not isinstance(items, dict):
        raise JsonRefusedError("json-without-items", f"{file} {path}")
    for code, given in items.items():
        here = f"{path}.items.{clip(code)}"
        record = given if isinstance(given, dict) else {"value": given}
        yield here, {**record, **about, "criterion": code}


def _object(record: Any, where: str) -> Record:
    if not isinstance(record, dict):
        raise JsonRefusedError("json-not-an-object", where)
    return record


def _rows(found: list[tuple[str, Record]], file: str) -> Iterator[Row]:
    for index, (path, record) in enumerate(found, start=2):
        yield index, [_cell(record.get(key), f"{file} {path}.{key}") for key in COLUMNS]


def _cell(value: Any, where: str) -> Cell:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | Decimal | Percent):
        return value
    raise JsonRefusedError("json-value-nested", where)


def _unknown_keys(found: list[tuple[str, Record]], file: str) -> Iterator[Issue]:
    seen: set[str] = set()
    for path, record in found:
        for key in record:
            if key not in COLUMNS and key not in seen and key != "note":
                seen.add(key)
                yield issue("column-unknown", f"{file} {path}", value=clip(key))
