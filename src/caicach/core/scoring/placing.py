"""Bands and ranks, block by block."""

from collections.abc import Iterable
from decimal import Decimal

from caicach.core.criteria import Branch, Edition
from caicach.core.documents import Label
from caicach.core.ranking import rank_values, settle
from caicach.core.rules import State
from caicach.core.scoring.result import AgencyScore, Break, Result


def place_agencies(result: Result) -> None:
    """Give every agency its band, and its rank or the reason why it has none."""
    for block, areas in result.outlines.items():
        agencies = [each for each in result.agencies if each.block == block]
        _rank_block(result.edition, areas, agencies)
    for agency in result.agencies:
        agency.band = band_of(result.edition, agency)


def _rank_block(edition: Edition, areas: Iterable[Branch], agencies: list[AgencyScore]) -> None:
    owed = _owed(areas, agencies)
    values: dict[str, Decimal] = {}
    for agency in agencies:
        agency.unranked = _why_unranked(edition, agency, owed)
        value = agency.exact_index if edition.ranking.by == "index" else agency.exact_points
        if agency.unranked is None and value is not None:
            values[agency.code] = value
    ranks = rank_values(values)
    for agency in agencies:
        agency.rank = ranks.get(agency.code)
        agency.rank_of = len(ranks)


def _owed(areas: Iterable[Branch], agencies: list[AgencyScore]) -> list[str]:
    """Items of the set proper that at least one peer has points for.

    What nobody has is owed by nobody; bonus, penalty and what is worth 0 are never owed.
    """
    proper = [
        item.node.code
        for area in areas
        if area.kind == "scored"
        for item in area.items()
        if item.maximum
    ]
    return [
        code
        for code in proper
        if any(agency.scores[code].points is not None for agency in agencies)
    ]


def _why_unranked(edition: Edition, agency: AgencyScore, owed: list[str]) -> Break | None:
    if agency.block is not None and agency.block in edition.ranking.unranked_blocks:
        why = edition.ranking.reason or Label(vi="–")
        words = (("reason", why.vi), ("reason_en", why.text("en")))
        return Break("block-not-ranked", words)
    if agency.index is None:
        return Break("nothing-reported")
    if edition.ranking.incomplete == "rank":
        return None
    missing = [code for code in owed if is_missing(agency, code)]
    return Break("items-missing", (("items", ", ".join(missing)),)) if missing else None


def is_missing(agency: AgencyScore, code: str) -> bool:
    """Say whether an item that applies has no points, neither itself nor through its group."""
    score = agency.scores[code]
    return score.state is State.NOT_REPORTED and not score.step.startswith("in_group:")


def band_of(edition: Edition, agency: AgencyScore) -> Label | None:
    """Return the label of the first band that holds the index.

    None without bands, and while items are missing: an index that still grows is no "weak".
    The index is the one of the points as the edition rounds them, freed of the noise of division.
    """
    if agency.index is None or not agency.is_complete:
        return None
    index = settle(agency.index)
    for band in edition.bands:
        if (not band.blocks or agency.block in band.blocks) and band.holds(index):
            return band.label
    return None
