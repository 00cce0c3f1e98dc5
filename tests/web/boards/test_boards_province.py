"""The boards of the province and of an agency: counts, order, sorting, export, and their cost."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from caicach.web.boards.lines import Line, agency_lines, area_lines, block_lines
from caicach.web.boards.standings import got_worse, standing_tally
from caicach.web.boards.tasks import TaskCounts, task_counts, turn_tally
from caicach.web.monitoring.models import StandingRow, StateChange
from caicach.web.plans.models import Assignment, Turn
from caicach.web.plans.queries.tasks import on_time_share
from caicach.web.register.queries import tree_on

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def test_nothing_known_is_no_share_and_not_zero() -> None:
    line = Line("x", "X", Counter(no_data=3))
    assert (line.targets, line.known, line.good_share) == (3, 0, None)
    assert TaskCounts().share is None
    assert Line("x", "X", Counter(missed=3)).good_share == 0


def test_targets_are_counted_by_area_block_and_agency(field: Any) -> None:
    for code, states in (("H99.02", ("missed", "met")), ("H99.101", ("at_risk", "no_data"))):
        plan = field.plan(code)
        for number, state in enumerate(states):
            area = ("steering", "impact")[number]
            field.standing(field.target(plan, state, area=area), state)
    agencies = agency_lines(standing_tally(None).by_agency, {}, tree_on(field.today))
    assert [line.key for line in agencies] == ["H99.02", "H99.101"]  # what is worst first
    blocks = {line.key: dict(line.states) for line in block_lines(agencies)}
    assert blocks == {
        "departments": {"missed": 1, "met": 1},
        "communes": {"at_risk": 1, "no_data": 1},
    }
    areas = {line.key: dict(line.states) for line in area_lines(standing_tally(None).by_area, {})}
    assert areas == {
        "steering": {"missed": 1, "at_risk": 1},
        "impact": {"met": 1, "no_data": 1},
    }


def test_plans_not_in_force_count_nowhere(field: Any) -> None:
    plan = field.plan(state="closed")
    field.standing(field.target(plan), "missed")
    field.turn(field.task(plan), -3)
    assert standing_tally(None).pairs == {}
    assert turn_tally(None, field.today).pairs == {}


def test_tasks_are_counted_as_the_plans_count_them(field: Any) -> None:
    plan, today = field.plan(), field.today
    late_evening = datetime(today.year, today.month, today.day, 23, 59, tzinfo=HANOI)
    due = late_evening - timedelta(days=10)
    task = [field.task(plan, f"Việc {number}") for number in range(8)]
    field.turn(task[0], -3)
    field.turn(task[1], 3)
    field.turn(task[2], 9, "returned", reason="x")
    field.turn(task[3], -9, "returned", reason="x")
    field.turn(task[4], -3, "cancelled", reason="x")
    field.sent(task[5], -10, due)  # 23:59 in Hà Nội is still that day
    field.sent(task[6], -10, due + timedelta(minutes=1))
    field.sent(task[7], -10, due, "done")
    counts = task_counts(turn_tally(None, today).by_agency)["H99.02"]
    assert counts == TaskCounts(overdue=2, returned=2, sent=2, done=1, to_come=2, on_time=2, late=3)
    year = (today.replace(month=1, day=1), today.replace(month=12, day=31))
    share = on_time_share(Turn.objects.all(), *year, today)
    assert (counts.on_time, counts.settled) == (share.numerator, share.denominator)


def test_the_board_filters_by_block_sorts_and_exports(cast: Any, page: Any, field: Any) -> None:
    for code, state in (("H99.02", "missed"), ("H99.101", "met"), ("H99.102", "at_risk")):
        field.standing(field.target(field.plan(code)), state)
    text = page("leader", "/board/?block=communes")
    table = text[text.rindex("<table") :]
    assert "Xã Bình An" in table
    assert "Sở Xây dựng" not in table
    client = cast.client("leader")
    lines = client.get("/board/?export=csv&sort=-met").content.decode("utf-8-sig").splitlines()
    assert lines[1].startswith("Xã Bình An,H99.101,")
    assert len(lines) == 4
    assert client.get("/board/?export=xlsx").content[:2] == b"PK"
    assert client.get("/board/?on=2020-01-01").status_code == 200
    assert client.get("/board/?sort=nothing&page=99").status_code == 200


def test_an_agency_shows_its_targets_by_state_its_people_and_what_is_below(
    cast: Any, page: Any, field: Any
) -> None:
    plan = field.plan("H99.02")
    field.standing(field.target(plan, "Số hóa"), "missed")
    field.standing(field.target(plan, "Đúng hạn"), "met")
    text = page("focal_officer", "/board/H99.02/")
    assert "Trong 2 chỉ tiêu: 1 không đạt" in text
    assert "Phòng Quản lý nhà" in text
    assert cast["agency_head"].full_name in text
    only = page("focal_officer", "/board/H99.02/?state=missed")
    listed = only[only.index('id="targets"') : only.index('id="tasks"')]
    assert "Số hóa" in listed
    assert "Đúng hạn" not in listed


def taken_over(field: Any, **more: Any) -> Any:
    """A target of the province that the department is measured at and took into its own plan."""
    above = field.target(field.plan("H99", "Kế hoạch của tỉnh"), "Đúng hạn")
    Assignment.objects.create(target=above, agency=field.agency("H99.02"))
    field.standing(above, "missed", "H99.02")
    own = field.target(field.plan("H99.02", "Kế hoạch của sở", **more), "Đúng hạn", parent=above)
    field.standing(own, "at_risk")
    return own


def listed(text: str) -> str:
    return text[text.index('id="targets"') : text.index('id="tasks"')]


def test_a_target_taken_over_is_told_once_with_the_way_to_the_one_above(
    page: Any, field: Any
) -> None:
    own = taken_over(field)
    text = page("focal_officer", "/board/H99.02/")
    assert "Trong 1 chỉ tiêu: 0 không đạt, 1 có nguy cơ" in text
    assert f'href="/monitoring/{own.pk}/H99.02/"' in listed(text)
    assert "Kế hoạch của sở" in listed(text)
    assert "Kế hoạch của tỉnh" not in listed(text)
    assert f'<a href="/monitoring/{own.parent.pk}/H99.02/">chỉ tiêu cấp trên</a>' in listed(text)
    assert standing_tally(["H99.02"]).by_agency["H99.02"] == {"at_risk": 1}


def test_a_target_above_not_measured_here_is_shown_on_the_page_of_its_plan(
    page: Any, field: Any
) -> None:
    own = taken_over(field)
    StandingRow.objects.filter(target=own.parent).delete()
    text = page("focal_officer", "/board/H99.02/")
    assert f'<a href="/plans/targets/{own.parent.pk}/">chỉ tiêu cấp trên</a>' in listed(text)


def test_a_target_taken_into_a_draft_is_told_as_that_of_the_plan_above(
    page: Any, field: Any
) -> None:
    taken_over(field, state="draft")
    text = page("focal_officer", "/board/H99.02/")
    assert "Trong 1 chỉ tiêu: 1 không đạt" in text
    assert "Kế hoạch của tỉnh" in listed(text)


def test_a_target_that_another_agency_took_over_stays_with_this_one(field: Any) -> None:
    own = taken_over(field)
    field.standing(own.parent, "met", "H99.101")
    assert standing_tally(["H99.101"]).by_agency["H99.101"] == {"met": 1}


def test_what_got_worse_is_told_once_for_a_target_taken_over(field: Any) -> None:
    own = taken_over(field)
    for target in (own, own.parent):
        StateChange.objects.create(
            target=target,
            agency=field.agency("H99.02"),
            at=timezone.now(),
            before="met",
            after="missed",
        )
    assert [each.target for each in got_worse(["H99.02"], timezone.now())] == [own]


def test_what_got_worse_is_told_for_a_month(page: Any, field: Any) -> None:
    target = field.target(field.plan(), "Số hóa")
    now = timezone.now()
    for days, before, after in ((5, "met", "missed"), (40, "met", "at_risk"), (2, "missed", "met")):
        StateChange.objects.create(
            target=target,
            agency=target.plan.agency,
            at=now - timedelta(days=days),
            before=before,
            after=after,
        )
    text = page("focal_officer", "/board/H99.02/")
    worse = text[text.index('id="worse"') :]
    assert worse.count("/monitoring/") == 1


def test_boards_ask_the_database_no_more_as_the_province_grows_tenfold(
    cast: Any, field: Any, django_assert_max_num_queries: Any
) -> None:
    client = cast.client("leader")
    for size in (2, 20):
        for code in ("H99", "H99.02", "H99.02.01", "H99.101", "H99.102"):
            plan = field.plan(code, title=f"Kế hoạch {size}")
            for number in range(size):
                target = field.target(plan, f"Chỉ tiêu {number}")
                field.standing(target, "missed")
                field.turn(field.task(plan, f"Việc {number}"), -3)
        for address in (
            "/board/",
            "/board/H99/",
            "/board/H99.02/?state=missed",
            "/board/?on=01/08/2026",
        ):
            client.get(address)
            with django_assert_max_num_queries(12):
                assert client.get(address).status_code == 200
