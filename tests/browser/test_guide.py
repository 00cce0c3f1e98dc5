"""The pages of the user guide, on the demonstration: open to all, at every width, in both tongues.

With CAICACH_SCREENSHOTS=1 they leave the images of docs/guide.
"""

import os
import re
from collections.abc import Iterator
from typing import Any

import pytest
from demo_server import demo_server
from django.utils import timezone
from playwright.sync_api import Browser
from running_server import Server
from visitor import Visitor

PASSWORD = "xem-thu-2026"
HEIGHT = {1440: 900, 768: 1024, 360: 740}
PLAN = "/plans/ » main tbody a >> text=tỉnh mẫu Nam Hà"
ONLINE = "/monitoring/ » main tbody th a >> text=7.2"
PUBLISHED = "/results/publications/2/"
PAGES = (
    # who, name of the image, address and the links to follow from there
    ("daumoi.soxaydung", "my-work", "/"),
    ("daumoi.soxaydung", "task", "/ » main td a.button"),
    ("daumoi.soxaydung", "send", "/ » main td a.button » main a.button >> text=Gửi kết quả"),
    ("thutruong.soxaydung", "agency-board", "/ » main a[href^='/board/']"),
    ("thuongtruc", "province-board", "/board/"),
    ("thuongtruc", "plans", "/plans/"),
    ("thuongtruc", "plan", PLAN),
    ("thuongtruc", "cascade", f"{PLAN} » text=Giao xuống cơ quan"),
    ("thuongtruc", "coverage", f"{PLAN} » text=Phân bổ xuống dưới"),
    ("thuongtruc", "documents", "/plans/documents/"),
    ("thuongtruc", "reports", "/plans/reports/"),
    ("thuongtruc", "monitoring", "/monitoring/"),
    ("thuongtruc", "target", ONLINE),
    ("thuongtruc", "rows", f"{ONLINE} » main table td a"),
    ("daumoi.xadonglam", "card", "/rounds/cards/"),
    ("daumoi.xadonglam", "card-item", "/rounds/cards/ » main td a[href*='/items/']"),
    ("daumoi.soxaydung", "explain", "/rounds/cards/ » main a[href$='/explain/']"),
    ("thuongtruc", "round", "/rounds/3/"),
    ("thamdinh", "queue", "/appraisal/3/queue/"),
    ("thamdinh", "beside", "/appraisal/3/ » main a >> text=Hồ sơ giải quyết đúng hạn"),
    ("thuky", "differences", "/appraisal/3/differences/"),
    ("thuky", "agenda", "/council/3/"),
    ("thuky", "question", "/council/sittings/1/ » main a[href*='/questions/']"),
    ("thuongtruc", "provisional", "/results/rounds/3/provisional/"),
    ("thuongtruc", "publication", PUBLISHED),
    ("thuongtruc", "restatements", f"{PUBLISHED}changes/"),
    ("thutruong.soxaydung", "losses", f"{PUBLISHED}agencies/H99.04/ » main a[href$='/losses/']"),
    ("thuongtruc", "watch", "/watch/?province=22-2025"),
    ("thuongtruc", "index", "/watch/papi/?province=22-2025"),
    ("thuongtruc", "agencies", "/agencies/"),
    ("thuongtruc", "search", "/search/?q=cai+cach"),
    ("thuongtruc", "notices", "/notices/"),
    ("kiemtra", "log", "/log/"),
    ("quantri", "people", "/people/"),
    ("quantri", "merge", "/agencies/decide/merge/"),
    ("quantri", "me", "/people/me/"),
    ("lanhdao", "leader", "/"),
)
IN_ENGLISH = {
    *("my-work", "province-board", "plan", "monitoring", "target", "index", "agencies"),
    *("card", "round", "queue", "publication"),
}
ON_A_PHONE = {"my-work", "leader", "card"}


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if os.environ.get("CAICACH_TEST_DATABASE_URL"):
        pytest.skip("the demonstration lives on the embedded database")
    with demo_server(tmp_path_factory.mktemp("demonstration")) as running:
        yield running


