"""Provinces by one key, whatever way their names are written."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import Field

from caicach.core.documents import Shape, Text, parse, read_document

FIRST_YEAR_OF_34 = 2025
"""Figures of this year and later are of the 34 provinces. Source: Resolution 202/2025/QH15."""

Map = Literal["63", "34"]


@dataclass(frozen=True, slots=True)
class Province:
    """A province of one map. code: of the statistics office; both maps use the same digits.

    formed_of: keys of the provinces it was formed of on 1 July 2025; empty on the older map.
    """

    code: str
    name: str
    name_en: str
    map: Map = "63"
    formed_of: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return `24` for a province of the older map, `24-2025` for one of the newer."""
        return self.code if self.map == "63" else f"{self.code}-{FIRST_YEAR_OF_34}"


class _Entry(Shape):
    code: Text
    vi: Text
    en: Text
    spellings: tuple[Text, ...] = ()
    formed_of: tuple[Text, ...] = ()
    until: Annotated[int, Field(ge=1990)] | None = None


class _ProvinceFile(Shape):
    provinces_63: Annotated[tuple[_Entry, ...], Field(min_length=1)]
    provinces_34: Annotated[tuple[_Entry, ...], Field(min_length=1)]
    source: Text


def map_of(year: int) -> Map:
    """Return which map the figures of a year are of."""
    return "34" if year >= FIRST_YEAR_OF_34 else "63"


def provinces(year: int) -> tuple[Province, ...]:
    """Return the provinces of a year in the order of their codes.

    Hà Tây, part of Hà Nội since August 2008, is among them to 2008.
    """
    found = _read()[map_of(year)]
    return tuple(each for each, entry in found if entry.until is None or year <= entry.until)


def province_of(key: str) -> Province | None:
    """Return the province with `key`, None where there is none."""
    return _by_key().get(key)


@lru_cache(maxsize=4096)
def find_province(text: str, year: int) -> Province | None:
    """Return the province that `text` names in a year: its code, or its name in any spelling.

    Case, accents, hyphens and words like "tỉnh", "TP." and "UBND" do not matter.
    """
    return _names(map_of(year)).get(plain_name(text))


def plain_name(text: str) -> str:
    """Return the name in plain letters without what stands before it: `UBND TP. Huế` is `hue`."""
    folded = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    letters = "".join(each for each in folded if not unicodedata.combining(each))
    words = re.sub(r"[^a-z0-9]+", " ", letters).strip()
    words = _BEFORE.sub("", words)
    return words.zfill(2) if words.isdigit() else words.replace(" ", "")


_BEFORE = re.compile(r"^(?:(?:ubnd|tinh|thanh pho|tp|t p|province of|city of) )*(?=.)")


@cache
def _read() -> dict[Map, tuple[tuple[Province, _Entry], ...]]:
    place = ("indices", "provinces.yaml")
    text = files("caicach.standards").joinpath(*place).read_text("utf-8")
    document, issues = read_document(text, "/".join(place))
    read = None
    if document is not None:
        read, more = parse(document, _ProvinceFile)
        issues += more
    if read is None:
        raise ValueError("; ".join(map(str, issues)))
    return {
        "63": tuple((_province(each, "63"), each) for each in read.provinces_63),
        "34": tuple((_province(each, "34"), each) for each in read.provinces_34),
    }


def _province(entry: _Entry, on: Map) -> Province:
    return Province(entry.code, entry.vi, entry.en, on, entry.formed_of)


@cache
def _by_key() -> dict[str, Province]:
    return {each.key: each for entries in _read().values() for each, _ in entries}


@cache
def _names(on: Map) -> dict[str, Province]:
    found: dict[str, Province] = {}
    for each, entry in _read()[on]:
        for text in (each.key, each.code, each.name, each.name_en, *entry.spellings):
            found.setdefault(plain_name(text), each)
    return found
