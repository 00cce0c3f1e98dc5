"""Rows of all files put together: agencies, their items, and what contradicts itself."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from caicach.core.criteria import Edition
from caicach.core.issues import Issue, issue
from caicach.core.rules import Given
from caicach.core.scoring import AgencyInput, Inputs
from caicach.files.inputs.blocks import BlockNames
from caicach.files.inputs.sources import Sources
from caicach.files.tables import clip


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
    broken: set[tuple[str, str]] = field(default_factory=set)
    blocks: BlockNames = field(init=False)

    def __post_init__(self) -> None:
        self.blocks = BlockNames(self.edition)

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
            places = self._cells("name", known.name_row, row)
            self._differ(agency, "agency-two-names", (agency.name, name), places)
        if not block:
            return
        block = self.blocks.read(block)
        if agency.block is None:
            agency.block, known.block_row = block, row
            agency.row = row
        elif block != agency.block:
            places = self._cells("block", known.block_row, row)
            self._differ(agency, "agency-two-blocks", (agency.block, block), places)

    def _cells(self, column: str, first: int, row: int) -> tuple[str, str]:
        return self.sources.cell(first, column), self.sources.cell(row, column)

    def _differ(
        self, agency: AgencyInput, code: str, said: tuple[str, str], places: tuple[str, str]
    ) -> None:
        values = {"agency": agency.code, "one": clip(said[0]), "other": clip(said[1])}
        self.issues.append(issue(code, places[1], **values, first=places[0]))

    def spoil(self, agency: AgencyInput, code: str) -> None:
        """Take note of an item of which a cell could not be read: nothing more is said of it."""
        self.broken.add((agency.code, code))

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
        """Return everything gathered that could be read, with what contradicts itself told.

        Items with a fault are left out, except under a code the edition lacks: the scorer
        names those.
        """
        codes = {node.code for _, node, _ in self.edition.walk()}
        for agency, code in self.broken:
            if code in codes:
                self.agencies[agency].items.pop(code, None)
        self.issues += self._spelled_twice()
        self.issues += self._named_twice()
        self.issues += self.blocks.judge(self.agencies.values(), self.sources)
        return Inputs(self.agencies, self.sources.place)

    def _spelled_twice(self) -> Iterator[Issue]:
        first: dict[str, AgencyInput] = {}
        for agency in self.agencies.values():
            key = " ".join(agency.code.casefold().split())
            other = first.setdefault(key, agency)
            if other is not agency:
                where = self.sources.cell(agency.row, "agency")
                yield issue("agency-spelled-twice", where, agency=agency.code, other=other.code)

    def _named_twice(self) -> Iterator[Issue]:
        first: dict[tuple[str, str | None], AgencyInput] = {}
        for agency in self.agencies.values():
            name = " ".join(agency.name.casefold().split())
            other = first.setdefault((name, agency.block), agency)
            if name and other is not agency:
                where = self.sources.cell(self.known[agency.code].name_row, "name")
                values = {"agency": agency.code, "other": other.code, "name": clip(agency.name)}
                yield issue("agencies-one-name", where, **values)
