"""Phases moved by hand: each with a reason, in their order, with what hangs on them."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from little_province import COMMUNE, CONSTRUCTION, OTHER_COMMUNE, Cast, agency
from sample_round import NOW, advance, begin_round, card_of, item_of, open_for

from caicach.web.audit.actor import NotAllowedError
from caicach.web.audit.models import Event
from caicach.web.jobs.worker import run_waiting
from caicach.web.monitoring.models import IndicatorFigure
from caicach.web.rounds.actions.entries import enter
from caicach.web.rounds.actions.phases import (
    close_phase,
    extend,
    open_phase,
    reopen_phase,
    skip_phase,
)
from caicach.web.rounds.models import Entry, Extension, Filling, Phase, Round, Tally
from caicach.web.rounds.refusals import NoReasonError, RoundRefusedError, WrongMomentError

pytestmark = pytest.mark.django_db
WHY = "Theo chỉ đạo của Chủ tịch UBND tỉnh"
LATER = NOW + timedelta(days=200)


def phase(scored: Round, kind: str) -> Phase:
    return scored.phases.select_related("round").get(kind=kind)


def by_hand(cast: Cast, action: Any, scored: Round, kind: str, **more: Any) -> Any:
    values: dict[str, Any] = {"reason": WHY, "now": NOW} | more
    return action(cast.actor("standing_body"), phase=phase(scored, kind), **values)


def flags(scored: Round, code: str = CONSTRUCTION) -> tuple[bool, ...]:
    card = card_of(scored, code)
    return (card.self_open, card.appraised_1_open, card.appraised_2_open, card.final_open)


def states(scored: Round) -> dict[str, str]:
    return dict(scored.phases.values_list("kind", "state"))


def test_closing_early_locks_the_cards_and_pins_what_is_known(cast: Cast) -> None:
    made = begin_round(cast)
    figure = {"indicator": "on_time_share", "agency": agency(CONSTRUCTION), "period": "2026"}
    IndicatorFigure.objects.create(**figure, numerator=97, denominator=100, facts_version=5)
    scored = open_for(cast, made)
    assert Filling.objects.get().pinned_at is None
    by_hand(cast, close_phase, scored, "self_scoring")
    assert flags(scored) == (False, False, False, False)
    assert Filling.objects.get().pinned_at == NOW


def test_opening_sums_the_stage_that_begins(opened_round: Round, cast: Cast) -> None:
    by_hand(cast, close_phase, opened_round, "self_scoring")
    by_hand(cast, skip_phase, opened_round, "head_approval")
    by_hand(cast, open_phase, opened_round, "appraisal_1")
    assert not Tally.objects.filter(stage="appraised_1").exists()
    run_waiting("test")
    assert flags(opened_round) == (False, True, False, False)
    assert Tally.objects.filter(stage="appraised_1").count() == 3
    opened_round.refresh_from_db()
    assert opened_round.phase == "appraisal_1"


def test_each_move_leaves_an_event_with_its_reason(opened_round: Round, cast: Cast) -> None:
    by_hand(cast, close_phase, opened_round, "self_scoring")
    event = Event.objects.get(verb="rounds.phase_closed")
    assert (event.reason, event.after) == (WHY, {"phase": "self_scoring"})
    assert phase(opened_round, "self_scoring").reason == WHY


@pytest.mark.parametrize("action", [open_phase, close_phase, skip_phase, reopen_phase])
def test_nothing_is_moved_by_hand_without_a_reason(
    action: Any, opened_round: Round, cast: Cast
) -> None:
    before = states(opened_round)
    with pytest.raises(NoReasonError):
        by_hand(cast, action, opened_round, "self_scoring", reason=" ", now=NOW)
    assert states(opened_round) == before


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        (open_phase, "appraisal_1"),  # another is open
        (open_phase, "self_scoring"),  # it is open
        (close_phase, "council"),
        (skip_phase, "appraisal_1"),
        (reopen_phase, "head_approval"),  # it was never open
    ],
)
def test_a_move_out_of_order_is_refused(
    action: Any, kind: str, opened_round: Round, cast: Cast
) -> None:
    with pytest.raises(WrongMomentError):
        by_hand(cast, action, opened_round, kind)


def test_what_a_result_needs_is_never_skipped(opened_round: Round, cast: Cast) -> None:
    by_hand(cast, close_phase, opened_round, "self_scoring")
    by_hand(cast, skip_phase, opened_round, "head_approval")
    with pytest.raises(WrongMomentError):
        by_hand(cast, skip_phase, opened_round, "appraisal_1")


def test_reopening_lets_later_phases_wait_again_and_keeps_what_was_typed(
    opened_round: Round, cast: Cast
) -> None:
    card, item = card_of(opened_round, CONSTRUCTION), item_of(opened_round, "1.2")
    enter(cast.actor("focal_officer"), card=card, item=item, typed={"value": "50"}, now=NOW)
    scored = advance(cast, opened_round, "appraisal_2")
    until = NOW + timedelta(days=60)
    by_hand(cast, reopen_phase, scored, "self_scoring", until=until)
    after = states(scored)
    assert after["self_scoring"] == "open"
    assert {after[kind] for kind in ("head_approval", "appraisal_1", "appraisal_2")} == {"waiting"}
    assert flags(scored) == (True, False, False, False)
    assert Entry.objects.get().points == 2
    assert phase(scored, "self_scoring").closes_at == until
    hours = list(scored.phases.values_list("opens_at", "closes_at"))
    assert all(one[1] <= other[0] for one, other in pairwise(hours))
    told = Event.objects.get(verb="rounds.phase_reopened").after
    assert told is not None
    assert told["waiting_again"] == ["head_approval", "appraisal_1", "explanation", "appraisal_2"]


def test_reopening_needs_a_closing_that_lies_ahead(opened_round: Round, cast: Cast) -> None:
    by_hand(cast, close_phase, opened_round, "self_scoring")
    with pytest.raises(RoundRefusedError) as refused:
        by_hand(cast, reopen_phase, opened_round, "self_scoring", now=LATER)
    assert [each.code for each in refused.value.issues] == ["phase-until-passed"]


def test_after_publication_nothing_that_led_to_it_is_reopened(
    opened_round: Round, cast: Cast
) -> None:
    scored = advance(cast, opened_round, "complaints")
    Round.objects.filter(pk=scored.pk).update(state=Round.State.PUBLISHED)
    with pytest.raises(WrongMomentError):
        by_hand(cast, reopen_phase, scored, "council")


def test_more_time_for_one_agency_opens_its_card_alone(opened_round: Round, cast: Cast) -> None:
    by_hand(cast, close_phase, opened_round, "self_scoring")
    until = NOW + timedelta(days=30)
    given = {"agencies": [agency(CONSTRUCTION), agency(OTHER_COMMUNE)], "until": until}
    assert by_hand(cast, extend, opened_round, "self_scoring", **given) == 1
    assert flags(opened_round)[0]
    assert not flags(opened_round, COMMUNE)[0]
    event = Event.objects.get(verb="rounds.extended")
    assert event.after is not None
    assert event.after["agencies"] == [CONSTRUCTION]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"until": NOW}, "extension-not-later"),
        ({"until": NOW + timedelta(days=7)}, "extension-not-later"),
        ({"agencies": []}, "extension-for-nobody"),
        ({"agencies": [OTHER_COMMUNE]}, "extension-for-nobody"),
    ],
)
def test_more_time_that_is_none_is_refused(
    given: dict[str, Any], code: str, opened_round: Round, cast: Cast
) -> None:
    agencies = [agency(each) for each in given.get("agencies", [CONSTRUCTION])]
    until = given.get("until", NOW + timedelta(days=9))
    with pytest.raises(RoundRefusedError) as refused:
        by_hand(cast, extend, opened_round, "self_scoring", agencies=agencies, until=until)
    assert [each.code for each in refused.value.issues] == [code]
    assert not Extension.objects.exists()


@pytest.mark.parametrize("who", ["stranger", "focal_officer", "agency_head", "administrator"])
def test_only_the_standing_body_moves_phases(who: str, opened_round: Round, cast: Cast) -> None:
    for action in (open_phase, close_phase, skip_phase, reopen_phase):
        with pytest.raises(NotAllowedError):
            action(cast.actor(who), phase=phase(opened_round, "self_scoring"), reason=WHY, now=NOW)
