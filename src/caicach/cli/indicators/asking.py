"""Options that say which figures are wanted, and refusals in the words of a command."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from caicach.cli.refusal import FaultsError, WrongUseError
from caicach.core.indicators import (
    Indicator,
    IndicatorNotFoundError,
    find_indicator,
    read_indicators,
    shipped_sets,
)
from caicach.core.issues import Issue, has_faults
from caicach.core.periods import Period, PeriodError, parse_period
from caicach.engine.indicators import (
    AGAINST,
    Against,
    Engine,
    EngineError,
    engine_named,
    fact_columns,
)
from caicach.files.tables import decode, read_bytes

PeriodsOption = Annotated[
    list[str] | None, typer.Option("--period", metavar="PERIOD", help="indicators.period")
]
ByOption = Annotated[str, typer.Option("--by", metavar="GROUPING", help="indicators.by")]
AgencyOption = Annotated[str, typer.Option("--agency", metavar="CODE", help="indicators.agency")]
ProceduresOption = Annotated[
    list[str] | None, typer.Option("--procedure", metavar="CODE", help="indicators.procedure")
]
AgainstOption = Annotated[
    str, typer.Option("--against", metavar="previous|last-year", help="indicators.against")
]
MapOption = Annotated[str, typer.Option("--map", metavar="DAY|chained", help="indicators.map")]
DivideOption = Annotated[bool, typer.Option("--divide", help="indicators.divide")]
EngineOption = Annotated[
    str, typer.Option("--engine", metavar="duckdb|spark", help="indicators.engine")
]
SparkOption = Annotated[str, typer.Option("--spark", metavar="ADDRESS", help="indicators.spark")]

ENGINES = ("duckdb", "spark")
CHAINED = "chained"
ENDINGS = (".yaml", ".yml")


@contextmanager
def indicator_words() -> Iterator[None]:
    """Turn refusals of the engine into those of a command."""
    try:
        yield
    except EngineError as error:
        if error.issue.code in FAULTS:
            raise FaultsError([error.issue]) from error
        raise WrongUseError.of([error.issue]) from error
    except PeriodError as error:
        raise WrongUseError.of([error.issue("--period")]) from error


FAULTS = frozenset({"spark-no-answer"})
"""Refusals that are no slip of the command."""


def read_periods(texts: list[str] | None) -> list[Period]:
    """Return the periods named. Raises WrongUseError with all that are none, or for none at all."""
    found, issues = [], list[Issue]()
    for text in texts or ():
        try:
            found.append(parse_period(text))
        except PeriodError as error:
            issues.append(error.issue("--period"))
    if issues:
        raise WrongUseError.of(issues)
    if not found:
        raise WrongUseError("indicators-no-period", "--period")
    return found


def read_period(texts: list[str] | None) -> Period:
    """Return the only period named. Raises WrongUseError for none and for several."""
    found = read_periods(texts)
    if len(found) > 1:
        raise WrongUseError("indicator-rows-one-period", "--period", count=len(found))
    return found[0]


def read_map(text: str) -> date | str | None:
    """Return the day whose map is meant, or CHAINED. Raises WrongUseError for another text."""
    if not text or text == CHAINED:
        return text or None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongUseError("map-day-unknown", "--map", value=text) from None


def read_against(text: str) -> Against | None:
    """Return the other period that is meant, None for no text. Raises WrongUseError."""
    found = next((each for each in AGAINST if each == text), None)
    if text and found is None:
        known = " | ".join(AGAINST)
        raise WrongUseError("against-unknown", "--against", value=text, known=known)
    return found


def read_engine(name: str, address: str) -> Engine:
    """Return the engine. Raises WrongUseError for one that is not known or not there."""
    if name not in ENGINES:
        raise WrongUseError("engine-unknown", f"--engine {name}", known=" | ".join(ENGINES))
    if address and name != "spark":
        raise WrongUseError("spark-address-unused", f"--spark {address}")
    with indicator_words():
        return engine_named(name, address or None)


def read_names(names: list[str]) -> list[Indicator]:
    """Return indicators by name, those of a file, or of an edition that they feed."""
    return [each for name in names for each in _named(name)]


def is_edition(name: str) -> bool:
    """Say whether it names an edition and not an indicator."""
    return "/" in name and not name.endswith(ENDINGS)


def _named(name: str) -> list[Indicator]:
    if name.endswith(ENDINGS):
        return list(open_file(Path(name)))
    if is_edition(name):
        if name not in shipped_sets():
            known = ", ".join(shipped_sets())
            raise WrongUseError("indicator-set-unknown", name, value=name, known=known)
        return list(shipped_sets()[name].indicators())
    try:
        return [find_indicator(name)]
    except IndicatorNotFoundError as error:
        known = ", ".join(_near(name, error.known))
        raise WrongUseError("indicator-unknown", name, value=name, known=known) from None


def open_file(path: Path) -> tuple[Indicator, ...]:
    """Return the indicators of a file. Raises FaultsError with all its faults."""
    found, issues = check_file(path)
    if issues:
        raise FaultsError(issues)
    return found


def check_file(path: Path) -> tuple[tuple[Indicator, ...], list[Issue]]:
    """Return the indicators of a file and every fault. Raises WrongUseError where it is none."""
    content, issues = read_bytes(path, str(path))
    if content is None:
        raise WrongUseError.of(issues)
    text, issues = decode(content, str(path))
    if text is None or has_faults(issues):
        return (), issues
    return read_indicators(text, str(path), fact_columns())


def _near(name: str, known: tuple[str, ...]) -> list[str]:
    return get_close_matches(name, known, n=5, cutoff=0.5) or list(known)
