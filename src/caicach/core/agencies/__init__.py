"""Agencies with their codes, their tree on any day, and what became of them."""

from caicach.core.agencies.agency import (
    Agency,
    LineageEvent,
    LineageKind,
    ParentLink,
)
from caicach.core.agencies.agency_code import AgencyCode, canonical_code, parse_agency_code
from caicach.core.agencies.agency_kind import AgencyKind
from caicach.core.agencies.agency_tree import AgencyTree
from caicach.core.agencies.day_tree import DayTree
from caicach.core.agencies.fault import AgencyCodeError, Reason, UnknownAgencyError
from caicach.core.agencies.national import (
    DepartmentTemplate,
    assumed_shares,
    department_template,
    national_tree,
    province_register,
    provinces_on,
)
from caicach.core.agencies.register import AgencyRegister, read_agencies
from caicach.core.agencies.remap import Amount, Part, RemappedFigure, Remapping

__all__ = [
    "Agency",
    "AgencyCode",
    "AgencyCodeError",
    "AgencyKind",
    "AgencyRegister",
    "AgencyTree",
    "Amount",
    "DayTree",
    "DepartmentTemplate",
    "LineageEvent",
    "LineageKind",
    "ParentLink",
    "Part",
    "Reason",
    "RemappedFigure",
    "Remapping",
    "UnknownAgencyError",
    "assumed_shares",
    "canonical_code",
    "department_template",
    "national_tree",
    "parse_agency_code",
    "province_register",
    "provinces_on",
    "read_agencies",
]
