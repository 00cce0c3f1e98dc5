"""The figures that an edition's criteria are scored from, with where each came from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Unpack

import pyarrow as pa

from caicach.core.criteria import Edition, load_edition, read_shipped
from caicach.core.indicators import IndicatorSet, indicator_set
from caicach.core.issues import Issue
from caicach.core.periods import Period, parse_period
from caicach.core.scoring import collector_paused
from caicach.engine.facts import Facts, Store
from caicach.engine.facts.procedure_codes import procedure_code
from caicach.engine.indicators.compute import Asked, compute
from caicach.engine.indicators.grouping import AGENCY
from caicach.engine.indicators.values import Values

SCHEMA = "caicach-provenance/1"

HEAD = ("agency", "name", "block", "criterion", "numerator", "denominator", "value")
"""Columns of the long form that `caicach score` reads."""

UNNAMED = "–"
"""What has no agency or procedure still needs a code to be scored under."""

FIGURES = ("numerator", "denominator", "value", "state")

Row = tuple[str, str, str, str, str, str, str]
Counted = tuple[float | None, float | None, float | None, str]


@dataclass(frozen=True, slots=True)
class IndexInputs:
    """Rows under HEAD. provenance: all that is needed to compute and open each figure again."""

    rows: Sequence[Row]
    provenance: dict[str, Any]
    values: Values
    issues: Sequence[Issue]


def index_inputs(
    source: Store | Facts,
    edition: str,
    period: str | Period,
    choices: Mapping[str, str] | None = None,
    **asked: Unpack[Asked],
) -> IndexInputs:
    """Return the inputs of a shipped `edition` in one period.

    choices: options taken by the edition's choices; those that count when none is named.
    A criterion that is missing for want of facts has no row: nobody knows it yet, nor what is
    multiplied by it. One with an empty denominator has a row of zeros, so that the edition's own
    rule decides; one that records cannot tell has a blank row.
    Raises SetNotFoundError and what `compute` raises.
    """
    feeds = indicator_set(edition)
    facts = source.facts() if isinstance(source, Store) else source
    named = parse_period(period) if isinstance(period, str) else period
    taken = {**_loaded(edition).defaults(), **(choices or {})}
    feeds = _under(taken, edition, feeds)
    values = compute(facts, feeds.indicators(), [named], **asked)
    first: dict[str, Any] = next(iter(values.table.slice(0, 1).to_pylist()), {})
    provenance = {
        "schema": SCHEMA,
        "edition": edition,
        "choices": taken,
        "period": str(named),
        "first_day": named.first_day.isoformat(),
        "last_day": named.last_day.isoformat(),
        "by": asked.get("by", AGENCY),
        "agency": asked.get("agency"),
        "procedures": [procedure_code(each) for each in asked.get("procedures", ())],
        "map_day": None if not first else first["map_day"].isoformat(),
        "facts_version": facts.version,
        "engine": None if not first else first["engine"],
        "criteria": dict(feeds.feeds()),
        "not_computed": [each.code for each in feeds.not_computed],
    }
    with collector_paused():
        rows = list(_rows(values, feeds, _scales(edition)))
    return IndexInputs(rows, provenance, values, values.issues)


def _under(choices: Mapping[str, str], edition: str, feeds: IndicatorSet) -> IndicatorSet:
    """Return the set without items that other options would have."""
    nodes = {node.code: node for _, node, _ in _loaded(edition).walk()}
    taken = {
        code
        for code, node in nodes.items()
        if all(choices.get(choice) == option for choice, option in node.when.items())
    }
    kept = tuple(each for each in feeds.criteria if each.code in taken)
    blank = tuple(each for each in feeds.not_computed if each.code in taken)
    return feeds.model_copy(update={"criteria": kept, "not_computed": blank})


def _scales(edition: str) -> dict[str, str]:
    """Return, for items multiplied by the ratio of another one, the code of that one."""
    nodes = (node for _, node, _ in _loaded(edition).walk())
    return {node.code: node.scaled_by for node in nodes if node.scaled_by is not None}


def _loaded(edition: str) -> Edition:
    loaded = load_edition(read_shipped(edition), f"criteria/{edition}.yaml")
    if loaded.edition is None:
        raise ValueError("\n".join(map(str, loaded.issues)))
    return loaded.edition


def _rows(values: Values, feeds: IndicatorSet, scaled_by: Mapping[str, str]) -> Iterator[Row]:
    groups, found = _groups(values), {each.id: each for each in feeds.indicators()}
    counted = _counted(values, len(groups))
    for code, name in feeds.feeds().items():
        scale = counted.get(feeds.feeds().get(scaled_by.get(code, ""), ""))
        scales = groups if scale is None else [denominator for _, denominator, *_ in scale]
        figures = _shares if found[name].unit == "percent" else _values
        for group, known, counts in zip(groups, scales, counted.get(name, ()), strict=False):
            # what is to be multiplied by a share that nobody knows is not known either
            if known and counts[-1] != "missing":
                yield (*group, code, *figures(*counts))
    for left_out in feeds.not_computed:
        for group in groups:
            yield (*group, left_out.code, "", "", "")


def _groups(values: Values) -> list[tuple[str, str, str]]:
    """Return code, name and block of the groups, which each indicator has in the same order.

    Groups other than agencies have a code and nothing else.
    """
    table = values.table.slice(0, _count(values))
    names = [name for name in ("name", "block") if name in table.column_names]
    codes = [code or UNNAMED for code in table[values.group_column].to_pylist()]
    beside = [[text or "" for text in table[name].to_pylist()] for name in names]
    blank = [""] * len(codes)
    name, block = beside or (blank, blank)
    return list(zip(codes, name, block, strict=True))


def _count(values: Values) -> int:
    indicators = len(values.table["indicator"].unique())
    return len(values) // indicators if indicators else 0


def _counted(values: Values, size: int) -> dict[str, list[Counted]]:
    """Return the figures of each indicator, group by group."""
    known = values.table.set_column(
        values.table.column_names.index("state"), "state", values.table["state"].cast(pa.string())
    )  # texts by number are read one by one otherwise
    columns = [known[name].to_pylist() for name in FIGURES]
    rows = list(zip(*columns, strict=True))
    starts = range(0, len(rows), size or 1)
    return {values.table["indicator"][at].as_py(): rows[at : at + size] for at in starts}


def _shares(
    numerator: float | None, denominator: float | None, _value: float | None, _state: str
) -> tuple[str, str, str]:
    """Shares are handed in as their two counts."""
    return _text(numerator), _text(denominator), ""


def _values(
    _numerator: float | None, _denominator: float | None, value: float | None, _state: str
) -> tuple[str, str, str]:
    """Whatever is no share is handed in as a figure."""
    return "", "", _text(value)


def _text(number: float | None) -> str:
    return "" if number is None else repr(number)
