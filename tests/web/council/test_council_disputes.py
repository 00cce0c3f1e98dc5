"""What is still disputed, found from what stands on the cards."""

from decimal import Decimal

import pytest
from little_province import COMMUNE, CONSTRUCTION, HOME_AFFAIRS, Cast
from sample_council import at_council, council_round, explained, scored_at
from sample_round import card_of, item_of

from caicach.web.council.points import discretionary_items
from caicach.web.council.queries.disputes import (
    appraised_pairs,
    disputes,
    never_counts,
    never_pairs,
)
from caicach.web.rounds.models import Round

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(cast: Cast) -> Round:
    return council_round(cast)


def found(made: Round, code: str = CONSTRUCTION, item: str = "1.2", gap: int = 1) -> list[str]:
    pair = card_of(made, code).pk, item_of(made, item).pk
    return disputes(made, Decimal(gap)).get(pair, [])


def test_nothing_is_disputed_that_nobody_spoke_to(made: Round) -> None:
    scored_at(made, CONSTRUCTION, "1.2", "self", 4)
    scored_at(made, CONSTRUCTION, "1.2", "appraised_1", 2, verdict="changed", reason="Thiếu")
    assert disputes(made) == {}


def test_an_explanation_without_agreement_is_a_dispute(made: Round) -> None:
    scored_at(made, CONSTRUCTION, "1.2", "self", 4)
    scored_at(made, CONSTRUCTION, "1.2", "appraised_1", 2, verdict="changed", reason="Thiếu")
    explained(made, CONSTRUCTION, "1.2")
    assert found(made) == ["disagreed"]
    explained(made, CONSTRUCTION, "1.2", "agreement")
    assert found(made) == []


def test_an_appraiser_who_gives_in_settles_it(made: Round) -> None:
    scored_at(made, CONSTRUCTION, "1.2", "self", 4)
    scored_at(made, CONSTRUCTION, "1.2", "appraised_1", 2, verdict="changed", reason="Thiếu")
    explained(made, CONSTRUCTION, "1.2")
    scored_at(made, CONSTRUCTION, "1.2", "appraised_2", 4, verdict="accepted")
    assert found(made, gap=3) == []
    assert found(made, gap=2) == []  # apart by two, and no more
    assert found(made, gap=1) == ["differs"]


def test_asked_and_unanswered_is_told_apart(made: Round) -> None:
    scored_at(made, CONSTRUCTION, "1.2", "self", 4)
    scored_at(made, CONSTRUCTION, "1.2", "appraised_1", 4, verdict="asked", reason="Số nào?")
    assert found(made) == ["unanswered"]
    explained(made, CONSTRUCTION, "1.2")
    assert found(made) == ["disagreed"]  # answered, and nobody has judged the answer


def test_not_applicable_without_consent_is_a_dispute(made: Round) -> None:
    absent = {"given": {"not_applicable": True}, "score": "not_applicable"}
    scored_at(made, CONSTRUCTION, "1.3", "self", None, **absent)
    assert found(made, item="1.3") == ["not_applicable"]
    scored_at(made, CONSTRUCTION, "1.3", "appraised_1", None, verdict="accepted", **absent)
    assert found(made, item="1.3") == []


def test_what_was_never_appraised_is_counted_by_item(made: Round) -> None:
    items = list(made.items.all())
    scored_at(made, CONSTRUCTION, "1.2", "appraised_1", 2)
    absent = {"given": {"not_applicable": True}, "score": "not_applicable"}
    scored_at(made, CONSTRUCTION, "1.3", "self", None, **absent)
    known = disputes(made)
    by_code = {each.pk: each.code for each in items}
    counts = {by_code[key]: count for key, count in never_counts(made, items, known).items()}
    # the survey and the bonus are not appraised one by one
    assert counts == {"1.1": 3, "1.2": 2, "1.3": 2, "2.1": 3, "2.3": 3}
    cards = {each.pk: each.block for each in made.cards.all()}
    pairs = never_pairs(made, items, cards, appraised_pairs(made, cards), known)
    told = {code: sum(by_code[item] == code for _, item in pairs) for code in counts}
    assert told == counts


def test_disputes_of_some_cards_are_those_of_all(made: Round) -> None:
    for code in (CONSTRUCTION, HOME_AFFAIRS, COMMUNE):
        scored_at(made, code, "1.2", "self", 4)
        scored_at(made, code, "1.2", "appraised_1", 2, verdict="changed", reason="Thiếu")
        explained(made, code, "1.2")
    card = card_of(made, COMMUNE).pk
    some = disputes(made, cards=[card])
    assert some == {pair: kinds for pair, kinds in disputes(made).items() if pair[0] == card}
    assert len(disputes(made)) == 3
    assert len(some) == 1


def test_an_agency_that_ended_disputes_nothing(made: Round) -> None:
    scored_at(made, CONSTRUCTION, "1.2", "self", 4)
    scored_at(made, CONSTRUCTION, "1.2", "appraised_1", 4, verdict="asked", reason="Số nào?")
    ended = {"state": "ended", "ended_on": "2026-11-01", "reason": "Sáp nhập"}
    made.cards.filter(agency__code=CONSTRUCTION).update(**ended)
    at_council(made)
    assert disputes(made) == {}


def test_bonus_is_given_by_hand_and_appraised_items_are_not(made: Round) -> None:
    codes = [each.code for each in discretionary_items(made, made.items.all())]
    assert codes == ["T.1"]
