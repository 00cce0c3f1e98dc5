"""The second factor: an app from set-up to sign-in, recovery codes, and who must have one."""

import base64
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse

from caicach.web.accounts.models import Person
from caicach.web.audit.models import Event

PASSWORD = "mot-cau-dai-de-nho"
LOGIN, SETUP, CODE = "/account/login/", "/account/2fa/totp/activate/", "/account/2fa/authenticate/"


def person_with_password(cast: Any, role: str) -> Person:
    person: Person = cast[role]
    person.set_password(PASSWORD)
    person.save()
    return person


def signed_in(person: Person) -> Client:
    client = Client()
    client.post(LOGIN, {"login": person.email, "password": PASSWORD})
    return client


def code_of(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def set_up_app(client: Client) -> str:
    """Set the app up as a person does; return the secret."""
    page = client.get(SETUP)
    secret: str = page.context["form"].secret
    assert page.context["totp_svg_data_uri"].startswith("data:image/svg+xml;base64,")
    base64.b32decode(secret)
    assert client.post(SETUP, {"code": code_of(secret)}).status_code == 302
    return secret


def test_an_app_once_set_up_is_asked_for_at_sign_in(cast: Any) -> None:
    person = person_with_password(cast, "leader")
    secret = set_up_app(signed_in(person))
    cache.clear()  # a code counts once; the clock does not wait for a test
    client = Client()
    answer = client.post(LOGIN, {"login": person.email, "password": PASSWORD})
    assert answer["Location"] == CODE
    assert client.get(reverse("accounts:me")).status_code == 302
    assert client.post(CODE, {"code": code_of(secret)}).status_code == 302
    assert client.get(reverse("accounts:me")).status_code == 200
    assert Event.objects.filter(verb="person.signed_in").first().after == {
        "by": ["password", "mfa"]
    }


def test_a_wrong_code_is_told_in_vietnamese(cast: Any) -> None:
    person = person_with_password(cast, "leader")
    set_up_app(signed_in(person))
    client = Client()
    client.post(LOGIN, {"login": person.email, "password": PASSWORD})
    assert "Mã chưa đúng." in client.post(CODE, {"code": "000000"}).content.decode()
    assert client.get(reverse("accounts:me")).status_code == 302


def test_a_recovery_code_lets_in_once(cast: Any) -> None:
    person = person_with_password(cast, "leader")
    set_up_app(signed_in(person))
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    for attempt, expected in ((codes[0], 302), (codes[0], 200)):
        cache.clear()
        client = Client()
        client.post(LOGIN, {"login": person.email, "password": PASSWORD})
        assert client.post(CODE, {"code": attempt}).status_code == expected


def test_factors_added_and_removed_are_in_the_log_without_their_secrets(
    cast: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client = signed_in(person_with_password(cast, "leader"))
    with django_capture_on_commit_callbacks(execute=True):
        secret = set_up_app(client)
    client.post("/account/2fa/totp/deactivate/")
    events = Event.objects.exclude(verb="person.signed_in").order_by("number")
    assert {each.verb for each in events} == {
        "person.second_factor_added",
        "person.second_factor_removed",
        "person.recovery_codes_made",
        "person.recovery_codes_removed",
    }
    assert all(secret not in str(each.after) for each in Event.objects.all())


@override_settings(REQUIRE_MFA=True)
@pytest.mark.parametrize("role", ["administrator", "standing_body"])
def test_whoever_must_have_two_factors_sets_them_up_before_anything_else(
    cast: Any, role: str
) -> None:
    client = signed_in(person_with_password(cast, role))
    for name in ("accounts:me", "accounts:people", "audit_log:events"):
        assert client.get(reverse(name))["Location"] == reverse("mfa_index")
    page = client.get(reverse("mfa_index")).content.decode()
    assert "Vai trò của bạn cần xác thực hai lớp." in page
    set_up_app(client)
    assert client.get(reverse("accounts:me")).status_code == 200


@override_settings(REQUIRE_MFA=True)
@pytest.mark.parametrize("role", ["leader", "focal_officer", "inspector", "stranger"])
def test_others_may_go_on_with_a_password(cast: Any, role: str) -> None:
    client = signed_in(person_with_password(cast, role))
    assert client.get(reverse("accounts:me")).status_code == 200


@override_settings(REQUIRE_MFA=True)
def test_whoever_lacks_a_factor_may_still_sign_out(cast: Any) -> None:
    client = signed_in(person_with_password(cast, "administrator"))
    client.post("/account/logout/")
    assert client.get(reverse("accounts:me"))["Location"].startswith(LOGIN)


@override_settings(REQUIRE_MFA=False)
def test_without_the_setting_nobody_must(cast: Any) -> None:
    client = signed_in(person_with_password(cast, "administrator"))
    assert client.get(reverse("accounts:me")).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        *("2fa/", "2fa/totp/activate/", "2fa/webauthn/", "2fa/webauthn/add/", "password/change/"),
        *("sessions/", "logout/", "reauthenticate/", "2fa/recovery-codes/generate/"),
    ],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_of_sign_in_open_in_both_languages(cast: Any, path: str, language: str) -> None:
    Person.objects.filter(pk=cast["leader"].pk).update(language=language)
    client = signed_in(person_with_password(cast, "leader"))
    answer = client.get(f"/account/{path}", follow=True)
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.content.decode()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_name_of_a_key_is_asked_for_in_the_language_of_the_page(
    cast: Any, language: str
) -> None:
    Person.objects.filter(pk=cast["leader"].pk).update(language=language)
    person = person_with_password(cast, "leader")
    client = signed_in(person)
    label = {"vi": "Tên khóa</label>", "en": "Name of the key</label>"}[language]
    assert label in client.get(reverse("mfa_add_webauthn")).content.decode()
    key = Authenticator.objects.create(
        user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "Khóa cơ quan"}
    )
    edit = reverse("mfa_edit_webauthn", args=[key.pk])
    assert label in client.get(edit).content.decode()
    assert client.post(edit, {"name": "Khóa USB"}).status_code == 302
    key.refresh_from_db()
    assert key.wrap().name == "Khóa USB"
