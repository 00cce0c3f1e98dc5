"""Names and texts of a profile made safe to stand in SQL."""

from collections.abc import Iterable


def quoted(name: str) -> str:
    """Return a column or member name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text as an SQL constant."""
    return "'" + text.replace("'", "''") + "'"


def listed(texts: Iterable[str]) -> str:
    """Return texts as constants with commas between them, for IN and list literals."""
    return ", ".join(literal(each) for each in texts)


def any_of(conditions: Iterable[str]) -> str:
    """Return the conditions joined by OR; false where there is none."""
    return " OR ".join(f"({each})" for each in conditions) or "false"
