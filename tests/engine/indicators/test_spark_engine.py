"""A real Spark, in this process, says what DuckDB says, to the last digit of the counts."""

import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from caicach.core.indicators import load_indicators
from caicach.engine.facts import Facts
from caicach.engine.indicators import EngineError, compute, engine_named, rows
from caicach.engine.indicators.spark_engine import SparkEngine

MISSING = [
    name
    for name, there in (("pyspark", find_spec("pyspark")), ("java", shutil.which("java")))
    if not there
]
needs_spark = pytest.mark.skipif(
    bool(MISSING) and os.environ.get("CI") != "true",
    reason=f"not installed: {', '.join(MISSING)} (locks/spark.txt brings pyspark)",
)


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkEngine]:
    engine = SparkEngine.start("local[2]")
    yield engine
    engine.stop()


@needs_spark
@pytest.mark.filterwarnings("ignore")  # what Spark itself warns of is not ours to mend
def test_all_indicators_are_the_same_on_whole_and_on_cut_months(
    facts: Facts, spark: SparkEngine
) -> None:
    periods = ["2025-Q3", "2025-06-15/2025-09-14"]
    ours = compute(facts, list(load_indicators()), periods).table.drop_columns(["engine"])
    theirs = compute(facts, list(load_indicators()), periods, engine=spark)
    assert set(theirs.table["engine"].to_pylist()) == {"spark"}
    assert theirs.table.drop_columns(["engine"]).to_pylist() == ours.to_pylist()


@needs_spark
@pytest.mark.filterwarnings("ignore")  # as above
def test_rows_behind_a_figure_are_the_same(facts: Facts, spark: SparkEngine) -> None:
    ours = rows(facts, "on_time_share", "2025-Q3").rows.read_all()
    theirs = rows(facts, "on_time_share", "2025-Q3", engine=spark).rows.read_all()
    assert theirs.to_pylist() == ours.to_pylist()


@pytest.mark.skipif(not MISSING, reason="Spark is installed")
def test_without_spark_the_refusal_says_what_to_install() -> None:
    with pytest.raises(EngineError) as refused:
        engine_named("spark")
    assert refused.value.issue.code in ("spark-no-java", "spark-not-installed")
