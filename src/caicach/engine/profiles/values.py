"""SQL that turns the text of a cell into a column's value, and says where it could not."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from caicach.engine.profiles.date_text import ISO, LOCAL_OFFSET_HOURS, YEARS, has_time, strptime_of
from caicach.engine.profiles.identity import comparable, is_filler, pseudonym, with_lost_zero
from caicach.engine.profiles.sql_text import listed, literal

_OFFSET_US = LOCAL_OFFSET_HOURS * 3_600_000_000
_ZONED = "'[0-9](Z|z| ?[+-][0-9]{2}(:?[0-9]{2})?)$'"
_BLANKS = " \t\n\r\u00a0"
_MARKS = "'[\\x{300}-\\x{36f}]'"
"""Accents that stand by themselves; text without one is composed already."""

_BROKEN = "({0} >= '[' AND {0} < '\\' OR {0} >= '{{' AND {0} < '|')"
"""A text that opens as a JSON list or object: it stood where a plain value belongs."""


class Column(NamedTuple):
    """How one column is made, in steps that the engine takes one after the other.

    cell: text from the record. draft: from `c_<name>`. value: from `c_<name>` and `d_<name>`.
    wrong: under which condition, on these and `v_<name>`, the row gets `fault`.
    """

    name: str
    cell: str
    draft: str | None
    value: str
    wrong: str | None = None
    fault: str = ""


def clean(cell: str) -> str:
    """Return a cell without blanks around it; None where nothing is left.

    Nearly all cells begin and end with a letter or a digit: only the others are trimmed.
    """
    is_tidy = f"{cell} >= '!' AND right({cell}, 1) >= '!'"
    return f"CASE WHEN {is_tidy} THEN {cell} ELSE nullif(trim({cell}, '{_BLANKS}'), '') END"


def is_broken(cell: str) -> str:
    """Return the condition that a list or an object stood where a text belongs."""
    return _BROKEN.format(cell)


def date_column(name: str, cell: str, dates: Sequence[str], type_: str, end_of_day: bool) -> Column:
    """Return a column of dates in local time; empty, unreadable and filler dates are None."""
    value = f"CASE WHEN {_is_sensible(f'd_{name}')} THEN d_{name}::{type_} END"
    wrong = f"v_{name} IS NULL AND c_{name} <> '' AND trim(c_{name}) <> ''"
    draft = parsed(f"c_{name}", dates, end_of_day=end_of_day)
    return Column(name, cell, draft, value, wrong, "date-unreadable")


def moment(cell: str, dates: Sequence[str]) -> str:
    """Return a cell's time in one step, for members of short lists."""
    tried = parsed(cell, dates, end_of_day=False)
    return f"CASE WHEN {_is_sensible(tried)} THEN {tried} END"


def _is_sensible(instant: str) -> str:
    low, high = YEARS
    return f"{instant} >= TIMESTAMP '{low}-01-01' AND {instant} < TIMESTAMP '{high + 1}-01-01'"


def parsed(cell: str, dates: Sequence[str], *, end_of_day: bool) -> str:
    """Return the first reading of a cell that succeeds, fillers and all.

    end_of_day: a date without a time means its last second.
    """
    tried = [_parsed(cell, each, end_of_day) for each in dates]
    return f"coalesce({', '.join(tried)})" if len(tried) > 1 else tried[0]


def _parsed(cell: str, written: str, end_of_day: bool) -> str:
    if written != ISO:
        # empty cells are many, and failing on them costs ten times as much as reading a date
        found = f"try_strptime(nullif({cell}, ''), {literal(strptime_of(written) or '')})"
        return _late(found) if end_of_day and not has_time(written) else found
    zoned = f"make_timestamp(epoch_us(try_cast({cell} AS TIMESTAMPTZ)) + {_OFFSET_US})"
    plain = f"try_cast({cell} AS TIMESTAMP)"
    if end_of_day:
        plain = f"CASE WHEN length(trim({cell})) > 10 THEN {plain} ELSE {_late(plain)} END"
    has_zone = f"length({cell}) > 10 AND regexp_matches({cell}, {_ZONED})"
    dashed = f"ltrim({cell}) LIKE '____-__-__%'"
    return f"CASE WHEN NOT {dashed} THEN NULL WHEN {has_zone} THEN {zoned} ELSE {plain} END"


