"""The log's pages: who reads what, filters, before and after, histories."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import transaction
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone

from caicach.web.accounts.actions.people import change_person, choose_language, deactivate_person
from caicach.web.accounts.actions.posts import PostPlan, end_post, give_post, move_person
from caicach.web.accounts.models import Person, Post
from caicach.web.agencies.actions import carry_out
from caicach.web.agencies.orders import Abolition
from caicach.web.agencies.undoing import undo
from caicach.web.audit.models import Event
from caicach.web.audit.recording import record
from caicach.web.audit_log.changes import changes_of
from caicach.web.register.models import Agency

READERS = ["standing_body", "inspector", "administrator"]
OTHERS = ["focal_officer", "agency_head", "appraiser", "leader", "council_member", "stranger"]


@pytest.fixture
def events(cast: Any) -> list[Event]:
    """Three events: a leader's language, a commune officer moved, a person renamed."""
    choose_language(cast.actor("leader"), cast["leader"], "en")
    by = cast.actor("administrator")
    plan = PostPlan("focal_officer", "H99.02", date(2026, 1, 1), decision="12/QĐ-SNV")
    move_person(by, cast["commune"].posts.get(), plan, reason="Điều động")
    person = cast["focal_officer"]
    values = {"full_name": "Tên Mới", "email": person.email, "language": "vi"}
    change_person(by, person, seen=1, **values)
    return list(Event.objects.order_by("number"))


@pytest.fixture
def commune_administrator(cast: Any) -> Person:
    person = Person.objects.create(email="ca@namha.example", full_name="Người ca")
    commune = Agency.objects.get(code="H99.101")
    Post.objects.create(
        person=person, agency=commune, role="administrator", valid_from=date(2025, 7, 1)
    )
    cast.people["commune_administrator"] = person
    return person


def pages(events: list[Event]) -> list[str]:
    return [reverse("audit_log:events"), reverse("audit_log:event", args=[events[1].number])]


def history_of(person: Person) -> str:
    return reverse("audit_log:object", args=["accounts.person", person.pk])


def numbers(answer: Any) -> list[int]:
    return [each.number for each in answer.context["listing"].page]


def test_whoever_is_not_signed_in_goes_to_the_sign_in_page(cast: Any, events: list[Event]) -> None:
    for page in [*pages(events), history_of(cast["leader"])]:
        assert cast.client(None).get(page)["Location"].startswith("/account/login/")


@pytest.mark.parametrize("role", OTHERS)
def test_others_do_not_read_the_log(cast: Any, events: list[Event], role: str) -> None:
    for page in pages(events):
        assert cast.client(role).get(page).status_code == 403


@pytest.mark.parametrize("role", READERS)
def test_readers_of_the_log_see_every_event(cast: Any, events: list[Event], role: str) -> None:
    for page in pages(events):
        assert cast.client(role).get(page).status_code == 200
    assert numbers(cast.client(role).get(pages(events)[0])) == [3, 2, 1]


def test_an_administrator_of_an_agency_reads_what_concerns_its_people(
    cast: Any, events: list[Event], commune_administrator: Person
) -> None:
    client = cast.client("commune_administrator")
    assert numbers(client.get(reverse("audit_log:events"))) == [2]
    assert client.get(reverse("audit_log:event", args=[1])).status_code == 404


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"person": "leader"}, [1]),
        ({"verb": "person.post_moved"}, [2]),
        ({"subject": "commune"}, [2]),
        ({"person": "nobody"}, []),
        ({"verb": "person.changed", "sort": "number"}, [1, 3]),
    ],
)
def test_the_log_is_filtered(
    cast: Any, events: list[Event], asked: dict[str, str], found: list[int]
) -> None:
    answer = cast.client("inspector").get(reverse("audit_log:events"), asked)
    assert numbers(answer) == found


