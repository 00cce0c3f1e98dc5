"""Conditions as they are written, turned into conditions as they are asked."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import get_args

from caicach.core.documents import Document, Loc
from caicach.core.documents.yaml_text import Content
from caicach.core.indicators.column_tests import ColumnTests
from caicach.core.indicators.columns import Schema
from caicach.core.indicators.condition import (
    EVERY_ROW,
    Condition,
    Having,
    Not,
    all_of,
    any_of,
)
from caicach.core.issues import Issue, issue

HAVING_KEYS = ("facts", "placed_by", "where")
HAVING_FACTS = get_args(Having.__annotations__["facts"])


@dataclass(slots=True)
class ConditionReader:
    """Reads the conditions of one document and keeps every fault it meets.

    schema: without it, the names and kinds of columns are taken as they are.
    """

    document: Document
    schema: Schema | None = None
    issues: list[Issue] = field(default_factory=list)

    def read(self, raw: Content, loc: Loc, facts: str) -> Condition:
        """Return the condition written at `loc` on rows of `facts`; faulty tests are left out."""
        if raw is None or raw == {}:
            return EVERY_ROW
        if not isinstance(raw, dict):
            self.fault("condition-not-a-mapping", loc)
            return EVERY_ROW
        return all_of(
            each
            for key, value in raw.items()
            for each in self._entry(key, value, (*loc, key), facts)
        )

    def _entry(self, key: str, value: Content, loc: Loc, facts: str) -> Iterator[Condition]:
        if key in ("any", "all"):
            yield from self._several(key, value, loc, facts)
        elif key == "not":
            yield Not(self.read(value, loc, facts))
        elif key == "having":
            yield from self._having(value, loc, facts)
        else:
            tests = ColumnTests(key, facts, self.schema, self.fault)
            yield from tests.read(value, loc)

    def _several(self, key: str, value: Content, loc: Loc, facts: str) -> Iterator[Condition]:
        if not isinstance(value, list) or not value:
            self.fault("condition-list-expected", loc, key=key)
            return
        read = [self.read(each, (*loc, place), facts) for place, each in enumerate(value)]
        yield any_of(read) if key == "any" else all_of(read)

    def _having(self, value: Content, loc: Loc, facts: str) -> Iterator[Condition]:
        if facts != "procedures":
            self.fault("condition-having-out-of-place", loc, facts=facts)
            return
        if not isinstance(value, dict):
            self.fault("condition-not-a-mapping", loc)
            return
        for key in value.keys() - set(HAVING_KEYS):
            self.fault("key-unknown", (*loc, key), key=key, known=", ".join(HAVING_KEYS))
        table, placed_by = value.get("facts", "dossiers"), value.get("placed_by")
        if table not in HAVING_FACTS:
            known = ", ".join(HAVING_FACTS)
            self.fault("not-one-of", (*loc, "facts"), value=table, known=known)
        elif not isinstance(placed_by, str):
            self.fault("key-missing", loc, key="placed_by")
        else:
            place = ColumnTests(placed_by, str(table), self.schema, self.fault)
            place.require_time((*loc, "placed_by"))
            where = self.read(value.get("where"), (*loc, "where"), str(table))
            yield Having("decisions" if table == "decisions" else "dossiers", placed_by, where)

    def fault(self, code: str, loc: Loc, /, **values: object) -> None:
        """Keep one fault at `loc`."""
        self.issues.append(issue(code, self.document.where(loc), **values))
