"""How much was claimed too much: over what has points when claimed and when appraised, alone."""

from decimal import Decimal

import pytest
from little_province import COMMUNE, CONSTRUCTION, Cast
from sample_appraisal import judge, matter_of
from sample_round import card_of, item_of

from caicach.core.rounds import differences
from caicach.core.scoring import AgencyInput, Inputs, Result, score_inputs
from caicach.web.appraisal.queries.differences import (
    Course,
    ItemAppraised,
    areas_of_card,
    by_agency,
    by_area,
    by_item,
    rejudged,
)
from caicach.web.council.actions.figures import TALLY
from caicach.web.jobs.queue import enqueue
from caicach.web.jobs.worker import run_waiting
from caicach.web.rounds.models import Filling, Round, Stage, Tally
from caicach.web.rounds.scoring import edition_of, standing_givens
from caicach.web.rounds.tallying import tally_round

pytestmark = pytest.mark.django_db
STAGES = [Stage.SELF, Stage.APPRAISED_1]
AREAS = {"1": "Chỉ đạo", "2": "Thủ tục", "T": "Điểm thưởng"}


@pytest.fixture
def judged(appraised_round: Round, cast: Cast) -> Round:
    """Construction claimed 2 + 3 and nothing for 1.3 and 2.3, the commune 1 + 3.2.

    Kept: 2 + 2 for construction with points for 1.3 and 2.3 it never claimed; for the commune
    3.2 alone, as 1.1 does not apply to it.
    """
    scored = appraised_round
    judge(cast, matter_of(scored, CONSTRUCTION, "1.1"), "accept")
    judge(cast, matter_of(scored, CONSTRUCTION, "1.2"), "change", value="50", reason="Thiếu")
    judge(cast, matter_of(scored, CONSTRUCTION, "1.3"), "change", value="100", reason="Có làm")
    extra = matter_of(scored, CONSTRUCTION, "2.3")
    judge(cast, extra, "change", who="appraiser", points="2", reason="Cách làm hay")
    not_theirs = matter_of(scored, COMMUNE, "1.1")
    judge(cast, not_theirs, "change", not_applicable="1", reason="Không thuộc thẩm quyền")
    for stage in STAGES:
        tally_round(scored, stage)
    return scored


def of_agencies(scored: Round) -> dict[str, Course]:
    items = list(scored.items.all())
    rows = by_agency(scored, items, STAGES, rejudged(scored, items, STAGES))
    return {each.code: each for each in rows}


def of_areas(scored: Round) -> dict[str, Course]:
    items = list(scored.items.all())
    rows = by_area(scored, items, STAGES, AREAS, rejudged(scored, items, STAGES))
    return {each.code: each for each in rows}


def of_items(scored: Round) -> dict[str, ItemAppraised]:
    items = list(scored.items.all())
    rows = by_item(scored, items, STAGES, rejudged(scored, items, STAGES))
    return {each.item.code: each for each in rows}


def test_points_given_for_what_nobody_claimed_are_no_claim_too_little(judged: Round) -> None:
    found = of_agencies(judged)[CONSTRUCTION]
    assert (found.points[Stage.SELF], found.points[Stage.APPRAISED_1]) == (5, 8)
    assert found.inflation == 1
    assert found.inflation_index == Decimal(100) / 6


def test_what_is_said_not_to_apply_is_no_claim_too_much(judged: Round) -> None:
    found = of_agencies(judged)[COMMUNE]
    assert (found.inflation, found.inflation_index) == (0, 0)


def test_areas_sum_what_their_agencies_claimed_too_much(judged: Round) -> None:
    found = of_areas(judged)
    assert found["1"].inflation == 1
    assert found["1"].points[Stage.APPRAISED_1] == Decimal("9.2")
    assert found["2"].inflation is None, "nothing there was claimed"
    assert found["T"].inflation is None, "bonus is nobody's claim"


def test_items_compare_only_points_on_both_sides_and_count_the_others(judged: Round) -> None:
    found = {code: (row.judged, row.sums.compared) for code, row in of_items(judged).items()}
    assert found["1.1"] == (2, 1)
    assert found["1.2"] == (1, 1)
    assert found["1.3"] == (1, 0)
    assert of_items(judged)["1.3"].sums.agreed == 0
    assert of_items(judged)["1.1"].uncompared == 1
    assert of_items(judged)["1.2"].sums.inflation == 1


def test_agencies_differ_as_the_core_says(judged: Round) -> None:
    cards = list(judged.cards.select_related("agency"))
    results: dict[Stage, Result] = {}
    for stage in STAGES:
        givens = standing_givens([each.pk for each in cards], stage)
        rows = [AgencyInput(c.agency.code, c.name, c.block, givens[c.pk]) for c in cards]
        results[stage] = score_inputs(
            edition_of(judged), Inputs({each.code: each for each in rows})
        )
    told = differences(results, Stage.SELF, Stage.APPRAISED_1)
    for code, course in of_agencies(judged).items():
        expected = told.agencies[code]
        assert course.inflation == expected.inflation
        assert course.inflation_index == expected.inflation_index
        claimed, kept = course.claimed_points, course.kept_points
        assert expected.inflation == (None if claimed is None else claimed - (kept or 0))


def test_a_known_figure_is_a_claim_of_what_it_earns(appraised_round: Round, cast: Cast) -> None:
    card, item = card_of(appraised_round, CONSTRUCTION), item_of(appraised_round, "2.1")
    kept = {"given": {"numerator": "99", "denominator": "100"}, "source_kind": "indicator"}
    Filling.objects.create(card=card, item=item, source_name="on_time_share", **kept)
    tally_round(appraised_round, Stage.SELF)
    changed = matter_of(appraised_round, CONSTRUCTION, "2.1")
    judge(cast, changed, "change", who="appraiser", value="96", reason="Trừ hồ sơ trả lại")
    assert of_items(appraised_round)["2.1"].sums.inflation == Decimal("1.5")
    assert of_areas(appraised_round)["2"].inflation == Decimal("1.5")


def test_a_survey_that_joined_is_no_claim_too_little(judged: Round) -> None:
    before = of_agencies(judged)[CONSTRUCTION].inflation
    card, item = card_of(judged, CONSTRUCTION), item_of(judged, "2.2")
    kept = {"given": {"points": "4"}, "source_kind": "survey", "source_name": "SIPAS"}
    Filling.objects.create(card=card, item=item, **kept)
    enqueue(TALLY, {"number": judged.pk})
    run_waiting("test")
    own = Tally.objects.get(card=card, stage=Stage.SELF)
    assert own.points == 9, "the sum of self-scores takes the survey in as well"
    assert of_agencies(judged)[CONSTRUCTION].inflation == before


def test_nothing_is_claimed_too_much_before_an_appraisal(opened_round: Round) -> None:
    items = list(opened_round.items.all())
    (first, *_others) = by_agency(opened_round, items, [Stage.SELF], [])
    assert first.inflation is None


def test_areas_of_one_card_are_its_own(judged: Round) -> None:
    found = {each.code: each for each in areas_of_card(card_of(judged, COMMUNE), STAGES, AREAS)}
    assert found["1"].points[Stage.SELF] == Decimal("4.2")
