"""My work: what each hat has to do, in order, with the reason and the action beside it."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from little_province import add_person

from caicach.web.accounts.models import Person, Post
from caicach.web.boards.work.item import Urgency, state_words, urgency_of
from caicach.web.jobs.models import Job
from caicach.web.notices.models import Mail
from caicach.web.plans.lateness import days_late

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.mark.parametrize(
    ("due_on", "today", "late"),
    [
        (date(2026, 10, 9), date(2026, 10, 12), 1),  # Friday to Monday
        (date(2026, 10, 9), date(2026, 10, 10), 0),
        (date(2026, 10, 9), date(2026, 10, 9), 0),
        (date(2025, 12, 31), date(2026, 1, 1), 0),  # the first day of the year is off
    ],
)
def test_lateness_is_counted_in_working_days(due_on: date, today: date, late: int) -> None:
    assert days_late(due_on, today) == late


@pytest.mark.parametrize(
    ("days", "words", "urgency"),
    [
        (-3, "Quá hạn 1 ngày làm việc", Urgency.OVERDUE),
        (0, "Hôm nay là hạn", Urgency.DUE),
        (4, "Còn 4 ngày", Urgency.DUE),
    ],
)
def test_a_deadline_says_how_it_stands(days: int, words: str, urgency: Urgency) -> None:
    today = date(2026, 10, 12)
    due_on = today + timedelta(days=days)
    assert state_words(due_on, today) == words
    assert urgency_of(due_on, today) == urgency


def test_an_officer_sees_what_is_late_returned_and_due_in_that_order(page: Any, field: Any) -> None:
    plan = field.plan()
    field.turn(field.task(plan, "Việc sắp đến hạn"), 5)
    field.turn(field.task(plan, "Việc bị trả"), 20, "returned", reason="Thiếu chữ ký")
    field.turn(field.task(plan, "Việc quá hạn"), -20)
    field.turn(field.task(plan, "Việc còn xa"), 30)
    field.turn(field.task(plan, "Việc thôi làm"), -3, "cancelled", reason="Bỏ")
    text = page("focal_officer", "/")
    assert "1 việc quá hạn, 1 việc bị trả lại, 1 việc đến hạn trong 7 ngày tới." in text
    places = [text.index(each) for each in ("Việc quá hạn", "Việc bị trả", "Việc sắp đến hạn")]
    assert places == sorted(places)
    assert "Thiếu chữ ký" in text
    assert "Việc còn xa" not in text
    assert "Việc thôi làm" not in text


def test_a_task_shared_in_is_work_too_and_others_are_not(page: Any, field: Any) -> None:
    plan = field.plan("H99.101")
    shared = field.task(plan, "Việc phối hợp")
    shared.co_owners.add(field.agency("H99.02"))
    field.turn(shared, 2)
    field.turn(field.task(plan, "Việc riêng của xã"), 2)
    assert "Việc phối hợp" in page("focal_officer", "/")
    assert "Việc riêng của xã" not in page("focal_officer", "/")


def test_drafts_and_closed_plans_ask_for_nothing(page: Any, field: Any) -> None:
    for state in ("draft", "closed"):
        field.turn(field.task(field.plan(state=state), f"Việc {state}"), 1)
    text = page("focal_officer", "/")
    assert "Không có việc nào đến hạn trong 7 ngày tới" in text


def test_what_was_sent_waits_for_others(page: Any, field: Any) -> None:
    field.sent(field.task(field.plan(), "Việc đã gửi"), 3, timezone.now())
    text = page("focal_officer", "/")
    assert "Việc đã gửi" in text[text.index("Đang chờ người khác") :]


def test_a_figure_that_was_not_sent_is_owed_until_it_is_sent(page: Any, field: Any) -> None:
    target = field.target(field.plan(), "Số hội nghị", frequency="weekly", source_kind="reported")
    assert "Báo cáo số liệu" in page("focal_officer", "/")
    field.report(target)
    text = page("focal_officer", "/")
    assert "Báo cáo số liệu" not in text
    assert "người đứng đầu duyệt" in text


def test_the_head_approves_what_the_officer_waits_for(page: Any, field: Any) -> None:
    report = field.report(field.target(field.plan(), "Số hội nghị"))
    text = page("agency_head", "/")
    assert "1 việc chờ bạn quyết định" in text
    assert f"/plans/reports/{report.pk}/" in text
    assert "chờ bạn quyết định" not in page("focal_officer", "/")


def test_a_returned_figure_is_work_until_it_is_sent_anew(page: Any, field: Any) -> None:
    target = field.target(field.plan(), "Số hội nghị")
    field.report(target, "returned")
    assert "Thiếu biên bản" in page("focal_officer", "/")
    field.report(target, "sent")
    assert "Thiếu biên bản" not in page("focal_officer", "/")


def test_targets_at_risk_are_those_of_the_own_agency(page: Any, field: Any) -> None:
    field.standing(field.target(field.plan(), "Thanh toán trực tuyến"), "at_risk")
    field.standing(field.target(field.plan("H99.101"), "Số hóa"), "missed")
    field.standing(field.target(field.plan(), "Đúng hạn"), "met")
    text = page("focal_officer", "/")
    assert "Thanh toán trực tuyến" in text
    assert "Số hóa" not in text


def test_the_standing_body_accepts_results_and_sees_who_lags(page: Any, field: Any) -> None:
    plan = field.plan("H99.101")
    sent = field.sent(field.task(plan, "Việc của xã"), 3, timezone.now())
    late = field.plan("H99.102")
    field.turn(field.task(late, "Việc chậm"), -20)
    text = page("standing_body", "/")
    assert "1 việc chờ bạn quyết định" in text
    assert f"/plans/turns/{sent.pk}/" in text
    lagging = text[text.index("Cơ quan cần đôn đốc") :]
    assert "Phường Đông Hải" in lagging
    assert "Chưa có công chức đầu mối" in lagging
    assert "Xã Bình An" not in lagging  # it has an officer, and nothing late


def test_the_standing_body_approves_where_there_is_no_head(page: Any, field: Any) -> None:
    field.report(field.target(field.plan("H99.02"), "Có người đứng đầu"))
    field.report(field.target(field.plan("H99.101"), "Không có người đứng đầu"))
    text = page("standing_body", "/")
    assert "Không có người đứng đầu" in text
    assert "Có người đứng đầu" not in text


def test_a_leader_gets_the_headline_and_the_way_to_the_board(page: Any, field: Any) -> None:
    field.standing(field.target(field.plan("H99.101"), "Số hóa"), "missed")
    text = page("leader", "/")
    assert "1 không đạt" in text
    assert 'href="/board/"' in text
    assert 'href="/board/H99.101/"' in text


def test_an_administrator_gets_what_is_to_be_put_right(cast: Any, page: Any, field: Any) -> None:
    field.standing(field.target(field.plan(), "Số hóa"), "missed")
    Job.objects.create(kind="x", state="failed", not_before=timezone.now())
    Mail.objects.create(
        person=cast["leader"], once="x", subject="s", not_before=timezone.now(), state="failed"
    )
    text = page("administrator", "/")
    assert "1 việc nền không xong, 1 thư chưa gửi được" in text
    assert "Phường Đông Hải" in text  # no focal officer there
    assert "Phòng Quản lý nhà" not in text  # a part works through its department
    assert cast["stranger"].full_name in text
    assert "Số hóa" not in text


def test_somebody_with_several_hats_chooses_one(page: Any, field: Any, cast: Any) -> None:
    Post.objects.create(
        person=cast["focal_officer"], agency=field.agency("H99"), role="administrator"
    )
    assert 'href="?as=administrator"' in page("focal_officer", "/")
    assert "Người chưa có vị trí" in page("focal_officer", "/?as=administrator")
    assert "Cần làm ngay" in page("focal_officer", "/?as=leader")  # a hat not worn


def test_work_is_exported_whole(cast: Any, field: Any) -> None:
    plan = field.plan()
    for number in range(60):
        field.turn(field.task(plan, f"Việc số {number}"), 2)
    client = cast.client("focal_officer")
    lines = client.get("/?export=csv").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 61
    assert lines[0].startswith("Việc,Thuộc,Hạn,Tình trạng")
    assert client.get("/?export=xlsx").content[:2] == b"PK"
    assert client.get("/?page=2&sort=-title").status_code == 200


def test_the_number_of_unread_notices_stands_in_the_frame(cast: Any, page: Any) -> None:
    from caicach.web.notices.actions.telling import Telling, notify
    from caicach.web.notices.kinds import Kind

    telling = Telling(Kind.TASK_DUE, "x", lambda: ("Tiêu đề", ""))
    notify([cast["leader"]], telling, datetime.now(HANOI))
    assert "Thông báo (1)" in page("leader", "/")
    assert "Thông báo (1)" not in page("focal_officer", "/")


def test_no_page_asks_the_database_more_as_work_grows_tenfold(
    cast: Any, field: Any, django_assert_max_num_queries: Any
) -> None:
    clients = {role: cast.client(role) for role in ("focal_officer", "agency_head")}
    clients |= {role: cast.client(role) for role in ("standing_body", "leader", "administrator")}
    plan = field.plan("H99.02")
    for size in (3, 30):
        for number in range(size):
            target = field.target(plan, f"Chỉ tiêu {number}", frequency="monthly")
            field.standing(target, "missed")
            field.report(target)
            field.turn(field.task(plan, f"Việc {number}"), -3)
            field.sent(field.task(plan, f"Gửi {number}"), 3, timezone.now())
            add_person(f"thua-{size}-{number}")
        for client in clients.values():
            client.get("/")  # the tree of the day is remembered
            with django_assert_max_num_queries(12):
                assert client.get("/").status_code == 200
    assert Person.objects.count() > 33
