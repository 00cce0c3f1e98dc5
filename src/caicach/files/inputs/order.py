"""Issues put in the order of the places they name, as a person goes through the file."""

import re
from collections.abc import Iterable

from caicach.core.issues import Issue

_PLACE = re.compile(
    r"(?P<file>.+?)(?:"
    r":(?P<line>\d+)"
    r"| \[(?P<sheet>[^\]]*)\](?: (?P<column>[A-Z]{0,3})(?P<row>\d+)(?::[A-Z]*\d+)?)?"
    r"| \$(?P<path>\S*)"
    r")?"
)
_INDEX = re.compile(r"\[(\d+)\]")
Key = tuple[int, int, int, tuple[int, str]]


def by_place(issues: Iterable[Issue]) -> list[Issue]:
    """Return the issues, each once, by file, sheet, row and column.

    Files and sheets keep the order in which they are first named; so do issues of one place.
    """
    order: dict[str, int] = {}
    keyed = [(_key(each.where, order), each) for each in dict.fromkeys(issues)]
    return [each for _, each in sorted(keyed, key=lambda pair: pair[0])]


def _key(where: str, order: dict[str, int]) -> Key:
    found = _PLACE.fullmatch(where)
    if found is None:
        return order.setdefault(where, len(order)), 0, 0, (0, "")
    file = order.setdefault(found["file"], len(order))
    sheet = order.setdefault(f"{found['file']} [{found['sheet']}]", len(order))
    indices = _INDEX.findall(found["path"] or "")
    row = int(found["line"] or found["row"] or (int(indices[0]) + 1 if indices else 0))
    column = found["column"] or ""
    return file, sheet if found["sheet"] is not None else 0, row, (len(column), column)
