"""Results before they are published: sums kept for each card, placed by the rules of the engine."""

from collections.abc import Iterable, Mapping
from decimal import Context, Decimal, localcontext
from typing import Any

from django.db.models import FilteredRelation, Q

from caicach.core.criteria import Branch
from caicach.core.rules import NOT_APPLICABLE, NOT_REPORTED, Score, State
from caicach.core.scoring import AgencyScore, NodeScore, Result, collector_paused, take_choices
from caicach.core.scoring.change import compare_with
from caicach.core.scoring.placing import place_agencies
from caicach.core.scoring.score import PRECISION
from caicach.web.results.published import previous_result
from caicach.web.rounds.models import Card, Round
from caicach.web.rounds.scoring import areas_of, edition_of

KNOWN = Score(Decimal(0), State.SCORED, "")
"""Stands for any points: ranks ask only which items have some."""
ZERO = Decimal(0)
Row = tuple[str, str, str, dict[str, Any] | None]


def provisional_standing(scored: Round, stage: str) -> Result:
    """Return sums, index, rank, band and change of every card that takes part.

    Points of single items are not in it. A card without a sum at the stage has no rank.
    """
    result = Result(edition_of(scored), take_choices(edition_of(scored), scored.choices), {})
    with collector_paused(), localcontext(Context(prec=PRECISION)):
        for row in _rows(scored, stage):
            _add(result, scored, row)
        place_agencies(result)
        before = previous_result(scored)
        if before is not None:
            compare_with(result, before)
    return result


def _rows(scored: Round, stage: str) -> Iterable[Row]:
    at_stage = FilteredRelation("tallies", condition=Q(tallies__stage=stage))
    cards = scored.cards.exclude(state=Card.State.ENDED).annotate(tally=at_stage)
    yield from cards.values_list("agency__code", "name", "block", "tally__exact")


def _add(result: Result, scored: Round, row: Row) -> None:
    code, name, block, exact = row
    known = {each.id for each in result.edition.blocks}
    group = block if block and (block in known or not known) else None
    if group not in result.outlines:
        result.outlines[group] = areas_of(scored, block)
    areas = result.outlines[group]
    result.agencies.append(_score(code, name, block or None, areas, exact or {}))


def _score(
    code: str, name: str, block: str | None, areas: tuple[Branch, ...], exact: Mapping[str, Any]
) -> AgencyScore:
    nodes = {area.node.code: _node(exact, area.node.code) for area in areas}
    bonus, penalty = _amount(exact, "bonus"), _amount(exact, "penalty")
    return AgencyScore(
        code=code,
        name=name,
        block=block,
        scores=_scores(areas, exact),
        nodes=nodes,
        points=_amount(exact, "points"),
        base_points=_amount(exact, "exact_points") - bonus - penalty,
        bonus=bonus,
        penalty=penalty,
        maximum=_amount(exact, "maximum"),
        reported=_amount(exact, "reported"),
        items_due=exact.get("items_due", 0),
        items_reported=exact.get("items_reported", 0),
    )


def _scores(areas: tuple[Branch, ...], exact: Mapping[str, Any]) -> dict[str, Score]:
    codes = (item.node.code for area in areas for item in area.items())
    scores = dict.fromkeys(codes, KNOWN if exact else NOT_REPORTED)
    scores |= dict.fromkeys(exact.get("missing", ()), NOT_REPORTED)
    return scores | dict.fromkeys(exact.get("absent", ()), NOT_APPLICABLE)


def _node(exact: Mapping[str, Any], code: str) -> NodeScore:
    """How many items a sum holds is not kept, only whether any has points."""
    kept = exact.get("areas", {}).get(code)
    if kept is None:
        return NodeScore()
    points, maximum, reported = (Decimal(kept[name]) for name in ("points", "maximum", "reported"))
    has_points = int(bool(reported or points))
    return NodeScore(points, maximum, reported, int(bool(maximum)), has_points)


def _amount(exact: Mapping[str, Any], name: str) -> Decimal:
    return Decimal(exact[name]) if exact else ZERO
