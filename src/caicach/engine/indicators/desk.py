"""Facts opened for counting: one connection, and the cubes, maps and registers it has loaded."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cache, cached_property
from weakref import WeakKeyDictionary

from caicach.core.agencies import AgencyTree, read_agencies
from caicach.core.indicators import OF_PROCEDURE, Part, load_indicators, told_by
from caicach.core.issues import issue
from caicach.engine.facts import Facts
from caicach.engine.facts.procedure_codes import procedure_code, procedures_in
from caicach.engine.indicators.agency_map import AgencyMap
from caicach.engine.indicators.amounts import Amounts
from caicach.engine.indicators.competence import Competence
from caicach.engine.indicators.cube_files import CubeFiles, Refreshed
from caicach.engine.indicators.engine import (
    DuckDbEngine,
    Engine,
    EngineError,
    Source,
    open_connection,
)
from caicach.engine.indicators.grouping import Grouping
from caicach.engine.indicators.placement import Placement

CUBED = ("dossiers", "petitions", "documents")
"""Fact tables that have cubes; procedures are few and are counted as they are."""


class Desk:
    """One facts version and one engine; what is loaded for one figure serves the next.

    by_rows: count every window row by row, where a cube is not worth its making.
    """

    def __init__(self, facts: Facts, engine: Engine, *, by_rows: bool = False) -> None:
        self.facts, self.engine, self.by_rows = facts, engine, by_rows
        self.connection = open_connection()
        self._amounts: dict[tuple[str, frozenset[Part]], Amounts] = {}
        self._maps: dict[date, AgencyMap] = {}
        self._placements: dict[tuple[date, Grouping], Placement] = {}
        self._told: dict[tuple[str, str], bool] = {}
        self._competences: dict[tuple[date, Grouping], Competence] = {}

    @cached_property
    def tree(self) -> AgencyTree | None:
        """The register of agencies, None where the store has none.

        Raises EngineError where it cannot be read.
        """
        text = self.facts.register("agencies")
        if text is None:
            return None
        tree, issues = read_agencies(text, "agencies")
        if tree is None:
            raise EngineError(issues[0])
        return tree

    @cached_property
    def _last_map(self) -> AgencyMap:
        return AgencyMap(self.tree, date.max)

    def _era(self, month: str) -> int:
        """Return the number of a month's era; the register is read when the first is asked for."""
        return self._last_map.era(month)

    def placement(self, day: date, grouping: Grouping) -> Placement:
        """Return where recorded agencies count, on the map of `day`."""
        if day not in self._maps:
            self._maps[day] = AgencyMap(self.tree, day)
        if (day, grouping) not in self._placements:
            self._placements[day, grouping] = Placement(self._maps[day], grouping)
        return self._placements[day, grouping]

    def procedures(self, named: Iterable[str]) -> tuple[str, ...]:
        """Return the codes of procedures, each once. Raises EngineError for those of no row."""
        codes = tuple(dict.fromkeys(procedure_code(each) for each in named if each.strip()))
        unknown = ", ".join(code for code in codes if code not in self._known_procedures)
        if unknown:
            raise EngineError(issue("procedure-unknown", unknown, value=unknown))
        return codes

    @cached_property
    def _known_procedures(self) -> set[str]:
        with self.connection.cursor() as cursor:
            return procedures_in(self.facts, cursor)

    def competence(self, placement: Placement) -> Competence:
        """Return which procedures each group handles."""
        key = placement.on.day, placement.grouping
        if key not in self._competences:
            source = Source(self.facts, "procedures")
            self._competences[key] = Competence(self.connection, placement, source)
        return self._competences[key]

    def amounts(self, table: str, parts: Collection[Part]) -> Amounts:
        """Return a cube that holds `parts`: that of all shipped ones, or else one of their own."""
        shipped = shipped_parts()[table]
        wanted = shipped if shipped.issuperset(parts) else frozenset(parts)
        if (table, wanted) not in self._amounts:
            files = CubeFiles(self.facts, table, wanted, self.engine)
            self._amounts[table, wanted] = Amounts(
                self.connection,
                files,
                self._era,
                by_rows=self.by_rows,
            )
        return self._amounts[table, wanted]

    def refresh(self) -> Refreshed:
        """Build the cubes of all shipped parts, as far as they are missing."""
        done = [self.amounts(table, ()).cube.refreshed for table in CUBED]
        return Refreshed(sum(each.built for each in done), sum(each.reused for each in done))

    def knows(self, table: str) -> bool:
        """Say whether rows of a fact table were ever taken in, even if there were none."""
        if self.facts.files(table):
            return True
        return table in self.facts.read("files", ["table"])["table"].to_pylist()

    def tells(self, part: Part) -> bool:
        """Say whether any row ever told what the part asks of rows."""
        return all(
            any(self._is_told(part.facts, column) for column in columns)
            for columns in told_by(part.where)
        )

    def _is_told(self, table: str, column: str) -> bool:
        of_procedure = column.removeprefix(OF_PROCEDURE)
        place = ("procedures", of_procedure) if of_procedure != column else (table, column)
        if place not in self._told:
            with self.connection.cursor() as cursor:
                rows = self.facts.relation(cursor, place[0]).filter(f"{place[1]} IS NOT NULL")
                self._told[place] = bool(rows.limit(1).fetchall())
        return self._told[place]


_desks: WeakKeyDictionary[Facts, dict[str, Desk]] = WeakKeyDictionary()


def desk_of(facts: Facts, engine: Engine | None = None) -> Desk:
    """Return the desk of these facts, the same as long as somebody holds them."""
    chosen = engine or DuckDbEngine()
    desks = _desks.setdefault(facts, {})
    if chosen.name not in desks:
        desks[chosen.name] = Desk(facts, chosen)
    return desks[chosen.name]


@cache
def shipped_parts() -> Mapping[str, frozenset[Part]]:
    """Return the additive parts that shipped indicators need, by fact table."""
    found: dict[str, set[Part]] = {table: set() for table in CUBED}
    for indicator in load_indicators().values():
        for part in indicator.parts():
            for each in additive_parts(part):
                found[each.facts].add(each)
    return {table: frozenset(parts) for table, parts in found.items()}


def additive_parts(part: Part | None) -> list[Part]:
    """Return what cubes must hold for a part: itself, or what it asks of each procedure."""
    if part is None:
        return []
    return [each for each in (part, *part.within) if each.facts in CUBED and each.adds_up]


def map_day_of(named: "date | str | None", last_days: Collection[date], own: date) -> date:
    """Return the day whose map a period is shown on.

    named: a day; None for the period's own last day; `chained` for the last day of all periods,
        which carries every figure forward to one map.
    """
    if isinstance(named, date):
        return named
    if named is None:
        return own
    if named == "chained":
        return max(last_days)
    raise EngineError(issue("map-day-unknown", "map", value=named))
