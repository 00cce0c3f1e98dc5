"""What a generated province should be like, as the person who runs it says."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from caicach.core.calendars import shipped_calendar
from caicach.core.issues import Issue, issue

Format = Literal["ndjson", "json"]


@dataclass(frozen=True, slots=True)
class Setting:
    """One run. dossiers: how many people file; duplicates and new versions come on top.

    first, last: days of filing, both included; nothing later than `last` is known to any file.
    has_faults: whether the usual faults of feeds are planted at their known rates.
    """

    province: str
    dossiers: int
    seed: int
    first: date = date(2024, 11, 1)
    last: date = date(2026, 10, 31)
    agencies: int = 60
    procedures: int = 300
    code: str = "H99"
    format: Format = "ndjson"
    is_compressed: bool = False
    has_faults: bool = True
    has_truth: bool = True


MOST_AGENCIES = 600
"""Districts of the old map are numbered with two digits."""

MOST_DOSSIERS = 50_000_000
UNSAFE = '"\\\n\r'


def check_setting(setting: Setting) -> list[Issue]:
    """Return everything that keeps a province from being made."""
    issues = []
    name = setting.province
    if not name.strip() or any(letter in name for letter in UNSAFE):
        issues.append(issue("generator-name-empty", f"--province {name!r}"))
    if setting.first > setting.last:
        days = {"first": setting.first.isoformat(), "last": setting.last.isoformat()}
        issues.append(issue("generator-days-reversed", "--from, --to", **days))
    years = shipped_calendar().years
    if not {setting.first.year, setting.last.year} <= years:
        shown = f"{min(years)}–{max(years)}"
        issues.append(issue("generator-days-outside", "--from, --to", years=shown))
    issues += _check_number("--dossiers", setting.dossiers, 1, MOST_DOSSIERS)
    issues += _check_number("--agencies", setting.agencies, 2, MOST_AGENCIES)
    return [*issues, *_check_number("--seed", setting.seed, 0, 2**32 - 1)]


def _check_number(option: str, value: int, low: int, high: int) -> list[Issue]:
    if low <= value <= high:
        return []
    where = f"{option} {value}"
    return [issue("generator-number-outside", where, value=value, low=low, high=high)]
