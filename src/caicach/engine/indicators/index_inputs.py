"""The figures that an edition's criteria are scored from, with where each came from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Unpack

from caicach.core.criteria import Edition, load_edition, read_shipped
from caicach.core.indicators import Indicator, IndicatorSet, indicator_set
from caicach.core.issues import Issue
from caicach.core.periods import Period, parse_period
from caicach.engine.facts import Facts, Store
from caicach.engine.indicators.compute import Asked, compute
from caicach.engine.indicators.grouping import AGENCY
from caicach.engine.indicators.values import Values

SCHEMA = "caicach-provenance/1"

HEAD = ("agency", "name", "block", "criterion", "numerator", "denominator", "value")
"""Columns of the long form that `caicach score` reads."""

UNNAMED = "–"
"""What has no agency or procedure still needs a code to be scored under."""

Row = tuple[str, str, str, str, str, str, str]


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
    first = values.records()[0] if len(values) else {}
    provenance = {
        "schema": SCHEMA,
        "edition": edition,
        "choices": taken,
        "period": str(named),
        "first_day": named.first_day.isoformat(),
        "last_day": named.last_day.isoformat(),
        "by": asked.get("by", AGENCY),
        "agency": asked.get("agency"),
        "map_day": None if not first else first["map_day"].isoformat(),
        "facts_version": facts.version,
        "engine": None if not first else first["engine"],
        "criteria": dict(feeds.feeds()),
        "not_computed": [each.code for each in feeds.not_computed],
    }
    return IndexInputs(
        list(_rows(values, feeds, _scales(edition))), provenance, values, values.issues
    )


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
    records, column = values.records(), values.group_column
    found = {each.id: each for each in feeds.indicators()}
    by_indicator: dict[str, dict[str, dict[str, Any]]] = {}
    for record in records:
        by_indicator.setdefault(record["indicator"], {})[record[column]] = record
    for code, name in feeds.feeds().items():
        scale = by_indicator.get(feeds.feeds().get(scaled_by.get(code, ""), ""), {})
        for group, record in by_indicator.get(name, {}).items():
            # what is to be multiplied by a share that nobody knows is not known either
            if record["state"] != "missing" and (not scale or scale[group]["denominator"]):
                yield (*_group(record, column), code, *_figures(record, found[name]))
    everybody = dict.fromkeys(_group(record, column) for record in records)
    for left_out in feeds.not_computed:
        for group_columns in everybody:
            yield (*group_columns, left_out.code, "", "", "")


def _group(record: dict[str, Any], column: str) -> tuple[str, str, str]:
    """Groups other than agencies have a code and nothing else."""
    return record[column] or UNNAMED, record.get("name") or "", record.get("block") or ""


def _figures(record: dict[str, Any], indicator: Indicator) -> tuple[str, str, str]:
    """Shares are handed in as their two counts; anything else as a figure."""
    if indicator.unit == "percent":
        return _text(record["numerator"]), _text(record["denominator"]), ""
    return "", "", _text(record["value"])


def _text(number: float | None) -> str:
    return "" if number is None else repr(number)
