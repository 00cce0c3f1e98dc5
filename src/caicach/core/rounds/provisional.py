"""A round as its points stand: summed and ranked without asking any rule again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Context, localcontext

from caicach.core.criteria import Branch, Edition, outline
from caicach.core.rules import NOT_REPORTED, Score
from caicach.core.scoring import AgencyInput, Result, collector_paused, take_choices
from caicach.core.scoring.placing import place_agencies
from caicach.core.scoring.score import PRECISION
from caicach.core.scoring.totals import sum_agency


@dataclass(frozen=True, slots=True)
class PointRow:
    """One agency's points of one stage by item code; an item left out has no points yet."""

    code: str
    name: str
    block: str | None
    scores: Mapping[str, Score]


def provisional_result(
    edition: Edition, rows: Iterable[PointRow], *, choices: Mapping[str, str] | None = None
) -> Result:
    """Return sums, index, bands and ranks of points that stand, agencies in the order given.

    Points of items that do not count for the agency's block are left out. What was handed in is
    not known here, so `givens` is empty.
    Raises ValueError for a choice or an option the edition lacks.
    """
    result = Result(edition, take_choices(edition, choices or {}), {})
    with collector_paused(), localcontext(Context(prec=PRECISION)):
        for row in rows:
            areas = _outline(result, row.block)
            codes = [item.node.code for area in areas for item in area.items()]
            scores = {code: row.scores.get(code, NOT_REPORTED) for code in codes}
            agency = AgencyInput(row.code, row.name, row.block)
            result.agencies.append(sum_agency(edition, areas, agency, scores))
        place_agencies(result)
    return result


def _outline(result: Result, block: str | None) -> tuple[Branch, ...]:
    """A block the edition lacks is scored as none, and not ranked."""
    known = [each.id for each in result.edition.blocks]
    block = block if block in known or not known else None
    if block not in result.outlines:
        result.outlines[block] = outline(result.edition, result.choices, block)
    return result.outlines[block]
