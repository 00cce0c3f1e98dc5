"""Identity numbers: made comparable, told from fillers, and turned into keyed pseudonyms."""

import hashlib
from typing import NamedTuple

from caicach.engine.profiles.sql_text import listed

PSEUDONYM_DIGITS = 32
"""Hex digits kept of the HMAC: 128 bits tell twenty million people apart."""

_BLOCK = 64
_MARKS = " .-\t\u00a0"
_RUNS = ("01234567890123456789012", "98765432109876543210987")
"""Ascending and descending digits; a number inside one of them was made up."""

_RUN_STARTS = sorted({run[i : i + 3] for run in _RUNS for i in range(10)})


class KeyPads(NamedTuple):
    """The two blocks of HMAC-SHA-256 for one key."""

    inner: bytes
    outer: bytes


def key_pads(key: bytes) -> KeyPads:
    """Return the pads of a key of any length. Source: RFC 2104."""
    block = (hashlib.sha256(key).digest() if len(key) > _BLOCK else key).ljust(_BLOCK, b"\0")
    return KeyPads(bytes(each ^ 0x36 for each in block), bytes(each ^ 0x5C for each in block))


def comparable(cell: str) -> str:
    """Return the SQL of a number in capitals, without blanks, dots and dashes."""
    has_marks = " OR ".join(f"contains({cell}, '{mark}')" for mark in _MARKS)
    bare = f"nullif(translate(upper({cell}), '{_MARKS}', ''), '')"
    return f"CASE WHEN {has_marks} THEN {bare} ELSE upper({cell}) END"


def with_lost_zero(number: str) -> str:
    """Return the SQL of a number with the zero in front that spreadsheets drop.

    11 digits were a citizen's 12, 8 digits an old identity card's 9.
    """
    short = f"length({number}) IN (8, 11) AND try_cast({number} AS BIGINT) IS NOT NULL"
    return f"CASE WHEN {short} THEN '0' || {number} ELSE {number} END"


def is_filler(number: str) -> str:
    """Return the SQL condition that a comparable number names nobody: 000000001, 123456789."""
    inside = " OR ".join(f"contains('{run}', {number})" for run in _RUNS)
    runs = f"CASE WHEN left({number}, 3) IN ({listed(_RUN_STARTS)}) THEN {inside} ELSE false END"
    doubled = f"starts_with({number}, repeat(left({number}, 1), 3))"
    same = f"CASE WHEN {doubled} THEN translate({number}, left({number}, 1), '') = '' END"
    small = f"starts_with({number}, '000000') AND length(ltrim({number}, '0')) <= 4"
    return f"length({number}) < 6 OR coalesce({same}, false) OR {small} OR {runs}"


def pseudonym(number: str) -> str:
    """Return the SQL of HMAC-SHA-256 under the engine's variables inner_pad and outer_pad.

    Source: RFC 2104.
    """
    inner = f"unhex(sha256(getvariable('inner_pad')::BLOB || encode({number})))"
    return f"left(sha256(getvariable('outer_pad')::BLOB || {inner}), {PSEUDONYM_DIGITS})"
