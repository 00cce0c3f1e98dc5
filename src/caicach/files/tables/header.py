"""The header row of a table: which column means what, in Vietnamese or English."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import islice

from caicach.core.issues import Issue, issue
from caicach.files.tables.cell import Cell, clip, fold, text_of
from caicach.files.tables.table import Table

ROWS_TRIED = 20
"""Rows above the header may hold titles; further down no header is looked for."""


@dataclass(frozen=True)
class Vocabulary:
    """The words that head columns, folded (no case, no accents).

    certain: word to field. either: word to fields, of which the first still free is meant.
    passed_over: words of columns that are known and not read.
    """

    needed: tuple[str, ...]
    certain: Mapping[str, str]
    either: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    passed_over: frozenset[str] = frozenset()

    def fields_of(self, words: Sequence[str]) -> list[str | None]:
        """Return the field of each folded word, None where there is none."""
        found = [self.certain.get(word) for word in words]
        for index, word in enumerate(words):
            if word in self.either:
                free = [each for each in self.either[word] if each not in found]
                found[index] = free[0] if free else None
        return found

    def is_known(self, word: str) -> bool:
        """Say whether a folded word heads any column that is read or passed over."""
        return not word or word in self.certain or word in self.either or word in self.passed_over


@dataclass(frozen=True, slots=True)
class Header:
    """row: where it stands. columns: place of each field, from 0. width: cells of the row."""

    row: int
    columns: Mapping[str, int]
    width: int
    texts: tuple[str, ...]


def find_header(
    table: Table, vocabulary: Vocabulary, also: Iterable[str] = ()
) -> tuple[Header | None, list[Issue]]:
    """Return the header with warnings, or None with the faults.

    The row that names most columns is taken. also: words of further columns that are known.
    """
    best: tuple[int, int, Sequence[Cell]] = (0, 0, ())
    for row, cells in islice(table.rows, ROWS_TRIED):
        named = [each for each in vocabulary.fields_of(_folded(cells)) if each]
        if len(set(named)) > best[0]:
            best = (len(set(named)), row, cells)
    count, row, cells = best
    if count == 0:
        return None, [_no_header(table, vocabulary)]
    return _check(table, row, cells, vocabulary, frozenset(also))


def _folded(cells: Sequence[Cell]) -> list[str]:
    return [fold(each) if isinstance(each, str) else "" for each in cells]


def _no_header(table: Table, vocabulary: Vocabulary) -> Issue:
    first = next(iter(table.rows), None)
    where = table.place(first[0] if first else 1)
    seen = _listed(text_of(each) for each in (first[1] if first else ()))
    return issue("header-missing", where, needed=", ".join(vocabulary.needed), seen=seen)


def _check(
    table: Table, row: int, cells: Sequence[Cell], vocabulary: Vocabulary, also: frozenset[str]
) -> tuple[Header | None, list[Issue]]:
    words = _folded(cells)
    columns: dict[str, int] = {}
    issues: list[Issue] = []
    for column, name in enumerate(vocabulary.fields_of(words)):
        where = table.place(row, column)
        if name is None:
            if not vocabulary.is_known(words[column]) and words[column] not in also:
                issues.append(_unknown(text_of(cells[column]), words[column], vocabulary, where))
        elif name in columns:
            first = table.place(row, columns[name])
            value = clip(text_of(cells[column]))
            issues.append(issue("column-twice", where, column=name, value=value, first=first))
        else:
            columns[name] = column
    texts = tuple(text_of(each).strip() for each in cells)
    missing = [each for each in vocabulary.needed if each not in columns]
    if missing:
        values = {"columns": ", ".join(missing), "seen": _listed(texts)}
        return None, [*issues, issue("column-missing", table.place(row), **values)]
    return Header(row, columns, len(cells), texts), issues


def _unknown(text: str, word: str, vocabulary: Vocabulary, where: str) -> Issue:
    near = get_close_matches(word, [*vocabulary.certain, *vocabulary.either], n=1, cutoff=0.75)
    if near:
        meant = vocabulary.certain.get(near[0]) or vocabulary.either[near[0]][0]
        return issue("column-unknown-near", where, value=clip(text), near=meant)
    return issue("column-unknown", where, value=clip(text))


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(clip(each) for each in texts if each)[:300] or "–"
