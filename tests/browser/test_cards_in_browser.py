"""A scorecard filled in by keys alone, by two people at once, and on a phone."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from visitor import OpenPage, Visitor

PATIENCE = 30_000


def own_card(visitor: Visitor) -> Page:
    """Open one's card; the round is opened by a job that may still be at it."""
    page = visitor.page
    for _each in range(60):
        visitor.go("/rounds/cards/")
        if page.locator("table.score").count():
            return page
        page.wait_for_timeout(500)
    raise AssertionError("the round was not opened")


def rows(page: Page) -> Any:
    return page.locator("tr.line")


def row(page: Page, number: int) -> Any:
    return rows(page).nth(number)


def told(page: Page, number: int) -> Any:
    return row(page, number).locator(".told")


@pytest.mark.parametrize("width", [1440, 360])
def test_a_card_and_an_item_are_for_everybody(open_page: OpenPage, width: int) -> None:
    visitor = open_page(width, "focal_officer")
    page = own_card(visitor)
    address = page.url
    assert page.locator("h1").count() == 1
    areas = page.locator(".areas ul").bounding_box()
    assert areas is not None
    assert areas["height"] < 60  # one row, on a phone, too
    assert visitor.overflow() <= 0
    assert visitor.faults_of_access() == []
    row(page, 0).locator("th a").click()
    expect(page.locator("h1")).to_contain_text("1.1")
    assert visitor.overflow() <= 0
    assert visitor.faults_of_access() == []
    visitor.go(address.replace(visitor.address, "").partition("?")[0] + "submit/")
    assert visitor.faults_of_access() == []


def test_a_whole_card_is_filled_in_without_a_mouse(open_page: OpenPage) -> None:
    page = own_card(open_page(1440, "agency_head"))
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.locator("form.given select").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(told(page, 0)).to_contain_text("Đã lưu", timeout=PATIENCE)
    expect(row(page, 1).locator("input.num").first).to_be_focused()
    page.keyboard.type("45")
    page.keyboard.press("Tab")
    page.keyboard.type("60")
    page.keyboard.press("ArrowDown")
    expect(row(page, 2).locator("input.num").first).to_be_focused()
    expect(row(page, 1)).to_contain_text("3,00", timeout=PATIENCE)
    page.keyboard.type("bốn")
    page.keyboard.press("Enter")
    expect(told(page, 2)).to_contain_text("không phải là số", timeout=PATIENCE)
    page.keyboard.press("ArrowUp")
    page.reload()
    expect(row(page, 1).locator("input.num").first).to_have_value("45")
    expect(page.locator("#totals")).to_contain_text("Hạng dự kiến")


def test_of_two_people_each_sees_what_the_other_saves_and_nothing_is_lost(
    open_page: OpenPage,
) -> None:
    one = own_card(open_page(1440, "focal_officer"))
    two = own_card(open_page(1440, "agency_head"))
    for page, text in ((one, "30"), (two, "31")):
        field = row(page, 2).locator("input.num").nth(0)
        field.fill(text)
        row(page, 2).locator("input.num").nth(1).fill("60")
        field.press("Enter")
        page.wait_for_timeout(300)
    expect(told(one, 2)).to_contain_text("Đã lưu", timeout=PATIENCE)
    expect(told(two, 2)).to_contain_text("Hai người cùng sửa", timeout=PATIENCE)
    two.get_by_role("button", name="Dùng của tôi").click()
    expect(told(two, 2)).to_contain_text("Đã lưu", timeout=PATIENCE)
    one.locator("h1").click()
    expect(told(one, 2)).to_contain_text(re.compile("agency head"), timeout=PATIENCE)
    expect(row(one, 2).locator("input.num").first).to_have_value("31")
