"""Coming in: the first pages work for everybody, at every width."""

import pytest
from visitor import OpenPage

WIDTHS = (1440, 768, 360)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_sign_in_page_is_open_to_everybody(open_page: OpenPage, width: int) -> None:
    visitor = open_page(width)
    assert visitor.go("/account/login/").status == 200
    assert visitor.page.locator("html").get_attribute("lang") == "vi"
    assert visitor.overflow() <= 0
    assert visitor.faults_of_access() == []


def test_who_signs_in_comes_to_their_work(open_page: OpenPage) -> None:
    visitor = open_page(360)
    visitor.sign_in("focal_officer")
    assert visitor.page.locator("h1").count() == 1
    assert visitor.overflow() <= 0
    assert visitor.faults_of_access() == []


def test_a_wrong_password_is_told_beside_the_field(open_page: OpenPage) -> None:
    visitor = open_page(768)
    visitor.go("/account/login/")
    visitor.page.fill("input[name=login]", "leader@namha.example")
    visitor.page.fill("input[name=password]", "khong-phai-mat-khau")
    visitor.page.click("main button.primary")
    assert visitor.page.locator("[role=alert]").is_visible()
    assert visitor.faults_of_access() == []


def test_what_the_browser_complains_of_is_noticed(open_page: OpenPage) -> None:
    visitor = open_page(360)
    visitor.go("/account/login/")
    visitor.page.evaluate("document.body.appendChild(document.createElement('script')).text='1'")
    visitor.page.evaluate("document.body.setAttribute('style', 'color: red')")
    visitor.page.evaluate("setTimeout(() => { throw new Error('oh') })")
    visitor.page.wait_for_timeout(200)
    assert any("policy: script-src" in trouble for trouble in visitor.troubles)
    assert any("policy: style-src" in trouble for trouble in visitor.troubles)
    assert any(trouble == "script: oh" for trouble in visitor.troubles)
    visitor.troubles.clear()


def test_who_cannot_use_a_page_is_noticed(open_page: OpenPage) -> None:
    visitor = open_page(360)
    visitor.go("/account/login/")
    visitor.page.evaluate("document.documentElement.removeAttribute('lang')")
    assert any(fault.startswith("html-has-lang") for fault in visitor.faults_of_access())


def test_jobs_in_the_background_are_seen_at_every_width(open_page: OpenPage) -> None:
    for width in WIDTHS:
        visitor = open_page(width, "administrator")
        assert visitor.go("/site/jobs/").status == 200
        assert visitor.overflow() <= 0
        assert visitor.faults_of_access() == []
