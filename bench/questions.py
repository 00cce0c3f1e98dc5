"""What is asked of a warm cube: cells of every shape, and the whole service index."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from caicach.core.criteria import Edition, load_edition, read_shipped
from caicach.core.indicators import load_indicators
from caicach.core.rules import Given
from caicach.core.scoring import AgencyInput, Inputs, collector_paused, score_inputs
from caicach.engine.facts import Facts
from caicach.engine.indicators import compute, index_inputs

EDITION = "service-index/2026"
QUARTER = "2026-Q1"

Question = dict[str, Any]

QUESTIONS: dict[str, Question] = {
    "all agencies, one quarter": {"periods": [QUARTER]},
    "all agencies, one quarter, map before the merger": {
        "periods": [QUARTER],
        "map_day": date(2025, 6, 30),
    },
    "all agencies, nine months": {"periods": ["2026-01-01/2026-09-30"]},
    "all agencies, twelve months": {"periods": ["2025-10-01/2026-09-30"]},
    "provinces, one quarter": {"periods": [QUARTER], "by": "province"},
    "one province and what is below it, one month": {"periods": ["2026-03"], "agency": "H10"},
    "all of it, one quarter": {"periods": [QUARTER], "by": "total"},
    "procedures, one quarter": {"periods": [QUARTER], "by": "procedure"},
    "fields, one quarter": {"periods": [QUARTER], "by": "field"},
}

CUT = {"periods": ["2026-R.Q1"]}
"""A report window cuts two months, so the rows themselves are counted."""


@dataclass(frozen=True, slots=True)
class IndexRun:
    """Seconds of the two halves of one service index."""

    computing: float
    scoring: float
    agencies: int


def ask(facts: Facts, question: Question) -> int:
    """Compute all additive indicators; return how many values there are."""
    return len(compute(facts, additive(), **question))


@cache
def additive() -> list[str]:
    """Return the indicators whose parts add up."""
    return [name for name, each in load_indicators().items() if each.rolls_up]


def index(facts: Facts) -> IndexRun:
    """Compute and score the service index of every agency in a quarter."""
    started = time.perf_counter()
    figures = index_inputs(facts, EDITION, QUARTER)
    computed = time.perf_counter()
    with collector_paused():
        inputs = _inputs(figures.rows)
    result = score_inputs(_edition(), inputs)
    scored = time.perf_counter()
    return IndexRun(computed - started, scored - computed, len(result.agencies))


@cache
def _edition() -> Edition:
    found = load_edition(read_shipped(EDITION), EDITION).edition
    if found is None:
        raise ValueError(f"{EDITION} has faults")
    return found


def _inputs(rows: Sequence[tuple[str, ...]]) -> Inputs:
    """Return rows as the scorer takes them, without a file between."""
    agencies: dict[str, AgencyInput] = {}
    for code, name, block, criterion, top, below, value in rows:
        if code not in agencies:
            agencies[code] = AgencyInput(code, name, block or None)
        figures = (Decimal(each) if each else None for each in (value, top, below))
        agencies[code].items[criterion] = Given(*figures)
    return Inputs(agencies)
