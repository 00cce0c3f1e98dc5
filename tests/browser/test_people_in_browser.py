"""People, the log and security keys, as somebody meets them on a screen."""

from typing import Any

import pytest
from visitor import OpenPage, Visitor

WIDTHS = (1440, 360)
OF_PEOPLE = (
    *("/people/me/", "/people/", "/people/add/", "/people/1/", "/people/1/posts/give/"),
    *("/people/posts/2/move/", "/people/import/", "/log/", "/log/1/", "/log/accounts.person/1/"),
)
OF_SIGN_IN = (
    *("/account/2fa/", "/account/2fa/totp/activate/", "/account/2fa/webauthn/add/"),
    *("/account/sessions/", "/account/password/change/", "/account/logout/"),
)
STRANGERS = ("/account/password/reset/", "/account/signup/", "/account/inactive/")


def check(visitor: Visitor, path: str) -> None:
    assert visitor.go(path).status == 200
    assert visitor.page.locator("h1").count() == 1
    assert visitor.overflow() <= 0
    assert visitor.faults_of_access() == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", OF_PEOPLE)
def test_pages_of_people_and_the_log_are_for_everybody(
    open_page: OpenPage, width: int, path: str
) -> None:
    check(open_page(width, "administrator"), path)


@pytest.mark.parametrize("path", OF_SIGN_IN)
def test_pages_of_sign_in_are_for_everybody(open_page: OpenPage, path: str) -> None:
    check(open_page(360, "leader"), path)


@pytest.mark.parametrize("path", STRANGERS)
def test_pages_before_signing_in_are_for_everybody(open_page: OpenPage, path: str) -> None:
    check(open_page(360), path)


def test_faults_are_read_out_and_lead_to_their_fields(open_page: OpenPage) -> None:
    visitor = open_page(360, "administrator")
    visitor.go("/people/add/")
    visitor.page.click("main button.primary")
    assert visitor.page.locator("#faults a").count() >= 4
    assert visitor.faults_of_access() == []


def plug_in_key(visitor: Visitor) -> None:
    """Give the browser a security key that answers by itself."""
    devices: Any = visitor.page.context.new_cdp_session(visitor.page)
    devices.send("WebAuthn.enable")
    key = {
        "protocol": "ctap2",
        "transport": "usb",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": key})


def test_a_security_key_is_added_asked_for_and_taken_away(open_page: OpenPage) -> None:
    visitor = open_page(360)
    # a key belongs to a name; an address of numbers has none
    visitor.address = visitor.address.replace("127.0.0.1", "localhost")
    plug_in_key(visitor)
    page = visitor.page
    visitor.sign_in("council_member")
    visitor.go("/account/2fa/webauthn/add/")
    page.fill("input[name=name]", "Khóa cơ quan")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/")
    assert len(page.input_value("#recovery_codes").split()) == 10
    visitor.go("/account/logout/")
    page.click("main button.primary")
    visitor.sign_in("council_member")
    assert page.url.endswith("/account/2fa/authenticate/")
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_url(lambda url: "/account/" not in url)
    visitor.go("/account/2fa/webauthn/")
    page.get_by_role("link", name="Gỡ").click()
    page.click("main button.primary")
    page.wait_for_url(lambda url: "/remove/" not in url)
    visitor.go("/people/me/")
    assert "Chưa bật xác thực hai lớp" in page.inner_text("main")
