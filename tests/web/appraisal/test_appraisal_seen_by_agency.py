"""What an agency is asked about after an appraisal, and what an item cost it."""

from decimal import Decimal

import pytest
from little_province import CONSTRUCTION, Cast
from sample_appraisal import go_to, judge, matter_of
from sample_round import NOW, card_of

from caicach.core.rounds import LossReason, LostPoint
from caicach.web.boards.work.rounds import card_items
from caicach.web.rounds.models import PhaseKind, Round
from caicach.web.rounds.queries.readiness import lines_now
from caicach.web.rounds.queries.totals import _by_item
from caicach.web.rounds.showing import ItemState

pytestmark = pytest.mark.django_db


def state_of(scored: Round, code: str) -> ItemState:
    card = card_of(scored, CONSTRUCTION)
    return next(line.state for line in lines_now(card, NOW) if line.item.code == code)


def asked_to_explain(scored: Round) -> bool:
    return bool(list(card_items([CONSTRUCTION], [], NOW.date())))


def test_points_for_what_nobody_claimed_ask_for_no_explanation(
    appraised_round: Round, cast: Cast
) -> None:
    judged = matter_of(appraised_round, CONSTRUCTION, "2.3")
    judge(cast, judged, "change", who="appraiser", points="1.5", reason="Chấm theo hồ sơ")
    scored = go_to(appraised_round, PhaseKind.EXPLANATION)
    assert state_of(scored, "2.3") is ItemState.AGREED
    assert not asked_to_explain(scored)


def test_points_taken_off_a_claim_ask_for_an_explanation(
    appraised_round: Round, cast: Cast
) -> None:
    claimed = matter_of(appraised_round, CONSTRUCTION, "1.2")
    judge(cast, claimed, "change", numerator="30", denominator="60", reason="Thiếu danh sách")
    scored = go_to(appraised_round, PhaseKind.EXPLANATION)
    assert state_of(scored, "1.2") is ItemState.CHANGED
    assert asked_to_explain(scored)


def test_two_reasons_at_one_item_are_one_loss() -> None:
    def loss(code: str, lost: str, reason: LossReason) -> LostPoint:
        return LostPoint(code, Decimal(lost), Decimal(4), reason, "formula", None)

    losses = [
        loss("2.1", "1.5", LossReason.BELOW_FULL),
        loss("1.2", "1", LossReason.BELOW_FULL),
        loss("1.2", "1", LossReason.APPRAISED_DOWN),
    ]
    merged = {each.code: each.lost for each in _by_item(losses)}
    assert list(merged.items()) == [("1.2", Decimal(2)), ("2.1", Decimal("1.5"))]
