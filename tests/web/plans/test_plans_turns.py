"""Turns of tasks: sent, returned, accepted, late, called off, put off; the day of Hà Nội."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from sample_plan import SYSTEM, World, a_task

from caicach.core.targets import Parts
from caicach.web.audit.actor import NotAllowedError
from caicach.web.plans.actions.tasks import add_task, change_task
from caicach.web.plans.actions.turns import (
    accept_turn,
    cancel_turn,
    postpone_turn,
    reopen_turn,
    return_turn,
    submit_turn,
)
from caicach.web.plans.models import Task, Turn
from caicach.web.plans.queries.tasks import due_state, on_time_share, overdue_turns, sent_late
from caicach.web.plans.writing import PlanRefusedError, ReasonMissingError, WrongStateError

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
PDF = b"%PDF-1.7 to trinh"


def send(world: World, at: str, set_clock: Any) -> Turn:
    set_clock(at)
    submit_turn(SYSTEM, turn=world.turn, text="Đã trình", now=timezone.now())
    return world.turn


def test_a_task_that_comes_back_gets_a_turn_for_each_day_in_the_years_of_the_plan(
    world: World,
) -> None:
    values = a_task(number="3", due_on=None, recurrence="quarterly:20")
    task = add_task(SYSTEM, plan=world.plan, values=values)
    days = [turn.due_on for turn in task.turns.all()]
    assert days == [date(2026, month, 20) for month in (3, 6, 9, 12)]


def test_turns_nobody_touched_follow_the_task_and_others_stay(world: World) -> None:
    values = a_task(number="3", due_on=None, recurrence="quarterly:20")
    task = add_task(SYSTEM, plan=world.plan, values=values)
    touched = task.turns.first()
    assert touched
    submit_turn(SYSTEM, turn=touched, text="Xong", now=timezone.now())
    change_task(SYSTEM, task=task, values={"recurrence": "half_yearly"}, seen=task.version)
    days = [turn.due_on for turn in task.turns.all()]
    assert days == [date(2026, 3, 20), date(2026, 6, 30), date(2026, 12, 31)]


def test_a_deadline_before_its_start_is_refused(world: World) -> None:
    values = a_task(number="3", starts_on=date(2026, 10, 10), due_on=date(2026, 10, 9))
    with pytest.raises(PlanRefusedError) as refused:
        add_task(SYSTEM, plan=world.plan, values=values)
    assert [each.code for each in refused.value.issues] == ["task-due-early"]


def test_what_is_sent_on_its_day_is_on_time_whatever_the_reviewer_takes(
    world: World, set_clock: Any
) -> None:
    turn = send(world, "2026-10-09 23:59", set_clock)
    set_clock("2026-11-02 09:00")
    accept_turn(SYSTEM, turn=turn, now=timezone.now())
    assert due_state(world.turn, date(2026, 11, 2)).code == "done"


def test_what_is_sent_a_minute_after_its_day_stays_late(world: World, set_clock: Any) -> None:
    turn = send(world, "2026-10-10 00:00", set_clock)
    accept_turn(SYSTEM, turn=turn, now=timezone.now())
    assert due_state(world.turn, date(2026, 11, 2)).code == "late"
    assert list(sent_late(Turn.objects.all())) == [world.turn]


def test_the_last_minute_of_the_year_in_ha_noi_is_still_that_year(
    world: World, set_clock: Any
) -> None:
    Turn.objects.update(due_on=LAST)
    turn = send(world, "2026-12-31 23:59", set_clock)
    assert turn.submitted_at
    assert turn.submitted_at.utctimetuple().tm_hour == 16  # half a working day earlier in UTC
    assert not sent_late(Turn.objects.all()).exists()


def test_the_first_minute_of_the_new_year_in_ha_noi_is_late_though_utc_is_a_day_behind(
    world: World, set_clock: Any
) -> None:
    Turn.objects.update(due_on=LAST)
    assert not overdue_turns(Turn.objects.all(), LAST).exists()
    turn = send(world, "2027-01-01 00:00", set_clock)
    assert turn.submitted_at
    assert turn.submitted_at.utctimetuple().tm_year == 2026
    assert list(sent_late(Turn.objects.all())) == [turn]


def test_a_returned_update_counts_as_not_done(world: World, set_clock: Any) -> None:
    turn = send(world, "2026-10-09 10:00", set_clock)
    return_turn(SYSTEM, turn=turn, reason="Thiếu phụ lục", now=timezone.now())
    on = date(2026, 10, 12)
    assert due_state(world.turn, on).code == "overdue"
    assert on_time_share(Turn.objects.all(), FIRST, LAST, on) == Parts(0, 1)
    set_clock("2026-10-13 08:00")
    submit_turn(SYSTEM, turn=world.turn, text="Đã bổ sung", now=timezone.now())
    assert due_state(world.turn, date(2026, 10, 14)).code == "late"


def test_what_is_added_to_a_result_that_waits_leaves_its_time_alone(
    world: World, set_clock: Any
) -> None:
    send(world, "2026-10-09 10:00", set_clock)
    turn = send(world, "2026-10-12 10:00", set_clock)
    assert due_state(turn, date(2026, 10, 12)).code == "sent"
    assert turn.updates.count() == 2


def test_a_postponed_turn_keeps_its_first_deadline(world: World) -> None:
    later, now = date(2026, 10, 30), timezone.now()
    postpone_turn(SYSTEM, turn=world.turn, due_on=later, reason="Chờ nghị định", now=now)
    assert (world.turn.first_due_on, world.turn.due_on) == (date(2026, 10, 9), later)


@pytest.mark.parametrize("day", [date(2026, 10, 8), date(2026, 10, 9)])
def test_a_deadline_is_put_off_to_a_later_day_only(day: date, world: World) -> None:
    with pytest.raises(PlanRefusedError):
        postpone_turn(SYSTEM, turn=world.turn, due_on=day, reason="x", now=timezone.now())


def test_nothing_is_returned_or_called_off_without_a_reason(world: World) -> None:
    submit_turn(SYSTEM, turn=world.turn, text="Xong", now=timezone.now())
    for action in (return_turn, cancel_turn, reopen_turn):
        with pytest.raises(ReasonMissingError):
            action(SYSTEM, turn=world.turn, reason="  ", now=timezone.now())


def test_a_turn_that_was_called_off_counts_nowhere_until_it_is_taken_up_again(
    world: World,
) -> None:
    cancel_turn(SYSTEM, turn=world.turn, reason="Bỏ theo QĐ 12", now=timezone.now())
    on = date(2026, 12, 31)
    assert on_time_share(Turn.objects.all(), FIRST, LAST, on) == Parts(0, 0)
    reopen_turn(SYSTEM, turn=world.turn, reason="Giao lại", now=timezone.now())
    assert on_time_share(Turn.objects.all(), FIRST, LAST, on) == Parts(0, 1)


def test_two_reviewers_cannot_both_decide(world: World) -> None:
    submit_turn(SYSTEM, turn=world.turn, text="Xong", now=timezone.now())
    first, second = world.turn, world.turn
    return_turn(SYSTEM, turn=first, reason="Thiếu", now=timezone.now())
    with pytest.raises(WrongStateError):
        accept_turn(SYSTEM, turn=second, now=timezone.now())


REVIEW = {"standing_body": True, "focal_officer": False, "agency_head": False, "leader": False}


@pytest.mark.parametrize("role", REVIEW)
def test_nobody_reviews_what_their_own_agency_sent(role: str, cast: Any, world: World) -> None:
    submit_turn(SYSTEM, turn=world.turn, text="Xong", now=timezone.now())
    if REVIEW[role]:
        accept_turn(cast.actor(role), turn=world.turn, now=timezone.now())
        return
    with pytest.raises(NotAllowedError):
        return_turn(cast.actor(role), turn=world.turn, reason="x", now=timezone.now())


@pytest.mark.parametrize("role", ["commune", "standing_body", "leader", "stranger"])
def test_nobody_tells_the_result_for_the_owner(role: str, cast: Any, world: World) -> None:
    with pytest.raises(NotAllowedError):
        submit_turn(cast.actor(role), turn=world.turn, text="x", now=timezone.now())


def test_a_co_owner_may_tell_the_result(cast: Any, world: World) -> None:
    world.task.co_owners.add(cast["commune"].posts.get().agency)
    submit_turn(cast.actor("commune"), turn=world.turn, text="Xong", now=timezone.now())
    assert world.turn.state == "submitted"


def test_a_result_is_sent_with_a_file_that_its_reviewer_opens(cast: Any, world: World) -> None:
    officer, address = (
        cast.client("focal_officer"),
        reverse("plans:turn-submit", args=[world.turn.pk]),
    )
    file = SimpleUploadedFile("Tờ trình 12.pdf", PDF)
    answer = officer.post(address, {"text": "Đã trình", "file": file})
    assert answer.status_code == 302, answer.content.decode()
    update = world.turn.updates.get()
    download = cast.client("standing_body").get(reverse("plans:update-file", args=[update.pk]))
    assert b"".join(download.streaming_content) == PDF
    assert download["Content-Disposition"].startswith("attachment")
    assert download["X-Content-Type-Options"] == "nosniff"
    stranger = cast.client("stranger").get(reverse("plans:update-file", args=[update.pk]))
    assert stranger.status_code == 403


def test_a_file_that_is_not_what_its_name_says_is_refused_at_its_field(
    cast: Any, world: World
) -> None:
    file = SimpleUploadedFile("to-trinh.pdf", b"MZ\x90\x00 a program")
    address = reverse("plans:turn-submit", args=[world.turn.pk])
    answer = cast.client("focal_officer").post(address, {"text": "Đã trình", "file": file})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["file"])
    assert world.turn.state == "open"


@pytest.mark.parametrize("link", ["http://a.example/x", "javascript:alert(1)", "ftp://a.example"])
def test_a_link_that_is_not_https_is_refused(link: str, cast: Any, world: World) -> None:
    address = reverse("plans:turn-submit", args=[world.turn.pk])
    answer = cast.client("focal_officer").post(address, {"text": "Đã trình", "link": link})
    assert list(answer.context["form"].errors) == ["link"]


@pytest.mark.parametrize("step", ["return", "accept", "cancel", "reopen"])
def test_buttons_refuse_who_may_not_press_them(step: str, cast: Any, world: World) -> None:
    address = reverse("plans:turn-step", args=[world.turn.pk, step])
    answer = cast.client("commune").post(address, {"reason": "x"})
    assert answer.status_code == 403
    assert Task.objects.get().turns.get().state == "open"


def test_the_page_says_which_share_was_done_on_time(cast: Any, world: World) -> None:
    page = cast.client("leader").get(reverse("plans:tasks", args=[world.plan.pk]))
    assert page.context["on_time"] == Parts(0, 1)
    assert "0 trong 1 lượt" in page.content.decode()
