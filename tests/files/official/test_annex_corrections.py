"""What a correction changes, agency by agency."""

from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

from caicach.files.official import Correction
from caicach.files.official.corrections import (
    ADDED,
    GONE,
    MOVED_ALONG,
    Corrected,
    corrected_agencies,
    corrected_entry,
)
from made_up_round import made_up_result


def correction(before: dict[str, Any], **causes: str) -> Correction:
    return Correction(1, "1/QĐ", date(2027, 1, 5), "Sai số liệu", before, causes=causes)


def test_nothing_changed_corrects_nothing() -> None:
    result = made_up_result(3)
    assert corrected_agencies(correction(result), result) == []


def test_the_noise_of_division_is_no_correction() -> None:
    before, after = made_up_result(3), made_up_result(3)
    points = Decimal(before["agencies"][0]["points"]) + Decimal("1E-20")
    after["agencies"][0]["points"] = str(points)
    assert corrected_agencies(correction(before), after) == []


def test_zero_and_missing_differ() -> None:
    before, after = made_up_result(2), made_up_result(2)
    before["agencies"][0]["points"] = None
    after["agencies"][0]["points"] = "0"
    found = corrected_agencies(correction(before), after)
    assert [points_of(each) for each in found] == [(None, Decimal(0))]


def points_of(each: Corrected) -> tuple[Decimal | None, Decimal | None]:
    """The points before and after of an agency that was in both."""
    before, after = each.agency.before, each.agency.after
    assert before is not None
    assert after is not None
    return before.points, after.points


def test_an_agency_that_only_moved_along_says_so() -> None:
    before = made_up_result(3)
    after = deepcopy(before)
    changed, moved = after["agencies"][:2]
    changed["points"] = "1"
    moved["rank"] += 1
    causes = [each.cause for each in corrected_agencies(correction(before), after)]
    assert causes == ["Sai số liệu", MOVED_ALONG]


def test_an_agency_may_have_a_cause_of_its_own() -> None:
    before, after = made_up_result(3), made_up_result(3)
    after["agencies"][2]["points"] = "1"
    found = corrected_agencies(correction(before, A0003="Bổ sung minh chứng"), after)
    assert [each.cause for each in found] == ["Bổ sung minh chứng"]


def test_agencies_that_came_or_went_are_listed() -> None:
    before, after = made_up_result(3), made_up_result(3)
    del before["agencies"][0], after["agencies"][1]
    found = {each.agency.code: each.cause for each in corrected_agencies(correction(before), after)}
    assert found == {"A0001": ADDED, "A0002": GONE}


def test_a_correction_as_json_keeps_missing_apart_from_zero() -> None:
    before, after = made_up_result(1), made_up_result(1)
    before["agencies"][0] |= {"points": None, "index": None, "rank": None}
    entry = corrected_entry(corrected_agencies(correction(before), after)[0])
    assert entry["before"] == {"points": None, "index": None, "rank": None, "band": "Trung bình"}
    assert entry["after"]["rank"] == 1
