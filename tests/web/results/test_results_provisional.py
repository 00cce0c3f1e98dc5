"""Provisional results are those of the engine: sums, ranks, bands, reasons and changes."""

import random
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation
from little_province import COMMUNE, CONSTRUCTION, HOME_AFFAIRS, OTHER_COMMUNE, Cast, agency
from sample_results import decided_round, publish
from sample_round import NOW, SET, advance, begin_round, card_of, open_for

from caicach.core.rules import Given
from caicach.core.scoring import AgencyScore, Result
from caicach.core.scoring.change import compare_with
from caicach.web.results.models import AgencyResult
from caicach.web.results.provisional import provisional_standing
from caicach.web.results.published import document_of, previous_result
from caicach.web.results.ranking import provisional_rows, published_rows, titles_of
from caicach.web.results.taking import round_result
from caicach.web.rounds.actions.rounds import choose_agencies
from caicach.web.rounds.models import Entry, Round, Stage
from caicach.web.rounds.tallying import tally_round
from caicach.web.rounds.writing import Handed, Turn, write_entry

pytestmark = pytest.mark.django_db
BLOCKS = {
    HOME_AFFAIRS: "departments",
    CONSTRUCTION: "departments",
    "H99.02.01": "departments",
    COMMUNE: "communes",
    OTHER_COMMUNE: "communes",
}
POINTS = {
    "1.1": ("0", "1", "2"),
    "1.2": ("0", "2", "4"),
    "1.3": ("1", "2"),
    "2.1": ("0", "4.5", "6"),
    "2.2": ("2", "4"),
    "2.3": ("0.5", "2"),
    "T.1": ("0.5", "1", "2"),
}
RANKINGS = {
    "as the set says": "",
    "whatever is missing": "ranking: {incomplete: rank}\n",
    "by points": "ranking: {by: points, incomplete: leave_out}\n",
    "without the communes": "ranking: {unranked_blocks: [communes], reason: {vi: Chấm thử}}\n",
}
BANDS = "bands: [{label: Tốt, from: 80}, {label: Khá, below: 80}]\n"


def random_round(cast: Cast, seed: int, ranking: str) -> Round:
    """Some items missing, some that do not apply, few amounts, so that ranks tie."""
    made = begin_round(cast, text=SET + ranking)
    by = cast.actor("standing_body")
    blocks = {agency(code).pk: block for code, block in BLOCKS.items()}
    choose_agencies(by, scored=made, blocks=blocks)
    scored = advance(cast, open_for(cast, made), "council")
    chance = random.Random(seed)  # noqa: S311 -- repeatable, and no secret
    for code in BLOCKS:
        for item in scored.items.all():
            given = a_given(chance, item.code)
            if given is not None:
                turn = Turn(cast.actor("council_secretary"), Stage.FINAL, scored.agency, NOW)
                handed = Handed(given, Entry.Source.DECIDED, "Quyết định")
                write_entry(turn, card_of(scored, code), item, handed)
    return scored


def a_given(chance: random.Random, code: str) -> Given | None:
    lot = chance.random()
    if lot < 0.08:
        return None
    if code == "1.3" and lot < 0.3:
        return Given(not_applicable=True)
    return Given(points=Decimal(chance.choice(POINTS[code])))


def shown(each: AgencyScore) -> dict[str, Any]:
    return {
        "points": each.points,
        "index": each.index,
        "rank": (each.rank, each.rank_of),
        "unranked": each.unranked,
        "band": each.band,
        "change": each.change,
        "complete": each.is_complete,
        "areas": {code: node.points for code, node in each.nodes.items() if node.items_reported},
    }


def all_shown(result: Result) -> dict[str, dict[str, Any]]:
    return {each.code: shown(each) for each in result.agencies}


