"""The register as it would be, beside the register as it stands."""

from collections.abc import Mapping
from itertools import count
from typing import TypeVar

from caicach.core.agencies import Agency, AgencyTree, LineageEvent, ParentLink
from caicach.core.issues import Issue, faults, issue
from caicach.web.register.queries import RegisterRows

Row = TypeVar("Row", Agency, ParentLink, LineageEvent)
APART = ("lineage-shares",)
"""Faults of a register that no refused step brings about."""


class Proposal:
    """All rows of the register by their keys; new ones have keys below zero.

    refusals: why it cannot be done, apart from what the register itself would be wrong in.
    """

    def __init__(self, rows: RegisterRows) -> None:
        self.before = rows
        self.agencies = dict(rows.agencies)
        self.links = dict(rows.links)
        self.events = dict(rows.events)
        self.refusals: list[Issue] = []
        self._keys = count(-1, -1)

    @property
    def tree(self) -> AgencyTree:
        """Return the register as it would be."""
        return RegisterRows(self.agencies, self.links, self.events).tree

    @property
    def codes(self) -> list[str]:
        """Return the agencies it is about: whose entries, links or lineage it touches."""
        entries = touched_rows(self.before.agencies, self.agencies)
        links = touched_rows(self.before.links, self.links)
        events = touched_rows(self.before.events, self.events)
        ends = [each.to_code for each in events if each.to_code is not None]
        codes = [each.code for each in entries] + [each.child for each in links]
        return list(dict.fromkeys([*codes, *(each.from_code for each in events), *ends]))

    def new_key(self) -> int:
        """Return the key of a row to add."""
        return next(self._keys)

    def refuse(self, code: str, **values: object) -> None:
        """Keep a reason why this cannot be done."""
        self.refusals.append(issue(code, "", **values))

    def issues(self) -> list[Issue]:
        """Return every reason against it; the register's own old faults are none of them.

        What the register would be wrong in because a step was refused is no further reason.
        """
        found = faults(self._new_issues())
        if self.refusals:
            found = [*self.refusals, *(each for each in found if each.code in APART)]
        return list(dict.fromkeys(found))

    def warnings(self) -> list[Issue]:
        """Return what would be worth knowing of the register as it would be."""
        return [each for each in self._new_issues() if each.severity != "fault"]

    def _new_issues(self) -> list[Issue]:
        found = self.tree.check(lambda _part, _number: "")
        if not found:
            return []
        old = set(self.before.tree.check(lambda _part, _number: ""))
        return [each for each in found if each not in old]


def fresh(now: Mapping[int, Row]) -> dict[int, Row]:
    """Return the rows that would be added."""
    return {key: row for key, row in now.items() if key < 0}


def altered(before: Mapping[int, Row], now: Mapping[int, Row]) -> dict[int, tuple[Row, Row]]:
    """Return the rows that would read otherwise, as they were and as they would be."""
    return {
        key: (row, now[key]) for key, row in before.items() if key in now and now[key] is not row
    }


def touched_rows(before: Mapping[int, Row], now: Mapping[int, Row]) -> list[Row]:
    """Return the rows that would be added, and those that would read otherwise, as they would."""
    return list(fresh(now).values()) + [new for _, new in altered(before, now).values()]
