"""Which points are written when, and what may follow a phase."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from round_made import at, phase

from caicach.core.rounds import (
    REQUIRED,
    Move,
    MoveKind,
    PhaseKind,
    PhaseState,
    Stage,
    move,
    next_moves,
    stage_before,
    stage_written_in,
    stages_of,
    timed_move,
)

ORDER = list(PhaseKind)
WAITING = dict.fromkeys(PhaseKind, PhaseState.WAITING)
SHORT = ("self_scoring", "appraisal_1", "council", "publication")


def states(**named: str) -> dict[PhaseKind, PhaseState]:
    return {**WAITING, **{PhaseKind(kind): PhaseState(state) for kind, state in named.items()}}


def test_points_are_written_in_four_phases_and_in_no_other() -> None:
    written = {kind: stage_written_in(kind) for kind in PhaseKind if stage_written_in(kind)}
    assert list(written.values()) == list(Stage)
    assert stage_written_in(PhaseKind.EXPLANATION) is None
    assert stage_written_in(PhaseKind.COMPLAINTS) is None


def test_a_stage_starts_from_the_one_before_it_in_this_round() -> None:
    assert stage_before(Stage.SELF, ORDER) is None
    assert stage_before(Stage.FINAL, ORDER) is Stage.APPRAISED_2
    short = [PhaseKind(each) for each in SHORT]
    assert stages_of(short) == [Stage.SELF, Stage.APPRAISED_1, Stage.FINAL]
    assert stage_before(Stage.FINAL, short) is Stage.APPRAISED_1


def test_the_first_phase_may_be_opened_or_skipped_when_it_is_not_required() -> None:
    assert next_moves(WAITING) == [
        Move(MoveKind.OPEN, PhaseKind.PREPARATION),
        Move(MoveKind.SKIP, PhaseKind.PREPARATION),
    ]


@pytest.mark.parametrize("kind", sorted(REQUIRED))
def test_what_is_required_is_never_skipped(kind: PhaseKind) -> None:
    before = {each.value: "closed" for each in ORDER[: ORDER.index(kind)]}
    kinds = {each.kind for each in next_moves(states(**before)) if each.phase == kind}
    assert kinds == {MoveKind.OPEN}


def test_while_a_phase_is_open_the_next_is_not_opened() -> None:
    found = next_moves(states(preparation="closed", self_scoring="open"))
    assert found[0] == Move(MoveKind.CLOSE, PhaseKind.SELF_SCORING)
    assert MoveKind.OPEN not in {each.kind for each in found}


def test_reopening_undoes_what_was_built_on_the_phase_and_needs_a_reason() -> None:
    now = states(
        preparation="skipped", self_scoring="closed", head_approval="closed", appraisal_1="open"
    )
    reopened = next(each for each in next_moves(now) if each.phase is PhaseKind.SELF_SCORING)
    assert reopened.kind is MoveKind.REOPEN
    assert reopened.needs_reason
    assert reopened.undoes == (PhaseKind.HEAD_APPROVAL, PhaseKind.APPRAISAL_1)
    after = move(now, reopened)
    assert after[PhaseKind.SELF_SCORING] is PhaseState.OPEN
    assert after[PhaseKind.APPRAISAL_1] is PhaseState.WAITING
    assert after[PhaseKind.PREPARATION] is PhaseState.SKIPPED


def test_a_phase_that_was_skipped_can_still_be_held() -> None:
    now = states(preparation="skipped")
    assert Move(MoveKind.REOPEN, PhaseKind.PREPARATION) in next_moves(now)


def test_after_a_publication_only_complaints_are_reopened() -> None:
    now = dict.fromkeys(PhaseKind, PhaseState.CLOSED)
    assert {each.phase for each in next_moves(now)} == set(PhaseKind)
    assert next_moves(now, is_published=True) == [Move(MoveKind.REOPEN, PhaseKind.COMPLAINTS)]


@settings(max_examples=150, deadline=None)
@given(st.sets(st.sampled_from(ORDER)), st.lists(st.integers(0, 30), max_size=40))
def test_whatever_is_done_at_most_one_phase_is_open_and_none_overtakes_another(left_out, picks):
    now = {kind: PhaseState.WAITING for kind in ORDER if kind in REQUIRED or kind not in left_out}
    for pick in picks:
        offered = next_moves(now)
        if not offered:
            break
        now = move(now, offered[pick % len(offered)])
        in_order = [now[kind] for kind in ORDER if kind in now]
        assert in_order.count(PhaseState.OPEN) <= 1
        reached = [state is not PhaseState.WAITING for state in in_order]
        assert reached == sorted(reached, reverse=True)
        assert all(now[kind] is not PhaseState.SKIPPED for kind in REQUIRED)


PLANS = (
    phase("self_scoring", "2026-12-01 00:00", "2026-12-31 17:00"),
    phase("appraisal_1", "2027-01-01 00:00", "2027-01-29 17:00"),
    phase("council", "2027-02-01 00:00", "2027-03-05 17:00"),
)


def play(now: str) -> dict[str, str]:
    """Let the clock do all it can at `now`."""
    found = {plan.kind: PhaseState.WAITING for plan in PLANS}
    while made := timed_move(PLANS, found, at(now)):
        found = move(found, made)
    return {kind.value: state.value for kind, state in found.items()}


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-30 23:59", ("waiting", "waiting", "waiting")),
        ("2026-12-01 00:00", ("open", "waiting", "waiting")),
        ("2026-12-31 16:59", ("open", "waiting", "waiting")),
        ("2026-12-31 17:00", ("closed", "waiting", "waiting")),
        ("2027-01-01 00:00", ("closed", "open", "waiting")),
        ("2027-06-01 00:00", ("closed", "closed", "closed")),
    ],
)
def test_the_clock_opens_and_closes_and_catches_up_after_a_pause(now, expected) -> None:
    assert tuple(play(now).values()) == expected


def test_the_clock_never_skips_nor_reopens() -> None:
    now = {plan.kind: PhaseState.CLOSED for plan in PLANS}
    assert timed_move(PLANS, now, at("2027-06-01")) is None


def test_a_phase_without_a_plan_waits_for_a_person() -> None:
    assert timed_move(PLANS[1:], states(preparation="closed"), at("2027-06-01")) is None


def test_stages_and_states_are_called_by_name_in_both_languages() -> None:
    for each in (*Stage, *PhaseState):
        assert each.label("vi") != each.label("en")
