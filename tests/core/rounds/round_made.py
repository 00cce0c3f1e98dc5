"""Short ways to make a round: an edition, points that stand, figures handed in."""

import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from caicach.core.criteria import Edition, Node, load_edition
from caicach.core.rounds import HANOI, PhaseKind, PhasePlan, PointRow, provisional_result
from caicach.core.rules import NOT_APPLICABLE, Given, Score, State
from caicach.core.scoring import AgencyInput, Inputs, Result, score_inputs
from caicach.core.scoring.document import result_document
from caicach.core.scoring.kept import ResultDocument, read_result

NUMBERS = ("value", "numerator", "denominator", "points", "previous")


def edition(text: str) -> Edition:
    """Return the edition; its text may have warnings but no faults."""
    loaded = load_edition(text, "set.yaml")
    assert loaded.edition is not None, [str(each) for each in loaded.issues]
    return loaded.edition


def judged(head: str = "", **maxima: str) -> Edition:
    """Return one area of judged items, by code (`_1` is item 1) and maximum."""
    total = sum(Decimal(points) for points in maxima.values())
    items = "".join(
        f"      - {{code: '{code.strip('_')}', label: mục {code.strip('_')}, may_not_apply: true, "
        f"max_points: {points}, rule: {{kind: judged}}}}\n"
        for code, points in maxima.items()
    )
    return edition(
        f"edition: thu/2026\nlabel: thử\nmaximum: {total}\n{head}areas:\n"
        f"  - code: A\n    label: lĩnh vực A\n    max_points: {total}\n"
        f"    source: {{text: QĐ, status: sample}}\n    criteria:\n{items}"
    )


def points(amount: Any) -> Score:
    """Return a score: a number of points, or KAD for what does not apply."""
    if amount == "KAD":
        return NOT_APPLICABLE
    return Score(Decimal(str(amount)), State.SCORED, "given")


def standing(
    made: Edition, rows: Mapping[str, Mapping[str, Any]], blocks: Mapping[str, str] | None = None
) -> Result:
    """Return the round as these points stand: agency → item → points, or nothing."""
    return provisional_result(
        made,
        [
            PointRow(
                code,
                f"Cơ quan {code}",
                (blocks or {}).get(code),
                {item: points(amount) for item, amount in row.items()},
            )
            for code, row in rows.items()
        ],
    )


def given(row: Any) -> Given:
    """Return figures: a number stands for points, KAD for exempt, a mapping for the rest."""
    if row == "KAD":
        return Given(not_applicable=True)
    if not isinstance(row, Mapping):
        return Given(points=Decimal(str(row)))
    return Given(**{k: Decimal(str(v)) if k in NUMBERS else v for k, v in row.items()})


def score(made: Edition, rows: Mapping[str, Mapping[str, Any]]) -> Result:
    """Return the round scored from figures: agency → item → figures."""
    return score_inputs(
        made,
        Inputs(
            {
                code: AgencyInput(code, items={item: given(each) for item, each in row.items()})
                for code, row in rows.items()
            }
        ),
    )


def kept(result: Result) -> ResultDocument:
    """Return the result as it is read back from its file."""
    return read_result(json.loads(json.dumps(result_document(result))))


def node(rule: str, maximum: str = "6", more: str = "") -> Node:
    """Return an item with a rule written as YAML."""
    found = edition(
        f"edition: thu/2026\nlabel: thử\nmaximum: {maximum}\nareas:\n"
        f"  - {{code: 1, label: mục, max_points: {maximum}, rule: {{{rule}}}, "
        f"source: {{text: QĐ, status: sample}}{more}}}\n"
    ).node("1")
    assert found is not None
    return found


def at(text: str) -> datetime:
    """Return "2026-12-31 17:00" by the clock of Hà Nội."""
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


def phase(kind: str, opens: str, closes: str) -> PhasePlan:
    """Return a phase by the clock of Hà Nội."""
    return PhasePlan(PhaseKind(kind), at(opens), at(closes))
