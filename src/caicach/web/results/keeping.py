"""The rows that pages read a publication from."""

from collections.abc import Mapping, Sequence
from typing import Any

from caicach.core.criteria import Branch
from caicach.core.numbers import plain
from caicach.core.rounds import causes_of, lost_on_card, restatement
from caicach.core.rounds.restatement import RestatedAgency, RestatedItem, Standing
from caicach.core.rules import Score
from caicach.core.scoring import AgencyScore, Result
from caicach.core.scoring.kept import read_result
from caicach.core.scoring.placing import is_missing
from caicach.files.snapshots import Publication as Frozen
from caicach.web.look.folding import fold
from caicach.web.register.models import Agency
from caicach.web.results.causes import of_card
from caicach.web.results.models import AgencyResult, Publication, Restated
from caicach.web.results.published import kept_items
from caicach.web.rounds.scoring import shown_points

BATCH = 250


def keep_agencies(
    made: Publication, result: Result, own: Result, document: Mapping[str, Any]
) -> None:
    """Keep what was published of every agency.

    own: the round as agencies scored themselves; it tells points appraised down from others.
    """
    codes = [each.code for each in result.agencies]
    keys = dict(Agency.objects.filter(code__in=codes).values_list("code", "pk"))
    claimed = {each.code: each.scores for each in own.agencies}
    proper = _proper_items(result)
    rows = (
        AgencyResult(
            publication=made,
            agency_id=keys[agency.code],
            position=number,
            **_columns(agency, entry),
            missing=_missing(agency, kept_items(entry), proper[_group(result, agency)]),
            losses=_losses(
                result.outlines[_group(result, agency)], agency, claimed.get(agency.code, {})
            ),
        )
        for number, (agency, entry) in enumerate(
            zip(result.agencies, document["agencies"], strict=True), start=1
        )
    )
    AgencyResult.objects.bulk_create(rows, BATCH)


def _columns(agency: AgencyScore, entry: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": agency.name,
        "block": agency.block or "",
        "points": None if entry["points"] is None else shown_points(agency.points),
        "index": shown_points(agency.index),
        "rank": agency.rank,
        "rank_of": agency.rank_of,
        "entry": {name: value for name, value in entry.items() if name != "items"},
        "items": kept_items(entry),
        "folded": fold(agency.name, agency.code)[:400],
    }


def _missing(
    agency: AgencyScore, kept: dict[str, list[Any]], proper: list[str]
) -> dict[str, list[Any]]:
    return {code: kept[code] for code in proper if is_missing(agency, code)}


def _group(result: Result, agency: AgencyScore) -> str | None:
    return agency.block if agency.block in result.outlines else None


def _proper_items(result: Result) -> dict[str | None, list[str]]:
    """Return the items of the set proper that count, by block."""
    return {
        block: [
            item.node.code
            for area in areas
            if area.kind == "scored"
            for item in area.items()
            if item.maximum
        ]
        for block, areas in result.outlines.items()
    }


def _losses(
    areas: Sequence[Branch], agency: AgencyScore, claimed: Mapping[str, Score]
) -> list[dict[str, Any]]:
    """Return what items and groups lost, most costly first, then what belongs to the whole card."""
    losses = lost_on_card(areas, agency, claimed)
    kept = [
        {
            "code": each.code,
            "lost": plain(each.lost),
            "maximum": plain(each.maximum),
            "reason": each.reason.value,
            "step": each.step,
        }
        for each in losses
    ]
    return kept + of_card(causes_of(areas, agency, losses))


def keep_restated(made: Publication, replaced: Publication, frozen: Frozen) -> None:
    """Keep which agencies a correction changed."""
    correction = frozen.particulars.correction
    if correction is None:
        return
    found = restatement(read_result(correction.before), read_result(frozen.result))
    keys = dict(
        Agency.objects.filter(code__in=[each.code for each in found]).values_list("code", "pk")
    )
    Restated.objects.bulk_create(
        (
            Restated(
                publication=made,
                agency_id=keys[each.code],
                name=each.name,
                block=each.block or "",
                before=_standing(each.before),
                after=_standing(each.after),
                items=[_item(item) for item in each.items],
                cause="" if each.is_moved_by_others else _cause(each, correction),
                moved_along=each.is_moved_by_others,
            )
            for each in found
        ),
        BATCH,
    )


def _cause(each: RestatedAgency, correction: Any) -> str:
    return str(correction.causes.get(each.code) or correction.cause)


def _standing(standing: Standing | None) -> dict[str, Any] | None:
    if standing is None:
        return None
    return {
        "points": None if standing.points is None else plain(standing.points),
        "index": None if standing.index is None else plain(standing.index),
        "rank": standing.rank,
        "band": standing.band,
    }


def _item(item: RestatedItem) -> dict[str, Any]:
    return {
        "code": item.code,
        "before": None if item.before is None else plain(item.before),
        "after": None if item.after is None else plain(item.after),
        "state_before": item.state_before,
        "state_after": item.state_after,
    }
