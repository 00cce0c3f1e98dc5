"""Indicators on DuckDB or Spark: cubes, roll-up on any day's map, and the rows behind figures."""

from caicach.engine.indicators.case_check import check_case, check_shipped_cases, run_case
from caicach.engine.indicators.columns import fact_columns
from caicach.engine.indicators.compute import compute
from caicach.engine.indicators.cube_files import Refreshed
from caicach.engine.indicators.engine import DuckDbEngine, Engine, EngineError, engine_named
from caicach.engine.indicators.grouping import GROUPINGS
from caicach.engine.indicators.index_inputs import IndexInputs, index_inputs
from caicach.engine.indicators.row_list import RowList, rows
from caicach.engine.indicators.standing import AGAINST, Against, compute_against
from caicach.engine.indicators.upkeep import prune, refresh
from caicach.engine.indicators.values import Values

__all__ = [
    "AGAINST",
    "GROUPINGS",
    "Against",
    "DuckDbEngine",
    "Engine",
    "EngineError",
    "IndexInputs",
    "Refreshed",
    "RowList",
    "Values",
    "check_case",
    "check_shipped_cases",
    "compute",
    "compute_against",
    "engine_named",
    "fact_columns",
    "index_inputs",
    "prune",
    "refresh",
    "rows",
    "run_case",
]
