"""What a correction changes: agency by agency, before, after and why."""

from dataclasses import dataclass

from caicach.core.numbers import plain
from caicach.core.rounds import restatement
from caicach.core.rounds.restatement import RestatedAgency, RestatedItem, Standing
from caicach.core.scoring.kept import read_result
from caicach.files.official.particulars import Correction, Entry
from caicach.files.official.wording import day_words

MOVED_ALONG = "Thứ hạng đổi theo thay đổi của cơ quan khác"
ADDED = "Chưa có trong lần công bố trước"
GONE = "Không còn trong lần công bố này"


@dataclass(frozen=True, slots=True)
class Corrected:
    """One agency that differs, with the cause in words."""

    agency: RestatedAgency
    cause: str

    @property
    def name(self) -> str:
        """Return the name, or the code where there is no name."""
        return self.agency.name or self.agency.code


def corrected_agencies(correction: Correction, result: Entry) -> list[Corrected]:
    """Return every agency that differs, in the order of the result, those left out last.

    Raises ResultRefusedError where either is no result document.
    """
    found = restatement(read_result(correction.before), read_result(result))
    return [Corrected(each, _cause(each, correction)) for each in found]


def _cause(each: RestatedAgency, correction: Correction) -> str:
    if each.code in correction.causes:
        return correction.causes[each.code]
    if each.before is None:
        return ADDED
    if each.after is None:
        return GONE
    return MOVED_ALONG if each.is_moved_by_others else correction.cause


def corrects_words(correction: Correction) -> str:
    """Return the line that names the earlier publication and the cause."""
    return (
        f"Đính chính kết quả công bố lần {correction.number} kèm theo văn bản số "
        f"{correction.notation} {day_words(correction.signed_on)}. Lý do: {correction.cause}"
    )


def corrected_entry(each: Corrected) -> Entry:
    """Return one correction as JSON; decimals are text, missing is null."""
    return {
        "agency": each.agency.code,
        "name": each.agency.name,
        "before": _standing_entry(each.agency.before),
        "after": _standing_entry(each.agency.after),
        "items": [_item_entry(item) for item in each.agency.items],
        "cause": each.cause,
    }


def _standing_entry(standing: Standing | None) -> Entry | None:
    if standing is None:
        return None
    points, index = (
        None if number is None else plain(number) for number in (standing.points, standing.index)
    )
    return {"points": points, "index": index, "rank": standing.rank, "band": standing.band}


def _item_entry(item: RestatedItem) -> Entry:
    before, after = (
        None if number is None else plain(number) for number in (item.before, item.after)
    )
    states = {
        "state_before": None if item.state_before is None else item.state_before.value,
        "state_after": None if item.state_after is None else item.state_after.value,
    }
    return {"code": item.code, "before": before, "after": after, **states, "cause": item.cause}
