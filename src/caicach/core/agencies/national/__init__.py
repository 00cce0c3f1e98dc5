"""The national map that ships: provinces, districts and communes before and after 1 July 2025."""

from caicach.core.agencies.national.departments import (
    Block,
    DepartmentTemplate,
    UsualAgency,
    department_template,
)
from caicach.core.agencies.national.province import province_register
from caicach.core.agencies.national.tree import assumed_shares, national_tree, provinces_on

__all__ = [
    "Block",
    "DepartmentTemplate",
    "UsualAgency",
    "assumed_shares",
    "department_template",
    "national_tree",
    "province_register",
    "provinces_on",
]
