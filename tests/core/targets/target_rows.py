"""Targets as tables and gold labels write them, turned into shapes."""

import re
from collections.abc import Iterator
from typing import Any

from caicach.core.targets import TargetShape

REDUCES = ("giảm", "cắt giảm", "rút ngắn")
GROUPS = {
    "nhóm dẫn đầu": ("nhóm cuối", "nhóm giữa", "nhóm dẫn đầu"),
    "nhóm cao nhất": ("nhóm thấp nhất", "nhóm giữa", "nhóm cao nhất"),
}
QUARTERS = ("nhóm 4", "nhóm 3", "nhóm 2", "nhóm 1")
BANDS = ("yếu", "trung bình", "trung bình thấp", "trung bình cao", "khá", "tốt", "xuất sắc")
UNITS = {"%": "percent", "hạng": "rank", "bậc": "places", "điểm %": "points"}


def shapes_of_row(row: dict[str, str]) -> Iterator[TargetShape]:
    """Yield the targets of one table row; "points and rank" are two."""
    unit = row["unit"]
    if row["comparator"] == "increase" and unit == "điểm và hạng":
        yield from (_shape(row, _rise(row, one)) for one in ("points", "places"))
    elif row["comparator"] == "increase":
        yield _shape(row, _rise(row, "places" if unit == "hạng" else "points"))
    elif row["comparator"] == "group":
        band = row["threshold"]
        fields = {"form": "band", "comparator": "in", "band": band, "bands": GROUPS[band]}
        yield _shape(row, fields | {"unit": "band"})
    elif unit.startswith("nhóm"):
        band = f"nhóm {row['threshold']}"
        fields = {"form": "band", "comparator": ">=", "band": band, "bands": QUARTERS}
        yield _shape(row, fields | {"unit": "band"})
    else:
        yield _shape(row, _amount(row))


def _rise(row: dict[str, str], unit: str) -> dict[str, Any]:
    return {
        "form": "rise",
        "comparator": ">",
        "threshold": 0,
        "unit": unit,
        "base_year": _base_years(row)[-1],
    }


def _amount(row: dict[str, str]) -> dict[str, Any]:
    unit = UNITS.get(row["unit"], "count")
    fields: dict[str, Any] = {"comparator": row["comparator"], "threshold": row["threshold"]}
    fields |= {"unit": unit, "form": "rank" if unit == "rank" else "level"}
    years = _base_years(row)
    is_change = unit == "places" or row["indicator"].lower().startswith(REDUCES)
    if is_change and years:
        fields |= {"form": "rise" if unit == "places" else "reduction", "base_year": years[-1]}
        if len(years) > 1:
            fields |= {"base_from": years[0]}
    return fields


def _base_years(row: dict[str, str]) -> list[int]:
    """Return the years of the baseline, unless it is the day the target is due."""
    if row["baseline"].startswith("trước"):
        return []
    return [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", row["baseline"])]


def _shape(row: dict[str, str], fields: dict[str, Any]) -> TargetShape:
    due = re.fullmatch(r"trước (\d+)/(\d+)/(\d+)", row["baseline"])
    day = f"{due[3]}-{int(due[2]):02}-{int(due[1]):02}" if due else f"{row['year']}-12-31"
    scope = row["scope_note"] or None
    return TargetShape.model_validate(fields | {"due_on": day, "scope": scope})


def shape_of_label(label: dict[str, Any]) -> TargetShape:
    """Return the target of one gold label."""
    unit, year = label["unit"], label["year"]
    fields: dict[str, Any] = {"comparator": label["comparator"], "unit": unit, "form": "level"}
    if unit == "band":
        fields |= {"form": "band", "band": label["value"], "bands": BANDS}
    else:
        fields["threshold"] = str(label["value"])
    if unit == "rank":
        fields["form"] = "rank"
    if label["direction"] == "decrease":
        fields |= {"form": "reduction", "base_year": label["baseline_year"]}
    day = label["by_date"] or f"{year}-12-31"
    return TargetShape.model_validate(fields | {"due_on": day, "scope": label["scope"]})
