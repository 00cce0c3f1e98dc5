"""Rounds handed in as JSON: a list of records, or agencies with their items."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from caicach.core.issues import Issue, has_faults, issue
from caicach.core.numbers import Percent
from caicach.files.inputs.columns import FIGURES
from caicach.files.tables import Cell, Row, Table, clip, decode

COLUMNS = ("agency", "name", "block", "criterion", *FIGURES)
Record = dict[str, Any]
_TEXT_OR_CONSTANT = re.compile(r'"(?:[^"\\]|\\.)*+"|(?P<constant>-?Infinity|NaN)', re.DOTALL)


def load_json(content: bytes, file: str) -> tuple[Any, list[Issue]]:
    """Return the content with exact numbers, or None with the faults."""
    text, issues = decode(content, file)
    if text is not None:
        issues += _constants(text, file)
    if text is None or has_faults(issues):
        return None, issues
    try:
        loaded = json.loads(
            text,
            parse_float=Decimal,
            parse_int=Decimal,
            object_pairs_hook=_without_repeats,
        )
    except json.JSONDecodeError as error:
        where = f"{file}:{error.lineno}"
        return None, [*issues, issue("json-broken", where, reason=error.msg)]
    except (ValueError, RecursionError, ArithmeticError) as error:
        return None, [*issues, issue("json-broken", file, reason=str(error))]
    return loaded, issues


def _constants(text: str, file: str) -> Iterator[Issue]:
    """Yield each NaN and Infinity outside of text: Python takes them, JSON has none."""
    for found in _TEXT_OR_CONSTANT.finditer(text):
        if found["constant"]:
            line = text.count("\n", 0, found.start()) + 1
            column = found.start() - text.rfind("\n", 0, found.start())
            where = f"{file}:{line}"
            yield issue("json-no-number", where, value=found["constant"], column=column)


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
    found, issues = [], [*issues]
    for path, record in _records(loaded, file):
        if isinstance(record, Issue):
            issues.append(record)
        else:
            found.append((path, record))
    if loaded == []:
        issues.append(issue("json-empty", file))
    rows, spoiled = _rows(found, file, issues)
    issues += _unknown_keys(found, file)
    table = Table(
        file,
        [(1, list(COLUMNS)), *rows],
        paths=["$", *(path for path, _ in found)],
        spoiled=frozenset(spoiled),
    )
    return [table], issues


def _records(loaded: Any, file: str) -> Iterator[tuple[str, Record | Issue]]:
    """Yield each record with its path, or what is wrong with it."""
    if isinstance(loaded, list):
        for index, record in enumerate(loaded):
            yield f"$[{index}]", _object(record, f"{file} $[{index}]")
        return
    agencies = loaded.get("agencies") if isinstance(loaded, dict) else None
    if isinstance(loaded, dict) and str(loaded.get("schema", "")).startswith("caicach-result"):
        yield "$", issue("json-is-result", file)
    elif not isinstance(agencies, list):
        yield "$", issue("json-not-inputs", file)
    else:
        yield from _agencies(agencies, file)


def _agencies(agencies: list[Any], file: str) -> Iterator[tuple[str, Record | Issue]]:
    first: dict[str, str] = {}
    for index, agency in enumerate(agencies):
        path = f"$.agencies[{index}]"
        found = _object(agency, f"{file} {path}")
        if isinstance(found, Issue):
            yield path, found
            continue
        code = str(found.get("code", found.get("agency", ""))).strip()
        above = first.setdefault(code, path) if code else path
        if above != path:
            values = {"agency": clip(code), "first": f"{file} {above}"}
            yield path, issue("agency-twice", f"{file} {path}", **values)
        else:
            yield from _items(found, path, file)


def _items(agency: Record, path: str, file: str) -> Iterator[tuple[str, Record | Issue]]:
    about = {
        "agency": agency.get("code", agency.get("agency", "")),
        "name": agency.get("name", ""),
        "block": agency.get("block", ""),
    }
    items = agency.get("items")
    if not isinstance(items, dict):
        yield path, issue("json-without-items", f"{file} {path}")
        return
    for code, given in items.items():
        here = f"{path}.items.{clip(code)}"
        record = given if isinstance(given, dict) else {"value": given}
        yield here, {**record, **about, "criterion": code}


def _object(record: Any, where: str) -> Record | Issue:
    return record if isinstance(record, dict) else issue("json-not-an-object", where)


def _rows(
    found: list[tuple[str, Record]], file: str, issues: list[Issue]
) -> tuple[list[Row], set[int]]:
    """Return the rows, and which of them hold a list or a record where a number belongs."""
    rows: list[Row] = []
    spoiled: set[int] = set()
    for index, (path, record) in enumerate(found, start=2):
        cells = [_cell(record.get(key)) for key in COLUMNS]
        for key, cell in zip(COLUMNS, cells, strict=True):
            if cell is None:
                issues.append(issue("json-value-nested", f"{file} {path}.{key}"))
                spoiled.add(index)
        rows.append((index, ["" if cell is None else cell for cell in cells]))
    return rows, spoiled


def _cell(value: Any) -> Cell | None:
    """Return the cell; None for what cannot be one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str | Decimal | Percent) else None


def _unknown_keys(found: list[tuple[str, Record]], file: str) -> Iterator[Issue]:
    seen: set[str] = set()
    for path, record in found:
        for key in record:
            if key not in COLUMNS and key not in seen and key != "note":
                seen.add(key)
                yield issue("column-unknown", f"{file} {path}", value=clip(key))
