"""Values of indicators: a table that keeps numerators and denominators beside what they give."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

import pyarrow as pa

from caicach.core.issues import Issue, issue
from caicach.engine.indicators.engine import EngineError

Frame = Any
"""A data frame of a package that need not be installed."""

TEXT = pa.dictionary(pa.int32(), pa.string())

COLUMNS = (
    ("indicator", TEXT),
    ("agency", pa.string()),
    ("name", pa.string()),
    ("block", pa.string()),
    ("period", TEXT),
    ("numerator", pa.int64()),
    ("sum", pa.float64()),
    ("denominator", pa.int64()),
    ("value", pa.float64()),
    ("state", TEXT),
    ("facts_version", pa.int32()),
    ("map_day", pa.date32()),
    ("engine", TEXT),
)
"""agency: what was grouped by; the column is called block, procedure, field, service_level or
total where it was that, and then neither name nor block stands beside it.
numerator: a count; sum: of a mean, whose denominator counts. Numerator and denominator are
fractions where an agency was divided. value: unrounded, in the indicator's unit.
state: value; empty, where the denominator is 0 and the indicator's rule says how that reads; or
missing, where the facts it needs were never taken in."""


@dataclass(frozen=True, slots=True)
class Values:
    """What was computed. issues: what could not be placed on the map, in words."""

    table: pa.Table
    issues: Sequence[Issue] = field(default=())

    @property
    def group_column(self) -> str:
        """The column that says what each row is for: agency, block, procedure and so on."""
        return str(self.table.column_names[1])

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def to_pandas(self) -> Frame:
        """Return a pandas data frame. Raises EngineError where pandas is not installed."""
        return self._table_for("pandas").to_pandas()

    def to_polars(self) -> Frame:
        """Return a polars data frame. Raises EngineError where polars is not installed."""
        return self._table_for("polars").to_polars()

    def _table_for(self, package: str) -> Frame:
        if find_spec(package) is None:
            raise EngineError(issue("frame-not-installed", package, package=package))
        import narwhals as nw  # noqa: PLC0415 - slow to import

        return nw.from_native(self.table, eager_only=True)

    def records(self) -> list[dict[str, Any]]:
        """Return one mapping for each row."""
        rows: list[dict[str, Any]] = self.table.to_pylist()
        return rows
