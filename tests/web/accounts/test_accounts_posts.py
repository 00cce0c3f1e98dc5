"""Posts given, ended and moved: rights, faults, and what stays behind."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from caicach.web.accounts.acting import actor_of, standing_now
from caicach.web.accounts.actions.faults import PeopleFaultsError
from caicach.web.accounts.actions.posts import PostPlan, end_post, give_post, move_person
from caicach.web.accounts.models import Person, Post
from caicach.web.accounts.roles import Role
from caicach.web.audit.actor import NotAllowedError
from caicach.web.audit.models import Event

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
JANUARY = date(2026, 1, 1)


def plan(role: str = "focal_officer", agency: str = "H99.101", **more: Any) -> PostPlan:
    return PostPlan(**({"role": role, "agency": agency, "valid_from": JANUARY} | more))


def codes(error: pytest.ExceptionInfo[PeopleFaultsError]) -> set[str]:
    return {each.code for each in error.value.issues}


def test_a_post_given_is_held_and_told(cast: Any) -> None:
    post = give_post(cast.actor("administrator"), cast["stranger"], plan(title="Chuyên viên"))
    assert standing_now(cast["stranger"]).agencies == ("H99.101",)
    event = Event.objects.get(verb="person.post_given")
    assert event.after["title"] == "Chuyên viên"
    assert event.subject_key == str(post.person_id)


@pytest.mark.parametrize("role", ["standing_body", "leader", "focal_officer", "stranger"])
def test_nobody_but_an_administrator_gives_a_post(cast: Any, role: str) -> None:
    with pytest.raises(NotAllowedError):
        give_post(cast.actor(role), cast["stranger"], plan())


def test_all_that_is_wrong_with_a_post_is_told_at_once(cast: Any) -> None:
    person = cast["focal_officer"]
    Person.objects.filter(pk=person.pk).update(is_active=False)
    wrong = plan(agency="H99.02", valid_from=date(2025, 1, 1))
    with pytest.raises(PeopleFaultsError) as error:
        give_post(cast.actor("administrator"), cast["focal_officer"], wrong)
    assert codes(error) == {"post-agency-not-valid", "post-overlap", "person-inactive"}


def test_days_the_wrong_way_round_are_refused(cast: Any) -> None:
    with pytest.raises(PeopleFaultsError) as error:
        give_post(cast.actor("administrator"), cast["stranger"], plan(valid_to=date(2025, 12, 31)))
    assert codes(error) == {"post-days-reversed"}


def test_an_agency_that_is_not_there_is_refused(cast: Any) -> None:
    with pytest.raises(PeopleFaultsError) as error:
        give_post(cast.actor("administrator"), cast["stranger"], plan(agency="H99.999"))
    assert codes(error) == {"post-agency-unknown"}


@pytest.mark.parametrize(
    ("first", "last"),
    [(date(2025, 7, 1), None), (date(2024, 1, 1), date(2025, 7, 1)), (None, None)],
)
def test_posts_of_one_role_at_one_agency_do_not_share_a_day(
    cast: Any, first: date | None, last: date | None
) -> None:
    with pytest.raises(PeopleFaultsError) as error:
        give_post(
            cast.actor("administrator"),
            cast["focal_officer"],
            plan(agency="H99.02", valid_from=first, valid_to=last),
        )
    assert "post-overlap" in codes(error)


def test_another_role_at_the_same_agency_is_no_overlap(cast: Any) -> None:
    give_post(
        cast.actor("administrator"), cast["focal_officer"], plan("agency_head", agency="H99.02")
    )
    assert cast["focal_officer"].posts.count() == 2


def test_an_administrator_of_an_agency_gives_posts_there_only(
    cast: Any, commune_administrator: Person
) -> None:
    by = actor_of(commune_administrator)
    give_post(by, cast["stranger"], plan())
    with pytest.raises(NotAllowedError):
        give_post(by, cast["stranger"], plan(agency="H99.102"))


@pytest.mark.parametrize(
    "role", ["standing_body", "leader", "inspector", "appraiser", "council_secretary"]
)
def test_an_administrator_of_an_agency_gives_no_role_that_reads_all(
    cast: Any, commune_administrator: Person, role: str
) -> None:
    with pytest.raises(NotAllowedError):
        give_post(actor_of(commune_administrator), commune_administrator, plan(role))


def test_a_post_ends_with_its_last_day(cast: Any) -> None:
    post = cast["commune"].posts.get()
    end_post(cast.actor("administrator"), post, last_day=JANUARY, reason="Nghỉ hưu")
    assert post.is_valid(JANUARY)
    assert not Post.objects.get(pk=post.pk).is_valid(JANUARY + timedelta(days=1))
    event = Event.objects.get(verb="person.post_ended")
    assert (event.before["valid_to"], event.after["valid_to"]) == (None, "2026-01-01")
    assert event.reason == "Nghỉ hưu"


def test_a_post_does_not_end_before_it_begins(cast: Any) -> None:
    with pytest.raises(PeopleFaultsError) as error:
        end_post(
            cast.actor("administrator"), cast["commune"].posts.get(), last_day=date(2025, 6, 30)
        )
    assert codes(error) == {"post-end-before-start"}


def test_an_ended_post_is_not_prolonged(cast: Any) -> None:
    by, post = cast.actor("administrator"), cast["commune"].posts.get()
    end_post(by, post, last_day=JANUARY)
    with pytest.raises(PeopleFaultsError) as error:
        end_post(by, post, last_day=JANUARY + timedelta(days=1))
    assert codes(error) == {"post-ended-already"}


def test_an_officer_who_moves_keeps_what_was_done_under_the_old_post(cast: Any) -> None:
    officer = cast["commune"]
    Event.objects.count()
    cast.client("commune").post(reverse("accounts:language"), {"language": "en"})
    by, day = cast.actor("administrator"), timezone.localdate()
    move_person(by, officer.posts.get(), plan(agency="H99.02", valid_from=day))
    old, new = Post.objects.filter(person=officer).order_by("valid_from")
    assert (old.agency.code, old.valid_to) == ("H99.101", day - timedelta(days=1))
    assert (new.agency.code, new.valid_from) == ("H99.02", day)
    assert Event.objects.get(verb="person.changed").post == "Công chức đầu mối, Xã Bình An"
    assert actor_of(cast["commune"]).post == "Công chức đầu mối, Sở Xây dựng"
    text = cast.client("administrator").get(reverse("accounts:person", args=[officer.pk]))
    assert "Xã Bình An" in text.content.decode()


def test_a_move_to_the_same_place_is_refused(cast: Any) -> None:
    with pytest.raises(PeopleFaultsError) as error:
        move_person(cast.actor("administrator"), cast["commune"].posts.get(), plan())
    assert codes(error) == {"post-move-nowhere"}


def test_a_move_that_is_refused_leaves_the_old_post(cast: Any) -> None:
    post = cast["commune"].posts.get()
    with pytest.raises(PeopleFaultsError):
        move_person(cast.actor("administrator"), post, plan(agency="H99.999"))
    assert Post.objects.get(pk=post.pk).valid_to is None


def test_an_administrator_of_an_agency_moves_nobody_out(
    cast: Any, commune_administrator: Person
) -> None:
    with pytest.raises(NotAllowedError):
        move_person(
            actor_of(commune_administrator), cast["commune"].posts.get(), plan(agency="H99.02")
        )


@pytest.mark.parametrize(
    ("now", "holds"),
    [
        (datetime(2026, 12, 31, 23, 59, tzinfo=HANOI), True),
        (datetime(2027, 1, 1, 0, 0, tzinfo=HANOI), False),
    ],
)
def test_a_post_expires_at_midnight_in_hanoi(
    cast: Any, monkeypatch: pytest.MonkeyPatch, now: datetime, holds: bool
) -> None:
    Post.objects.filter(person=cast["commune"]).update(valid_to=date(2026, 12, 31))
    monkeypatch.setattr(timezone, "now", lambda: now)
    assert standing_now(cast["commune"]).holds([Role.FOCAL_OFFICER]) is holds


def test_the_last_administrator_keeps_the_post(cast: Any) -> None:
    post = cast["administrator"].posts.get()
    with pytest.raises(PeopleFaultsError) as error:
        end_post(cast.actor("administrator"), post, last_day=timezone.localdate())
    assert codes(error) == {"person-last-administrator"}


def test_an_administrator_of_an_agency_does_not_stand_in_for_the_last(
    cast: Any, commune_administrator: Person
) -> None:
    post = cast["administrator"].posts.get()
    with pytest.raises(PeopleFaultsError):
        end_post(cast.actor("administrator"), post, last_day=timezone.localdate())


@pytest.mark.parametrize(("days", "refused"), [(10, True), (None, False)])
def test_another_administrator_counts_for_as_long_as_the_post_lasts(
    cast: Any, days: int | None, refused: bool
) -> None:
    by, today = cast.actor("administrator"), timezone.localdate()
    until = None if days is None else today + timedelta(days=days)
    give_post(by, cast["leader"], plan("administrator", "H99", valid_to=until))
    last_day = today + timedelta(days=10)
    post = cast["administrator"].posts.get()
    if refused:
        with pytest.raises(PeopleFaultsError):
            end_post(by, post, last_day=last_day)
    else:
        end_post(by, post, last_day=last_day)
        assert Post.objects.get(pk=post.pk).valid_to == last_day


def test_the_form_shows_every_fault_at_its_field(cast: Any) -> None:
    url = reverse("accounts:give-post", args=[cast["focal_officer"].pk])
    sent = {"role": "focal_officer", "agency": "H99.02", "valid_from": "2025-06-01"}
    answer = cast.client("administrator").post(url, sent)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"agency", "valid_from"}


def test_the_forms_give_move_and_end(cast: Any) -> None:
    client, person = cast.client("administrator"), cast["stranger"]
    sent = {"role": "focal_officer", "agency": "H99.02", "valid_from": "2026-01-01"}
    give = reverse("accounts:give-post", args=[person.pk])
    assert client.post(give, sent).status_code == 302
    first = person.posts.get()
    moved = sent | {"agency": "H99.101", "valid_from": "2026-03-01"}
    client.post(reverse("accounts:move-post", args=[first.pk]), moved)
    second = person.posts.get(agency__code="H99.101")
    end = reverse("accounts:end-post", args=[second.pk])
    client.post(end, {"valid_to": "2026-05-31", "reason": "Nghỉ"})
    spans = person.posts.order_by("valid_from").values_list("valid_from", "valid_to")
    assert list(spans) == [
        (date(2026, 1, 1), date(2026, 2, 28)),
        (date(2026, 3, 1), date(2026, 5, 31)),
    ]
