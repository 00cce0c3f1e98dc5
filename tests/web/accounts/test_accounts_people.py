"""People added, changed, invited and let out."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse

from caicach.web.accounts.acting import actor_of
from caicach.web.accounts.actions.adding import NewPerson, add_person
from caicach.web.accounts.actions.faults import PeopleFaultsError
from caicach.web.accounts.actions.people import (
    change_person,
    deactivate_person,
    reactivate_person,
    remove_second_factors,
)
from caicach.web.accounts.actions.posts import PostPlan
from caicach.web.accounts.models import Person
from caicach.web.accounts.queries import people_of
from caicach.web.audit.actor import NotAllowedError
from caicach.web.audit.models import Event
from caicach.web.look.conflict import ChangedMeanwhileError
from caicach.web.look.day import today

MINH = {"full_name": "Trần  Thị Minh", "email": "Minh@NamHa.example", "language": "vi"}
POST = PostPlan("focal_officer", "H99.101", today())


def add(cast: Any) -> Person:
    return add_person(cast.actor("administrator"), NewPerson(**MINH), POST)


def codes(error: pytest.ExceptionInfo[PeopleFaultsError]) -> list[str]:
    return [each.code for each in error.value.issues]


def test_an_added_person_is_found_sorted_and_known_to_sign_in(cast: Any) -> None:
    person = add(cast)
    assert (person.full_name, person.email) == ("Trần Thị Minh", "minh@namha.example")
    assert (person.folded, person.sort_name) == (
        "tran thi minh minh@namha.example",
        "minh tran thi",
    )
    assert not person.has_usable_password()
    assert EmailAddress.objects.get(user=person).verified
    assert Event.objects.get(verb="person.added").after["agency"] == "H99.101"


def test_all_that_is_wrong_with_a_new_person_is_told_at_once(cast: Any) -> None:
    new, post = NewPerson("  ", "no address"), PostPlan("leader", "H99.9", today())
    with pytest.raises(PeopleFaultsError) as error:
        add_person(cast.actor("administrator"), new, post)
    assert codes(error) == [
        *("person-name-missing", "person-address-malformed", "post-agency-unknown")
    ]


def test_an_address_belongs_to_one_person_whatever_its_case(cast: Any) -> None:
    add(cast)
    with pytest.raises(PeopleFaultsError) as error:
        add_person(cast.actor("administrator"), NewPerson("Khác", "MINH@namha.EXAMPLE"), POST)
    assert codes(error) == ["person-address-taken"]


@pytest.mark.parametrize("role", ["standing_body", "leader", "commune", "stranger"])
def test_only_administrators_add_people(cast: Any, role: str) -> None:
    with pytest.raises(NotAllowedError):
        add_person(cast.actor(role), NewPerson(**MINH), POST)


def test_the_page_adds_and_shows_the_invitation_where_no_mail_is_set_up(cast: Any) -> None:
    client = cast.client("administrator")
    sent = MINH | {"role": "leader", "agency": "H99", "valid_from": "2026-01-01"}
    page = client.post(reverse("accounts:add"), sent, follow=True)
    person = Person.objects.get(email="minh@namha.example")
    link = page.context["link"]
    assert link.startswith("http://testserver/account/password/reset/key/")
    assert_link_sets_a_password(link.removeprefix("http://testserver"), person)
    assert "link" not in client.get(reverse("accounts:person", args=[person.pk])).context["link"]


def assert_link_sets_a_password(path: str, person: Person) -> None:
    visitor = Client()
    form = visitor.get(path, follow=True)
    sent = {"password1": "mot-cau-dai-de-nho", "password2": "mot-cau-dai-de-nho"}
    visitor.post(form.redirect_chain[-1][0], sent)
    person.refresh_from_db()
    assert person.check_password("mot-cau-dai-de-nho")
    assert "Liên kết không dùng được nữa" in Client().get(path).content.decode()


@override_settings(
    EMAIL_IS_SET_UP=True, EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"
)
def test_an_invitation_goes_by_mail_in_the_language_of_the_person(cast: Any) -> None:
    person = cast["leader"]
    Person.objects.filter(pk=person.pk).update(language="en")
    cast.client("administrator").post(reverse("accounts:invite", args=[person.pk]))
    assert mail.outbox[0].to == [person.email]
    assert mail.outbox[0].subject == "Cải Cách: set your password"
    assert "/account/password/reset/key/" in mail.outbox[0].body


@override_settings(EMAIL_IS_SET_UP=True, EMAIL_HOST="127.0.0.1", EMAIL_PORT=9)
@override_settings(EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend")
def test_a_mail_server_that_is_away_leaves_the_link_on_the_page(cast: Any) -> None:
    client, pk = cast.client("administrator"), cast["leader"].pk
    page = client.post(reverse("accounts:invite", args=[pk]), follow=True)
    assert "/account/password/reset/key/" in page.context["link"]


def test_a_new_address_takes_the_place_of_the_old_at_the_door(cast: Any) -> None:
    person = add(cast)
    values = MINH | {"email": "tran.minh@namha.example"}
    change_person(cast.actor("administrator"), person, seen=1, **values)
    assert list(EmailAddress.objects.filter(user=person).values_list("email", flat=True)) == [
        "tran.minh@namha.example"
    ]
    event = Event.objects.get(verb="person.changed")
    assert event.before == {"email": "minh@namha.example"}


def test_what_another_saved_meanwhile_is_not_overwritten(cast: Any) -> None:
    person = add(cast)
    by = cast.actor("administrator")
    change_person(by, person, seen=1, **(MINH | {"full_name": "Trần Minh"}))
    with pytest.raises(ChangedMeanwhileError):
        change_person(by, person, seen=1, **MINH)


def test_the_form_shows_both_sides_of_a_clash(cast: Any) -> None:
    person, client = add(cast), cast.client("administrator")
    url = reverse("accounts:edit", args=[person.pk])
    seen = client.get(url).context["form"].initial["seen"]
    theirs = MINH | {"full_name": "Trần Minh", "email": person.email}
    change_person(cast.actor("administrator"), person, seen=1, **theirs)
    mine = theirs | {"full_name": "Trần Thu Minh", "seen": seen}
    answer = client.post(url, mine)
    assert answer.status_code == 409
    (clash,) = answer.context["clashes"]
    assert (clash.mine, clash.theirs) == ("Trần Thu Minh", "Trần Minh")


def test_the_form_saves(cast: Any) -> None:
    person, client = add(cast), cast.client("administrator")
    url = reverse("accounts:edit", args=[person.pk])
    seen = client.get(url).context["form"].initial["seen"]
    sent = {"full_name": "Trần Minh", "email": person.email, "language": "en", "seen": seen}
    assert client.post(url, sent).status_code == 302
    person.refresh_from_db()
    assert (person.full_name, person.language, person.version) == ("Trần Minh", "en", 2)


def test_whoever_is_let_out_is_out_at_once(cast: Any) -> None:
    client = cast.client("leader")
    deactivate_person(cast.actor("administrator"), cast["leader"], reason="Nghỉ hưu")
    answer = client.get(reverse("accounts:me"))
    assert answer["Location"].startswith("/account/login/")
    assert cast["leader"].posts.get().valid_to is None
    assert Event.objects.get(verb="person.deactivated").reason == "Nghỉ hưu"


def test_letting_out_needs_a_reason(cast: Any) -> None:
    with pytest.raises(PeopleFaultsError) as error:
        deactivate_person(cast.actor("administrator"), cast["leader"], reason=" ")
    assert codes(error) == ["person-reason-missing"]


def test_the_last_administrator_is_not_let_out(cast: Any) -> None:
    with pytest.raises(PeopleFaultsError) as error:
        deactivate_person(cast.actor("administrator"), cast["administrator"], reason="x")
    assert codes(error) == ["person-last-administrator"]


def test_a_person_let_in_again_holds_the_posts_that_last(cast: Any) -> None:
    by = cast.actor("administrator")
    deactivate_person(by, cast["leader"], reason="Nhầm")
    reactivate_person(by, cast["leader"])
    assert cast.client("leader").get(reverse("accounts:me")).status_code == 200


def test_an_administrator_of_an_agency_touches_nobody_with_posts_elsewhere(
    cast: Any, commune_administrator: Person
) -> None:
    by = actor_of(commune_administrator)
    for role in ("leader", "stranger", "administrator"):
        with pytest.raises(NotAllowedError):
            deactivate_person(by, cast[role], reason="x")
    deactivate_person(by, cast["commune"], reason="x")


def test_lost_second_factors_are_taken_away_with_a_reason(cast: Any) -> None:
    Authenticator.objects.create(user=cast["leader"], type="totp", data={})
    client, pk = cast.client("administrator"), cast["leader"].pk
    url = reverse("accounts:reset-factors", args=[pk])
    assert client.post(url, {"reason": ""}).status_code == 422
    assert Authenticator.objects.count() == 1
    client.post(url, {"reason": "Mất điện thoại"})
    assert Authenticator.objects.count() == 0
    with pytest.raises(NotAllowedError):
        remove_second_factors(cast.actor("leader"), cast["leader"], reason="x")


def test_people_of_an_agency_are_the_active_ones_who_hold_the_role_there(cast: Any) -> None:
    def found() -> set[str]:
        people = people_of("H99.02", ["focal_officer", "leader"], today())
        return {each.full_name for each in people}

    assert found() == {"Người focal_officer"}
    deactivate_person(cast.actor("administrator"), cast["focal_officer"], reason="x")
    assert found() == set()
