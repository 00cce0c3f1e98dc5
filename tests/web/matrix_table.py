"""The table of who may do what, as it is written in `matrix/`."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).with_name("matrix")
ANSWERS = ("may", "faults", "refused", "hidden", "door", "again")
METHODS = ("GET", "POST")
NOBODY = "nobody"


@dataclass(frozen=True)
class Case:
    """One page or action at one place, and what becomes of each person who tries.

    step: which of several things the address does. leaves_event: whether the log tells of it.
    """

    name: str
    method: str
    place: str
    step: str
    expected: dict[str, str]
    leaves_event: bool

    def __str__(self) -> str:
        return " ".join(filter(None, (self.name, self.method, self.place, self.step)))


@dataclass(frozen=True)
class Page:
    """An address by its name, the right it asks for, and its cases."""

    name: str
    right: str
    cases: tuple[Case, ...]


@cache
def people() -> tuple[str, ...]:
    """Return everybody who tries, in the order of the table."""
    return tuple(_read("people")["people"])


@cache
def pages() -> dict[str, Page]:
    """Return all pages by name."""
    found: dict[str, Page] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        for name, rows in (_read(path.stem).get("pages") or {}).items():
            assert name not in found, f"{name} stands twice"
            found[name] = Page(name, rows["right"], tuple(_cases(name, rows)))
    return found


def permissions() -> dict[str, dict[str, list[str]]]:
    """Return who holds each permission, by what it is asked for."""
    return {
        name: {place: sorted(_named(who)) for place, who in rows.items()}
        for name, rows in _read("permissions")["permissions"].items()
    }


def without_right() -> dict[str, str]:
    """Return the actions that ask for no permission, each with its reason."""
    reasons: dict[str, str] = _read("without_right")["actions"]
    return reasons


def _cases(name: str, rows: dict[str, Any]) -> Iterator[Case]:
    people = _read("people")
    for key, row in rows.items():
        if key in ("right", "does", "event"):
            continue
        method, *more = key.split()
        assert method in METHODS, key
        places = [each for each in more if each in people["places"]]
        step = next((each for each in more if each not in places), "")
        leaves_event = rows.get("event", method == "POST")
        by_place = people["rules"][row] if isinstance(row, str) else row
        if not set(by_place) & set(people["places"]):
            by_place = dict.fromkeys(places or [""], by_place)
        for place, who in by_place.items():
            yield Case(name, method, place, step, _expected(who), leaves_event)


def _expected(row: dict[str, Any]) -> dict[str, str]:
    assert set(row) <= set(ANSWERS), row
    expected = dict.fromkeys(people(), "refused") | {NOBODY: "door"}
    for answer in ANSWERS:
        expected |= dict.fromkeys(_named(row.get(answer, ())), answer)
    return expected


def _named(who: Any) -> list[str]:
    """Return people by name, groups taken apart."""
    groups = _read("people")["groups"]
    found: list[str] = []
    for each in [who] if isinstance(who, str) else who:
        found += _named(groups[each]) if each in groups else [each]
    assert set(found) <= set(people()), found
    return found


@cache
def _read(stem: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((FOLDER / f"{stem}.yaml").read_text("utf-8"))
    return content
