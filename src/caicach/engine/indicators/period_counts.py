"""All counts of one period: fact table by fact table, then side by side for each group."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import count

import numpy as np

from caicach.core.indicators import Indicator, Part
from caicach.engine.facts.shape import TABLES
from caicach.engine.indicators.amounts import Amounts
from caicach.engine.indicators.competence import Competence
from caicach.engine.indicators.desk import CUBED, Desk, additive_parts
from caicach.engine.indicators.engine import Connection
from caicach.engine.indicators.rollup import Rollup
from caicach.engine.indicators.spread import percentile_sql, value_counts
from caicach.engine.indicators.value_table import Counts, Groups, Numbers
from caicach.engine.indicators.windows import Window

_numbers = count(1)


@dataclass
class PeriodCounts:
    """One period on one map. also: groups that have a row in any case.

    results: columns by name, each with the groups its rows are for."""

    desk: Desk
    rollup: Rollup
    window: Window
    also: Collection[str] = ()
    results: list[dict[str, Numbers]] = field(default_factory=list)

    @property
    def connection(self) -> Connection:
        """The cursor that everything about this period is worked out on."""
        return self.rollup.connection

    def of(self, indicators: Sequence[Indicator], period: str) -> tuple[Groups, list[Counts]]:
        """Return the counts of all `indicators`, and the groups they are for."""
        counted = [each for each in indicators if each.kind != "percentile"]
        parts = {part for each in counted for part in each.parts() if part is not None}
        for facts in CUBED:
            self._add_up(facts, [p for p in parts if p.facts == facts and p.adds_up])
        self._count_procedures([part for part in parts if part.facts == "procedures"])
        for each in indicators:
            if each.kind == "percentile":
                self._rank(each)
        groups, columns = self._joined()
        untold = self.rollup.placement.untold(self.window.start.date())
        of_untold = np.array([code in untold for code in groups.codes], np.bool_)
        return groups, [self._counts(each, period, columns, of_untold) for each in indicators]

    def procedures_of(self, part: Part, group: str, columns: Sequence[str]) -> str:
        """Return SQL of the procedures that `part` counts in `group`."""
        flows = self._flows(additive_parts(part))
        sql = self._competence.list_rows(self.connection, part, self.window, flows)
        quoted = group.replace("'", "''")
        return f"SELECT {', '.join(columns)} FROM ({sql}) WHERE grp = '{quoted}'"

    def _add_up(self, facts: str, parts: Collection[Part]) -> None:
        if not parts:
            return
        grouping = self.rollup.grouping
        amounts = self.desk.amounts(facts, parts).of(
            self.connection,
            self.window,
            parts,
            by_procedure=grouping.tells_procedures_apart,
            is_of_all=grouping.is_of_all,
        )
        self._keep(self.rollup.add_up(self._asked(amounts), parts, f"{self._group()} AS grp"))

    def _count_procedures(self, parts: Collection[Part]) -> None:
        if parts:
            wanted = {each for part in parts for each in additive_parts(part)}
            flows = self._flows(sorted(wanted, key=lambda part: part.name))
            self._keep(self._competence.add_up(self.connection, parts, self.window, flows))

    def _flows(self, parts: Sequence[Part]) -> str | None:
        """Return a table of what each procedure has of dossier parts, by group."""
        if not parts:
            return None
        amounts = self.desk.amounts("dossiers", parts).of(
            self.connection, self.window, parts, by_procedure=True
        )
        keys = (f"{self._group()} AS grp", "a.procedure")
        return self._created(self.rollup.add_up(self._asked(amounts), parts, *keys))

    def _rank(self, indicator: Indicator) -> None:
        part, name = indicator.parts()[0], indicator.id
        amounts: Amounts = self.desk.amounts(part.facts, ())
        spread = self._asked(amounts.counted(self.connection, value_counts(part, self.window)))
        placing = self.rollup.place(spread)
        percentile = float(indicator.percentile or 0)
        ranked = percentile_sql(spread, placing, self._group(), percentile)
        self._keep(f"SELECT grp, value AS v_{name}, how_many AS n_{name} FROM ({ranked})")

    def _asked(self, amounts: str) -> str:
        """Return SQL of amounts `a`, those of procedures asked for."""
        grouping = self.rollup.grouping
        if not grouping.procedures:
            return f"{amounts} a"
        return f"(SELECT * FROM {amounts} WHERE {grouping.only_asked}) a"

    def _group(self) -> str:
        """Return SQL of the group a row of amounts `a` counts in."""
        grouping = self.rollup.grouping
        if not grouping.is_of_procedures:
            return "grp"
        return self._competence.group_of_procedure(grouping.by)

    @property
    def _competence(self) -> Competence:
        return self.desk.competence(self.rollup.placement)

    def _created(self, sql: str) -> str:
        table = f"result_{next(_numbers)}"
        self.connection.execute(f"CREATE TEMP TABLE {table} AS {sql}")
        return table

    def _keep(self, sql: str) -> None:
        self.results.append(dict(self.connection.execute(sql).fetchnumpy()))

    def _joined(self) -> tuple[Groups, dict[str, Numbers]]:
        """Return all groups, expected ones first, and each result beside them."""
        expected = self.rollup.placement.expected
        counted = {code for result in self.results for code in result["grp"].tolist()}
        counted.update(self.also)
        codes = [*expected, *sorted(counted.difference(expected))]
        places = {code: place for place, code in enumerate(codes)}
        columns: dict[str, Numbers] = {}
        for result in self.results:
            at = np.array([places[code] for code in result.pop("grp").tolist()], np.int64)
            columns |= {name: _beside(part, at, len(codes)) for name, part in result.items()}
        return self._described(codes), columns

    def _described(self, codes: Sequence[str]) -> Groups:
        grouping, on = self.rollup.grouping, self.rollup.on
        if grouping.by in ("block", "total") or grouping.is_of_procedures:
            return Groups(grouping.by, codes)
        agencies = [on.agency(code) for code in codes]
        names = [each.name.vi if each else None for each in agencies]
        return Groups("agency", codes, names, [each.block if each else None for each in agencies])

    def _counts(
        self, indicator: Indicator, period: str, columns: dict[str, Numbers], untold: Numbers
    ) -> Counts:
        top, below = indicator.parts()
        ranks = indicator.kind == "percentile"
        below_name = f"n_{indicator.id}" if ranks else below and f"p_{below.name}"
        return Counts(
            indicator,
            period,
            self.rollup.on.day,
            numerator=None if ranks else columns[f"p_{top.name}"],
            denominator=columns[below_name] if below_name else None,
            known=self.desk.knows(indicator.facts) and self._tells_procedures(indicator.facts),
            value=columns[f"v_{indicator.id}"] if ranks else None,
            untold=untold,
        )

    def _tells_procedures(self, facts: str) -> bool:
        """Say whether rows name a procedure, where some are asked for."""
        return not self.rollup.grouping.procedures or "procedure" in TABLES[facts].schema.names


def _beside(numbers: Numbers, at: Numbers, size: int) -> Numbers:
    """Return the numbers at their places; no row is no dossier, so that a count there is zero."""
    column = np.zeros(size, numbers.dtype)
    column[at] = np.ma.filled(numbers, 0)
    return column
