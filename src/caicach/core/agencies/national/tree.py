"""The national map as a register of agencies, whole or for one province."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache

from caicach.core.agencies.agency import Agency, LineageEvent, LineageKind, ParentLink
from caicach.core.agencies.agency_kind import AgencyKind
from caicach.core.agencies.agency_tree import AgencyTree
from caicach.core.agencies.national.days import (
    DISTRICT_DECISION,
    LAST_OLD,
    PROVINCE_DECISION,
    REFORM_ON,
)
from caicach.core.agencies.national.rows import (
    ArrowRow,
    CommuneRow,
    DistrictRow,
    ProvinceRow,
    arrow_rows,
    province_rows,
    source_texts,
)
from caicach.core.agencies.national.selection import Selection, select

COMMUNE_KINDS = {
    "Xã": AgencyKind.COMMUNE,
    "Phường": AgencyKind.WARD,
    "Thị trấn": AgencyKind.TOWNSHIP,
    "Đặc khu": AgencyKind.SPECIAL_ZONE,
}
"""By the words a name begins with."""


@cache
def national_tree(province: str | None = None) -> AgencyTree:
    """Return the nation, or one province of today with all that went into it.

    province: its code, of the statistics office (52) or electronic (H21). The roots are the
    provinces. An open beginning says that the source does not know it.
    Raises UnknownAgencyError for a code that no province bears since 1 July 2025.
    Source: standards/agencies/README.md.
    """
    rows = select(province)
    agencies = (*_provinces(rows), *_districts(rows), *_communes(rows))
    return AgencyTree(agencies, tuple(_links(rows)), tuple(_events(rows)))


def provinces_on(day: date) -> list[Agency]:
    """Return the provinces of that day, by code: 63 until 30 June 2025, 34 since."""
    everything = Selection(province_rows(), (), (), ())
    return [each for each in _provinces(everything) if each.is_valid(day)]


@cache
def assumed_shares() -> frozenset[tuple[str, str]]:
    """Return from and to of the arrows whose share nobody published: taken as equal parts."""
    return frozenset((row.from_code, row.to_code) for row in arrow_rows() if row.status == "equal")


def _provinces(rows: Selection) -> Iterator[Agency]:
    for row in rows.provinces:
        yield _agency(row, AgencyKind.PROVINCE, row.electronic_code or None)


def _districts(rows: Selection) -> Iterator[Agency]:
    return (_agency(row, AgencyKind.DISTRICT) for row in rows.districts)


def _communes(rows: Selection) -> Iterator[Agency]:
    for row in rows.communes:
        yield _agency(row, _commune_kind(row.name))


def _commune_kind(name: str) -> AgencyKind:
    return next(kind for words, kind in COMMUNE_KINDS.items() if name.startswith(f"{words} "))


def _agency(
    row: ProvinceRow | DistrictRow | CommuneRow, kind: AgencyKind, electronic: str | None = None
) -> Agency:
    return Agency(
        code=row.code,
        name=row.name,
        kind=kind,
        valid_from=row.valid_from or None,
        valid_to=row.valid_to or None,
        source=source_texts()[row.source],
        electronic_code=electronic,
    )


def _links(rows: Selection) -> Iterator[ParentLink]:
    for district in rows.districts:
        yield ParentLink(child=district.code, parent=district.province, valid_to=LAST_OLD)
    for row in rows.communes:
        if row.district:
            yield ParentLink(child=row.code, parent=row.district, valid_to=LAST_OLD)
        if row.province:
            yield ParentLink(child=row.code, parent=row.province, valid_from=REFORM_ON)


def _events(rows: Selection) -> Iterator[LineageEvent]:
    for province in rows.provinces:
        if province.successor:
            merged = ArrowRow(province.code, province.successor, "1", "whole", "")
            yield _event(LineageKind.MERGE, merged, PROVINCE_DECISION)
    leaving = Counter(row.from_code for row in rows.arrows)
    reaching = Counter(row.to_code for row in rows.arrows)
    decisions = _decisions(rows)
    for row in rows.arrows:
        yield _event(_kind(row, leaving, reaching), row, decisions[row.to_code])


def _decisions(rows: Selection) -> Mapping[str, str]:
    """Return the resolution that formed each commune; by no code, the end of districts."""
    by_province = {row.code: row.commune_decision for row in rows.provinces if not row.valid_to}
    formed = {row.code: by_province[row.province] for row in rows.communes if row.province}
    return {"": DISTRICT_DECISION, **formed}


def _kind(row: ArrowRow, leaving: Mapping[str, int], reaching: Mapping[str, int]) -> LineageKind:
    if not row.to_code:
        return LineageKind.ABOLISH
    if leaving[row.from_code] > 1:
        return LineageKind.SPLIT
    return LineageKind.RENAME if reaching[row.to_code] == 1 else LineageKind.MERGE


def _event(kind: LineageKind, row: ArrowRow, decision: str | None) -> LineageEvent:
    return LineageEvent(
        kind=kind,
        from_code=row.from_code,
        to_code=row.to_code or None,
        on=REFORM_ON,
        share=Decimal(row.share),
        decision=decision,
    )
