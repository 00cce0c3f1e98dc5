"""What happens and what falls due, told to those it concerns, once."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.utils import timezone
from tests.web.boards.conftest import Field

from caicach.web.accounts.actions.posts import PostPlan, give_post
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.monitoring.models import StateChange
from caicach.web.notices.happenings.changes import read_changes
from caicach.web.notices.happenings.days import step_of, tell_of_days
from caicach.web.notices.happenings.figure_days import tell_of_figures
from caicach.web.notices.happenings.reading import read_events
from caicach.web.notices.models import Bookmark, Notice
from caicach.web.plans.actions.figures import approve_figure, return_figure
from caicach.web.plans.actions.turns import (
    accept_turn,
    cancel_turn,
    postpone_turn,
    return_turn,
    submit_turn,
)
from caicach.web.plans.models import Plan

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture
def field(cast: Any) -> Field:
    return Field()


def told(role_or_kind: str = "") -> list[tuple[str, str]]:
    """Return who was told what kind, and empty the lists."""
    read_events(timezone.now())
    rows = list(Notice.objects.values_list("person__email", "kind"))
    Notice.objects.all().delete()
    return sorted((email.partition("@")[0], kind) for email, kind in rows)


def test_a_result_goes_to_the_standing_body_and_back_to_the_agency(cast: Any, field: Any) -> None:
    turn = field.turn(field.task(field.plan()), 5)
    now = timezone.now()
    submit_turn(cast.actor("focal_officer"), turn=turn, text="Xong", now=now)
    assert told() == [("standing_body", "task_submitted")]
    return_turn(cast.actor("standing_body"), turn=turn, reason="Thiếu chữ ký", now=now)
    agency = ["agency_head", "focal_officer"]
    assert told() == [(who, "task_returned") for who in agency]
    submit_turn(cast.actor("focal_officer"), turn=turn, text="Đã ký", now=now)
    accept_turn(cast.actor("standing_body"), turn=turn, now=now)
    assert told() == [
        *((who, "task_accepted") for who in agency[:1]),
        ("focal_officer", "task_accepted"),
        ("standing_body", "task_submitted"),
    ]


def test_a_returned_result_says_why_and_by_when(cast: Any, field: Any) -> None:
    turn = field.sent(field.task(field.plan(), "Rà soát"), 5, timezone.now())
    actor = cast.actor("standing_body")
    return_turn(actor, turn=turn, reason="Thiếu chữ ký", now=timezone.now())
    read_events(timezone.now())
    notice = Notice.objects.get(person=cast["focal_officer"])
    assert notice.title == "Kết quả nhiệm vụ 1 Rà soát bị trả lại"
    assert "Thiếu chữ ký" in notice.body
    assert notice.address == f"/plans/turns/{turn.pk}/"
    assert notice.due == turn.due_on


def test_whoever_does_something_is_not_told_of_it(cast: Any, field: Any) -> None:
    turn = field.turn(field.task(field.plan()), 5)
    head = cast.actor("agency_head")
    now = timezone.now()
    postpone_turn(head, turn=turn, due_on=turn.due_on + timedelta(9), reason="Chờ vốn", now=now)
    cancel_turn(head, turn=turn, reason="Đã có việc khác", now=now)
    assert told() == [("focal_officer", "task_changed")] * 2


def test_figures_are_told_to_who_approves_and_to_who_sent_them(cast: Any, field: Any) -> None:
    target, head = field.target(field.plan()), cast.actor("agency_head")
    for act, kind in ((approve_figure, "report_approved"), (return_figure, "report_returned")):
        report = field.report(target, person=cast["focal_officer"])
        with transaction.atomic():
            record(cast.actor("focal_officer"), "plans.figure_reported", report)
        assert told() == [("agency_head", "report_sent")]
        more = {"reason": "Thiếu biên bản"} if act is return_figure else {}
        act(head, report=report, now=timezone.now(), **more)
        assert told() == [("focal_officer", kind)]


def test_the_standing_body_is_told_of_figures_where_there_is_no_head(cast: Any, field: Any) -> None:
    report = field.report(field.target(field.plan("H99.101")))
    with transaction.atomic():
        record(cast.actor("commune"), "plans.figure_reported", report)
    assert told() == [("standing_body", "report_sent")]


def test_agencies_are_told_of_what_is_handed_down_to_them(cast: Any, field: Any) -> None:
    plan = field.plan("H99")
    Plan.objects.filter(pk=field.plan("H99.101").pk).update(parent=plan)
    after = {"agencies": ["H99.101", "H99.102"], "targets": ["1", "2"], "tasks": []}
    with transaction.atomic():
        record(cast.actor("standing_body"), "plans.plan_cascaded", plan, after=after)
    read_events(timezone.now())
    notice = Notice.objects.get()
    assert notice.person == cast["commune"]
    assert notice.title == "Xã Bình An được giao 2 chỉ tiêu, 0 nhiệm vụ"


def test_a_person_is_told_of_a_new_post(cast: Any) -> None:
    plan = PostPlan("inspector", "H99", date(2026, 1, 1))
    give_post(cast.actor("administrator"), cast["stranger"], plan)
    read_events(timezone.now())
    notice = Notice.objects.get()
    assert notice.person == cast["stranger"]
    assert notice.title == "Bạn là Công chức kiểm tra tại Tỉnh mẫu Nam Hà từ ngày 01/01/2026"


def test_events_are_read_once_and_one_that_cannot_be_told_stops_no_other(
    cast: Any, field: Any
) -> None:
    plan = field.plan("H99")
    with transaction.atomic():
        record(Actor.system("test"), "plans.plan_cascaded", plan, after={"targets": []})
        turn = field.sent(field.task(field.plan()), 5, timezone.now())
        record(cast.actor("focal_officer"), "plans.turn_submitted", turn)
    assert read_events(timezone.now()) == 2
    assert read_events(timezone.now()) == 0
    assert Notice.objects.count() == 1
    Bookmark.objects.update(number=0)  # as if the mark had been lost
    read_events(timezone.now())
    assert Notice.objects.count() == 1


def test_a_reading_that_dies_tells_nothing_and_the_next_tells_all(
    cast: Any, field: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = [field.sent(field.task(field.plan()), 5, timezone.now()) for _ in range(3)]
    with transaction.atomic():
        for turn in turns:
            record(cast.actor("focal_officer"), "plans.turn_submitted", turn)

    class Killed(BaseException):
        """Stands for kill -9."""

    def die(*_given: Any, **_more: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Bookmark, "save", die)
        with pytest.raises(Killed):
            read_events(timezone.now())
    assert Notice.objects.count() == 0
    read_events(timezone.now())
    assert Notice.objects.filter(person=cast["standing_body"]).count() == 3


@pytest.mark.parametrize(
    ("left", "step"), [(8, None), (7, 7), (4, 7), (3, 3), (2, 3), (1, 1), (0, 1), (-1, None)]
)
def test_the_step_before_a_deadline(left: int, step: int | None) -> None:
    today = date(2026, 12, 31)
    assert step_of(today + timedelta(days=left), today) == step


def day_of(turn: Any, days: int, hour: int = 5) -> datetime:
    at = datetime.combine(turn.due_on, datetime.min.time(), HANOI)
    return at.replace(hour=hour) + timedelta(days=days)


def test_deadlines_are_told_seven_three_and_one_day_before_and_the_first_day_late(
    cast: Any, field: Any
) -> None:
    turn = field.turn(field.task(field.plan()), 30)
    for days in range(-10, 6):
        for hour in (5, 17):
            tell_of_days(day_of(turn, days, hour))
    officer = Notice.objects.filter(person=cast["focal_officer"]).order_by("at")
    days = [(timezone.localtime(each.at).date() - turn.due_on).days for each in officer]
    assert days == [-7, -3, -1, 1]
    assert [each.kind for each in officer] == ["task_due"] * 3 + ["task_overdue"]
    head = Notice.objects.filter(person=cast["agency_head"])
    assert [each.kind for each in head] == ["task_overdue"]


def test_a_deadline_of_31_december_is_late_from_midnight_in_hanoi(cast: Any, field: Any) -> None:
    turn = field.turn(field.task(field.plan()), 30)
    tell_of_days(day_of(turn, 0).replace(hour=23, minute=59))
    assert {each.kind for each in Notice.objects.all()} == {"task_due"}
    tell_of_days(day_of(turn, 1).replace(hour=0, minute=0))
    assert "task_overdue" in {each.kind for each in Notice.objects.all()}


@pytest.mark.parametrize(
    ("state", "plan_state", "days"),
    [
        ("cancelled", "in_force", 1),
        ("done", "in_force", 1),
        ("submitted", "in_force", 1),
        ("open", "draft", 1),
        ("open", "closed", 1),
        ("open", "in_force", -15),  # no news any more
        ("open", "in_force", 8),
    ],
)
def test_what_needs_nothing_is_not_told(field: Any, state: str, plan_state: str, days: int) -> None:
    task = field.task(field.plan(state=plan_state))
    field.turn(task, days, state, reason="x", submitted_at=timezone.now())
    assert tell_of_days(timezone.now()) == 0


def test_a_postponed_deadline_is_told_anew(cast: Any, field: Any) -> None:
    turn = field.turn(field.task(field.plan()), 1)
    tell_of_days(day_of(turn, -1))
    type(turn).objects.update(due_on=turn.due_on + timedelta(days=10))
    turn.refresh_from_db()
    tell_of_days(day_of(turn, -1))
    assert Notice.objects.filter(person=cast["focal_officer"]).count() == 2


def test_only_a_change_for_the_worse_is_told(cast: Any, field: Any) -> None:
    target, now = field.target(field.plan()), timezone.now()
    for before, after in (
        *(("", "missed"), ("met", "on_track"), ("at_risk", "met"), ("missed", "at_risk")),
        *(("met", "at_risk"), ("at_risk", "missed"), ("no_data", "missed")),
    ):
        StateChange.objects.create(
            target=target,
            agency=target.plan.agency,
            at=now - timedelta(hours=1),
            before=before,
            after=after,
        )
    assert read_changes(now) == 7
    assert read_changes(now) == 0
    assert Notice.objects.filter(person=cast["focal_officer"]).count() == 3


def test_a_figure_to_report_is_told_to_the_officer_until_it_is_sent(cast: Any, field: Any) -> None:
    target = field.target(field.plan(), "Số hội nghị", frequency="yearly:12-20")
    told_on = []
    for days in range(-9, 4):
        now = datetime(field.year, 12, 20, 6, tzinfo=HANOI) + timedelta(days=days)
        before = Notice.objects.count()
        tell_of_figures(now)
        tell_of_figures(now)
        told_on += [days] * (Notice.objects.count() - before)
    assert told_on == [-7, -3, -1, 1]
    assert set(Notice.objects.values_list("person__email", "kind")) == {
        (cast["focal_officer"].email, "report_due")
    }
    assert Notice.objects.last().address == f"/plans/targets/{target.pk}/report/H99.02/"
    Notice.objects.all().delete()
    field.report(target)
    assert tell_of_figures(datetime(field.year, 12, 20, tzinfo=HANOI)) == 0
