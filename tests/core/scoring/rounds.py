"""Short ways to write an edition, hand figures in and score them."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from caicach.core.criteria import Edition, load_edition
from caicach.core.rules import Given
from caicach.core.scoring import AgencyInput, Inputs, Result, score_inputs
from caicach.core.scoring.document import result_document
from caicach.core.scoring.kept import ResultDocument, read_result

NUMBERS = ("value", "numerator", "denominator", "points", "previous")
Row = Mapping[str, Any]


def edition(text: str) -> Edition:
    """Return the edition; its text may have warnings but no faults."""
    loaded = load_edition(text, "set.yaml")
    assert loaded.edition is not None, [str(each) for each in loaded.issues]
    return loaded.edition


def judged(**maxima: str) -> str:
    """Return areas that are judged items, by code and maximum."""
    return "areas:\n" + "".join(
        f"  - {{code: {code.strip('_')}, label: mục {code.strip('_')}, max_points: {points}, "
        "rule: {kind: judged}, source: {place: trang 1}}\n"
        for code, points in maxima.items()
    )


def given(row: Any) -> Given:
    """Return figures: a number stands for points, None for a blank row, `KAD` for exempt."""
    if row is None:
        return Given()
    if row == "KAD":
        return Given(not_applicable=True)
    if not isinstance(row, Mapping):
        return Given(points=Decimal(str(row)))
    made = {k: Decimal(str(v)) if k in NUMBERS else v for k, v in row.items()}
    if "parts" in made:
        made["parts"] = {key: given(part) for key, part in made["parts"].items()}
    return Given(**made)


def inputs(rows: Mapping[str, Row], blocks: Mapping[str, str] | None = None) -> Inputs:
    """Return what agencies handed in: agency → item → row."""
    agencies = {
        code: AgencyInput(
            code,
            name=f"Cơ quan {code}",
            block=(blocks or {}).get(code),
            items={item: given(row) for item, row in items.items()},
        )
        for code, items in rows.items()
    }
    return Inputs(agencies)


def score(text: str, rows: Mapping[str, Row], blocks: Mapping[str, str] | None = None) -> Result:
    """Return the scored round."""
    return score_inputs(edition(text), inputs(rows, blocks))


def kept(result: Result) -> ResultDocument:
    """Return the result as it is read back from its file."""
    return read_result(json.loads(json.dumps(result_document(result))))


def codes(result: Result) -> list[str]:
    """Return code and place of every issue."""
    return [f"{each.code} {each.where}" for each in result.issues]
