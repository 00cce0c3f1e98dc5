"""The columns of a table of results: what stands in them, and how wide they are on paper."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from caicach.core.numbers import format_number, no_data
from caicach.files.official.particulars import Entry
from caicach.files.reports.report import Area, Block, Standing
from caicach.files.reports.words import WORDS

Value: TypeAlias = Decimal | int | str | None
Kind: TypeAlias = Literal["rank", "name", "points", "change", "places", "words"]

NAME_WIDTHS = (42, 54)
"""Millimetres that names of agencies need, the paper upright and across."""
MOST_UPRIGHT = 5
"""More areas than this lie better across the long side of the paper."""
AREA_WIDTHS = (13.0, 20.0, 8.0)
"""The width of an area's column as planned, and the most and least it may come to."""
NAMED_FROM = 10.0
"""Narrower columns bear the code of their area; the names then stand in the notes."""
AREA_GROUP = "Điểm từng lĩnh vực (điểm tối đa)"
DASH = "–"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. group: the words above several; value: of an agency; width: in millimetres.

    A width of 0 takes what the others leave. code: of the area the column shows.
    """

    head: str
    kind: Kind
    width: float
    value: Callable[[Standing], Value]
    group: str = ""
    code: str = ""

    def text(self, standing: Standing, places: int) -> str:
        """Return the cell as it is printed; what is missing is words, never a zero."""
        found = self.value(standing)
        if found is None:
            return no_data()
        if isinstance(found, str):
            return found
        if self.kind == "places":
            return _moved(int(found))
        if self.kind in ("rank", "name"):
            return str(found)
        return format_number(found, places=places, signed=self.kind == "change")


def _moved(places: int) -> str:
    if not places:
        return "="
    return f"{'▲' if places > 0 else '▼'} {abs(places)}"


@dataclass(frozen=True, slots=True)
class Extras:
    """What the columns must know of a result beside its standings.

    bonus, penalty: by code of agency. marks: footnotes of changes, by code of agency.
    """

    bonus: Mapping[str, Decimal]
    penalty: Mapping[str, Decimal]
    marks: Mapping[str, str]


def extras_of(result: Entry, marks: Mapping[str, str]) -> Extras:
    """Return bonus and penalty as they count in the total, after any cap."""
    agencies = result["agencies"]
    return Extras(
        bonus={each["code"]: Decimal(each["bonus"]) for each in agencies},
        penalty={each["code"]: Decimal(each["penalty"]) for each in agencies},
        marks=marks,
    )


def columns_of(block: Block, extras: Extras) -> list[Column]:
    """Return the columns a block needs; those that would be empty throughout are left out."""
    return [
        Column("Hạng", "rank", 10, lambda each: DASH if each.rank is None else each.rank),
        Column("Cơ quan", "name", 0, lambda each: each.title),
        *(_area_column(area) for area in block.areas if area.kind == "scored"),
        *_extra_columns(block, extras),
        *_total_columns(block),
        *_change_columns(block, extras),
    ]


def _area_column(area: Area) -> Column:
    most = format_number(area.maximum)
    return Column(
        f"{area.label} ({most})",
        "points",
        AREA_WIDTHS[0],
        lambda each: _area_value(each, area.code),
        AREA_GROUP,
        area.code,
    )


def _area_value(standing: Standing, code: str) -> Value:
    cell = standing.cells.get(code)
    if cell is None or cell.state == "not_applicable":
        return WORDS["vi"]["not_applicable"]
    return cell.points


def _extra_columns(block: Block, extras: Extras) -> list[Column]:
    if all(area.kind == "scored" for area in block.areas):
        return []
    group = "Điểm ngoài thang"
    return [
        Column("Thưởng", "change", 12.5, lambda each: extras.bonus[each.code], group),
        Column("Phạt", "change", 11, lambda each: extras.penalty[each.code], group),
    ]


def _total_columns(block: Block) -> list[Column]:
    standings = block.standings
    maxima = {each.maximum for each in standings}
    most = f" (tối đa {format_number(max(maxima))})" if len(maxima) == 1 else ""
    found = [Column(f"Tổng điểm{most}", "points", 14, lambda each: each.points)]
    if not most:
        found += [Column("Điểm tối đa", "points", 13, lambda each: each.maximum)]
    found += [Column("Chỉ số (%)", "points", 14, lambda each: each.index)]
    if any(each.band for each in standings):
        found += [Column("Xếp loại", "words", 18.5, lambda each: each.band or DASH)]
    return found


def _change_columns(block: Block, extras: Extras) -> list[Column]:
    known = [
        each
        for each in block.standings
        if each.change_of_index is not None or each.change_of_rank is not None
    ]
    if not known:
        return []
    group = "So với năm trước"

    def index(each: Standing) -> Value:
        mark = extras.marks.get(each.code, "")
        return f"{DASH} {mark}".strip() if each.change_of_index is None else each.change_of_index

    def rank(each: Standing) -> Value:
        mark = extras.marks.get(each.code, "")
        return f"{DASH} {mark}".strip() if each.change_of_rank is None else each.change_of_rank

    return [
        Column("Chỉ số", "change", 13, index, group),
        Column("Thứ hạng", "places", 12, rank, group),
    ]
