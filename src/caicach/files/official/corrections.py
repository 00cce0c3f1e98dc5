"""What a correction changes: agency by agency, before, after and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from caicach.core.numbers import plain
from caicach.core.ranking import settle
from caicach.files.official.particulars import Correction, Entry
from caicach.files.official.wording import day_words

MOVED_ALONG = "Thứ hạng đổi theo thay đổi của cơ quan khác"
ADDED = "Chưa có trong lần công bố trước"
GONE = "Không còn trong lần công bố này"


@dataclass(frozen=True, slots=True)
class Figures:
    """What was, or is, published of an agency."""

    points: Decimal | None = None
    index: Decimal | None = None
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Corrected:
    """One agency whose figures differ; no figures before where it is new, none after if gone."""

    code: str
    name: str
    before: Figures
    after: Figures
    cause: str


def corrected_agencies(correction: Correction, result: Entry) -> list[Corrected]:
    """Return every agency whose points, index or rank changed, in the order of the result."""
    return list(_corrected(correction, result))


def _corrected(correction: Correction, result: Entry) -> Iterator[Corrected]:
    before = {each["code"]: each for each in correction.before["agencies"]}
    after = {each["code"]: each for each in result["agencies"]}
    for code in dict.fromkeys([*after, *before]):
        was, now = _figures(before.get(code)), _figures(after.get(code))
        if was != now:
            name = (after.get(code) or before[code])["name"] or code
            cause = correction.causes.get(code) or _cause(code, before, after, correction)
            yield Corrected(code, name, was, now, cause)


def _cause(
    code: str, before: dict[str, Entry], after: dict[str, Entry], correction: Correction
) -> str:
    if code not in before:
        return ADDED
    if code not in after:
        return GONE
    was, now = _figures(before[code]), _figures(after[code])
    return MOVED_ALONG if (was.points, was.index) == (now.points, now.index) else correction.cause


def _figures(agency: Entry | None) -> Figures:
    """The noise of division is no correction."""
    if agency is None:
        return Figures()
    points, index = (
        None if agency[name] is None else settle(Decimal(agency[name]))
        for name in ("points", "index")
    )
    return Figures(points, index, agency["rank"])


def corrects_words(correction: Correction) -> str:
    """Return the line that names the earlier publication and the cause."""
    return (
        f"Đính chính kết quả công bố lần {correction.number} kèm theo văn bản số "
        f"{correction.notation} {day_words(correction.signed_on)}. Lý do: {correction.cause}"
    )


def corrected_entry(each: Corrected) -> Entry:
    """Return one correction as JSON; decimals are text."""
    return {
        "agency": each.code,
        "name": each.name,
        "before": _figures_entry(each.before),
        "after": _figures_entry(each.after),
        "cause": each.cause,
    }


def _figures_entry(figures: Figures) -> Entry:
    points, index = (
        None if number is None else plain(number) for number in (figures.points, figures.index)
    )
    return {"points": points, "index": index, "rank": figures.rank}
