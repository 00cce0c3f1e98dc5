"""A long list of boxes is narrowed by what is typed, and ticked as it is shown."""

from pathlib import Path

import pytest
from django import forms
from django.utils import translation
from playwright.sync_api import Browser, Page

import caicach.web.look
from caicach.web.look.picking import PickMany

SCRIPT = Path(caicach.web.look.__file__).parent / "static/look/picking.js"
NAMES = ["Sở Nội vụ", "Sở Xây dựng", "Xã Bình An", "Xã Đông Hải", "Phường Đông Hải"]
OTHERS = [f"Xã {number}" for number in range(20)]


class Picking(forms.Form):
    """Some of many agencies."""

    places = forms.MultipleChoiceField(
        label="Cơ quan", choices=[(name, name) for name in NAMES + OTHERS], widget=PickMany
    )


@pytest.fixture
def page(browser: Browser) -> Page:
    opened = browser.new_page()
    with translation.override("vi"):
        opened.set_content(f"<style>[hidden] {{ display: none }}</style><form>{Picking()}</form>")
    opened.add_script_tag(content=SCRIPT.read_text("utf-8"))
    return opened


def shown(page: Page) -> list[str]:
    return page.locator(".choices label:visible").all_inner_texts()


def told(page: Page) -> str:
    return page.locator("[role=status]").inner_text()


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("dong hai", NAMES[3:]),
        ("ĐÔNG", NAMES[3:]),
        ("hai phuong", NAMES[4:]),
        ("xay", NAMES[1:2]),
        ("không có", []),
    ],
)
def test_accents_capitals_and_order_do_not_matter(typed: str, left: list[str], page: Page) -> None:
    page.fill("input[type=search]", typed)
    assert shown(page) == left
    page.fill("input[type=search]", "")
    assert shown(page) == NAMES + OTHERS


def test_only_what_is_shown_is_ticked_and_what_is_hidden_stays_ticked(page: Page) -> None:
    page.check("input[value='Sở Nội vụ']")
    page.fill("input[type=search]", "dong hai")
    page.click("[data-tick=all]")
    assert told(page) == "Đã chọn 3 / 25; đang hiện 2"
    page.fill("input[type=search]", "")
    page.click("[data-tick=none]")
    assert told(page) == "Đã chọn 0 / 25"


def test_enter_in_the_narrowing_field_sends_nothing(page: Page) -> None:
    before = page.url
    page.fill("input[type=search]", "xa")
    page.press("input[type=search]", "Enter")
    assert page.url == before
