"""Rows of all files put together: agencies, their items, and what contradicts itself."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from caicach.core.criteria import Edition
from caicach.core.issues import Issue, issue
from caicach.core.rules import Given
from caicach.core.scoring import AgencyInput, Inputs
from caicach.files.inputs.sources import Sources
from caicach.files.tables import clip, fold


@dataclass(slots=True)
class Known:
    """What was said about an agency before, and where."""

    name_row: int = 0
    block_row: int = 0


@dataclass(slots=True)
class Collector:
    """Gathers what every row hands in; faults are kept and nothing is overwritten."""

    edition: Edition
    sources: Sources = field(default_factory=Sources)
    agencies: dict[str, AgencyInput] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    known: dict[str, Known] = field(default_factory=lambda: defaultdict(Known))

    def agency(self, code: str, row: int) -> AgencyInput:
        """Return the agency with `code`, begun at `row` when it is new."""
        found = self.agencies.get(code)
        if found is None:
            found = self.agencies[code] = AgencyInput(code, row=row)
        return found

    def describe(self, agency: AgencyInput, name: str, block: str, row: int) -> None:
        """Take the agency's name and block; a second, different one is a fault."""
        known = self.known[agency.code]
        if name and not agency.name:
            agency.name, known.name_row = name, row
        elif name and name != agency.name:
            self._differ(agency, "agency-two-names", agency.name, name, known.name_row, row)
        if not block:
            return
        block = self._block(block)
        if agency.block is None:
            agency.block, known.block_row = block, row
            agency.row = row
        elif block != agency.block:
            self._differ(agency, "agency-two-blocks", agency.block, block, known.block_row, row)

    def _block(self, text: str) -> str:
        """Blocks may be named by their id or by their label."""
        for block in self.edition.blocks:
            if fold(text) in {fold(block.id), fold(block.label.vi), fold(block.label.text("en"))}:
                return block.id
        return text

    def _differ(
        self, agency: AgencyInput, code: str, one: str, other: str, first: int, row: int
    ) -> None:
        place = self.sources.place(agency.code, "", Given(row=first))
        values = {"agency": agency.code, "one": clip(one), "other": clip(other), "first": place}
        self.issues.append(
            issue(code, self.sources.place(agency.code, "", Given(row=row)), **values)
        )

    def put(self, agency: AgencyInput, code: str, part: str | None, given: Given) -> None:
        """Take one row's figures; an item handed in twice is a fault naming both places."""
        items = agency.items
        before = items.get(code)
        if part is None:
            if before is None:
                items[code] = given
            else:
                self._twice(agency, code, before, given)
            return
        if before is None:
            items[code] = Given(parts={part: given}, row=given.row)
        elif before.parts is None:
            self._twice(agency, code, before, given)
        elif part in before.parts:
            self._twice(agency, f"{code}#{part}", before.parts[part], given)
        else:
            items[code] = before._replace(parts={**before.parts, part: given})

    def _twice(self, agency: AgencyInput, code: str, before: Given, given: Given) -> None:
        where = self.sources.place(agency.code, code, given)
        first = self.sources.place(agency.code, code, before)
        self.issues.append(
            issue("item-twice", where, agency=agency.code, criterion=code, first=first)
        )

    def inputs(self) -> Inputs:
        """Return everything gathered; agencies spelled two ways become faults first."""
        self.issues += self._spelled_twice()
        return Inputs(self.agencies, self.sources.place)

    def _spelled_twice(self) -> Iterator[Issue]:
        first: dict[str, AgencyInput] = {}
        for agency in self.agencies.values():
            key = " ".join(agency.code.casefold().split())
            other = first.setdefault(key, agency)
            if other is not agency:
                where = self.sources.place(agency.code, "", Given(row=agency.row))
                yield issue("agency-spelled-twice", where, agency=agency.code, other=other.code)
