"""What figures are added up to: agencies and all below them, a level, a block, procedures."""

from collections.abc import Iterator
from dataclasses import dataclass

from caicach.core.agencies import AgencyKind, canonical_code
from caicach.engine.indicators.agency_map import LEVELS, TOTAL, AgencyMap

AGENCY, BLOCK = "agency", "block"
OF_PROCEDURES = ("procedure", "field", "service_level")
GROUPINGS = (
    AGENCY,
    *LEVELS,
    *sorted({kind.value for kind in AgencyKind} - set(LEVELS)),
    BLOCK,
    *OF_PROCEDURES,
    TOTAL,
)
UNKNOWN = ""
"""The group of what has no agency, block or field."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """by: one of GROUPINGS. agency: count only what is its own or below it, by its code.

    procedures: count only these; of all where there are none. An agency's figures hold those of
    all agencies below it; a level has one group for each of its agencies.
    """

    by: str = AGENCY
    agency: str | None = None
    procedures: tuple[str, ...] = ()

    @property
    def is_of_procedures(self) -> bool:
        """Say whether groups are made of procedures and not of agencies."""
        return self.by in OF_PROCEDURES

    @property
    def tells_procedures_apart(self) -> bool:
        """Say whether amounts must be told apart by procedure."""
        return self.is_of_procedures or bool(self.procedures)

    @property
    def is_of_all(self) -> bool:
        """Say whether no group depends on which agency a row is of."""
        return self.agency is None and (self.is_of_procedures or self.by == TOTAL)

    @property
    def only_asked(self) -> str:
        """Return SQL of whether the column `procedure` is one that is asked for."""
        if not self.procedures:
            return "true"
        codes = ", ".join("'{}'".format(code.replace("'", "''")) for code in self.procedures)
        return f"coalesce(procedure IN ({codes}), false)"

    def groups(self, code: str, on: AgencyMap) -> tuple[str, ...]:
        """Return the groups that an agency of the map counts in, none where it is not asked for."""
        line = on.above(code)
        if self.agency is not None:
            asked = canonical_code(self.agency)
            if asked not in line:
                return ()
            line = line[: line.index(asked) + 1] if self.by == AGENCY else line
        return self._of_line(line, on)

    def expected(self, on: AgencyMap) -> Iterator[str]:
        """Yield groups that have a row even if nothing was recorded; some more than once.

        Procedures, fields and levels of service have one only where something was counted.
        """
        if self.is_of_procedures:
            return
        for code in on.codes():
            groups = self.groups(code, on)
            if self.by not in LEVELS or on.is_of_level(code, self.by):
                yield from groups[:1]
        if self.by == TOTAL:
            yield TOTAL

    def _of_line(self, line: tuple[str, ...], on: AgencyMap) -> tuple[str, ...]:
        if self.by == AGENCY:
            return line
        if self.by == BLOCK:
            found = (on.agency(code) for code in line)
            return next(((each.block,) for each in found if each and each.block), (UNKNOWN,))
        if self.by == TOTAL or self.is_of_procedures:
            return (TOTAL,)
        return tuple(code for code in line if on.is_of_level(code, self.by))