@pytest.fixture(scope="session")
def come_in(browser: Browser, demonstration: Server) -> Any:
    """Return a function that opens the demonstration as a person, at a width, in a language."""
    kept: dict[str, Any] = {}

    def opened(person: str, width: int, language: str = "vi") -> Visitor:
        if person not in kept:
            context = browser.new_context(locale="vi-VN")
            page = context.new_page()
            page.goto(f"{demonstration.address}/account/login/")
            page.fill("input[name=login]", f"{person}@namha.example")
            page.fill("input[name=password]", PASSWORD)
            page.click("main button.primary")
            page.wait_for_url(lambda url: "/account/login/" not in url)
            kept[person] = context.storage_state()
            context.close()
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHT[width]},
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            reduced_motion="reduce",
            storage_state=kept[person],
        )
        cookie = {"name": "django_language", "value": language, "url": demonstration.address}
        context.add_cookies([cookie])  # type: ignore[list-item] # a cookie by its address
        visitor = Visitor(context.new_page(), demonstration.address)
        visitor.watch()
        return visitor

    return opened


@pytest.mark.parametrize(("person", "name", "way"), PAGES, ids=[page[1] for page in PAGES])
def test_a_page_of_the_guide_works_at_every_width(
    come_in: Any, person: str, name: str, way: str
) -> None:
    faults = []
    for width in HEIGHT:
        visitor = come_in(person, width)
        follow(visitor, way)
        if (over := visitor.overflow()) > 0:
            faults.append(f"{width}: {over} px wider than the screen")
        faults += [f"{width}: {fault}" for fault in visitor.faults_of_access()]
        faults += [f"{width}: {trouble}" for trouble in visitor.troubles]
        if width == 1440 or (width == 360 and name in ON_A_PHONE):
            visitor.shoot(f"{name}-{width}.vi")
        visitor.page.context.close()
    assert faults == []


@pytest.mark.parametrize(
    ("person", "name", "way"),
    [page for page in PAGES if page[1] in IN_ENGLISH],
    ids=[page[1] for page in PAGES if page[1] in IN_ENGLISH],
)
def test_a_page_of_the_guide_speaks_english(come_in: Any, person: str, name: str, way: str) -> None:
    visitor = come_in(person, 1440, "en")
    follow(visitor, way)
    assert visitor.page.locator("html").get_attribute("lang") == "en"
    assert visitor.troubles == []
    visitor.shoot(f"{name}-1440.en")
    visitor.page.context.close()


def test_the_sign_in_page_tells_the_accounts_to_try(
    browser: Browser, demonstration: Server
) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="vi-VN")
    visitor = Visitor(context.new_page(), demonstration.address)
    visitor.go("/account/login/")
    text = visitor.page.inner_text("main")
    assert PASSWORD in text
    assert "daumoi.soxaydung@namha.example" in text
    visitor.shoot("sign-in-1440.vi")
    context.close()


def test_every_account_told_comes_in_to_a_sound_first_page(
    browser: Browser, demonstration: Server, come_in: Any
) -> None:
    context = browser.new_context(locale="vi-VN")
    visitor = Visitor(context.new_page(), demonstration.address)
    visitor.go("/account/login/")
    told = re.findall(r"([\w.]+)@namha\.example", visitor.page.inner_text("main"))
    context.close()
    assert len(set(told)) >= 9  # one for each role at least
    for person in sorted(set(told)):
        visitor = come_in(person, 360)
        follow(visitor, "/")
        assert visitor.overflow() <= 0
        assert visitor.faults_of_access() == []
        assert visitor.troubles == []
        visitor.page.context.close()


def follow(visitor: Visitor, way: str) -> None:
    """Open the address, then click the first match of each selector after it."""
    address, *steps = way.split(" » ")
    assert visitor.go(address).status == 200
    for step in steps:
        found = visitor.page.locator(step)
        if not found.count() and timezone.localdate().month < 3:
            pytest.skip("in the first weeks of a year little is due and little is known")
        with visitor.page.expect_navigation():
            found.first.click()
    assert visitor.page.locator("h1").count() == 1
