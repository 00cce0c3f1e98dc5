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
    "LineageEvent",
    "LineageKind",
    "ParentLink",
    "Part",
    "Reason",
    "RemappedFigure",
    "Remapping",
    "UnknownAgencyError",
    "canonical_code",
    "parse_agency_code",
    "read_agencies",
]
