"""Posts at agencies that end, end with them; undone, they go on unless somebody changed them."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from caicach.core.agencies import AgencyKind
from caicach.web.accounts.actions.posts import PostPlan, move_person
from caicach.web.accounts.models import Post
from caicach.web.accounts.roles import Role
from caicach.web.agencies.actions import RefusedError, carry_out
from caicach.web.agencies.orders import (
    Abolition,
    Body,
    Change,
    Creation,
    Merger,
    Move,
    Order,
    Part,
    Recoding,
    Split,
)
from caicach.web.agencies.previews import preview
from caicach.web.agencies.undoing import undo
from caicach.web.audit.actor import Actor
from caicach.web.audit.models import Event
from caicach.web.notices.happenings.reading import read_events
from caicach.web.notices.models import Notice

ON, EVE = date(2026, 7, 1), date(2026, 6, 30)
SAID = {"on": ON, "decision": "QĐ 9"}
SYSTEM = Actor.system("test")


def body(code: str, kind: AgencyKind = AgencyKind.COMMUNE) -> Body:
    return Body(code=code, name=f"Cơ quan {code}", kind=kind)


def halves(*to: Body | str) -> tuple[Part, ...]:
    return tuple(Part(to=each, share=Decimal("0.5")) for each in to)


ENDING: dict[str, Order] = {
    "merged into a new one": Merger(codes=("H99.101", "H99.102"), into=body("N1"), **SAID),
    "merged into one that stands": Merger(codes=("H99.101",), into=body("H99.102"), **SAID),
    "split": Split(code="H99.101", parts=halves(body("N1"), body("N2")), **SAID),
    "abolished": Abolition(code="H99.101", **SAID),
}
LASTING: dict[str, Order] = {
    "renamed": Change(body=body("H99.101"), **SAID),
    "moved": Move(code="H99.101", parent="H99.02", **SAID),
    "split and goes on": Split(code="H99.101", parts=halves("H99.101", body("N1")), **SAID),
    "merged and goes on": Merger(codes=("H99.101", "H99.102"), into=body("H99.101"), **SAID),
}


def post(cast: Any, key: str = "commune") -> Post:
    return Post.objects.get(person=cast[key])


@pytest.mark.parametrize("case", ENDING)
def test_a_post_ends_on_the_last_day_of_its_agency_and_is_told(cast: Any, case: str) -> None:
    carry_out(by=cast.actor("administrator"), order=ENDING[case])
    assert post(cast).valid_to == EVE
    event = Event.objects.get(verb="person.post_ended")
    assert event.subject_key == str(cast["commune"].pk)
    assert (event.before["valid_to"], event.after["valid_to"]) == (None, "2026-06-30")
    assert (event.reason, event.name) == ("QĐ 9", "Người administrator")
    assert post(cast, "focal_officer").valid_to is None


@pytest.mark.parametrize("case", LASTING)
def test_a_post_goes_on_where_its_agency_does(cast: Any, case: str) -> None:
    carry_out(by=SYSTEM, order=LASTING[case])
    assert post(cast).valid_to is None
    assert not Event.objects.filter(verb__startswith="person.").exists()


def test_posts_that_ended_before_keep_their_last_day(cast: Any) -> None:
    Post.objects.filter(pk=post(cast).pk).update(valid_to=date(2026, 3, 1))
    carry_out(by=SYSTEM, order=ENDING["abolished"])
    assert post(cast).valid_to == date(2026, 3, 1)


def test_a_post_that_has_not_begun_is_withdrawn_and_comes_back(cast: Any) -> None:
    later = timezone.localdate() + timedelta(30)
    Post.objects.filter(pk=post(cast).pk).update(valid_from=later)
    before = list(Post.objects.order_by("pk").values())
    operation = carry_out(by=SYSTEM, order=ENDING["abolished"])
    assert not Post.objects.filter(person=cast["commune"]).exists()
    event = Event.objects.get(verb="person.post_withdrawn")
    assert (event.before["valid_from"], event.after) == (later.isoformat(), None)
    undo(by=SYSTEM, operation=operation, reason="Ghi nhầm")
    assert list(Post.objects.order_by("pk").values()) == before


def test_one_held_although_the_agency_had_ended_ends_yesterday(cast: Any) -> None:
    today = timezone.localdate()
    Post.objects.filter(pk=post(cast).pk).update(valid_from=today - timedelta(9))
    order = Abolition(code="H99.101", on=today - timedelta(20), decision="QĐ 9")
    carry_out(by=SYSTEM, order=order)
    assert post(cast).valid_to == today - timedelta(1)


def test_under_a_new_code_everybody_goes_on(cast: Any) -> None:
    before = list(Post.objects.order_by("pk").values())
    new = body("H99.03", AgencyKind.DEPARTMENT)
    operation = carry_out(by=SYSTEM, order=Recoding(code="H99.02", body=new, **SAID))
    old, now = Post.objects.filter(person=cast["focal_officer"]).order_by("valid_from")
    assert (old.agency.code, old.valid_to) == ("H99.02", EVE)
    assert (now.agency.code, now.role, now.valid_from) == ("H99.03", Role.FOCAL_OFFICER, ON)
    assert Event.objects.filter(verb="person.post_moved").count() == 2
    undo(by=SYSTEM, operation=operation, reason="Ghi nhầm")
    assert list(Post.objects.order_by("pk").values()) == before


PROVINCE_ENDS: dict[str, Any] = {"into": body("H98", AgencyKind.PROVINCE), **SAID}


def test_who_administers_a_province_administers_the_one_it_becomes(cast: Any) -> None:
    other = body("H97", AgencyKind.PROVINCE)
    carry_out(by=SYSTEM, order=Creation(body=other, parent=None, on=EVE, decision="QĐ"))
    carry_out(by=SYSTEM, order=Merger(codes=("H99", "H97"), **PROVINCE_ENDS))
    held = Post.objects.filter(person=cast["administrator"], agency__code="H98")
    assert held.get().role == Role.ADMINISTRATOR
    assert cast["administrator"].has_perm("agencies.change", "H98")
    assert not Post.objects.filter(person=cast["leader"], agency__code="H98").exists()


def test_a_decision_after_which_nobody_administers_is_refused(cast: Any) -> None:
    order = Abolition(code="H99", heir="H99.01", **SAID)
    found = preview(SYSTEM, order)
    assert [each.code for each in found.issues] == ["reorganise-no-administrator"]
    with pytest.raises(RefusedError) as refused:
        carry_out(by=SYSTEM, order=order)
    assert [each.code for each in refused.value.issues] == ["reorganise-no-administrator"]
    assert post(cast, "leader").valid_to is None


def test_a_post_changed_since_stays_as_it_is_when_undone(cast: Any) -> None:
    operation = carry_out(by=SYSTEM, order=ENDING["merged into a new one"])
    Post.objects.filter(pk=post(cast).pk).update(valid_to=date(2026, 5, 31))
    page = cast.client("administrator").get(reverse("agencies:undo", args=[operation.pk]))
    assert "1 vị trí công tác đã thay đổi sau đó nên giữ nguyên" in page.content.decode()
    undo(by=SYSTEM, operation=operation, reason="Ghi nhầm")
    assert post(cast).valid_to == date(2026, 5, 31)
    assert not Event.objects.filter(verb="person.post_resumed").exists()


def test_who_was_moved_on_since_does_not_get_the_old_post_back(cast: Any) -> None:
    operation = carry_out(by=SYSTEM, order=ENDING["abolished"])
    plan = PostPlan(Role.FOCAL_OFFICER.value, "H99.102", ON)
    move_person(cast.actor("administrator"), post(cast), plan)
    undo(by=SYSTEM, operation=operation, reason="Ghi nhầm")
    old, new = Post.objects.filter(person=cast["commune"]).order_by("valid_from")
    assert (old.valid_to, new.agency.code) == (EVE, "H99.102")


def test_undoing_gives_posts_back_with_an_event_each(cast: Any) -> None:
    operation = carry_out(by=SYSTEM, order=ENDING["split"])
    page = cast.client("administrator").get(reverse("agencies:undo", args=[operation.pk]))
    assert "1 vị trí công tác kết thúc cùng cơ quan được mở lại" in page.content.decode()
    undo(by=SYSTEM, operation=operation, reason="Ghi nhầm")
    assert post(cast).valid_to is None
    event = Event.objects.get(verb="person.post_resumed")
    assert (event.before["valid_to"], event.after["valid_to"]) == ("2026-06-30", None)
    assert event.reason == "Ghi nhầm"


def test_the_person_is_told_of_both(cast: Any) -> None:
    operation = carry_out(by=SYSTEM, order=ENDING["abolished"])
    undo(by=SYSTEM, operation=operation, reason="Ghi nhầm")
    read_events(timezone.now())
    titles = list(Notice.objects.filter(person=cast["commune"]).values_list("title", flat=True))
    assert any("kết thúc ngày 30/06/2026" in each for each in titles)
    assert any("được mở lại" in each for each in titles)


def test_what_is_looked_at_names_the_people(cast: Any) -> None:
    found = preview(cast.actor("administrator"), ENDING["abolished"])
    assert [(each.post.person.full_name, each.last_day) for each in found.posts] == [
        ("Người commune", EVE)
    ]
    assert not [each for each in found.touched if "vị trí" in str(each.label)]
