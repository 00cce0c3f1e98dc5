"""Each mapped column of a feed as SQL, by its kind and the way it is filled."""

from collections.abc import Sequence

import pyarrow as pa

from caicach.engine.profiles.check_fields import kind_of
from caicach.engine.profiles.columns import LEVELS, TOKENS, mappable
from caicach.engine.profiles.entries import (
    Cells,
    any_value,
    count_value,
    structs_of,
    structs_wrong,
)
from caicach.engine.profiles.feed import Feed, Field
from caicach.engine.profiles.sql_text import listed, literal
from caicach.engine.profiles.values import (
    Column,
    agency_column,
    clean,
    code_column,
    date_column,
    flag_column,
    flag_value,
    identity_column,
    number_column,
    procedure_of,
    text_column,
)
from caicach.files.tables import fold

SQL_TYPES = {
    pa.string(): "VARCHAR",
    pa.bool_(): "BOOLEAN",
    pa.int8(): "TINYINT",
    pa.int16(): "SMALLINT",
    pa.int32(): "INTEGER",
    pa.float64(): "DOUBLE",
    pa.date32(): "DATE",
    pa.timestamp("us"): "TIMESTAMP",
}
AGENCIES = ("agency", "sender")


class MappedColumns:
    """The columns that a feed maps, over the cells its records have."""

    def __init__(self, feed: Feed, cells: Cells, *, has_key: bool) -> None:
        self._feed = feed
        self._cells = cells
        self._has_key = has_key
        self._types = mappable(feed.table)

    def all(self) -> list[Column]:
        """Return the columns in the order of the profile."""
        return [self._column(name, field) for name, field in self._feed.fields.items()]

    def first_text(self, sources: Sequence[str]) -> str | None:
        """Return the first filled text among the sources; None where there is no such column."""
        texts = [clean(each) for each in self._cells.texts(sources)]
        if not texts:
            return None
        return texts[0] if len(texts) == 1 else f"coalesce({', '.join(texts)})"

    def _column(self, name: str, field: Field) -> Column:
        kind = kind_of(self._types[name])
        if field.always is not None:
            return self._constant(name, field.always, kind)
        if kind == "structs":
            type_ = self._types[name]
            value = structs_of(self._cells, field, self._feed, type_)
            wrong = structs_wrong(self._cells, field, self._feed, type_)
            return Column(name, value, None, f"c_{name}", *self._beside(wrong))
        if field.from_ is None:
            return Column(name, self._of_entries(field), None, f"c_{name}")
        return self._of_text(name, field, kind)

    def _beside(self, wrong: str | None) -> tuple[str | None, str]:
        return wrong, "date-unreadable"

    def _constant(self, name: str, text: str, kind: str) -> Column:
        if kind == "flag":
            yes = text.lower() in {each.lower() for each in self._feed.flags.yes}
            return Column(name, "NULL", None, "true" if yes else "false")
        sql_type = SQL_TYPES[self._types[name]]
        return Column(name, "NULL", None, f"try_cast({literal(text)} AS {sql_type})")

    def _of_entries(self, field: Field) -> str:
        if field.count is not None:
            return count_value(self._cells, field)
        if field.either is None:
            return any_value(self._cells, field)
        parts = [self._as_flag(part) for part in field.either]
        return f"greatest({', '.join(parts)})" if len(parts) > 1 else parts[0]

    def _as_flag(self, field: Field) -> str:
        """`greatest` passes over what is missing: true wins, then false, then None."""
        if field.from_ is None:
            return f"({self._of_entries(field)})"
        text = self.first_text(field.from_)
        flags = self._feed.flags
        return f"({flag_value(f'lower({text})', flags.yes, flags.no)})" if text else "NULL::BOOLEAN"

    def _of_text(self, name: str, field: Field, kind: str) -> Column:
        texts = self._cells.texts(field.from_ or ())
        cell = self.first_text(field.from_ or ())
        if cell is None:
            return Column(name, "NULL::VARCHAR", None, f"NULL::{SQL_TYPES[self._types[name]]}")
        sql_type = SQL_TYPES[self._types[name]]
        if kind == "date":
            raw = texts[0] if len(texts) == 1 else cell
            late = field.bare_day == "end"
            return date_column(name, raw, self._feed.dates, sql_type, end_of_day=late)
        if kind == "flag":
            return flag_column(name, cell, self._feed.flags.yes, self._feed.flags.no)
        if kind in ("count", "number"):
            return number_column(name, cell, sql_type)
        return self._of_words(name, field, cell)

    def _of_words(self, name: str, field: Field, cell: str) -> Column:
        if name == "handled_by":
            return self._handled_by(cell, field)
        if field.as_ == "identity" or name == "applicant":
            return identity_column(name, cell, has_key=self._has_key)
        if field.as_ == "agency" or name in AGENCIES:
            return agency_column(name, cell)
        if field.as_ == "procedure" or name == "procedure":
            return Column(name, cell, None, procedure_of(f"c_{name}"))
        meanings = self._meanings(field.codes or name, name)
        if not meanings:
            return text_column(name, cell)
        return code_column(name, cell, self._folded(f"c_{name}"), meanings)

    def _folded(self, cell: str) -> str:
        return f"fold_text({cell})" if self._feed.form == "table" else f"lower({cell})"

    def _meanings(self, list_name: str, column: str) -> dict[str, str]:
        """Codes as cells are folded; in tables the words themselves may stand too."""
        given = self._feed.codes.get(list_name, {})
        if self._feed.form == "json":
            return {code.lower(): token for code, token in given.items()}
        own = {fold(token): token for token in TOKENS.get(column, ())}
        return own | {fold(code): token for code, token in given.items()}

    def _handled_by(self, cell: str, field: Field) -> Column:
        """A level of administration by its words, else the code of an agency."""
        own = {fold(each): each for each in LEVELS}
        given = self._feed.codes.get(field.codes or "handled_by", {})
        meanings = own | {fold(code): token for code, token in given.items()}
        cases = " ".join(f"WHEN {literal(a)} THEN {literal(b)}" for a, b in meanings.items())
        draft = f"agency_of(CASE fold_text(c_handled_by) {cases} ELSE c_handled_by END)"
        unknown = f"NOT d_handled_by.is_code AND d_handled_by.agency NOT IN ({listed(LEVELS)})"
        value = "d_handled_by.agency"
        return Column("handled_by", cell, draft, value, unknown, "agency-unreadable")
