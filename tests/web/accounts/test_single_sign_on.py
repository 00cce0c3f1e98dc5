"""The office's single sign-on, against a server on loopback that speaks OpenID Connect."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from identity_server import CLIENT, SECRET, identity_server

from caicach.web.accounts.models import Person
from caicach.web.audit.models import Event

BEGIN = "/account/oidc/office/login/"
PASSWORD = "mot-cau-dai-de-nho"


def office(address: str, secret: str = SECRET) -> Any:
    app = {
        "provider_id": "office",
        "name": "Đăng nhập một lần",
        "client_id": CLIENT,
        "secret": secret,
        "settings": {"server_url": address},
    }
    providers = {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
    return override_settings(SOCIALACCOUNT_PROVIDERS=providers)


def come_in(client: Client, query: str = "", code: str = "the-code") -> Any:
    """Go to the server and back, as a browser does."""
    asked = client.post(BEGIN + query)
    assert asked.status_code == 302
    state = parse_qs(urlsplit(asked["Location"]).query)["state"][0]
    return client.get(f"{BEGIN}callback/", {"code": code, "state": state}, follow=True)


def has_come_in(client: Client) -> bool:
    return client.get(reverse("accounts:me")).status_code == 200


def test_the_sign_in_page_offers_the_office_where_it_is_set_up(cast: Any) -> None:
    with identity_server() as address, office(address):
        assert "Đăng nhập một lần" in Client().get("/account/login/").content.decode()
    assert BEGIN not in Client().get("/account/login/").content.decode()


def test_whoever_was_entered_before_comes_in(cast: Any) -> None:
    client = Client()
    email = cast["leader"].email.upper()
    with identity_server(email=email, email_verified=True) as address, office(address):
        come_in(client)
    assert has_come_in(client)
    assert Event.objects.get(verb="person.signed_in").after == {"by": ["socialaccount"]}


def test_whoever_comes_again_is_known_without_an_address(cast: Any) -> None:
    email = cast["leader"].email
    with identity_server(email=email, email_verified=True) as address, office(address):
        come_in(Client())
    client = Client()
    with identity_server() as address, office(address):
        come_in(client)
    assert has_come_in(client)


def test_the_own_password_stays_beside_the_office(cast: Any) -> None:
    person = cast["leader"]
    person.set_password(PASSWORD)
    person.save()
    with identity_server(email=person.email, email_verified=True) as address, office(address):
        come_in(Client())
    assert cast["leader"].check_password(PASSWORD)


def test_whoever_was_not_entered_stays_out_and_is_told_why(cast: Any) -> None:
    client, before = Client(), Person.objects.count()
    email = "la@namha.example"
    with identity_server(email=email, email_verified=True) as address, office(address):
        page = come_in(client)
    assert "Bạn chưa có tài khoản ở đây" in page.content.decode()
    assert not has_come_in(client)
    assert Person.objects.count() == before


@pytest.mark.parametrize("claims", [{"email_verified": False}, {}])
def test_an_address_the_office_does_not_vouch_for_is_no_way_in(
    cast: Any, claims: dict[str, Any]
) -> None:
    client = Client()
    with identity_server(email=cast["leader"].email, **claims) as address, office(address):
        come_in(client)
    assert not has_come_in(client)


def test_whoever_was_let_out_stays_out(cast: Any) -> None:
    Person.objects.filter(pk=cast["leader"].pk).update(is_active=False)
    client = Client()
    email = cast["leader"].email
    with identity_server(email=email, email_verified=True) as address, office(address):
        page = come_in(client)
    assert "Tài khoản đã ngừng" in page.content.decode()
    assert not has_come_in(client)


@pytest.mark.parametrize(("secret", "code"), [("wrong", "the-code"), (SECRET, "another")])
def test_an_exchange_that_fails_is_told_and_lets_nobody_in(
    cast: Any, secret: str, code: str
) -> None:
    client = Client()
    email = cast["leader"].email
    with identity_server(email=email, email_verified=True) as address, office(address, secret):
        page = come_in(client, code=code)
    assert "Đăng nhập một lần không thành" in page.content.decode()
    assert not has_come_in(client)


def test_an_answer_nobody_asked_for_lets_nobody_in(cast: Any) -> None:
    client = Client()
    email = cast["leader"].email
    with identity_server(email=email, email_verified=True) as address, office(address):
        client.get(f"{BEGIN}callback/", {"code": "the-code", "state": "made-up"})
    assert not has_come_in(client)


def test_a_server_that_is_away_is_told(cast: Any) -> None:
    with office("http://127.0.0.1:9"):
        page = Client().post(BEGIN)
    assert "Đăng nhập một lần không thành" in page.content.decode()


def test_nobody_ties_a_further_identity_to_an_account(cast: Any) -> None:
    client, other = cast.client("leader"), Client()
    email = "khac@namha.example"
    with identity_server(email=email, email_verified=True) as address, office(address):
        come_in(client, "?process=connect")
        come_in(other)
    assert not has_come_in(other)
