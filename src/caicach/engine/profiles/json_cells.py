"""The cells of a JSON record: one structure that names all that a profile reads of it."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from caicach.engine.profiles.check_fields import sources_of
from caicach.engine.profiles.feed import Feed, Field
from caicach.engine.profiles.source_path import Step, steps_of
from caicach.engine.profiles.sql_text import any_of, listed, literal, quoted

Structure: TypeAlias = "dict[str, Structure] | list[Structure] | str"

LEAF = "VARCHAR"


class PathClashError(ValueError):
    """A profile reads one source field in two shapes, as text and as a list, say."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class JsonCells:
    """SQL for the cells of `block(text, …)`, parsed once into the struct `r`.

    Raises PathClashError.
    """

    def __init__(self, feed: Feed) -> None:
        self._tree: dict[str, Structure] = {}
        for field in feed.fields.values():
            _plant_field(self._tree, field)

    @property
    def relation(self) -> str:
        """Return the SELECT that parses a block."""
        structure = literal(json.dumps(self._tree, ensure_ascii=False))
        return f"SELECT *, json_transform(text, {structure}) AS r FROM block"

    def texts(self, sources: Sequence[str]) -> list[str]:
        """Return the SQL of each source as text, as it stands in the record."""
        return [_reached(_steps(source)) for source in sources]

    def entries(self, source: str) -> str:
        """Return the SQL of a list; None where the record has none."""
        return _reached(_steps(source))

    def member(self, entry: str, source: str) -> str:
        """Return the SQL of a member of a list's entry, blanks around it gone."""
        return _reached(_steps(source), entry)

    def is_absent(self, source: str) -> str:
        """Return the condition that the record does not have `source`, or has null there.

        Ask only where it was not found. The text is looked through for the key, which a text inside
        it could only have in escaped marks: parsing again takes more time and far more memory.
        """
        key = f'"{_steps(source)[-1].key}"'
        is_null = literal(rf"{re.escape(key)}\s*:\s*null")
        return f"(NOT contains(text, {literal(key)}) OR regexp_matches(text, {is_null}))"

    @property
    def digest(self) -> str:
        """Return the SQL of the SHA-256 of the record."""
        return "sha256(text)"

    def lost(self) -> Iterator[str]:
        """Yield conditions under which a list or object of the record was not what it must be.

        The record is parsed a second time only where one of them is missing.
        """
        for kind, wanted in (("ARRAY", list), ("OBJECT", dict)):
            names = [name for name, inner in self._tree.items() if isinstance(inner, wanted)]
            if not names:
                continue
            missing = any_of(f"r.{quoted(name)} IS NULL" for name in names)
            paths = listed(f'$."{name}"' for name in names)
            wrong = f"lambda x: x NOT IN ('NULL', '{kind}')"
            found = f"len(list_filter(json_type(text, [{paths}]), {wrong})) > 0"
            yield f"CASE WHEN {missing} THEN {found} ELSE false END"
        for name, inner in self._tree.items():
            if isinstance(inner, list) and isinstance(inner[0], dict):
                yield _lost_entries(name, list(inner[0]))


def _lost_entries(name: str, members: Sequence[str]) -> str:
    """An entry that is no object looks like one without members: only those are looked at."""
    empty = " AND ".join(f"x.{quoted(member)} IS NULL" for member in members)
    suspects = f"len(list_filter(r.{quoted(name)}, lambda x: {empty})) > 0"
    path = literal(f'$."{name}"[*]')
    wrong = "lambda x: x NOT IN ('NULL', 'OBJECT')"
    found = f"len(list_filter(json_type(text, {path}), {wrong})) > 0"
    return f"CASE WHEN {suspects} THEN {found} ELSE false END"


def clashes(feed: Feed) -> Iterator[tuple[str, str]]:
    """Yield column and source wherever a source is read in two shapes or two spellings."""
    tree: dict[str, Structure] = {}
    for name, field in feed.fields.items():
        if all(steps_of(source) for source in sources_of(field)):
            try:
                _plant_field(tree, field)
            except PathClashError as error:
                yield name, error.path


def _plant_field(tree: dict[str, Structure], field: Field) -> None:
    """Plant every source with what it holds: text, or a list with the members that are read."""
    for part in field.parts():
        for path, leaf in _of_part(part):
            _plant(tree, _steps(path), leaf, path)


def _of_part(part: Field) -> Iterator[tuple[str, Structure]]:
    entries = part.any_ or part.count or part.list_
    if entries is None:
        yield from ((source, LEAF) for source in sources_of(part))
        return
    inner: dict[str, Structure] = {}
    for source in (*part.where, *(each for names in part.of.values() for each in names)):
        _plant(inner, _steps(source), LEAF, f"{entries}.{source}")
    yield entries, [inner]
    for test in part.where.values():
        if test.among is not None:
            other, _, member = test.among.partition(".")
            yield other, [{member: LEAF}]


def _steps(path: str) -> tuple[Step, ...]:
    found = steps_of(path)
    if found is None:
        raise PathClashError(path)
    return found


def _plant(tree: dict[str, Structure], steps: Sequence[Step], leaf: Structure, path: str) -> None:
    """Put `leaf` where `steps` lead, with the objects and lists on the way."""
    step, *rest = steps
    if any(key != step.key and key.casefold() == step.key.casefold() for key in tree):
        raise PathClashError(path)  # the engine's structs do not tell case apart
    inner: Structure = leaf
    if rest:
        inner = {}
        _plant(inner, rest, leaf, path)
    if step.index is not None:
        inner = [inner]
    tree[step.key] = _joined(tree.get(step.key, inner), inner, path)


def _joined(known: Structure, more: Structure, path: str) -> Structure:
    if isinstance(known, list) and isinstance(more, list):
        return [_joined(known[0], more[0], path)]
    if isinstance(known, dict) and isinstance(more, dict):
        both = dict(known)
        for key, inner in more.items():
            both[key] = _joined(both.get(key, inner), inner, path)
        return both
    if known != more:
        raise PathClashError(path)
    return known


def _reached(steps: Sequence[Step], start: str = "r") -> str:
    place = start
    for step in steps:
        place += f".{quoted(step.key)}"
        if step.index is not None:
            place += f"[{step.index + 1}]"
    return place