def _late(instant: str) -> str:
    return f"{instant} + INTERVAL 86399 SECOND"


def text_column(name: str, cell: str) -> Column:
    """Return a column of texts in composed letters."""
    cases = f"WHEN {is_broken(f'c_{name}')} THEN NULL WHEN regexp_matches(c_{name}, {_MARKS})"
    value = f"CASE {cases} THEN nfc_normalize(c_{name}) ELSE c_{name} END"
    return Column(name, cell, None, value, is_broken(f"c_{name}"), "field-shape")


def code_column(name: str, cell: str, folded: str, meanings: Mapping[str, str]) -> Column:
    """Return a column of words; an unknown code stays as printed.

    folded: SQL of `c_<name>` written as the codes of `meanings` are.
    """
    cases = " ".join(f"WHEN {literal(code)} THEN {literal(to)}" for code, to in meanings.items())
    value = f"CASE d_{name} {cases} ELSE c_{name} END"
    wrong = f"d_{name} NOT IN ({listed(meanings)})"
    return Column(name, cell, folded, value, wrong, "code-not-listed")


def flag_column(name: str, cell: str, yes: Sequence[str], no: Sequence[str]) -> Column:
    """Return a column of yes and no; a text that means neither is None."""
    value = flag_value(f"d_{name}", yes, no)
    wrong = f"v_{name} IS NULL AND d_{name} IS NOT NULL"
    return Column(name, cell, f"lower(c_{name})", value, wrong, "code-not-listed")


def flag_value(cell: str, yes: Sequence[str], no: Sequence[str]) -> str:
    """Return a flag of a cell in small letters."""
    true, false = listed(yes), listed(no)
    return f"CASE WHEN {cell} IN ({true}) THEN true WHEN {cell} IN ({false}) THEN false END"


def number_column(name: str, cell: str, type_: str) -> Column:
    """Return a column of numbers, 0 or more; whole ones unless `type_` is DOUBLE.

    The decimal sign may be a comma.
    """
    draft = f"try_cast(replace(c_{name}, ',', '.') AS DOUBLE)"
    whole = "" if type_ == "DOUBLE" else f" AND d_{name} = floor(d_{name})"
    fits = f"isfinite(d_{name}) AND d_{name} >= 0{whole}"
    value = f"CASE WHEN {fits} THEN try_cast(d_{name} AS {type_}) END"
    wrong = f"v_{name} IS NULL AND c_{name} IS NOT NULL"
    return Column(name, cell, draft, value, wrong, "number-unreadable")


def identity_column(name: str, cell: str, *, has_key: bool) -> Column:
    """Return a column of pseudonyms; fillers are None, and so is all where there is no key."""
    bare = f"d_{name}"
    hashed = pseudonym(with_lost_zero(bare)) if has_key else "NULL::VARCHAR"
    value = f"CASE WHEN {is_filler(bare)} THEN NULL ELSE {hashed} END"
    wrong = f"v_{name} IS NULL AND {bare} IS NOT NULL" if has_key else is_filler(bare)
    return Column(name, cell, comparable(f"c_{name}"), value, wrong, "identity-placeholder")


def agency_column(name: str, cell: str) -> Column:
    """Return a column of agency codes in the new notation, what is no code as printed.

    `agency_of` is `core.agencies.canonical_code`, called once for each code of a block.
    """
    wrong = f"d_{name} IS NOT NULL AND NOT d_{name}.is_code"
    draft = f"agency_of(c_{name})"
    return Column(name, cell, draft, f"d_{name}.agency", wrong, "agency-unreadable")


def procedure_of(cell: str) -> str:
    """Return the first two groups of a procedure's code: 3.000181 of 3.000181.000.00.00.H22."""
    return rf"nullif(regexp_extract({cell}, '^[^.\s]+(\.[^.\s]+)?'), '')"
