"""The words of every issue code, in Vietnamese and English, kept as data."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml

Severity = Literal["fault", "warning", "note"]
Lang = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class Words:
    """What one code says in one language; both parts may name values as `{name}`."""

    problem: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One code; `domain` is the part of the work it belongs to, by its file."""

    domain: str
    severity: Severity
    vi: Words
    en: Words


@cache
def catalogue() -> dict[str, Entry]:
    """Return all codes of `standards/messages/*.yaml`.

    Raises ValueError when two files define one code.
    """
    entries: dict[str, Entry] = {}
    for path in sorted(files("caicach.standards").joinpath("messages").iterdir(), key=str):
        if not path.name.endswith(".yaml"):
            continue
        loaded = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        for code, raw in loaded.items():
            if code in entries:
                raise ValueError(f"{path.name}: the code {code} is defined twice")
            both = (Words(**raw["vi"]), Words(**raw["en"]))
            entries[code] = Entry(path.name.removesuffix(".yaml"), raw["severity"], *both)
    return entries


def known_codes() -> frozenset[str]:
    """Return every code that can be shown."""
    return frozenset(catalogue())


def severity_of(code: str) -> Severity:
    """Return how grave `code` is. Raises KeyError for a code without words."""
    return catalogue()[code].severity


def words(code: str, lang: Lang) -> Words:
    """Return the words of `code`. Raises KeyError for a code without words."""
    entry = catalogue()[code]
    return entry.vi if lang == "vi" else entry.en
