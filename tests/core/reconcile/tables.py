"""Short ways to write published tables and the results they are held against."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from caicach.core.criteria import load_edition
from caicach.core.issues import Issue
from caicach.core.reconcile import PublishedFigure
from caicach.core.rules import Given
from caicach.core.scoring import AgencyInput, Inputs, score_inputs
from caicach.core.scoring.document import result_document
from caicach.core.scoring.kept import ResultDocument, read_result

NUMBERS = ("points", "maximum", "percent", "change")


def figure(agency: str, criterion: str | None = None, **keys: Any) -> PublishedFigure:
    """Return a published row; numbers are written as printed."""
    made = {k: Decimal(v) if k in NUMBERS and v is not None else v for k, v in keys.items()}
    made.setdefault("place", f"bảng:{agency}:{criterion or '∑'}")
    return PublishedFigure(agency, criterion=criterion, **made)


def codes(issues: list[Issue] | tuple[Issue, ...]) -> list[str]:
    return [each.code for each in issues]


def result(
    maxima: Mapping[str, str],
    rows: Mapping[str, Mapping[str, str]],
    head: str = "",
    blocks: Mapping[str, str] | None = None,
) -> ResultDocument:
    """Return a result of judged areas, as it is read back from its file."""
    text = "edition: my-set/2026\nlabel: x\n" + head + "areas:\n"
    for code, points in maxima.items():
        text += (
            f"  - {{code: {code}, label: x, max_points: {points}, rule: {{kind: judged}},"
            " source: {place: x}}\n"
        )
    loaded = load_edition(text, "set.yaml")
    assert loaded.edition is not None, loaded.issues
    agencies = {
        code: AgencyInput(
            code,
            name=f"Sở {code}",
            block=(blocks or {}).get(code),
            items={item: Given(points=Decimal(points)) for item, points in items.items()},
        )
        for code, items in rows.items()
    }
    scored = score_inputs(loaded.edition, Inputs(agencies))
    assert scored.issues == []
    return read_result(json.loads(json.dumps(result_document(scored))))