@pytest.mark.parametrize("ranking", RANKINGS.values(), ids=RANKINGS)
@pytest.mark.parametrize("seed", range(3))
def test_they_are_what_scoring_the_round_again_gives(seed: int, ranking: str, cast: Cast) -> None:
    scored = random_round(cast, seed, ranking + BANDS)
    fast, whole = provisional_standing(scored, Stage.FINAL), round_result(scored, Stage.FINAL)
    assert all_shown(fast) == all_shown(whole)


def test_cards_without_sums_have_no_rank_and_no_zero(opened_round: Round) -> None:
    found = provisional_standing(opened_round, Stage.FINAL)
    assert {(each.rank, each.index) for each in found.agencies} == {(None, None)}


def test_the_year_before_is_compared_with_as_it_was_published(cast: Cast) -> None:
    before = publish(cast, decided_round(cast, name="Đợt năm trước", year=2025, period="2025"))
    scored = decided_round(cast, previous=before.round)
    tally_round(scored, Stage.FINAL)
    fast, whole = provisional_standing(scored, Stage.FINAL), round_result(scored, Stage.FINAL)
    compare_with(whole, document_of(before, before.agencies.select_related("agency")))
    assert all_shown(fast) == all_shown(whole)
    changes = {each.code: each.change for each in fast.agencies}
    assert {each.rank for each in changes.values() if each} == {0}
    light = previous_result(scored)
    assert light is not None
    assert {each.code: len(each.items) for each in light.agencies} == {
        HOME_AFFAIRS: 1,
        CONSTRUCTION: 1,
        COMMUNE: 1,
    }


def test_another_edition_breaks_the_comparison_and_says_so(cast: Cast) -> None:
    before = publish(cast, decided_round(cast, name="Đợt năm trước", year=2025, period="2025"))
    text = SET.replace("edition: little/2026", "edition: little/2027")
    scored = decided_round(cast, text=text, previous=before.round)
    found = provisional_standing(scored, Stage.FINAL)
    assert {each.change.broken.code for each in found.agencies if each.change} == {"break-edition"}


def broken_in_words(scored: Round, block: str) -> dict[str, str]:
    found = provisional_standing(scored, Stage.FINAL)
    rows = provisional_rows(found, block, titles_of(scored))
    return {row.name: row.broken for row in rows}


def test_breaks_are_told_by_names(cast: Cast) -> None:
    before = publish(cast, decided_round(cast, name="Đợt năm trước", year=2025, period="2025"))
    scored = decided_round(cast, previous=before.round)
    scored.cards.filter(agency__code=COMMUNE).update(block="departments")
    tally_round(scored, Stage.FINAL)
    told = broken_in_words(scored, "departments")["Xã Bình An"]
    assert told == "Xã Bình An đã đổi từ khối xã sang khối sở; không so thứ hạng."
    text = SET.replace("edition: little/2026", "edition: little/2027")
    text = text.replace("A little set", "Another set").replace("Bộ tiêu chí nhỏ", "Bộ tiêu chí mới")
    scored = decided_round(cast, text=text, name="Đợt khác", previous=before.round)
    with translation.override("en"):
        told = broken_in_words(scored, "communes")["Xã Bình An"]
    assert told == "Cannot be compared with A little set: Another set does not continue it."


def test_a_published_break_begins_with_the_name_of_the_agency() -> None:
    entry = {
        "code": "H99.02",
        "name": "Sở Xây dựng",
        "points": "1",
        "maximum": "2",
        "index": "50",
        "rank": None,
        "rank_of": 0,
        "band": None,
        "bonus": "0",
        "penalty": "0",
        "areas": [],
        "unranked": {"code": "nothing-reported", "text": "Chưa xếp hạng."},
        "change": {"break": {"code": "break-agency", "text": "H99.02 chưa có trong kết quả cũ."}},
        "coverage": {"items_reported": 1, "items_due": 1},
    }
    (row,) = published_rows([AgencyResult(entry=entry)])
    assert row.broken == "Sở Xây dựng chưa có trong kết quả cũ."
    assert row.remarks == ["Chưa xếp hạng.", "Chưa có trong kết quả cũ."]
