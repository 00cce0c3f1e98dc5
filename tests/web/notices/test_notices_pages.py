"""Pages of notices: one's own only; marking, choosing, the calendar address, trouble."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.utils import timezone
from icalendar import Calendar
from tests.web.boards.conftest import Field

from caicach.web.accounts.models import Person
from caicach.web.audit.models import Event
from caicach.web.notices import throttle
from caicach.web.notices.actions.telling import Telling, notify
from caicach.web.notices.kinds import Kind
from caicach.web.notices.models import Feed, Mail, Notice, Preferences
from caicach.web.plans.models import Turn

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
READ = ["/notices/", "/notices/preferences/", "/notices/calendar/", "/notices/trouble/"]
WRITE = ["/notices/read/", "/notices/calendar/new/", "/notices/calendar/revoke/"]


@pytest.fixture
def field(cast: Any) -> Field:
    return Field()


@pytest.fixture(autouse=True)
def empty_cache(db: None) -> None:
    cache.clear()


def tell(person: Person, title: str = "Việc A", address: str = "/plans/") -> Notice:
    telling = Telling(Kind.TASK_DUE, title, lambda: (title, ""), address)
    notify([person], telling, timezone.now())
    return Notice.objects.get(person=person, once=title)


@pytest.mark.parametrize("address", [*READ, *WRITE, "/notices/1/", "/notices/1/read/"])
def test_signed_out_people_are_asked_to_sign_in(cast: Any, address: str) -> None:
    response = cast.client(None).post(address)
    assert response.status_code == 302
    assert response.url.startswith("/account/login/")


@pytest.mark.parametrize("role", ["stranger", "leader", "standing_body", "focal_officer"])
def test_trouble_is_for_administrators(cast: Any, role: str) -> None:
    client = cast.client(role)
    assert client.get("/notices/trouble/").status_code == 403
    assert client.post("/notices/trouble/1/again/").status_code == 403
    assert cast.client("administrator").get("/notices/trouble/").status_code == 200


def test_people_see_and_mark_only_their_own(cast: Any) -> None:
    notice = tell(cast["leader"], "Của lãnh đạo")
    client = cast.client("focal_officer")
    assert "Của lãnh đạo" not in client.get("/notices/").content.decode()
    assert client.get(f"/notices/{notice.pk}/").status_code == 404
    assert client.post(f"/notices/{notice.pk}/read/").status_code == 404
    client.post("/notices/read/")
    notice.refresh_from_db()
    assert notice.read_at is None


def test_a_notice_is_read_when_it_is_opened(cast: Any) -> None:
    notice, client = tell(cast["leader"]), cast.client("leader")
    response = client.get(f"/notices/{notice.pk}/")
    assert (response.status_code, response.url) == (302, "/plans/")
    assert "Không có thông báo nào chưa đọc" in client.get("/notices/").content.decode()


def test_a_notice_leads_nowhere_outside(cast: Any) -> None:
    notice = tell(cast["leader"], address="//evil.example/")
    assert cast.client("leader").get(f"/notices/{notice.pk}/").url == "/notices/"
    again = cast.client("leader").post(
        f"/notices/{notice.pk}/read/", {"next": "https://evil.example"}
    )
    assert again.url == "/notices/"


def test_unread_come_first_and_the_list_filters_sorts_and_exports(cast: Any) -> None:
    leader, client = cast["leader"], cast.client("leader")
    old = tell(leader, "Cũ chưa đọc")
    Notice.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(days=3))
    client.post(f"/notices/{tell(leader, 'Mới đã đọc').pk}/read/")
    text = client.get("/notices/").content.decode()
    assert text.index("Cũ chưa đọc") < text.index("Mới đã đọc")
    unread = client.get("/notices/?state=unread&kind=task_due").content.decode()
    assert "Mới đã đọc" not in unread
    assert "không khớp" not in client.get("/notices/?kind=nothing&sort=-at").content.decode()
    lines = client.get("/notices/?export=csv").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 3


def test_the_list_asks_the_database_no_more_for_many(
    cast: Any, django_assert_max_num_queries: Any
) -> None:
    client = cast.client("leader")
    for number in range(60):
        tell(cast["leader"], f"Việc {number}")
    client.get("/notices/")
    with django_assert_max_num_queries(12):
        client.get("/notices/?page=2")


def test_choices_are_kept_and_leave_an_event(cast: Any) -> None:
    client = cast.client("leader")
    channels = {f"kind-{kind}": "none" for kind in Kind.values}
    given = {
        "wants_mail": "on",
        "digest_at": "16:30",
        "quiet_from": "20:00",
        "quiet_until": "08:00",
    }
    assert client.post("/notices/preferences/", given | channels).status_code == 302
    kept = Preferences.objects.get(person=cast["leader"])
    assert (kept.wants_digest, kept.digest_at) == (False, time(16, 30))
    assert kept.channels["task_due"] == "none"
    assert "trouble" not in kept.channels  # the usual
    assert Event.objects.filter(verb="notices.preferences_chosen").count() == 1
    bad = client.post("/notices/preferences/", {**given, **channels, "digest_at": "25:00"})
    assert "Chưa lưu được" in bad.content.decode()


def address_of(cast: Any, role: str = "focal_officer") -> str:
    client = cast.client(role)
    client.post("/notices/calendar/new/")
    page = client.get("/notices/calendar/").content.decode()
    address = page[page.index("<code>") + 6 : page.index("</code>")]
    assert "<code>" not in client.get("/notices/calendar/").content.decode()  # shown once
    return str(address.removeprefix("http://testserver"))


def entries(cast: Any, address: str) -> dict[str, Any]:
    response = cast.client(None).get(address)
    assert response.status_code == 200
    calendar = Calendar.from_ical(response.content)
    return {str(each["summary"]): each for each in calendar.walk("VEVENT")}


def test_the_calendar_holds_own_deadlines_as_whole_days_with_alarms(cast: Any, field: Any) -> None:
    turn = field.turn(field.task(field.plan(), "Rà soát; quy hoạch, đất"), 5)
    field.turn(field.task(field.plan("H99.101"), "Của xã"), 5)
    found = entries(cast, address_of(cast))
    assert list(found) == ["Hạn nhiệm vụ 1 Rà soát; quy hoạch, đất"]
    (event,) = found.values()
    assert event["dtstart"].dt == turn.due_on
    assert type(event["dtstart"].dt) is date
    assert event["dtend"].dt == turn.due_on + timedelta(days=1)
    assert str(event["uid"]) == f"turn-{turn.pk}@caicach"
    (alarm,) = event.walk("VALARM")
    assert alarm["trigger"].dt == timedelta(hours=-16)
    assert "description" not in event


def test_what_is_called_off_or_done_vanishes_and_a_new_day_keeps_its_name(
    cast: Any, field: Any
) -> None:
    address = address_of(cast)
    turns = [field.turn(field.task(field.plan(), f"Việc {n}"), 5) for n in range(3)]
    before = entries(cast, address)
    Turn.objects.filter(pk=turns[0].pk).update(state="cancelled", reason="x")
    Turn.objects.filter(pk=turns[1].pk).update(state="done", submitted_at=timezone.now())
    Turn.objects.filter(pk=turns[2].pk).update(due_on=turns[2].due_on + timedelta(days=9))
    after = entries(cast, address)
    assert list(after) == ["Hạn nhiệm vụ 1 Việc 2"]
    assert after["Hạn nhiệm vụ 1 Việc 2"]["uid"] == before["Hạn nhiệm vụ 1 Việc 2"]["uid"]


def test_figures_to_report_stand_in_the_calendar(cast: Any, field: Any) -> None:
    field.target(field.plan(), "Số hội nghị", frequency="yearly")
    (event,) = entries(cast, address_of(cast)).values()
    assert event["dtstart"].dt == date(field.year, 12, 31)
    assert str(event["summary"]) == f"Báo cáo số liệu năm {field.year}: 1 Số hội nghị"


def test_only_the_hash_of_a_token_is_kept(cast: Any) -> None:
    token = address_of(cast).partition("key=")[2]
    assert token not in Feed.objects.get().token_hash
    assert not any(token in str(each.after) for each in Event.objects.all())


@pytest.mark.parametrize("key", ["", "wrong", "%00", "x" * 5000])
def test_a_wrong_token_is_no_page(cast: Any, key: str) -> None:
    address_of(cast)
    assert cast.client(None).get(f"/notices/calendar.ics?key={key}").status_code == 404


def test_a_revoked_or_replaced_address_and_that_of_somebody_gone_is_no_page(cast: Any) -> None:
    first = address_of(cast)
    second = address_of(cast)
    assert cast.client(None).get(first).status_code == 404
    assert cast.client(None).get(second).status_code == 200
    Person.objects.filter(pk=cast["focal_officer"].pk).update(is_active=False)
    assert cast.client(None).get(second).status_code == 404
    Person.objects.filter(pk=cast["focal_officer"].pk).update(is_active=True)
    cast.client("focal_officer").post("/notices/calendar/revoke/")
    assert cast.client(None).get(second).status_code == 404


def test_guessing_and_asking_too_often_ends(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    address, client = address_of(cast), cast.client(None)
    monkeypatch.setattr(throttle, "MOST_READ", 3)
    answers = [client.get(address).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 429, 429]
    monkeypatch.setattr(throttle, "MOST_WRONG", 4)
    answers = [client.get("/notices/calendar.ics?key=x").status_code for _ in range(6)]
    assert answers == [404, 404, 404, 404, 429, 429]


def test_a_calendar_is_read_with_few_questions(
    cast: Any, field: Any, django_assert_max_num_queries: Any
) -> None:
    address = address_of(cast)
    plan = field.plan()
    for number in range(30):
        field.turn(field.task(plan, f"Việc {number}"), 5)
        field.target(plan, f"Số {number}", frequency="monthly")
    with django_assert_max_num_queries(20):  # five of them count how often it is asked
        assert len(entries(cast, address)) > 30


def test_a_mail_that_was_given_up_is_sent_again_on_request(cast: Any) -> None:
    mail = Mail.objects.create(
        person=cast["leader"],
        once="x",
        subject="Việc A",
        not_before=datetime.now(HANOI),
        state="failed",
        refused="550 no such user",
    )
    client = cast.client("administrator")
    text = client.get("/notices/trouble/").content.decode()
    assert "550 no such user" in text
    assert client.post(f"/notices/trouble/{mail.pk}/again/").status_code == 302
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == ("waiting", 0)
    assert Event.objects.filter(verb="notices.mail_sent_again").count() == 1
    assert client.post(f"/notices/trouble/{mail.pk}/again/").status_code == 404
