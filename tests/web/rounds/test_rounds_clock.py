"""The clock of rounds: to the second, once however many clocks there are, extensions respected."""

from datetime import datetime, timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from little_province import COMMUNE, CONSTRUCTION, IS_SQLITE, Cast, agency
from sample_round import NOW, advance, begin_round, card_of, item_of, open_for, phases_from

from caicach.web.audit.models import Event
from caicach.web.jobs.queue import enqueue
from caicach.web.jobs.worker import run_waiting
from caicach.web.monitoring.models import IndicatorFigure
from caicach.web.rounds.actions.entries import enter
from caicach.web.rounds.actions.phases import extend, skip_phase
from caicach.web.rounds.clock import turn_round, turn_rounds
from caicach.web.rounds.models import Card, Filling, Round, Tally
from caicach.web.rounds.refusals import StageLockedError

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
WEEK = timedelta(days=7)
CLOSES = NOW + WEEK
"""When self-scoring closes and the head's approval opens."""


def states(scored: Round) -> list[str]:
    """Return the phases that are not waiting, with their states."""
    rows = scored.phases.exclude(state="waiting").values_list("kind", "state")
    return [f"{kind} {state}" for kind, state in rows]


def give_more_time(cast: Cast, scored: Round, until: datetime) -> None:
    phase = scored.phases.select_related("round").get(kind="self_scoring")
    extend(
        cast.actor("standing_body"),
        phase=phase,
        agencies=[agency(CONSTRUCTION)],
        until=until,
        reason="Mất điện diện rộng",
        now=NOW,
    )


def test_a_phase_is_open_to_the_last_second(opened_round: Round) -> None:
    assert turn_rounds(CLOSES - SECOND) == 0
    assert states(opened_round) == ["self_scoring open"]
    assert turn_rounds(CLOSES) == 2
    assert states(opened_round) == ["self_scoring closed", "head_approval open"]
    assert not opened_round.cards.filter(self_open=True).exists()


def test_a_clock_that_stood_still_makes_up_for_it_in_order(opened_round: Round) -> None:
    assert turn_rounds(NOW + 2 * WEEK + SECOND) == 4
    run_waiting("test")
    assert states(opened_round)[-1] == "appraisal_1 open"
    verbs = list(Event.objects.order_by("number").values_list("verb", "after__phase"))[-4:]
    assert verbs == [
        ("rounds.phase_closed", "self_scoring"),
        ("rounds.phase_opened", "head_approval"),
        ("rounds.phase_closed", "head_approval"),
        ("rounds.phase_opened", "appraisal_1"),
    ]
    assert Tally.objects.filter(stage="appraised_1").count() == 3


def test_turning_again_does_nothing_more(opened_round: Round) -> None:
    turn_rounds(CLOSES)
    events = Event.objects.count()
    assert turn_rounds(CLOSES) == 0
    assert turn_rounds(CLOSES + SECOND) == 0
    assert Event.objects.count() == events


def test_what_the_clock_did_is_nobodys(opened_round: Round) -> None:
    turn_rounds(CLOSES)
    event = Event.objects.filter(verb="rounds.phase_closed").get()
    assert (event.person_id, event.name, event.reason) == (None, "rounds.turn", "")


def test_more_time_holds_to_its_own_second(opened_round: Round, cast: Cast) -> None:
    until = CLOSES + timedelta(hours=1)
    give_more_time(cast, opened_round, until)
    turn_rounds(CLOSES)
    assert card_of(opened_round, CONSTRUCTION).self_open
    assert not card_of(opened_round, COMMUNE).self_open
    turn_rounds(until - SECOND)
    assert card_of(opened_round, CONSTRUCTION).self_open
    turn_rounds(until)
    assert not card_of(opened_round, CONSTRUCTION).self_open


def test_what_an_extended_agency_types_is_in_the_next_stage_once_its_time_is_over(
    opened_round: Round, cast: Cast
) -> None:
    until = NOW + 2 * WEEK + timedelta(hours=1)
    give_more_time(cast, opened_round, until)
    turn_rounds(NOW + 2 * WEEK)
    run_waiting("test")
    card, item = card_of(opened_round, CONSTRUCTION), item_of(opened_round, "1.2")
    enter(cast.actor("focal_officer"), card=card, item=item, typed={"value": "50"}, now=NOW)
    turn_rounds(until)
    run_waiting("test")
    assert Tally.objects.get(card=card, stage="appraised_1").points == 2


def known(cast: Cast) -> Round:
    """Return an opened round with a known figure of a department and one of the commune."""
    made = begin_round(cast)
    for code in (CONSTRUCTION, COMMUNE):
        put_figure(code, 97)
    return open_for(cast, made)


def put_figure(code: str, numerator: int) -> None:
    IndicatorFigure.objects.update_or_create(
        indicator="on_time_share",
        agency=agency(code),
        period="2026",
        defaults={"numerator": numerator, "denominator": 100, "facts_version": 5},
    )


