"""Which rows of the map belong to the nation, or to one province of today."""

from dataclasses import dataclass

from caicach.core.agencies.agency_code import canonical_code
from caicach.core.agencies.fault import UnknownAgencyError
from caicach.core.agencies.national.days import REFORM_ON
from caicach.core.agencies.national.rows import (
    ArrowRow,
    CommuneRow,
    DistrictRow,
    ProvinceRow,
    arrow_rows,
    commune_rows,
    district_rows,
    province_rows,
)


@dataclass(frozen=True, slots=True)
class Selection:
    """Rows that make a whole together: units of both maps, and what became of the old ones."""

    provinces: tuple[ProvinceRow, ...]
    districts: tuple[DistrictRow, ...]
    communes: tuple[CommuneRow, ...]
    arrows: tuple[ArrowRow, ...]


def select(province: str | None) -> Selection:
    """Return all rows, or those of one province of today with all that went into it.

    province: its code, of the statistics office (52) or electronic (H21).
    Raises UnknownAgencyError for a code that no province bears since 1 July 2025.
    """
    if province is None:
        return Selection(province_rows(), district_rows(), commune_rows(), arrow_rows())
    today = code_today(province)
    provinces = tuple(row for row in province_rows() if (row.successor or row.code) == today)
    former = {row.code for row in provinces}
    districts = tuple(row for row in district_rows() if row.province in former)
    above = {row.code for row in districts}
    communes = tuple(
        row for row in commune_rows() if row.district in above or row.province == today
    )
    old = above.union(row.code for row in communes if row.district)
    return Selection(
        provinces, districts, communes, tuple(row for row in arrow_rows() if row.from_code in old)
    )


def code_today(province: str) -> str:
    """Return the statistical code of a province of today. Raises UnknownAgencyError."""
    code = canonical_code(province)
    for row in province_rows():
        if not row.valid_to and code in (row.code, row.electronic_code):
            return row.code
    raise UnknownAgencyError(code, REFORM_ON)