def test_days_are_those_of_hanoi(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for hour in (16, 17):  # 23:00 and, the next day, 00:00 in Hà Nội
        at = datetime(2026, 12, 31, hour, 0, tzinfo=UTC)
        with monkeypatch.context() as patch, transaction.atomic():
            patch.setattr(timezone, "now", lambda at=at: at)
            record(cast.actor("leader"), "person.signed_in", cast["leader"])
    client = cast.client("inspector")
    for days, found in (({"last": "2026-12-31"}, [1]), ({"first": "2027-01-01"}, [2])):
        assert numbers(client.get(reverse("audit_log:events"), days)) == found


def test_the_log_is_exported_in_words(cast: Any, events: list[Event]) -> None:
    answer = cast.client("inspector").get(reverse("audit_log:events"), {"export": "csv"})
    text = answer.content.decode("utf-8-sig")
    assert "Chuyển cơ quan" in text
    assert "Điều động" in text


def test_an_event_shows_before_and_after_in_words(cast: Any, events: list[Event]) -> None:
    client = cast.client("inspector")
    text = client.get(reverse("audit_log:event", args=[3])).content.decode()
    assert "<del>Người focal_officer</del>" in text
    assert "<ins>Tên Mới</ins>" in text
    assert "Họ và tên" in text
    text = client.get(reverse("audit_log:event", args=[2])).content.decode()
    assert "<ins>12/QĐ-SNV</ins>" in text
    assert "<ins>01/01/2026</ins>" in text
    assert events[1].hash in text
    text = client.get(reverse("audit_log:event", args=[1])).content.decode()
    assert "<del>Tiếng Việt</del>" in text


def test_what_stays_alike_says_what_the_rest_is_about(cast: Any) -> None:
    post = cast["commune"].posts.get()
    end_post(cast.actor("administrator"), post, last_day=date(2026, 1, 31))
    found = {each.label: each for each in changes_of(Event.objects.get())}
    assert found["Cơ quan"].kept == "Xã Bình An (H99.101)"
    assert found["Vai trò"].kept == "Công chức đầu mối"
    assert (found["Đến hết ngày"].before, found["Đến hết ngày"].after) == ("–", "31/01/2026")
    assert "Chức vụ" not in found


def test_an_undone_decision_is_told_by_words(cast: Any) -> None:
    by, decided = cast.actor("administrator"), {"on": date(2026, 7, 1), "decision": "QĐ 9"}
    operation = carry_out(by=by, order=Abolition(code="H99.102", **decided))
    undo(by=by, operation=operation, reason="Ghi nhầm")
    told = {each.label for each in changes_of(Event.objects.get(verb="agencies.undone"))}
    assert told == {"Số của việc ghi nhầm", "Quyết định"}


def test_an_object_has_its_history(cast: Any, events: list[Event]) -> None:
    answer = cast.client("inspector").get(history_of(cast["focal_officer"]))
    assert numbers(answer) == [3]


def test_the_history_of_an_object_is_for_those_who_may_see_it(
    cast: Any, events: list[Event], commune_administrator: Person
) -> None:
    own = cast.client("commune_administrator").get(history_of(cast["commune"]))
    assert numbers(own) == [2]
    for role in ("leader", "stranger", "focal_officer"):
        assert cast.client(role).get(history_of(cast["focal_officer"])).status_code == 404
    page = history_of(cast["focal_officer"])
    assert cast.client("commune_administrator").get(page).status_code == 404


@pytest.mark.parametrize(
    ("kind", "key"),
    [("accounts.person", "999"), ("accounts.person", "x"), ("no.thing", "1"), ("plain", "1")],
)
def test_the_history_of_nothing_is_not_found(
    cast: Any, events: list[Event], kind: str, key: str
) -> None:
    url = reverse("audit_log:object", args=[kind, key])
    assert cast.client("inspector").get(url).status_code == 404


def test_the_tag_shows_the_newest_events_and_where_the_others_are(cast: Any) -> None:
    for number in range(10):
        with transaction.atomic():
            record(cast.actor("leader"), "person.changed", cast["stranger"], after={"n": number})
    template = Template("{% load history %}{% history person %}")
    text = template.render(Context({"person": cast["stranger"]}))
    assert text.count('<tr><th scope="row">') == 8
    assert "Toàn bộ lịch sử" in text
    assert "n: <ins>9</ins>".casefold() in text.casefold()


def test_an_object_without_events_says_so(cast: Any) -> None:
    template = Template("{% load history %}{% history person %}")
    text = template.render(Context({"person": cast["stranger"]}))
    assert "Chưa có thay đổi nào được ghi lại." in text


@pytest.mark.parametrize("role", ["inspector", "commune_administrator"])
def test_the_log_asks_few_questions_however_long_it_is(
    cast: Any, commune_administrator: Person, role: str, django_assert_max_num_queries: Any
) -> None:
    for number in range(120):
        with transaction.atomic():
            record(cast.actor("commune"), "person.changed", cast["commune"], after={"n": number})
    client = cast.client(role)
    client.get(reverse("audit_log:events"))
    with django_assert_max_num_queries(12):
        client.get(reverse("audit_log:events"))
    where = history_of(cast["commune"])
    with django_assert_max_num_queries(12):
        client.get(where)


def test_what_was_done_with_a_deactivated_person_stays_readable(cast: Any) -> None:
    plan = PostPlan("focal_officer", "H99.101", date(2026, 1, 1))
    give_post(cast.actor("administrator"), cast["stranger"], plan)
    deactivate_person(cast.actor("administrator"), cast["stranger"], reason="Nghỉ")
    answer = cast.client("inspector").get(history_of(cast["stranger"]))
    assert len(numbers(answer)) == 2


def test_amounts_instants_and_agencies_are_read_in_words(cast: Any) -> None:
    event = Event(
        subject_kind="plans.target",
        before={"value": "52.054795", "done_at": None, "base_value": "0.000000"},
        after={"value": "55.45", "done_at": "2026-11-22T02:06:00+00:00", "H99.02": "85"},
    )
    assert [each[:3] for each in changes_of(event)] == [
        ("Giá trị", "52,054795", "55,45"),
        ("Xong lúc", "–", "09:06 22/11/2026"),
        ("Giá trị gốc", "0", None),
        ("Sở Xây dựng (H99.02)", None, "85"),
    ]


def test_what_happens_to_a_round_is_read_in_words(cast: Any, opened_round: Any) -> None:
    page = cast.client("administrator").get(reverse("audit_log:events"))
    assert page.status_code == 200
    assert opened_round.edition.name in page.content.decode()
