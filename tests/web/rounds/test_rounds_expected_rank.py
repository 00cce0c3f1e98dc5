"""Where a card may come in its block, counted from the sums that are kept."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from little_province import COMMUNE, CONSTRUCTION, HOME_AFFAIRS, Cast
from sample_round import NOW, card_of, item_of

from caicach.core.rounds import card_sum, expected_rank
from caicach.web.audit.actor import Actor
from caicach.web.rounds.actions.entries import enter
from caicach.web.rounds.models import Card, Round, Tally
from caicach.web.rounds.queries.totals import expected
from caicach.web.rounds.scoring import score_at
from caicach.web.rounds.tallying import tally_round

pytestmark = pytest.mark.django_db
ALL = (CONSTRUCTION, HOME_AFFAIRS, COMMUNE)


@pytest.fixture
def one_block(cast: Cast, opened_round: Round) -> Round:
    """The round with all its cards in one block, as yet without a figure."""
    opened_round.cards.update(block="departments")
    tally_round(opened_round, "self")
    return opened_round


def hand_in(scored: Round, code: str, item: str, value: str) -> None:
    by = Actor.system("tests")
    card = card_of(scored, code)
    enter(by, card=card, item=item_of(scored, item), typed={"value": value}, now=NOW)


def by_core(scored: Round, code: str) -> Any:
    sums = {each: card_sum(score_at(card_of(scored, each), "self").sums) for each in ALL}
    return expected_rank(sums[code], sums.values())


def counted(card: Card) -> Any:
    return expected(card, "self", score_at(card, "self").sums)


def test_a_rank_counted_from_sums_is_the_one_the_engine_gives(one_block: Round) -> None:
    figures = [(HOME_AFFAIRS, "1.2", "100"), (COMMUNE, "1.2", "75"), (CONSTRUCTION, "2.1", "96")]
    for handed in [None, *figures, (CONSTRUCTION, "1.2", "75"), (COMMUNE, "2.1", "96")]:
        if handed:
            hand_in(one_block, *handed)
        for code in ALL:
            assert counted(card_of(one_block, code)) == by_core(one_block, code), (handed, code)


def test_equal_cards_share_a_rank(one_block: Round) -> None:
    for code in (CONSTRUCTION, COMMUNE):
        hand_in(one_block, code, "1.2", "75")
    ranks = [counted(card_of(one_block, code)).rank for code in ALL]
    assert ranks == [1, 3, 1]


def test_cards_that_ended_and_other_blocks_are_no_peers(one_block: Round) -> None:
    card = card_of(one_block, CONSTRUCTION)
    assert counted(card).of == 3
    one_block.cards.filter(agency__code=COMMUNE).update(block="communes")
    assert counted(card).of == 2
    ended = one_block.cards.filter(agency__code=HOME_AFFAIRS)
    ended.update(state="ended", self_open=False, ended_on=NOW.date(), reason="Đã giải thể")
    assert counted(card) is None


def test_the_rank_reads_no_sum_of_others(one_block: Round) -> None:
    card = card_of(one_block, CONSTRUCTION)
    sums = score_at(card, "self").sums
    with CaptureQueriesContext(connection) as asked:
        expected(card, "self", sums)
    (query,) = asked.captured_queries
    assert "COUNT" in query["sql"]
    assert "exact" not in query["sql"]


def test_sums_kept_by_an_earlier_version_are_ranked_the_same(one_block: Round) -> None:
    hand_in(one_block, HOME_AFFAIRS, "1.2", "75")
    before = list(Tally.objects.order_by("pk").values_list("low", "high"))
    assert None not in dict(before)
    Tally.objects.update(low=None, high=None)
    import_module("caicach.web.rounds.migrations.0003_tally_reach").fill(apps, None)
    assert list(Tally.objects.order_by("pk").values_list("low", "high")) == before
