"""The rows of the shipped map as they stand in its files."""

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple

FOLDER = ("agencies", "vietnam")


class ProvinceRow(NamedTuple):
    """A province over one run of days; successor: the code it went into, empty if none."""

    code: str
    name: str
    valid_from: str
    valid_to: str
    electronic_code: str
    successor: str
    commune_decision: str
    source: str


class DistrictRow(NamedTuple):
    """A district and its province."""

    code: str
    name: str
    province: str
    valid_from: str
    valid_to: str
    source: str


class CommuneRow(NamedTuple):
    """A commune and whom it answers to: its district before, its province since; or both."""

    code: str
    name: str
    district: str
    province: str
    valid_from: str
    valid_to: str
    source: str


class ArrowRow(NamedTuple):
    """What of an old unit went where; status: whole, equal (an assumption) or abolished."""

    from_code: str
    to_code: str
    share: str
    status: str
    default: str


@cache
def province_rows() -> tuple[ProvinceRow, ...]:
    """Return the provinces of all days."""
    return tuple(map(ProvinceRow._make, _read("provinces.csv")))


@cache
def district_rows() -> tuple[DistrictRow, ...]:
    """Return the districts, all of them of the old map."""
    return tuple(map(DistrictRow._make, _read("districts.csv")))


@cache
def commune_rows() -> tuple[CommuneRow, ...]:
    """Return the communes of both maps; one that did not change stands once."""
    return tuple(map(CommuneRow._make, _read("communes.csv")))


@cache
def arrow_rows() -> tuple[ArrowRow, ...]:
    """Return what became of districts and communes; communes that did not change have none."""
    return tuple(map(ArrowRow._make, _read("lineage.csv")))


@cache
def source_texts() -> dict[str, str]:
    """Return the sources by their keys in the files."""
    return {row[0]: row[1] for row in _read("sources.csv")}


def _read(name: str) -> list[list[str]]:
    text = files("caicach.standards").joinpath(*FOLDER, name).read_text("utf-8")
    return list(csv.reader(text.splitlines()))[1:]