def test_known_figures_are_pinned_when_their_card_closes(cast: Cast) -> None:
    scored = known(cast)
    until = CLOSES + timedelta(hours=1)
    give_more_time(cast, scored, until)
    turn_rounds(CLOSES)
    pinned = dict(Filling.objects.values_list("card__agency__code", "pinned_at"))
    assert pinned == {CONSTRUCTION: None, COMMUNE: CLOSES}
    turn_rounds(until)
    assert Filling.objects.get(card__agency__code=CONSTRUCTION).pinned_at == until


def test_figures_of_a_survey_are_not_pinned_by_the_clock(cast: Cast) -> None:
    scored = known(cast)
    Filling.objects.filter(card__agency__code=COMMUNE).update(source_kind="survey")
    turn_round(scored.pk, CLOSES)
    assert Filling.objects.get(card__agency__code=COMMUNE).pinned_at is None


def test_known_figures_come_in_again_while_agencies_score_themselves(cast: Cast) -> None:
    scored = known(cast)
    put_figure(CONSTRUCTION, 99)
    other = Tally.objects.get(card__agency__code=COMMUNE)
    enqueue("rounds.refresh", unique_key="rounds.refresh")
    run_waiting("test")
    assert Tally.objects.get(card__agency__code=CONSTRUCTION).points == 6
    assert Tally.objects.get(card__agency__code=COMMUNE).at == other.at
    turn_rounds(CLOSES)
    put_figure(CONSTRUCTION, 10)
    enqueue("rounds.refresh", unique_key="rounds.refresh")
    run_waiting("test")
    figure = Filling.objects.get(card__agency__code=CONSTRUCTION)
    assert figure.given["numerator"] == "99"
    assert scored.cards.count() == 3


def test_publication_is_not_closed_by_the_clock(opened_round: Round, cast: Cast) -> None:
    scored = advance(cast, opened_round, "publication")
    assert turn_rounds(NOW + 100 * WEEK) == 0
    Round.objects.filter(pk=scored.pk).update(state=Round.State.PUBLISHED)
    assert turn_rounds(NOW + 100 * WEEK) == 3
    assert states(scored)[-1] == "complaints closed"


def test_rounds_that_are_prepared_or_cancelled_are_left_alone(
    opened_round: Round, cast: Cast
) -> None:
    begin_round(cast, name="Đợt đang chuẩn bị")
    Round.objects.filter(pk=opened_round.pk).update(state=Round.State.CANCELLED)
    assert turn_rounds(NOW + 100 * WEEK) == 0


def test_self_scoring_opens_at_its_hour_where_the_round_was_opened_before(cast: Cast) -> None:
    later = NOW + timedelta(days=365)
    made = begin_round(cast, phases=phases_from(later))
    open_job(made)
    assert not made.cards.filter(self_open=True).exists()
    assert turn_rounds(later - SECOND) == 0
    assert turn_rounds(later) == 1
    assert made.cards.filter(self_open=True).count() == 3


def open_job(made: Round) -> None:
    Round.objects.filter(pk=made.pk).update(state=Round.State.OPENING)
    enqueue("rounds.open", {"number": made.pk, "at_once": False})
    run_waiting("test")


def test_an_ended_card_stays_locked_whatever_opens(opened_round: Round, cast: Cast) -> None:
    card = card_of(opened_round, COMMUNE)
    Card.objects.filter(pk=card.pk).update(
        state=Card.State.ENDED, ended_on=NOW.date(), reason="Sáp nhập", self_open=False
    )
    turn_rounds(NOW + 2 * WEEK)
    assert not card_of(opened_round, COMMUNE).appraised_1_open


def test_a_skipped_phase_is_not_opened(opened_round: Round, cast: Cast) -> None:
    turn_rounds(CLOSES - SECOND)
    opened_round.phases.filter(kind="self_scoring").update(state="closed", closed_at=NOW)
    phase = opened_round.phases.select_related("round").get(kind="head_approval")
    skip_phase(cast.actor("standing_body"), phase=phase, reason="Không cần", now=NOW)
    turn_rounds(NOW + 2 * WEEK)
    assert states(opened_round)[1:] == ["head_approval skipped", "appraisal_1 open"]


def test_typing_into_a_card_the_clock_has_just_closed_is_kept_as_a_note(
    opened_round: Round, cast: Cast
) -> None:
    card, item = card_of(opened_round, CONSTRUCTION), item_of(opened_round, "1.2")
    turn_rounds(CLOSES)
    with pytest.raises(StageLockedError) as refused:
        enter(cast.actor("focal_officer"), card=card, item=item, typed={"value": "50"}, now=CLOSES)
    assert refused.value.kept


@pytest.mark.skipif(IS_SQLITE, reason="a database in memory has one writer, which does not wait")
@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_turn_each_phase_once(opened_round: Round) -> None:
    counts: list[int] = []
    failed: list[Any] = []

    def turn() -> None:
        try:
            counts.append(turn_rounds(CLOSES))
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    clocks = [Thread(target=turn) for _each in range(2)]
    for each in clocks:
        each.start()
    for each in clocks:
        each.join()
    assert failed == []
    assert sorted(counts) == [0, 2]
    assert Event.objects.filter(verb="rounds.phase_closed").count() == 1
